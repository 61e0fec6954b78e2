package onecard.edge.site;

import static onecard.edge.site.ReadySites.bad;
import static onecard.edge.site.ReadySites.by;
import static onecard.edge.site.ReadySites.good;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import onecard.edge.cli.Sites;
import onecard.edge.crypto.Canonical;
import onecard.edge.crypto.Sm3;
import onecard.money.Payment;
import onecard.money.Wallet;
import onecard.point.JournalFull;
import onecard.point.canteen.TillProfile;
import onecard.point.door.DoorProfile;
import onecard.site.Problem;
import onecard.words.Lang;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// A point that names a ready profile: whose key holds, what falls away, and where it is told what
/// is wrong.
class ReadyPointTest {

    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

    private static DoorProfile door(String site, int number) {
        return assertInstanceOf(DoorProfile.class, good(site).points().get(number).profile());
    }

    private static Problem only(String site) {
        var problems = bad(site);
        assertEquals(1, problems.size(), problems::toString);
        return problems.getFirst();
    }

    /// The line, from 1, in which a text begins.
    private static int line(String site, String text) {
        return (int) site.substring(0, site.indexOf(text)).lines().count();
    }

    @Test
    void eachPointHasKeysOfItsOwn() {
        var site = by("airlock-door", "release_ms: 9000").replace("least: A1\n", "");
        assertEquals(Duration.ofSeconds(9), door(site, 0).usual().release());
        assertEquals(Duration.ofSeconds(5), door(site, 1).usual().release());
    }

    @Test
    void aKeyIsReplacedAsAWhole() {
        assertEquals(
                List.of("personal"), wallets(by("canteen-fixed", "wallets: [ { id: personal } ]")));
        assertEquals(List.of("subsidy", "personal"), wallets(by("canteen-fixed")));
    }

    private static List<String> wallets(String site) {
        var till = assertInstanceOf(TillProfile.class, good(site).points().getFirst().profile());
        var accounts = assertInstanceOf(Payment.Accounts.class, till.terms().payment());
        return accounts.wallets().stream().map(Wallet::id).toList();
    }

    @Test
    void theNameOfAKindIsThatKindAndNoMore() {
        var site = by("door-one-reader").replace("door-one-reader", "door");
        assertEquals("points[0].journal_full", only(site).path());
        var whole = site.replace("profile: door", "profile: door\n    journal_full: open");
        assertEquals(JournalFull.OPEN, door(whole, 0).journalFull());
    }

    /// Whoever writes the key that leaves others without a meaning cannot take those out.
    @ParameterizedTest
    @CsvSource({
        "meeting-desk, sign_out: false, early_leave_min",
        "meeting-desk, sign_out: false, close_after_min",
        "bus-one-fare, repeat_within_s: 0, repeats",
        "canteen-keypad, mode: menu, answer_within_s"
    })
    void whatMeansNothingBesideThePointsKeysFallsAway(String name, String own, String idle) {
        var site = by(name, own);
        if (own.equals("mode: menu")) {
            site = by(name, own, "dishes: [ { number: 2, price_fen: 300 } ]");
        }
        var out = WrittenOut.of(site);
        assertEquals(good(site), good(out));
        boolean falls = !idle.equals("answer_within_s");
        assertEquals(falls, out.contains("# " + idle + ": "), out);
        assertEquals(!falls, out.contains("\n    " + idle + ": "), out);
    }

    @Test
    void whatAPointWritesWithoutAMeaningIsAProblemStill() {
        var problem = only(by("meeting-desk", "sign_out: false", "early_leave_min: 5"));
        assertEquals("without_effect", problem.rule());
        assertEquals("points.point-1.early_leave_min", problem.path());
    }

    /// An arm that its relay holds up has no pulses, and a till of purses no accounts.
    @Test
    void anotherDriveOrPaymentTakesItsKeysAlong() {
        var held =
                by("vehicle-barrier", "drive: hold")
                        .replace(
                                "open-in: { sim: true, max_on_ms: 20000, at_stop: off }",
                                "open-in: { sim: true, hold_at_hang: on, at_stop: off }");
        assertTrue(WrittenOut.of(held).contains("# pulse_ms: 500 -> -"));
        assertEquals(good(held), good(WrittenOut.of(held)));
        var counted =
                by("canteen-fixed", "payment: counted")
                        .replace(", price_fen: 200", "")
                        .replace("    accounts: accounts\n", "");
        assertTrue(WrittenOut.of(counted).contains("# wallets: "));
        assertEquals(good(counted), good(WrittenOut.of(counted)));
    }

    /// In the profile nobody can mend it: the place is where the point names that.
    @Test
    void whatAProfileBringsIsToldWhereItIsNamed() {
        var site =
                by("door-two-readers")
                        .replace(
                                "lock: { sim: true, max_on_ms: 20000",
                                "lock: { sim: true, max_on_ms: 3000");
        var problem = only(site);
        assertEquals("longer_than_max_on", problem.rule());
        assertEquals("points.point-1.release_ms", problem.path());
        assertEquals("5000", problem.value());
        assertEquals(line(site, "door-two-readers"), problem.line());
        assertEquals(14, problem.column());
        assertTrue(
                problem.advice()
                        .en()
                        .endsWith(
                                "; ready profile door-two-readers has it in its line 5: write the"
                                        + " key at the point to replace it"),
                problem::toString);
        assertTrue(problem.advice().in(Lang.ZH).contains("预设 door-two-readers 第 5 行"));

        var own = only(site.replace("lists: [staff]", "lists: [staff]\n    release_ms: 4000"));
        assertEquals(line(site, "lists: [staff]") + 1, own.line());
        assertTrue(own.advice().en().endsWith("is on for 3000 ms at most"), own::toString);
    }

    @Test
    void eachOfTwoPointsIsToldApart() {
        var site = by("airlock-door").replace("max_on_ms: 20000", "max_on_ms: 3000");
        var problems = bad(site);
        assertEquals(
                List.of("points.point-1.release_ms", "points.inner.release_ms"),
                problems.stream().map(Problem::path).toList());
        assertEquals(
                List.of(line(site, "airlock-door"), line(site, "id: inner") + 1),
                problems.stream().map(Problem::line).toList());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    tripod      | tripd       | choice      | did you mean tripod?
                    tripod      | tripod-gate | choice      | water-dispenser
                    """)
    void anUnknownNameIsToldWithTheNearest(String from, String to, String rule, String advice) {
        var site = by(from).replace("profile: " + from, "profile: " + to);
        var problem = only(site);
        assertEquals(rule, problem.rule());
        assertEquals(line(site, "profile: "), problem.line());
        assertTrue(problem.advice().en().contains(advice), problem::toString);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    tripod          | window_mss: 8000   | unknown_key | did you mean window_ms?
                    tripod          | contact: leaf      | unknown_key | known here
                    canteen-fixed   | journal_full: open | unknown_key | known here
                    tripod          | window_ms: 80      | range       | from 1000 to 60000
                    tripod          | profile: tripod    | duplicate_key | keep one
                    """)
    void aKeyOfAnotherKindOrOutOfRangeIsToldAtThePoint(
            String name, String own, String rule, String advice) {
        var site = by(name, own);
        var problem = only(site);
        assertEquals(rule, problem.rule());
        assertEquals(
                rule.equals("duplicate_key") ? line(site, "lists: [staff]") + 1 : line(site, own),
                problem.line());
        assertTrue(problem.advice().en().contains(advice), problem::toString);
    }

    @Test
    void aPointInOneLineOrWithAnAliasIsWhole() {
        var site = by("tripod");
        var from = site.indexOf("  - id");
        var to = site.indexOf("lists: { staff");
        var inOneLine =
                "  - { id: point-1, profile: \"tripod\", in: { reader: in, relay: open-in }, out: {"
                        + " reader: out, relay: open-out }, lists: [staff] }\n";
        assertEquals(good(site), good(site.substring(0, from) + inOneLine + site.substring(to)));
        var two = by("airlock-door");
        assertEquals(
                good(two),
                good(
                        two.replaceFirst("profile: airlock-door", "profile: &airlock airlock-door")
                                .replace("profile: airlock-door", "profile: *airlock")));
    }

    static Stream<String> names() {
        return ReadyProfiles.NAMES.stream();
    }

    /// What a profile brings nobody has to write, and what the kind requires somebody does: to the
    /// editor as to the checker.
    @ParameterizedTest
    @MethodSource("names")
    void schemaAndCheckerAgreeOnAPointOfEachProfile(String name) throws IOException {
        var schema = schema();
        var site = by(name);
        good(site);
        assertEquals(List.of(), List.copyOf(schema.validate(YAML.readTree(plain(site)))));

        var profile = ReadyProfiles.find(name).orElseThrow();
        var kind = site.replace("profile: " + name, "profile: " + profile.kind());
        boolean brings = profile.keys().containsKey("journal_full");
        assertEquals(brings, asked(schema, kind));
        assertEquals(brings, SiteFile.read(kind).toString().contains(".journal_full: required"));

        for (var key : List.of("lists", "in")) {
            var without = site.replaceAll("(?m)^    " + key + ": .*\n", "");
            assertTrue(!schema.validate(YAML.readTree(plain(without))).isEmpty(), without);
            bad(without);
        }
    }

    private static boolean asked(JsonSchema schema, String site) throws IOException {
        return schema.validate(YAML.readTree(plain(site))).stream()
                .anyMatch(it -> it.getMessage().contains("journal_full"));
    }

    /// Jackson reads YAML 1.1, where on and off are flags.
    private static String plain(String site) {
        return site.replaceAll(": (on|off)\\b", ": \"$1\"");
    }

    private static JsonSchema schema() {
        return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema(Canonical.text(SiteSchema.schema()));
    }

    /// Another version of a profile is another hash, whoever names it; a file by itself has its
    /// own.
    @Test
    void theHashOfASiteFileIsAlsoOfTheProfilesThatItNames() {
        var site = by("airlock-door");
        var said = ReadyProfiles.find("airlock-door").orElseThrow().said();
        assertEquals(site + said, SiteFile.whole(site));
        assertEquals(
                Sm3.hex((site + said).getBytes(java.nio.charset.StandardCharsets.UTF_8)),
                Sites.hash(site));
        assertNotEquals(Sites.hash(site), Sites.hash(WrittenOut.of(site)));
        for (var text :
                List.of(WrittenOut.of(site), "[", "", "points: tripod", "points: [tripod]")) {
            assertEquals(text, SiteFile.whole(text));
        }
    }
}
