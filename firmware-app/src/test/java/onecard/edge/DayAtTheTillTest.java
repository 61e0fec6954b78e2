package onecard.edge;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import onecard.edge.crypto.Json;
import onecard.edge.crypto.Secrets;
import onecard.edge.crypto.SigningKey;
import onecard.edge.crypto.Tokens;
import onecard.edge.demo.DemoBroker;
import onecard.edge.lists.ListBuild;
import onecard.edge.lists.ListFolder;
import onecard.edge.lists.ListType;
import onecard.edge.process.CutLine;
import onecard.edge.process.Ports;
import onecard.hal.PrinterEvent.Trouble;
import onecard.site.Secret;
import onecard.words.Lang;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// A day at one till of the whole daemon, as those who stand before and behind it see it: keys,
/// cards and commands go in; what the panel, both displays, the voice and the paper say comes out,
/// and stands word for word in `day-at-the-till.zh-CN.txt` and `day-at-the-till.en.txt`.
class DayAtTheTillTest extends ScriptedTill {

    private static final String CASHIER = "342500d1560000050000000000000001";
    private static final String SUPERVISOR = "342500d1560000050000000000000002";
    private static final String ANN = "342500d1560000050000000000000003";
    private static final String BEN = "342500d1560000050000000000000004";
    private static final String CASHIERS_PIN = "271828";
    private static final String SUPERVISORS_PIN = "161803";

    private static final String PEOPLE =
            """
            kind,id,subject,groups,valid_from,valid_until,schedule,deny
            ssc,%s,p-0001,cashiers,,,,
            pin,%s,p-0001,cashiers,,,,
            ssc,%s,p-0002,supervisors,,,,
            pin,%s,p-0002,supervisors,,,,
            ssc,%s,p-0003,diners,,,,
            ssc,%s,p-0004,diners,,,,
            """
                    .formatted(CASHIER, CASHIERS_PIN, SUPERVISOR, SUPERVISORS_PIN, ANN, BEN);

    private static final Instant MORNING = Instant.parse("2031-03-03T03:00:00Z"); // 11:00 there

    DayAtTheTillTest() {
        super(MORNING);
    }

    @ParameterizedTest
    @EnumSource
    void theDayIsWhatTheFileSays(Lang lang) throws Exception {
        int port = Ports.free();
        try (var _ = new DemoBroker(port);
                var network = new CutLine(port);
                var taped = new TillTape(golden("day-at-the-till", lang), lang)) {
            tape = taped;
            till = daemon(lang, network.port());
            try (var _ = till) {
                day(network);
            }
            taped.end();
        }
    }

    private void day(CutLine network) throws Exception {
        online();
        tape.step("01 before anybody has signed in");

        tap(BEN);
        tape.step("02 a diner taps");

        key("001");
        tape.step("03 the cashier calls to sign in");
        tap(CASHIER);
        tape.step("04 shows a card");
        enter(CASHIERS_PIN);
        till.verdict();
        tape.step("05 enters the PIN");

        key("1250");
        key("0");
        key("1200");
        tape.step("06 keys 12.50, clears it, keys 12.00");
        pays(ANN);
        tape.step("07 Ann pays, subsidy first");
        later(Duration.ofSeconds(5));
        tape.step("08 it was read");

        enter("0074");
        tape.awaits("front", "Thank you");
        later(Duration.ofSeconds(5));
        tape.step("09 Ann rates it 4 of 5");
        key("0071");
        later(Duration.ofSeconds(5));
        tape.step("10 and may not again");

        key("1200");
        tap(ANN);
        tape.step("11 the same again: asked whether it is meant");
        key("0");
        tape.step("12 it is not");
        later(Duration.ofSeconds(5));
        key("1200");
        tap(ANN);
        enter("1");
        tape.awaits("panel", "PAID");
        later(Duration.ofSeconds(5));
        tape.step("13 asked again, and it is");

        enter("002");
        tape.awaits("back", "Refund");
        later(Duration.ofSeconds(5));
        tape.step("14 the cashier takes it back");

        key("800");
        pays(BEN);
        later(Duration.ofSeconds(5));
        tape.step("15 Ben pays 8.00");

        till.printer("paper").ail(Trouble.PAPER_OUT);
        key("600");
        pays(ANN);
        till.watched.next(it -> it.text("alarm").equals(Optional.of("receipt_not_printed")));
        later(Duration.ofSeconds(5));
        tape.step("16 the paper is out, Ann pays 6.00");
        till.printer("paper").mend(Trouble.PAPER_OUT);
        key("008");
        later(Duration.ofSeconds(5));
        tape.step("17 there is paper: the receipt as a copy");

        network.hold();
        network.cut();
        key("700");
        pays(BEN);
        later(Duration.ofSeconds(5));
        tape.step("18 without a network Ben pays 7.00");
        network.release();
        online();

        key("006");
        tape.step("19 somebody wants to look at their own");
        tap(ANN);
        later(Duration.ofSeconds(5));
        tape.step("20 Ann does");

        key("009");
        later(Duration.ofSeconds(5));
        tape.step("21 a cashier sees no totals");
        key("003");
        later(Duration.ofSeconds(5));
        tape.step("22 and gives nothing back");

        key("001");
        later(Duration.ofSeconds(5));
        tape.step("23 the cashier signs out");
        signIn(SUPERVISOR, SUPERVISORS_PIN);
        tape.step("24 the supervisor signs in, card and PIN");

        key("003");
        tape.step("25 a refund: which sale");
        key("4");
        tape.step("26 number 4, and how much");
        enter("300");
        tape.awaits("back", "Settled");
        pages(8);
        tape.step("27 3.00 of it; and the cashier's batch is settled by that");

        key("005");
        later(Duration.ofSeconds(5));
        tape.step("28 training");
        key("500");
        pays(BEN);
        later(Duration.ofSeconds(5));
        tape.step("29 Ben pays nothing");
        key("005");
        later(Duration.ofSeconds(5));
        tape.step("30 training is over");

        key("900");
        pays(ANN);
        later(Duration.ofSeconds(5));
        tape.step("31 Ann pays 9.00");
        key("009");
        pages(6);
        tape.step("32 the totals so far");
        enter("004");
        tape.awaits("back", "Settled");
        pages(6);
        tape.step("33 the settlement");
        key("008");
        later(Duration.ofSeconds(5));
        tape.step("34 its report as a copy");
        key("004");
        later(Duration.ofSeconds(5));
        tape.step("35 nothing is left to settle");
        reconciles(1, 5, 600);
        tape.awaits("back", "Batch 1");
        pages(3);
        tape.step("36 the host has counted something else in the first batch");

        key("550");
        pays(BEN);
        later(Duration.ofSeconds(5));
        tape.step("37 Ben pays 5.50");
        key("001");
        later(Duration.ofSeconds(5));
        tape.step("38 the supervisor signs out");

        later(Duration.ofHours(24));
        tape.awaits("back", "Settled");
        pages(5);
        tape.step("39 the next day: what was sold is settled");
        signIn(CASHIER, CASHIERS_PIN);
        key("1000");
        pays(ANN);
        later(Duration.ofSeconds(5));
        tape.step("40 the cashier signs in, Ann pays 10.00, subsidy first again");
        key("001");
        later(Duration.ofSeconds(5));
        tape.step("41 and signs out");
    }

    // --- what people do ---

    private void signIn(String card, String pin) {
        key("001");
        tap(card);
        enter(pin);
        till.verdict();
        later(Duration.ofSeconds(5));
    }

    /// Until it is decided.
    private void tap(String card) {
        moment();
        till.tap("pay", card);
        till.verdict();
    }

    private void pays(String card) {
        tap(card);
        tape.awaits("panel", "PAID");
    }

    private void reconciles(long batch, long sales, long netFen) throws Exception {
        var counted =
                Json.Obj.EMPTY.with("batch", batch).with("sales", sales).with("net_fen", netFen);
        till.ask(
                Json.Obj.EMPTY
                        .with("id", "reconcile-1")
                        .with("verb", "reconcile")
                        .with("point", "till-1")
                        .with("args", counted));
    }

    // --- what the installer did ---

    private SimDaemon daemon(Lang lang, int port) throws Exception {
        var state = stateWithKey(dir);
        var host = SigningKey.madeAtFirstUse(dir.resolve("host.pem"));
        var text =
                Files.readString(Path.of("..", "profiles", "examples", "bench-canteen.yaml"))
                        .replaceFirst("pay: \\{ pcsc.*\\] \\} \\}", "pay: { sim: true } }")
                        .replace(", price_fen: 1200", "")
                        .replace(
                                "repeat_within_s: 0",
                                """
                                mode: keypad
                                    keypad: keys
                                    display: front
                                    operator_display: back
                                    voice: speaker
                                    printer: paper
                                    repeat_within_s: 60
                                    operators:
                                      lists: [demo]
                                      duties:
                                        cashiers: [sell, void]
                                        supervisors: [sell, void, refund, settle, configure]""")
                        .replace(
                                "generate: true }",
                                "generate: true }, lists: [\"%s\"]".formatted(host.publicText()))
                        .replace("127.0.0.1:1883", "127.0.0.1:" + port);
        var daemon = new SimDaemon(dir, withCounter(text, lang), clocks);
        daemon.imports("demo", PEOPLE, 6);
        daemon.imports(balances(state, host));
        return daemon;
    }

    private Path balances(Path state, SigningKey host) throws Exception {
        var csv = dir.resolve("accounts.csv");
        Files.writeString(
                csv,
                """
                subject,wallet,balance_fen,as_of,included
                p-0003,subsidy,2000,%1$s,
                p-0003,personal,10000,%1$s,
                p-0004,personal,5000,%1$s,
                """
                        .formatted(MORNING));
        var tokens = new Tokens(Secrets.siteKey(new Secret.Generate(), state));
        var folder = new ListFolder(dir.resolve("signed"));
        var terms =
                new ListBuild.Terms(Optional.empty(), MORNING, Optional.empty(), Optional.empty());
        new ListBuild(folder, "bench", tokens, ZoneId.of("Asia/Shanghai"), host)
                .list(csv, "accounts", ListType.WALLETS, terms, false);
        return folder.path();
    }
}
