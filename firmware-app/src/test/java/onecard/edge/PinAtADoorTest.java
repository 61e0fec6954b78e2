package onecard.edge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import onecard.edge.crypto.Json;
import onecard.edge.process.Await;
import onecard.edge.process.Ports;
import onecard.edge.process.Watched;
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
    private SimDaemon daemon;

    @BeforeEach
    void start() throws Exception {
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
        daemon = new SimDaemon(dir, text);
        daemon.imports("staff", PEOPLE, 5);
    }

    @AfterEach
    void stop() throws IOException {
        daemon.close();
    }

    @Test
    void aCardIsAskedForItsPinAndTheRightOneOpens() throws Exception {
        tap(ANN);
        assertEquals("PIN", why("asked"));
        enter("271828");
        assertEquals("OK", why("granted"));
        Await.until("the relay", Watched.SOON, () -> daemon.watched.timesOn("lock") > 0);
        assertFalse(daemon.watched.holds("271828"));
        assertFalse(daemon.watched.holds("314159"));
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
                daemon.watched.next(event -> event.text("alarm").isPresent()).text("alarm"));
        tapOfAStranger();
        tap(ANN);
        assertEquals("PIN", why("asked"));
        enter("271828");
        assertEquals("LOCKED_OUT", why("refused"));
        tap(BOB);
        assertEquals("PIN", why("asked"));
        assertEquals(0, daemon.watched.timesOn("lock"));
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
                daemon.watched.next(event -> event.text("alarm").isPresent()).text("alarm"));
    }

    @Test
    void aKeypadThatIsPulledIsAnAlarmUntilItIsBack() {
        daemon.keypad("pad").lose();
        var lost = alarmOf("pad");
        assertEquals(Optional.of(new Json.Bool(true)), lost.get("active"));
        assertEquals(Optional.of("door-1"), lost.text("point"));
        daemon.keypad("pad").giveBack();
        assertEquals(Optional.of(new Json.Bool(false)), alarmOf("pad").get("active"));
    }

    private Json.Obj alarmOf(String device) {
        return daemon.watched.next(event -> event.text("detail").equals(Optional.of(device)));
    }

    private void tap(String card) {
        daemon.tap("in", card);
    }

    /// The same card at once again would be the same presence.
    private void tapOfAStranger() {
        tap("342500d1560000050000000000000003");
        assertEquals("UNKNOWN", why("refused"));
    }

    private void enter(String digits) {
        daemon.enter("pad", digits);
    }

    /// The next tap has this verdict, and why.
    private String why(String verdict) {
        var tap = daemon.watched.tap();
        assertEquals(Optional.of(verdict), tap.text("verdict"), tap::toString);
        return tap.text("reason").orElseThrow();
    }
}
