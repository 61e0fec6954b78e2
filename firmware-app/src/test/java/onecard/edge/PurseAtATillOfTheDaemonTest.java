package onecard.edge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import onecard.edge.crypto.Json;
import onecard.edge.process.Ports;
import onecard.edge.process.Watched;
import onecard.edge.site.SiteFile;
import onecard.edge.state.Control;
import onecard.edge.state.ListCommands;
import onecard.edge.state.StateDir;
import onecard.hal.purse.PurseNumber;
import onecard.hal.sim.SimCard;
import onecard.hal.sim.SimPurse;
import onecard.hal.sim.SimReader;
import onecard.hal.sim.SimTear;
import onecard.words.Lang;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The purse of a card at a till of the whole daemon, from the card's bytes to the records.
class PurseAtATillOfTheDaemonTest {

    private static final long START = 10_000;
    private static final long PRICE = 1_250;
    private static final int TRIES = 20;
    private static final String SHE = "3104800000000000001";
    private static final String OTHER = "3104800000000000002";
    private static final String PEOPLE =
            """
            kind,id,subject,groups,valid_from,valid_until,schedule,deny
            tunion,%s,p-0001,diners,,,,
            tunion,%s,p-0002,diners,,,,
            """
                    .formatted(SHE, OTHER);

    @TempDir Path dir;
    private final List<Daemon> daemons = new ArrayList<>();
    private final SimPurse purse = purse(SHE);
    private final SimCard card = SimCard.cityUnion(SHE, "20361231").purse(purse);
    private Path state;
    private Watched watched;
    private StateDir held;

    private static SimPurse purse(String serial) {
        int[] random = {7};
        return SimPurse.issued(
                new PurseNumber("0" + serial), () -> random[0] = random[0] * 31 + 11, START);
    }

    @BeforeEach
    void start() throws Exception {
        state = Files.createDirectory(dir.resolve("state"));
        watched = new Watched(state);
        held = StateDir.hold(state).orElseThrow();
        boots();
        var list = dir.resolve("people.csv");
        Files.writeString(list, PEOPLE);
        var done =
                Control.ask(
                        held.controlSocket(), ListCommands.request(list, "demo", false, Lang.EN));
        assertEquals(Optional.of(2L), done.flatMap(answer -> answer.number("entries")));
    }

    private void boots() throws Exception {
        var text =
                Files.readString(Path.of("..", "profiles", "examples", "bench-purse.yaml"))
                        .replace("pcsc: \"*\", slot: contactless", "sim: true")
                        .replace("127.0.0.1:1883", "127.0.0.1:" + Ports.free());
        var read = SiteFile.read(text);
        var site = assertInstanceOf(SiteFile.Read.Good.class, read, read::toString).profile();
        daemons.add(
                Wiring.start(
                        site,
                        held,
                        "none",
                        bug -> {
                            throw new AssertionError(bug);
                        }));
    }

    @AfterEach
    void stop() throws IOException {
        daemons.getLast().close();
        held.close();
    }

    @Test
    void aCardPaysAndWhatIsLeftIsOnIt() {
        var done = until("done", SimTear.NEVER);
        assertEquals(Optional.of(PRICE), done.number("amount_fen"));
        var debit = done.object("purse").orElseThrow();
        assertEquals(Optional.of(START), debit.number("before_fen"));
        assertTrue(debit.text("tac").isPresent());
        assertEquals(START - PRICE, purse.balanceFen());
    }

    /// A busy machine may be late, with its decision or its disk: then nothing was taken, and
    /// whoever stands there taps again.
    private Json.Obj until(String state, SimTear tear) {
        for (int i = 0; i < TRIES; i++) {
            var last = Json.Obj.EMPTY;
            tap(card, tear);
            assertEquals("granted OK", verdict());
            other();
            for (var next = said(); next.text("verdict").isEmpty(); next = said()) {
                last = next;
            }
            if (last.text("state").equals(Optional.of(state))) {
                return last;
            }
            assertTrue(last.text("state").filter(it -> !it.equals("void")).isEmpty());
            assertEquals(START, purse.balanceFen());
        }
        throw new AssertionError("late " + TRIES + " times");
    }

    /// Pulled on the last byte of the debit's answer, at a till that is stopped then, and shown
    /// again to the next run.
    @Test
    void whatWasTornIsSettledByTheNextRun() throws Exception {
        var torn = until("unknown", SimTear.afterBytes(bytesOfASale() - 1)).text("sale");
        assertEquals(START - PRICE, purse.balanceFen());
        tap(SimCard.cityUnion(OTHER, "20361231").purse(purse(OTHER)), SimTear.NEVER);
        assertEquals("refused TORN", verdict());
        daemons.getLast().close();
        boots();

        tap(card, SimTear.NEVER);
        var done = sale();
        assertEquals(torn, done.text("sale"));
        assertEquals(Optional.of("done"), done.text("state"));
        assertTrue(done.object("purse").flatMap(it -> it.text("tac")).isPresent());
    }

    /// Reading the card, its balance, and a whole debit: counted on a twin.
    private static int bytesOfASale() {
        return CountedBytes.ofASale(SHE, PRICE);
    }

    /// Whose event comes after all that came of the card before.
    private void other() {
        tap(SimCard.plain("04a1b2c3"), SimTear.NEVER);
    }

    private void tap(SimCard shown, SimTear tear) {
        var reader = (SimReader) daemons.getLast().reader("pay").orElseThrow();
        reader.present(shown, tear);
        reader.remove();
    }

    private Json.Obj said() {
        return watched.next(it -> it.text("sale").isPresent() || it.text("verdict").isPresent());
    }

    private Json.Obj sale() {
        return watched.next(it -> it.text("sale").isPresent());
    }

    private String verdict() {
        var tap = watched.tap();
        return tap.text("verdict").orElseThrow() + " " + tap.text("reason").orElseThrow();
    }
}
