package onecard.edge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import onecard.edge.crypto.Json;
import onecard.edge.process.Await;
import onecard.edge.process.Ports;
import onecard.edge.process.Watched;
import onecard.edge.site.SiteFile;
import onecard.edge.state.Control;
import onecard.edge.state.ListCommands;
import onecard.edge.state.StateDir;
import onecard.hal.sim.SimCard;
import onecard.hal.sim.SimKeypad;
import onecard.hal.sim.SimReader;
import onecard.hal.sim.SimTear;
import onecard.words.Lang;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A card and a PIN at one door of the whole daemon, from the keys to the record and the relay.
class PinAtADoorTest {

    private static final String ANN = "342500d1560000050000000000000001";
    private static final String BOB = "342500d1560000050000000000000002";
    private static final String PEOPLE =
            """
            kind,id,subject,groups,valid_from,valid_until,schedule,deny
            ssc,%s,p-0001,staff,,,,
            pin,271828,p-0001,staff,,,,
            pin,909090,p-0001,threatened,,,,
            ssc,%s,p-0002,staff,,,,
            pin,314159,p-0002,staff,,,,
            """
                    .formatted(ANN, BOB);

    @TempDir Path dir;
    private Path state;
    private Watched watched;
    private Daemon daemon;
    private StateDir held;

    @BeforeEach
    void start() throws Exception {
        state = Files.createDirectory(dir.resolve("state"));
        watched = new Watched(state);
        var text =
                Files.readString(Path.of("..", "profiles", "examples", "pin-door.yaml"))
                        .replace(
                                "pcsc: \"*\", slot: contactless, applications: [ssc, uid]",
                                "sim: true")
                        .replace("input: /dev/input/by-id/usb-keypad-event-kbd", "sim: true")
                        .replace("serial: /dev/serial/by-id/usb-scanner, suffix: cr", "sim: true")
                        .replace(
                                "second_factor: pin",
                                "second_factor: pin\n    duress_groups: [threatened]")
                        .replace("127.0.0.1:1883", "127.0.0.1:" + Ports.free());
        var read = SiteFile.read(text);
        var site = assertInstanceOf(SiteFile.Read.Good.class, read, read::toString).profile();
        held = StateDir.hold(state).orElseThrow();
        daemon =
                Wiring.start(
                        site,
                        held,
                        "none",
                        bug -> {
                            throw new AssertionError(bug);
                        });
        var list = dir.resolve("people.csv");
        Files.writeString(list, PEOPLE);
        var done =
                Control.ask(
                        held.controlSocket(), ListCommands.request(list, "staff", false, Lang.EN));
        assertEquals(Optional.of(5L), done.flatMap(answer -> answer.number("entries")));
    }

    @AfterEach
    void stop() throws IOException {
        daemon.close();
        held.close();
    }

    @Test
    void aCardIsAskedForItsPinAndTheRightOneOpens() throws Exception {
        tap(ANN);
        assertEquals("PIN", why("asked"));
        enter("271828");
        assertEquals("OK", why("granted"));
        Await.until("the relay", Watched.SOON, () -> watched.timesOn("lock") > 0);
        assertFalse(watched.holds("271828"));
        assertFalse(watched.holds("314159"));
    }

    @Test
    void thePinOfSomebodyElseOpensNothingAndTheFifthLocksItOut() {
        for (int wrong = 1; wrong <= 5; wrong++) {
            tapOfAStranger();
            tap(ANN);
            assertEquals("PIN", why("asked"));
            enter("314159");
            assertEquals("PIN_MISMATCH", why("refused"));
        }
        assertEquals(
                Optional.of("locked_out"),
                watched.next(event -> event.text("alarm").isPresent()).text("alarm"));
        tapOfAStranger();
        tap(ANN);
        assertEquals("PIN", why("asked"));
        enter("271828");
        assertEquals("LOCKED_OUT", why("refused"));
        tap(BOB);
        assertEquals("PIN", why("asked"));
        assertEquals(0, watched.timesOn("lock"));
    }

    @Test
    void whatNobodyWasAskedForIsNobodysTry() {
        enter("271828");
        aKeypadThatIsPulledIsAnAlarmUntilItIsBack(); // it has told what was entered before
        tap(ANN);
        assertEquals("PIN", why("asked"));
        enter("1*271828");
        assertEquals("OK", why("granted"));
    }

    @Test
    void aPinUnderThreatOpensAndIsAnAlarm() {
        tap(ANN);
        assertEquals("PIN", why("asked"));
        enter("909090");
        assertEquals("OK", why("granted"));
        assertEquals(
                Optional.of("duress"),
                watched.next(event -> event.text("alarm").isPresent()).text("alarm"));
    }

    @Test
    void aKeypadThatIsPulledIsAnAlarmUntilItIsBack() {
        keypad().lose();
        var lost = alarmOf("pad");
        assertEquals(Optional.of(new Json.Bool(true)), lost.get("active"));
        assertEquals(Optional.of("door-1"), lost.text("point"));
        keypad().giveBack();
        assertEquals(Optional.of(new Json.Bool(false)), alarmOf("pad").get("active"));
    }

    private Json.Obj alarmOf(String device) {
        return watched.next(event -> event.text("detail").equals(Optional.of(device)));
    }

    private void tap(String card) {
        var reader = (SimReader) daemon.reader("in").orElseThrow();
        reader.present(SimCard.socialSecurity(card, 3, Optional.of("20360131")), SimTear.NEVER);
        reader.remove();
    }

    /// The same card at once again would be the same presence.
    private void tapOfAStranger() {
        tap("342500d1560000050000000000000003");
        assertEquals("UNKNOWN", why("refused"));
    }

    private void enter(String digits) {
        keypad().type(digits + "#");
    }

    private SimKeypad keypad() {
        return (SimKeypad) daemon.keypad("pad").orElseThrow();
    }

    /// The next tap has this verdict, and why.
    private String why(String verdict) {
        var tap = watched.tap();
        assertEquals(Optional.of(verdict), tap.text("verdict"), tap::toString);
        return tap.text("reason").orElseThrow();
    }
}
