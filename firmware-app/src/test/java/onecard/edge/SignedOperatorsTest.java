package onecard.edge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import onecard.edge.cli.Console;
import onecard.edge.crypto.Json;
import onecard.edge.crypto.SigningKey;
import onecard.edge.process.Ports;
import onecard.edge.process.Watched;
import onecard.edge.site.SiteFile;
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

/// Operators come as a signed list of their own: card, PIN and roles, from the CSV to the till. The
/// list says what each may do, and five wrong PINs lock one out and nobody else.
class SignedOperatorsTest {

    private static final String CASHIER = "342500d1560000050000000000000001";
    private static final String MANAGER = "342500d1560000050000000000000002";
    private static final String STRANGER = "342500d1560000050000000000000003";
    private static final String OPERATORS =
            """
            kind,id,subject,roles,valid_from,valid_until
            ssc,%s,p-0001,sell;void,,
            pin,271828,p-0001,sell;void,,
            ssc,%s,p-0002,sell;settle,,
            pin,314159,p-0002,sell;settle,,
            """
                    .formatted(CASHIER, MANAGER);

    @TempDir Path dir;
    private Watched watched;
    private Daemon daemon;
    private StateDir held;

    @BeforeEach
    void start() throws Exception {
        var state = Files.createDirectory(dir.resolve("state"));
        var key = SigningKey.madeAtFirstUse(dir.resolve("lists.pem")).publicText();
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
                                        + " [operators] }")
                        .replace("accounts: {}", "operators: {}")
                        .replace("generate: true }", "generate: true }, lists: [\"" + key + "\"]")
                        .replace("127.0.0.1:1883", "127.0.0.1:" + Ports.free());
        var read = SiteFile.read(text);
        var site = assertInstanceOf(SiteFile.Read.Good.class, read, read::toString).profile();
        var file = Files.writeString(dir.resolve("site.yaml"), text);
        var csv = Files.writeString(dir.resolve("operators.csv"), OPERATORS);
        var lists = dir.resolve("lists").toString();
        run(
                "build",
                csv,
                "--list",
                "operators",
                "--type",
                "operators",
                "--key",
                dir.resolve("lists.pem"),
                "--out",
                lists,
                "--site",
                file,
                "--state",
                state);
        run("import", lists, "--site", file, "--state", state);
        watched = new Watched(state);
        held = StateDir.hold(state).orElseThrow();
        daemon =
                Wiring.start(
                        site,
                        held,
                        "none",
                        bug -> {
                            throw new AssertionError(bug);
                        });
    }

    private static void run(Object... args) {
        var all = new String[args.length + 1];
        all[0] = "list";
        for (int i = 0; i < args.length; i++) {
            all[i + 1] = args[i].toString();
        }
        var said = new ByteArrayOutputStream();
        var out = new PrintStream(said, true, StandardCharsets.UTF_8);
        assertEquals(0, Main.run(new Console(Lang.EN, out, out), all), said::toString);
    }

    @AfterEach
    void stop() throws IOException {
        daemon.close();
        held.close();
    }

    @Test
    void whoeverIsInTheListSignsInAndMayDoWhatTheirRolesSay() throws Exception {
        call("001");
        tap(STRANGER);
        assertEquals("refused UNKNOWN", verdict());
        tap(CASHIER);
        assertEquals("asked PIN", verdict());
        enter("271828");
        assertEquals("granted OK", verdict());
        tap(MANAGER);
        assertEquals("refused WRONG_POINT", verdict(), "who works here need not eat here");
        tap(STRANGER); // the same card at once would be the same presence
        assertEquals("refused UNKNOWN", verdict());
        call("001");

        call("001");
        tap(MANAGER);
        assertEquals("asked PIN", verdict());
        enter("314159");
        assertEquals("granted OK", verdict());
        assertFalse(watched.holds("271828"));
        assertFalse(watched.holds("314159"));
    }

    @Test
    void fiveWrongPinsLockOneOutAndNobodyElse() {
        for (int attempt = 1; attempt <= 5; attempt++) {
            call("001");
            tap(CASHIER);
            assertEquals("asked PIN", verdict());
            enter("314159"); // the other's
            assertEquals("refused PIN_MISMATCH", verdict(), "try " + attempt);
            if (attempt == 5) {
                watched.next(it -> it.text("alarm").equals(Optional.of("locked_out")));
            }
            tap(STRANGER); // the same card at once would be the same presence
            assertEquals("refused UNKNOWN", verdict());
        }

        call("001");
        tap(CASHIER);
        assertEquals("asked PIN", verdict());
        enter("271828"); // theirs, and too late
        assertEquals("refused LOCKED_OUT", verdict());
        tap(MANAGER);
        assertEquals("asked PIN", verdict());
        enter("314159");
        assertEquals("granted OK", verdict());
    }

    private void tap(String card) {
        var reader = (SimReader) daemon.reader("pay").orElseThrow();
        reader.present(SimCard.socialSecurity(card, 3, Optional.of("20360131")), SimTear.NEVER);
        reader.remove();
    }

    private void enter(String digits) {
        keypad().type(digits + "#");
    }

    /// A keypad tells in order, so once it is back it has told what was entered before.
    private void call(String keys) {
        enter(keys);
        keypad().lose();
        keypad().giveBack();
        for (boolean lost : new boolean[] {true, false}) {
            Json.Obj alarm = watched.next(it -> it.text("detail").equals(Optional.of("keys")));
            assertEquals(Optional.of(lost), alarm.bool("active"));
        }
    }

    private SimKeypad keypad() {
        return (SimKeypad) daemon.keypad("keys").orElseThrow();
    }

    private String verdict() {
        var tap = watched.tap();
        return tap.text("verdict").orElseThrow() + " " + tap.text("reason").orElseThrow();
    }
}
