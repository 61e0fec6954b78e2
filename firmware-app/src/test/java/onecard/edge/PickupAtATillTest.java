package onecard.edge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import onecard.edge.crypto.Json;
import onecard.edge.crypto.Secrets;
import onecard.edge.crypto.SigningKey;
import onecard.edge.crypto.Tokens;
import onecard.edge.lists.ListBuild;
import onecard.edge.lists.ListFolder;
import onecard.edge.lists.ListType;
import onecard.edge.process.Ports;
import onecard.edge.process.Watched;
import onecard.edge.site.SiteFile;
import onecard.edge.state.Control;
import onecard.edge.state.ListCommands;
import onecard.edge.state.StateDir;
import onecard.hal.sim.SimCard;
import onecard.hal.sim.SimKeypad;
import onecard.hal.sim.SimReader;
import onecard.hal.sim.SimScanner;
import onecard.hal.sim.SimTear;
import onecard.site.Secret;
import onecard.site.SiteProfile;
import onecard.words.Lang;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What was ordered ahead, picked up at one till of the whole daemon: from the signed list, the
/// card and the code to the records.
class PickupAtATillTest {

    private static final String CASHIER = "342500d1560000050000000000000001";
    private static final String ANN = "342500d1560000050000000000000002";
    private static final String BEN = "342500d1560000050000000000000003";
    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    private static final String PEOPLE =
            """
            kind,id,subject,groups,valid_from,valid_until,schedule,deny
            ssc,%s,p-0001,cashiers;preorder,,,,
            ssc,%s,p-0002,diners,,,,
            ssc,%s,p-0003,diners,,,,
            """
                    .formatted(CASHIER, ANN, BEN);

    @TempDir Path dir;
    private Watched watched;
    private Daemon daemon;
    private StateDir held;
    private SiteProfile site;
    private SigningKey host;
    private int versions;
    private int strangers;

    @BeforeEach
    void start() throws Exception {
        var state = Files.createDirectory(dir.resolve("state"));
        watched = new Watched(state);
        host = SigningKey.madeAtFirstUse(dir.resolve("host.pem"));
        var text =
                Files.readString(Path.of("..", "profiles", "examples", "bench-canteen.yaml"))
                        .replaceFirst("pay: \\{ pcsc.*\\] \\} \\}", "pay: { sim: true } }")
                        .replace(
                                "gpio:",
                                "keypads: { keys: { sim: true } }\n"
                                        + "  scanners: { window: { sim: true } }\n  gpio:")
                        .replace("reader: pay", "reader: pay, scanner: window")
                        .replace(", price_fen: 1200", "")
                        .replace(
                                "    meals:",
                                "    mode: pickup\n    orders: orders\n    canteen: north\n    meals:")
                        .replace(
                                "repeat_within_s: 0",
                                "keypad: keys\n    groups: [diners]\n    repeat_within_s: 60\n"
                                        + "    operators: { lists: [demo], duties: { cashiers: [sell,"
                                        + " void] }, pin: false, required: false }")
                        .replace("accounts: {} }", "accounts: {}, orders: {} }")
                        .replace(
                                "generate: true }",
                                "generate: true }, lists: [\"%s\"]".formatted(host.publicText()))
                        .replace("127.0.0.1:1883", "127.0.0.1:" + Ports.free());
        var read = SiteFile.read(text);
        site = assertInstanceOf(SiteFile.Read.Good.class, read, read::toString).profile();
        held = StateDir.hold(state).orElseThrow();
        begin();
        var list = dir.resolve("people.csv");
        Files.writeString(list, PEOPLE);
        var done =
                Control.ask(
                        held.controlSocket(), ListCommands.request(list, "demo", false, Lang.EN));
        assertEquals(Optional.of(3L), done.flatMap(answer -> answer.number("entries")));
    }

    private void begin() throws IOException {
        daemon =
                Wiring.start(
                        site,
                        held,
                        "none",
                        bug -> {
                            throw new AssertionError(bug);
                        });
    }

    @AfterEach
    void stop() throws IOException {
        daemon.close();
        held.close();
    }

    @Test
    void eachOrderIsHandedOutOnceByCardOrCodeOverARestart() throws Exception {
        ordered(
                "p-0002,o-annes-secret,north,meal,noodles;tea,1800,1,%s,%s,bench",
                "p-0003,o-bens-secret,north,meal,rice,1200,,%s,%s,bench:till-1");
        accounts("p-0003,personal,2000,%s,");

        tap(ANN);
        assertEquals("granted OK", verdict());
        var done = done();
        assertEquals(Optional.of(0L), done.number("amount_fen"));
        var order = done.object("order").orElseThrow();
        assertEquals(Optional.of(true), order.bool("paid"));
        assertEquals(Json.Arr.ofText(List.of("noodles", "tea")), order.get("items").orElseThrow());
        assertEquals(Optional.empty(), order.text("lease"));
        scan("ocorder:o-annes-secret");
        assertEquals("refused USED_UP", verdict());

        scan("ocorder:o-bens-secret");
        var scanned = watched.tap();
        assertEquals(Optional.of(":preorder"), scanned.text("rule"));
        assertEquals(Optional.of("order"), scanned.object("credential").orElseThrow().text("kind"));
        assertEquals(Optional.of(1_200L), done().number("amount_fen"));

        daemon.close();
        begin();
        tap(BEN);
        assertEquals("refused USED_UP", verdict());
        tap(ANN);
        assertEquals("refused USED_UP", verdict());
        scan("ocorder:another");
        assertEquals("refused UNKNOWN", verdict());
        assertFalse(watched.holds("o-annes-secret"));
        assertFalse(watched.holds("o-bens-secret"));
    }

    @Test
    void whatIsTakenBackIsPickedUpAgain() throws Exception {
        ordered("p-0002,o-1,north,meal,rice,1200,,%s,%s,bench");
        accounts("p-0002,personal,2000,%s,");
        call("001");
        tap(CASHIER);
        assertEquals("granted OK", verdict());
        tap(ANN);
        assertEquals("granted OK", verdict());
        var done = done();
        assertEquals(Optional.of(1_200L), done.number("amount_fen"));
        enter("002");
        var taken = watched.next(it -> it.text("state").equals(Optional.of("void")));
        between();
        assertEquals(done.object("order").orElseThrow(), taken.object("order").orElseThrow());
        scan("ocorder:o-1");
        assertEquals("granted OK", verdict());
        assertEquals(Optional.of(1_200L), done().number("amount_fen"));
        tap(ANN);
        assertEquals("refused USED_UP", verdict());
    }

    /// Whoever has the code has the order, and no business with its owner's money.
    @Test
    void anOrdersCodeTellsNobodyWhatItsOwnerHas() throws Exception {
        ordered("p-0002,o-1,north,meal,rice,1200,,%s,%s,bench");
        accounts("p-0002,personal,2000,%s,");
        call("006");
        scan("ocorder:o-1");
        assertEquals("refused WRONG_POINT", verdict());
        call("006");
        tap(ANN);
        assertEquals("granted OK", verdict());
    }

    /// The till is for diners, and for the codes of orders; a group of people that is called alike
    /// is another.
    @Test
    void aGroupIsNotLetInForItsName() throws Exception {
        ordered("p-0001,o-1,north,meal,,0,1,%s,%s,bench");
        tap(CASHIER);
        assertEquals("refused WRONG_POINT", verdict());
    }

    @Test
    void whoeverHasNoOrderHereIsTold() throws Exception {
        ordered(
                "p-0002,o-1,south,meal,,0,1,%s,%s,bench",
                "p-0003,o-2,north,meal,,0,1,%s,%s,elsewhere");
        tap(ANN);
        assertEquals("refused WRONG_POINT", verdict());
        tap(BEN);
        assertEquals("refused WRONG_POINT", verdict());
        ordered("p-0003,o-2,north,meal,,0,1,%s,%s,bench");
        tap(ANN);
        assertEquals("refused NO_ORDER", verdict());
        tap(BEN);
        var granted = watched.tap();
        assertEquals(Optional.of("granted"), granted.text("verdict"));
        assertEquals(
                Optional.of(2L),
                granted.object("decided")
                        .orElseThrow()
                        .object("orders")
                        .orElseThrow()
                        .number("version"));
    }

    @Test
    void withoutAListNobodyKnowsWhatWasOrdered() {
        tap(ANN);
        assertEquals("refused STALE_LIST", verdict());
    }

    // --- small steps ---

    private void ordered(String... rows) throws Exception {
        var now = Instant.now();
        publish(
                "orders",
                ListType.ORDERS,
                "subject,order,canteen,meal,items,amount_fen,paid,valid_from,valid_until,terminal",
                rows,
                now.minus(Duration.ofHours(1)),
                now.plus(Duration.ofHours(1)));
    }

    private void accounts(String... rows) throws Exception {
        publish(
                "accounts",
                ListType.WALLETS,
                "subject,wallet,balance_fen,as_of,included",
                rows,
                Instant.now());
    }

    private void publish(String list, ListType type, String header, String[] rows, Object... times)
            throws Exception {
        var csv = dir.resolve(list + ".csv");
        var text = new StringBuilder(header);
        for (var row : rows) {
            text.append('\n').append(row.formatted(times));
        }
        Files.writeString(csv, text.append('\n'));
        var tokens = new Tokens(Secrets.siteKey(new Secret.Generate(), held.path()));
        var folder = new ListFolder(dir.resolve("signed-" + list + ++versions));
        var built =
                new ListBuild(folder, "bench", tokens, ZONE, host)
                        .list(
                                csv,
                                list,
                                type,
                                new ListBuild.Terms(
                                        Optional.of((long) versions),
                                        Instant.now(),
                                        Optional.empty(),
                                        Optional.empty()),
                                false);
        assertInstanceOf(ListBuild.Result.Built.class, built, built::toString);
        var answer =
                Control.ask(held.controlSocket(), ListCommands.request(folder.path(), Lang.EN));
        assertEquals(Optional.of(true), answer.flatMap(it -> it.bool("ok")), answer::toString);
    }

    private void tap(String card) {
        var reader = (SimReader) daemon.reader("pay").orElseThrow();
        reader.present(SimCard.socialSecurity(card, 3, Optional.of("20360131")), SimTear.NEVER);
        reader.remove();
    }

    private void scan(String code) {
        var scanner = (SimScanner) daemon.scanner("window").orElseThrow();
        scanner.show(code.getBytes(StandardCharsets.US_ASCII));
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
            var alarm = watched.next(it -> it.text("detail").equals(Optional.of("keys")));
            assertEquals(Optional.of(lost), alarm.bool("active"));
        }
    }

    private SimKeypad keypad() {
        return (SimKeypad) daemon.keypad("keys").orElseThrow();
    }

    /// The till has heard of it, too, and is free again.
    private Json.Obj done() {
        var done = watched.next(it -> it.text("state").equals(Optional.of("done")));
        between();
        return done;
    }

    /// Somebody whom nobody knows: their record is one commit later than all before, so whatever
    /// comes next comes after the journal's answers to those; and no card is the same as before.
    private void between() {
        tap("3425009999%022d".formatted(++strangers));
        assertEquals("refused UNKNOWN", verdict());
    }

    private String verdict() {
        var tap = watched.tap();
        return tap.text("verdict").orElseThrow() + " " + tap.text("reason").orElseThrow();
    }
}
