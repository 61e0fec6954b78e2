package onecard.edge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import onecard.edge.crypto.Json;
import onecard.edge.process.Ports;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Whoever works at one till of the whole daemon, from the keys and the card to the records.
class OperatorAtATillTest {

    private static final String CASHIER = "342500d1560000050000000000000001";
    private static final String DINER = "342500d1560000050000000000000002";
    private static final String PEOPLE =
            """
            kind,id,subject,groups,valid_from,valid_until,schedule,deny
            ssc,%s,p-0001,cashiers,,,,
            pin,271828,p-0001,cashiers,,,,
            ssc,%s,p-0002,diners,,,,
            pin,314159,p-0002,diners,,,,
            """
                    .formatted(CASHIER, DINER);

    @TempDir Path dir;
    private SimDaemon daemon;

    @BeforeEach
    void start() throws Exception {
        var text =
                Files.readString(Path.of("..", "profiles", "examples", "bench-canteen.yaml"))
                        .replaceFirst("pay: \\{ pcsc.*\\] \\} \\}", "pay: { sim: true } }")
                        .replace("gpio:", "keypads: { keys: { sim: true } }\n  gpio:")
                        .replace(", price_fen: 1200", "")
                        .replaceFirst(
                                "(?m)^    accounts:.*\\n    wallets:.*$", "    payment: counted")
                        .replace(
                                "repeat_within_s: 0",
                                "keypad: keys\n    repeat_within_s: 0\n    operators: { lists:"
                                        + " [demo], duties: { cashiers: [sell, void, settle] } }")
                        .replace("127.0.0.1:1883", "127.0.0.1:" + Ports.free());
        daemon = new SimDaemon(dir, text);
        daemon.imports("demo", PEOPLE, 4);
    }

    @AfterEach
    void stop() throws IOException {
        daemon.close();
    }

    @Test
    void aCardAndItsPinSignInAndWhatWasSoldIsTakenBackAndSettled() throws Exception {
        tap(DINER);
        assertEquals("refused NO_AMOUNT", verdict());
        call("001");
        tap(CASHIER);
        assertEquals("asked PIN", verdict());
        enter("271828");
        var signedIn = daemon.watched.tap();
        daemon.awaitSettled("till-1");
        assertEquals(Optional.of("granted"), signedIn.text("verdict"));
        assertEquals(Optional.of("sign"), signedIn.text("answers"));

        tap(DINER);
        assertEquals("granted OK", verdict());
        assertEquals("pending", sale().text("state").orElseThrow());
        var done = sale();
        assertEquals("done", done.text("state").orElseThrow());
        assertEquals(Optional.of(1L), done.number("shift"));
        enter("002");
        assertEquals("void", sale().text("state").orElseThrow());

        assertEquals(Optional.of(true), settled().bool("ok"));
        var settlement = daemon.watched.next(it -> it.number("net_fen").isPresent());
        assertEquals(Optional.of(1L), settlement.number("batch"));
        assertEquals(2, settlement.array("counts").orElseThrow().items().size(), "sale and void");
        call("001");
        // Somebody else comes between: the same card at once would be the same presence.
        tap("342500d1560000050000000000000003");
        assertEquals("refused UNKNOWN", verdict());
        tap(DINER);
        assertEquals("refused NO_AMOUNT", verdict());
        assertFalse(daemon.watched.holds("271828"));
    }

    @Test
    void neitherADinerNorAWrongPinSignsIn() {
        call("001");
        tap(DINER);
        assertEquals("refused WRONG_POINT", verdict());
        tap(CASHIER);
        assertEquals("asked PIN", verdict());
        enter("314159");
        assertEquals("refused PIN_MISMATCH", verdict());
        call("0");
        tap(DINER);
        assertEquals("refused NO_AMOUNT", verdict());
    }

    private Json.Obj settled() throws IOException {
        return daemon.ask(
                Json.Obj.EMPTY
                        .with("id", "settle-01")
                        .with("verb", "settle")
                        .with("point", "till-1"));
    }

    private void tap(String card) {
        daemon.tap("pay", card);
    }

    private void enter(String digits) {
        daemon.enter("keys", digits);
    }

    /// A keypad tells in order, so once it is back it has told what was entered before.
    private void call(String keys) {
        enter(keys);
        daemon.keypad("keys").lose();
        daemon.keypad("keys").giveBack();
        for (boolean lost : new boolean[] {true, false}) {
            var alarm = daemon.watched.next(it -> it.text("detail").equals(Optional.of("keys")));
            assertEquals(Optional.of(lost), alarm.bool("active"));
        }
    }

    /// The next record of one, once whatever follows from it has happened.
    private Json.Obj sale() {
        var sale = daemon.watched.next(it -> it.text("sale").isPresent());
        daemon.awaitSettled("till-1");
        return sale;
    }

    private String verdict() {
        var verdict = daemon.verdict();
        daemon.awaitSettled("till-1");
        return verdict;
    }
}
