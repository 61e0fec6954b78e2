package onecard.edge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import onecard.edge.cli.Console;
import onecard.edge.crypto.Json;
import onecard.edge.crypto.JsonReader;
import onecard.edge.doctor.RollCheck;
import onecard.edge.lists.ListType;
import onecard.words.Lang;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The site's key is rolled in the middle of a day: whoever is inside, locked out, denied, or has
/// had their meal, is so after it, by lists of either key, over restarts, and once the key of
/// before is known no more.
class SiteKeyRollTest {

    private static final String ANN = "342500d1560000050000000000000001";
    private static final String BOB = "342500d1560000050000000000000002";
    private static final String EVE = "342500d1560000050000000000000003";

    private static final String PEOPLE =
            """
            kind,id,subject,groups,valid_from,valid_until,schedule,deny
            ssc,%s,p-0001,staff,,,,
            pin,271828,p-0001,staff,,,,
            ssc,%s,p-0002,staff,,,,
            pin,314159,p-0002,staff,,,,
            ssc,%s,p-0003,staff,,,,
            """
                    .formatted(ANN, BOB, EVE);

    private static final String MONEY =
            """
            subject,wallet,balance_fen,as_of,included
            p-0001,personal,10000,2031-03-03T08:00:00+08:00,
            p-0002,personal,10000,2031-03-03T08:00:00+08:00,
            """;

    private static final String DENIED = "kind,id,from,reason\nssc,%s,,lost\n".formatted(EVE);

    private static final String SITE =
            """
            onecard: 1
            site: my-site
            device: hall
            timezone: Asia/Shanghai
            clock: kernel # replaced
            board:
              gpio: { chip: sim }
              readers:
                { in: { sim: true }, out: { sim: true }, safe: { sim: true }, pay: { sim: true } }
              keypads: { pad: { sim: true } }
              relays:
                lock: { line: 17, active: high, max_on_ms: 10000, at_stop: off }
                bolt: { line: 18, active: high, max_on_ms: 10000, at_stop: off }
            schedules:
              lunch: [ { days: [mon, tue, wed, thu, fri], from: "11:00", until: "13:00" } ]
            areas:
              hall: { passback: hard }
            points:
              - id: door-1
                profile: door
                in: { reader: in, relay: lock }
                out: { reader: out }
                journal_full: refuse
                lists: [staff]
                least: A1
                area: hall
              - id: safe-1
                profile: door
                in: { reader: safe, keypad: pad, relay: bolt }
                journal_full: refuse
                lists: [staff]
                least: A1
                second_factor: pin
              - id: lunch-1
                profile: canteen-fixed
                in: { reader: pay }
                meals: { lunch: { schedule: lunch, price_fen: 1500 } }
                meal_count_max: 1
                repeat_within_s: 0
                lists: [staff]
                groups: [staff]
                accounts: accounts
            lists: { staff: {}, accounts: {}, seats: {} }
            journal: { max_mb: 64, retention_days: 7, host: none }
            uplink: { url: "mqtt://127.0.0.1:1" }
            keys:
              site: { generate: true }
            """;

    @TempDir Path dir;
    private SceneDay day;

    @BeforeEach
    void morning() throws Exception {
        var file = Files.writeString(dir.resolve("site.yaml"), SITE);
        day = new SceneDay(dir.resolve("hall"), file, Instant.parse("2031-03-03T03:30:00Z"));
        lists();
    }

    private void lists() throws Exception {
        day.signed("staff", ListType.PEOPLE, PEOPLE);
        day.signed("accounts", ListType.WALLETS, MONEY);
        day.denied(DENIED);
    }

    @AfterEach
    void evening() throws Exception {
        day.close();
    }

    @Test
    void whoeverIsInsideLockedOutDeniedOrHasEatenIsSoAfterTheRoll() throws Exception {
        before();

        day.rolls(); // lists are those of before
        assertEquals("refused PASSBACK", taps("in", ANN));
        assertEquals("refused DENIED_LIST", taps("in", EVE));
        day.restarts();
        assertEquals("refused PASSBACK", taps("in", ANN));
        assertEquals("refused LIMIT", taps("pay", ANN));
        lockedOut();

        lists(); // under both keys
        assertEquals("refused PASSBACK", taps("in", ANN));
        assertEquals("refused LIMIT", taps("pay", ANN));
        assertEquals("refused DENIED_LIST", taps("in", EVE));
        lockedOut();
        day.restarts();
        after();

        day.hasRolled();
        after();
    }

    /// Whoever comes for the first time once the lists are of both keys is known as well.
    @Test
    void whoeverComesOnlyOnceTheListsAreOfBothKeysIsKnownAsWell() throws Exception {
        before();

        day.rolls();
        lists();
        after();
        day.hasRolled();
        after();
    }

    /// Whoever is let out is out, and may come in again, whichever token said that they were
    /// inside.
    @Test
    void whoeverLeavesAfterTheRollHasLeft() throws Exception {
        before();

        day.rolls();
        lists();
        assertEquals("granted OK", taps("out", ANN));
        assertEquals("granted OK", taps("in", ANN));
        assertEquals("refused PASSBACK", taps("in", ANN));
        day.restarts();
        assertEquals("refused PASSBACK", taps("in", ANN));
        assertEquals("granted OK", taps("out", ANN));
    }

    @Test
    void everyRecordHasThePresentTokenAndSaysWhichItWas() throws Exception {
        before();
        var was = day.tokens().of("ssc", ANN);
        var person = day.tokens().of("subject", "p-0001");

        day.rolls();
        lists();
        var tap = day.taps("in", ANN);
        var now = day.tokens().of("ssc", ANN);
        assertNotEquals(was, now);
        assertEquals(
                Optional.of(now), tap.object("credential").flatMap(json -> json.text("token")));
        var former = tap.object("former").orElseThrow();
        assertEquals(Optional.of(was), former.text(now));
        assertEquals(Optional.of(person), former.text(day.tokens().of("subject", "p-0001")));
        assertTrue(
                day.records().stream()
                        .limit(10)
                        .noneMatch(it -> it.toString().contains("\"former\"")));
    }

    /// A point that counts people and does not know them records no token, nor what it was.
    @Test
    void whereNobodyIsKnownNobodysFormerTokenIsEither() throws Exception {
        day.close();
        var quiet =
                SITE.replace("    area: hall\n", "    anonymous: true\n")
                        .replace("areas:\n  hall: { passback: hard }\n", "");
        var file = Files.writeString(dir.resolve("quiet.yaml"), quiet);
        day = new SceneDay(dir.resolve("quiet"), file, Instant.parse("2031-03-03T03:30:00Z"));
        lists();
        day.rolls();
        lists();
        var tap = day.taps("in", ANN);
        assertEquals(Optional.of(true), tap.bool("anonymous"), tap::toString);
        assertEquals(Optional.empty(), tap.get("former"));
        assertEquals(Optional.empty(), tap.get("credential"));
    }

    @Test
    void eitherTokenFindsAllThatIsHeldOfSomebody() throws Exception {
        before();
        var was = day.tokens().of("ssc", ANN);
        day.rolls();
        assertTrue(roll().contains("nobody has come since"), this::roll);
        lists();
        assertEquals("refused PASSBACK", taps("in", ANN));
        assertEquals("refused PASSBACK", taps("in", ANN));
        var now = day.tokens().of("ssc", ANN);

        var byFormer = traced(was);
        var byPresent = traced(now);
        for (var part : List.of("events", "goes", "stays", "lists", "vault")) {
            assertEquals(byFormer.get(part), byPresent.get(part), part);
        }
        assertEquals(Optional.of(Json.Arr.ofText(List.of(now))), byFormer.get("also"));
        assertEquals(Optional.of(Json.Arr.ofText(List.of(was))), byPresent.get("also"));
        assertTrue(runs("trace", "--token", was).contains("the same is known by " + now));
        assertTrue(roll().contains(" 1 cards of the lists were seen"), this::roll);
    }

    /// A list that was made by both keys says who is who, before they come.
    @Test
    void eitherTokenFindsTheOtherBeforeAnybodyComesWhereAListSaysSo() throws Exception {
        var was = day.tokens().of("subject", "p-0001");
        day.rolls();
        day.signed(
                "seats",
                ListType.ROSTER,
                "subject,meeting,role,seat,valid_from,valid_until,consent\np-0001,board,,,,,\n");
        var now = day.tokens().of("subject", "p-0001");
        assertEquals(Optional.of(Json.Arr.ofText(List.of(now))), traced(was).get("also"));
        assertEquals(Optional.of(Json.Arr.ofText(List.of(was))), traced(now).get("also"));
    }

    private Json.Obj traced(String token) {
        return JsonReader.object(runs("trace", "--token", token, "--json")).orElseThrow();
    }

    private String roll() {
        var check = new RollCheck(day.state(), day.now().toInstant());
        return check.check(day.profile()).stream()
                .map(finding -> finding.found().en())
                .collect(Collectors.joining("; "));
    }

    /// Whoever stands on no list is nobody that the roll waits for, and what an earlier roll told
    /// is not of this one.
    @Test
    void doctorCountsWhomTheListsNameAndSaysWhatIsLeft() throws Exception {
        assertEquals("granted OK", taps("in", ANN));
        assertEquals("granted OK", taps("in", BOB));
        day.rolls();
        lists();
        assertTrue(roll().contains("2 who are inside, 0 passes"), this::roll);
        assertEquals("refused UNKNOWN", taps("in", "342500d1560000050000000000000009"));
        assertEquals("refused PASSBACK", taps("in", ANN));
        assertTrue(roll().contains(" 1 cards of the lists"), this::roll);
        assertTrue(roll().contains("1 who are inside, 0 passes"), this::roll);
        assertEquals("granted OK", taps("out", BOB));
        assertTrue(roll().contains(" 2 cards of the lists"), this::roll);
        assertFalse(roll().contains("inside"), this::roll);

        day.hasRolled();
        assertEquals("granted OK", taps("in", BOB));
        day.rolls();
        assertTrue(roll().contains("nobody has come since"), this::roll);
        assertTrue(roll().contains("2 who are inside"), this::roll);
        lists();
        assertEquals("granted OK", taps("out", BOB));
        assertTrue(roll().contains(" 1 cards of the lists"), this::roll);
        assertTrue(roll().contains("1 who are inside"), this::roll);
    }

    /// What was recorded before the roll proves what it did, and so does what was since.
    @Test
    void theChainHoldsOverTheRoll() throws Exception {
        before();
        day.rolls();
        lists();
        after();
        day.hasRolled();
        assertEquals("", roll());
        runs("journal", "verify");
        assertEquals("", audited("--limit", "meal_count_max=1"));
    }

    /// Of somebody who was renamed twice the auditor counts both meals.
    @Test
    void anAuditorKnowsWhoIsTheSameOverTwoRolls() throws Exception {
        day.close();
        var file =
                Files.writeString(
                        dir.resolve("twice.yaml"),
                        SITE.replace("meal_count_max: 1", "meal_count_max: 2"));
        day = new SceneDay(dir.resolve("twice"), file, Instant.parse("2031-03-03T03:30:00Z"));
        lists();
        assertEquals("granted OK", taps("pay", ANN));
        day.rolls();
        lists();
        assertEquals("granted OK", taps("pay", ANN));
        day.hasRolled();
        day.rolls();
        lists();
        assertEquals("refused LIMIT", taps("pay", ANN));
        assertEquals("", audited("--limit", "meal_count_max=2"));
        assertTrue(audited("--limit", "meal_count_max=1").contains("\"LIMIT\""), "two meals");
    }

    /// What an auditor of another make finds in what is exported: that nobody has eaten twice, by
    /// whichever token.
    private String audited(String... limits) throws Exception {
        var file = Files.writeString(dir.resolve("export.jsonl"), runs("journal", "export"));
        var words = new ArrayList<>(List.of("python3", "../scripts/audit-journal", "--json"));
        words.addAll(List.of(limits));
        words.add(file.toString());
        var process = new ProcessBuilder(words).redirectErrorStream(true).start();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return process.waitFor() == 0 ? "" : said;
    }

    private String runs(String... words) {
        var said = new ByteArrayOutputStream();
        var out = new PrintStream(said, true, StandardCharsets.UTF_8);
        var all = new ArrayList<>(List.of(words));
        all.addAll(List.of("--state", day.state().toString()));
        int status = Main.run(new Console(Lang.EN, out, out), all.toArray(String[]::new));
        var text = said.toString(StandardCharsets.UTF_8);
        assertEquals(0, status, text);
        return text;
    }

    // --- what they do ---

    /// Ann is inside, has eaten, and is locked out at the safe; nobody else is anything.
    private void before() {
        assertEquals("granted OK", taps("in", ANN));
        assertEquals("refused PASSBACK", taps("in", ANN));
        assertEquals("granted OK", taps("pay", ANN));
        assertEquals("refused LIMIT", taps("pay", ANN));
        for (int wrong = 1; wrong <= 5; wrong++) {
            assertEquals("asked PIN", taps("safe", ANN));
            assertEquals("refused PIN_MISMATCH", said(day.enters("pad", "000000")));
        }
        lockedOut();
    }

    private void after() {
        assertEquals("refused PASSBACK", taps("in", ANN));
        assertEquals("refused LIMIT", taps("pay", ANN));
        assertEquals("refused DENIED_LIST", taps("in", EVE));
        lockedOut();
        assertEquals("asked PIN", taps("safe", BOB));
        assertEquals("granted OK", said(day.enters("pad", "314159")));
    }

    private void lockedOut() {
        assertEquals("asked PIN", taps("safe", ANN));
        assertEquals("refused LOCKED_OUT", said(day.enters("pad", "271828")));
    }

    private String taps(String reader, String card) {
        day.later(Duration.ofSeconds(10));
        return said(day.taps(reader, card));
    }

    private static String said(Json.Obj tap) {
        return tap.text("verdict").orElseThrow() + " " + tap.text("reason").orElseThrow();
    }
}
