package onecard.edge.site;

import static onecard.edge.site.Checked.bad;
import static onecard.edge.site.Checked.good;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import onecard.access.CardTerms;
import onecard.access.Direction;
import onecard.edge.crypto.Canonical;
import onecard.hal.serial.ScannerSetup;
import onecard.point.door.DoorProfile;
import onecard.site.Board;
import onecard.site.CardAuthorities;
import onecard.site.CodeScanner;
import onecard.site.ForeignCode;
import onecard.site.Problem;
import onecard.site.Secret;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SiteFileTest {

    private static final Path PROFILES = Path.of("..", "profiles");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

    private static final String GOOD =
            """
            onecard: 1
            site: hall
            device: north
            timezone: Asia/Shanghai
            clock: assume_synced
            board:
              gpio: { chip: sim }
              readers: { in: { pcsc: "*" }, out: { sim: true } }
              relays: { lock: { line: 17 }, other: { line: 18 } }
              contacts: { leaf: { line: 5, closed_when: low }, fire: { line: 6, closed_when: high } }
            schedules: { office: [ { days: [mon], from: "07:30", until: "19:00" } ] }
            calendars: { cn: { holidays: [2026-10-01] } }
            points:
              - id: door-1
                profile: door
                in: { reader: in, relay: lock }
                out: { reader: out }
                contact: leaf
                fire: fire
                journal_full: refuse
                release_ms: 5000
                schedule: office
                calendar: cn
                lists: [staff]
            lists: { staff: { local: true } }
            uplink: { url: "mqtt://127.0.0.1:1883" }
            keys: { site: { generate: true } }
            """;

    @Test
    void aGoodFileBecomesAProfile() {
        var profile = good(GOOD);
        var point = profile.points().getFirst();
        var door = (DoorProfile) point.profile();

        assertEquals(Duration.ofSeconds(5), door.usual().release());
        assertEquals(Duration.ofSeconds(24), door.usual().preAlarm());
        assertEquals("office", point.policy().schedule().orElseThrow().name());
        assertEquals(Optional.of(Duration.ofMillis(30)), door.contact());
    }

    /// What is replaced, by what, and the problem it gives.
    static Stream<Arguments> wrong() {
        return Stream.of(
                Arguments.of("onecard: 1", "onecard: 2", "range", 1, 10),
                Arguments.of("onecard: 1\n", "", "required", 1, 1),
                Arguments.of("site: hall", "site: Hall", "text", 2, 7),
                Arguments.of("site: hall", "site: ~", "text", 2, 7),
                Arguments.of("site: hall", "sites: hall", "unknown_key", 2, 1),
                Arguments.of(
                        "device: north", "device: north\ndevice: south", "duplicate_key", 4, 1),
                Arguments.of("Asia/Shanghai", "Asia/Nowhere", "timezone", 4, 11),
                Arguments.of("assume_synced", "assumed", "choice", 5, 8),
                Arguments.of("chip: sim", "chop: sim", "unknown_key", 7, 11),
                Arguments.of("pcsc: \"*\"", "pcsc: \"*\", sim: true", "driver", 8, 26),
                Arguments.of("sim: true }", "sim: no }", "flag", 8, 45),
                Arguments.of("in: { pcsc: \"*\" }", "In: { pcsc: \"*\" }", "id", 8, 14),
                Arguments.of("line: 17", "line: \"\"", "text", 9, 27),
                Arguments.of("line: 17", "line: 5000", "range", 9, 27),
                Arguments.of("line: 18", "line: 17", "line_used_twice", 9, 48),
                Arguments.of("closed_when: low", "closed_when: closed", "choice", 10, 45),
                Arguments.of(", closed_when: low", "", "required", 10, 21),
                Arguments.of("days: [mon]", "days: [monday]", "choice", 11, 33),
                Arguments.of("days: [mon]", "days: []", "count", 11, 32),
                Arguments.of("\"07:30\"", "\"7:30\"", "text", 11, 45),
                Arguments.of("\"19:00\"", "\"24:00\"", "text", 11, 61),
                Arguments.of("2026-10-01", "2026-13-01", "date", 12, 31),
                Arguments.of("2026-10-01", "yesterday", "text", 12, 31),
                Arguments.of("id: door-1", "id: device", "reserved", 14, 9),
                Arguments.of("profile: door", "profile: dor", "choice", 15, 14),
                Arguments.of("    profile: door\n", "", "required", 14, 5),
                Arguments.of("reader: in,", "reader: inn,", "reference", 16, 19),
                Arguments.of("relay: lock", "relay: lok", "reference", 16, 30),
                Arguments.of("reader: in, ", "", "required", 16, 9),
                Arguments.of("contact: leaf", "contact: leave", "reference", 18, 14),
                Arguments.of(
                        "out: { reader: out }",
                        "out: { reader: in }",
                        "one_reader_on_both_sides",
                        17,
                        20),
                Arguments.of(
                        "out: { reader: out }",
                        "out: { reader: out, relay: other }",
                        "unsupported",
                        17,
                        32),
                Arguments.of(
                        "out: { sim: true }", "out: { pcsc: \"ACS*\" }", "readers_overlap", 8, 46),
                Arguments.of("fire: fire", "fire: leaf", "two_roles_on_one_line", 19, 11),
                Arguments.of(
                        "line: 17 }", "line: 17, max_on_ms: 4000 }", "longer_than_max_on", 21, 17),
                Arguments.of(
                        "    fire: fire",
                        "    fire: fire\n    lock: fail_secure",
                        "unsafe",
                        20,
                        11),
                Arguments.of("    journal_full: refuse\n", "", "required", 14, 5),
                Arguments.of("journal_full: refuse", "journal_full: close", "choice", 20, 19),
                Arguments.of("release_ms: 5000", "release_ms: 50", "range", 21, 17),
                Arguments.of(
                        "release_ms: 5000",
                        "release_ms: 5000\n    exit_button_stuck_ms: 20000",
                        "range",
                        22,
                        27),
                Arguments.of("release_ms: 5000", "relese_ms: 5000", "unknown_key", 21, 5),
                Arguments.of("release_ms: 5000", "release_ms: 5000.5", "whole", 21, 17),
                Arguments.of("schedule: office", "schedule: offce", "reference", 22, 15),
                Arguments.of("calendar: cn", "calendar: us", "reference", 23, 15),
                Arguments.of("lists: [staff]", "lists: [guests]", "reference", 24, 13),
                Arguments.of("local: true }", "local: true }, deny: {}", "reserved", 25, 40),
                Arguments.of("local: true", "local: yes", "flag", 25, 26),
                Arguments.of("mqtt://127.0.0.1:1883", "http://127.0.0.1", "text", 26, 16),
                Arguments.of("mqtt://127.0.0.1:1883", "mqtt://u:p@127.0.0.1", "text", 26, 16),
                Arguments.of(
                        "\"mqtt://127.0.0.1:1883\"",
                        "\"mqtts://127.0.0.1\", cert: { file: cert.pem }",
                        "required",
                        26,
                        9),
                Arguments.of(
                        "\"mqtt://127.0.0.1:1883\"",
                        "\"mqtt://127.0.0.1\", password: { file: password }",
                        "required",
                        26,
                        9),
                Arguments.of("mqtt://127.0.0.1:1883", "mqtt://broker.example", "unsafe", 5, 8),
                Arguments.of("{ generate: true }", "{ }", "secret", 27, 15),
                Arguments.of("{ generate: true }", "0123456789abcdef", "section", 27, 15),
                Arguments.of("onecard: 1", "onecard: [", "yaml", 3, 7),
                Arguments.of(
                        "sim: true }",
                        "sim: true, applications: [ssc, tunoin] }",
                        "reference",
                        8,
                        71),
                Arguments.of("sim: true }", "sim: true, contact_cards: no }", "choice", 8, 66),
                Arguments.of("sim: true }", "sim: true, several_cards: [64] }", "text", 8, 67),
                Arguments.of("release_ms: 5000", "regions: [3]", "text", 21, 15),
                Arguments.of("release_ms: 5000", "renew_within_days: -1", "range", 21, 24),
                Arguments.of(
                        "release_ms: 5000", "expired_until: 2026-12-31", "without_effect", 21, 20),
                Arguments.of(
                        "release_ms: 5000",
                        "valid_card_only: true\n    expired_until: 2026-02-30",
                        "date",
                        22,
                        20));
    }

    @ParameterizedTest
    @MethodSource("wrong")
    void aWrongFileIsNamedByRuleLineAndColumn(
            String good, String wrong, String rule, int line, int column) {
        assertTrue(GOOD.contains(good));
        var problems =
                bad(
                        GOOD.replaceFirst(
                                java.util.regex.Pattern.quote(good),
                                java.util.regex.Matcher.quoteReplacement(wrong)));

        assertTrue(
                problems.stream()
                        .anyMatch(
                                problem ->
                                        problem.rule().equals(rule)
                                                && problem.line() == line
                                                && problem.column() == column),
                problems::toString);
        assertTrue(problems.stream().noneMatch(problem -> problem.advice().en().isEmpty()));
    }

    private static final String CARDS =
            """
            cards:
              ssc:
                items: [ { means: expires, file: ef0d, record: 3, tag: ec, bytes: 4, coding: cn } ]
              js:
                select: a000000632010105
                kind: tunion
                items:
                  - { means: id, short_id: 21, value_bytes: 28, offset: 10, bytes: 10, coding: cn-tail }
                  - { means: expires, short_id: 21, value_bytes: 28, offset: 24, bytes: 4, coding: cn }
            """;

    /// What is replaced below `cards`, by what, and the problem it gives.
    static Stream<Arguments> wrongCards() {
        return Stream.of(
                Arguments.of("  js:", "  tunion:", "reserved", 32, 13),
                Arguments.of("  js:", "  ssc2:\n    sellect: aa\n  js:", "unknown_key", 32, 5),
                Arguments.of("    kind: tunion\n", "", "required", 32, 5),
                Arguments.of("    select: a000000632010105\n", "", "required", 32, 5),
                Arguments.of("  ssc:\n", "  ssc:\n    kind: ssc\n", "without_effect", 30, 11),
                Arguments.of("kind: tunion", "kind: uid", "choice", 33, 11),
                Arguments.of("a000000632010105", "a0000006", "text", 32, 13),
                Arguments.of("means: id,", "means: expires,", "meaning_twice", 36, 18),
                Arguments.of("means: id,", "means: region,", "required", 35, 7),
                Arguments.of("file: ef0d, record: 3,", "file: ef0d,", "place", 30, 23),
                Arguments.of(
                        "short_id: 21, value", "short_id: 21, tag: ea, value", "place", 35, 18),
                Arguments.of("short_id: 21, value", "value", "place", 35, 18),
                Arguments.of("file: ef0d", "file: EF0D", "text", 30, 38),
                Arguments.of("offset: 24", "offset: 25", "beyond_value", 36, 77),
                Arguments.of(
                        "bytes: 4, coding: cn } ]", "bytes: 4, coding: b } ]", "item_form", 30, 71),
                Arguments.of("bytes: 10", "bytes: 11", "item_form", 35, 72),
                Arguments.of("bytes: 10", "bytes: 251", "range", 35, 72));
    }

    @ParameterizedTest
    @MethodSource("wrongCards")
    void aWrongCardLayoutIsNamedByRuleLineAndColumn(
            String good, String wrong, String rule, int line, int column) {
        assertTrue(CARDS.contains(good), good);
        var problems = bad(GOOD + CARDS.replace(good, wrong));

        assertTrue(
                problems.stream()
                        .anyMatch(
                                problem ->
                                        problem.rule().equals(rule)
                                                && problem.line() == line
                                                && problem.column() == column),
                problems::toString);
    }

    @Test
    void allProblemsOfCardsAreToldAtOnce() {
        var problems =
                bad(
                        GOOD.replace("release_ms: 5000", "expired_until: 2026-02-30")
                                + CARDS.replace("offset: 24", "offset: 25")
                                        .replace("  js:", "  uid:"));
        assertEquals(
                List.of("date", "without_effect", "reserved", "beyond_value"),
                problems.stream().map(Problem::rule).toList());
    }

    @Test
    void whatASiteSaysOfCardsIsInItsProfile() throws IOException {
        var text =
                GOOD.replace(
                                        "sim: true }",
                                        "sim: true, applications: [js, ssc], citizen_number: true,"
                                                + " contact_cards: refuse, several_cards: [\"6401\","
                                                + " SCARD_E_TWO] }")
                                .replace(
                                        "release_ms: 5000",
                                        "valid_card_only: true\n    expired_until: 2026-12-31\n"
                                                + "    renew_within_days: 90\n"
                                                + "    regions: [\"3425\", \"3205\"]")
                        + CARDS;
        var profile = good(text);
        var reader = Optional.ofNullable(profile.board().readers().get("out")).orElseThrow();
        var card = profile.points().getFirst().policy().card();

        assertEquals(List.of("js", "ssc"), reader.applications());
        assertEquals(List.of("6401", "SCARD_E_TWO"), reader.severalCards());
        assertTrue(reader.citizenNumber() && !reader.contactCards());
        assertEquals(
                new CardTerms(
                        true,
                        Optional.of(LocalDate.of(2026, 12, 31)),
                        90,
                        java.util.Set.of("3425", "3205")),
                card);
        assertEquals(java.util.Set.of("ssc", "js"), profile.cards().keySet());
        assertEquals(0, schema().validate(yaml(text)).size());
    }

    @Test
    void whatASiteDoesNotSayOfCardsIsSafe() {
        var profile = good(GOOD);
        var reader = Optional.ofNullable(profile.board().readers().get("in")).orElseThrow();

        assertEquals(List.of("ssc", "uid"), reader.applications());
        assertTrue(!reader.citizenNumber() && reader.contactCards());
        assertEquals(List.of(), reader.severalCards());
        assertEquals(
                new CardTerms(false, Optional.empty(), 180, java.util.Set.of()),
                profile.points().getFirst().policy().card());
    }

    /// Beside the card reader: an ID card module and a scanner at the entrance, a scanner outside.
    private static final String READ =
            GOOD.replace(
                            "out: { sim: true } }",
                            "out: { sim: true }, id: { serial: /dev/sam, baud: 9600 } }\n"
                                    + "  scanners:\n"
                                    + "    qr: { serial: /dev/qr, suffix: lf, prefix: \"]Q1\","
                                    + " maker: newland, settings: [TSUENA1] }\n"
                                    + "    qr-out: { sim: true }")
                    .replace(
                            "in: { reader: in, relay: lock }",
                            "in: { reader: in, more_readers: [id], scanner: qr, relay: lock }")
                    .replace("out: { reader: out }", "out: { scanner: qr-out }");

    @Test
    void whateverReadsOnASideLeadsThatWay() throws IOException {
        var profile = good(READ);

        assertEquals(
                Map.of(
                        "in", Direction.IN,
                        "id", Direction.IN,
                        "qr", Direction.IN,
                        "qr-out", Direction.OUT),
                profile.points().getFirst().readers());
        var id = Optional.ofNullable(profile.board().readers().get("id")).orElseThrow();
        assertEquals(new Board.ReaderSource.IdModule("/dev/sam", 9_600), id.source());
        var setup = new CodeScanner.Setup(CodeScanner.Maker.NEWLAND, List.of("TSUENA1"));
        assertEquals(
                new CodeScanner(
                        new CodeScanner.Source.Serial("/dev/qr", 115_200, Optional.of(setup)),
                        CodeScanner.Suffix.LF,
                        "]Q1",
                        512,
                        Duration.ofMillis(1_500)),
                profile.board().scanners().get("qr"));
        assertEquals(0, schema().validate(yaml(READ)).size());
    }

    @Test
    void aDoorMayHaveAScannerAlone() {
        var door = good(READ.replace("reader: in, more_readers: [id], ", "")).points().getFirst();
        assertEquals(Map.of("qr", Direction.IN, "qr-out", Direction.OUT), door.readers());
    }

    /// What is replaced, by what, and the rule it breaks at which path.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "id: { serial: /dev/sam, baud: 9600 } | id: { baud: 9600 } | driver"
                        + " board.readers.id",
                "/dev/sam, baud | /dev/sam, sim: true, baud | driver board.readers.id",
                "/dev/sam, baud: 9600 | /dev/sam, baud: 10000 | speed board.readers.id.baud",
                "/dev/sam, baud | /dev/sam, slot: contact, applications: [ssc], baud |"
                        + " without_effect board.readers.id.slot,"
                        + " without_effect board.readers.id.applications",
                "serial: /dev/qr | serial: /dev/sam | line_used_twice board.scanners.qr.serial",
                "serial: /dev/qr | serial: ttyUSB0 | text board.scanners.qr.serial",
                "serial: /dev/qr, | | driver board.scanners.qr",
                "maker: newland, | | required board.scanners.qr.maker",
                ", settings: [TSUENA1] | | required board.scanners.qr.settings",
                "[TSUENA1] | [\"TSUENA1;\"] | text board.scanners.qr.settings[0]",
                "suffix: lf | suffix: tab | choice board.scanners.qr.suffix",
                "qr-out: { sim: true } | out: { sim: true } |"
                        + " duplicate_name board.scanners.out, reference points.door-1.out.scanner",
                "scanner: qr, | scanner: id, | reference points.door-1.in.scanner",
                "[id] | [qr] | reference points.door-1.in.more_readers",
                "scanner: qr-out | scanner: qr |"
                        + " one_reader_on_both_sides points.door-1.out.scanner",
                "reader: in, more_readers: [id], scanner: qr, | |"
                        + " required points.door-1.in.reader"
            })
    void whatReadsIsWiredOnceAndInItsOwnWay(String good, String wrong, String problems) {
        assertTrue(READ.contains(good), good);
        var found = bad(READ.replace(good, wrong == null ? "" : wrong));
        assertEquals(
                List.of(problems.split(", ")),
                found.stream().map(problem -> problem.rule() + " " + problem.path()).toList());
    }

    @Test
    void twoReadersDoNotShareAPortThatIsSwitched() {
        var two =
                GOOD.replace(
                        "in: { pcsc: \"*\" }, out: { sim: true }",
                        "in: { pcsc: \"ACS*\", replug: 1-1.2 },"
                                + " out: { pcsc: \"HID*\", replug: 1-1.2 }");
        var found = bad(two);
        assertEquals(1, found.size(), found.toString());
        var problem = found.getFirst();
        assertEquals(
                "port_used_twice board.readers.out.replug", problem.rule() + " " + problem.path());
        assertTrue(problem.toString().contains("board.readers.in"), problem.toString());
    }

    @Test
    void twoDoorsDoNotShareAScanner() {
        var second =
                "  - { id: door-2, profile: door, in: { scanner: qr, relay: other }, lists:"
                        + " [staff], journal_full: refuse }\n";
        var problems = bad(READ.replace("lists: { staff", second + "lists: { staff"));
        assertEquals(
                List.of("two_points_on_one_line"), problems.stream().map(Problem::rule).toList());
    }

    /// The one pattern stands in the shape, where the schema needs it, and in the driver.
    @Test
    void aSettingThatTheFileTakesIsOneTheDriverTakes() {
        for (char next = 0; next < 256; next++) {
            var setting = "TSUENA" + next;
            boolean file =
                    setting.matches(
                            ((Shape.Text)
                                            ((Shape.Seq)
                                                            BoardShape.SCANNER
                                                                    .key("settings")
                                                                    .orElseThrow()
                                                                    .shape())
                                                    .item())
                                    .pattern());
            boolean driver = true;
            try {
                var _ = new ScannerSetup.Newland(List.of(setting));
            } catch (IllegalArgumentException _) {
                driver = false;
            }
            assertEquals(driver, file, setting);
        }
    }

    @Test
    void codesOfOthersAreKnownByTheirLook() {
        var code =
                good(GOOD
                                + "codes: { ecard: { prefix: SSC, url:"
                                + " \"https://decode.example/v1\" } }\n")
                        .codes()
                        .getFirst();

        assertEquals("ecard", code.name());
        assertEquals(Duration.ofMillis(1_500), code.deadline());
        assertEquals(ForeignCode.Offline.CARD, code.offline());
        assertTrue(code.matches("SSC" + "0".repeat(13)));
        assertFalse(code.matches("SSC" + "0".repeat(12)));
        assertFalse(code.matches("SSC" + "0".repeat(510)));
        assertFalse(code.matches("SSC" + "0".repeat(13) + "-"));
        assertFalse(code.matches("0".repeat(16)));
    }

    /// A section of codes, and the rule it breaks.
    @ParameterizedTest
    @CsvSource({
        "url: 'http://decode.example/v1', text",
        "url: 'https://u:p@decode.example', text",
        "url: 'https://[', url",
        "url: 'https:///v1', url",
        "min_chars: 600, range",
        "max_chars: 1025, range",
        "timeout_ms: 60000, range",
        "charset: klingon, choice",
        "offline: open, choice",
        "token: secret, section"
    })
    void aWrongSectionOfCodesIsNamedByRule(String section, String rule) {
        var problems = bad(GOOD + "codes: { ecard: { " + section + " } }\n");
        assertEquals(List.of(rule), problems.stream().map(Problem::rule).toList());
    }

    private static final String PROVING =
            GOOD.replace(
                            "out: { sim: true } }",
                            """
                            out: { sim: true, module: psam, certificate: true } }
                              modules:
                                psam: { pcsc: "ACS*SAM*", key_id: 10 }
                                centre: { hsm: "hsm.example:7010", key: { file: k }, key_id: 10 }
                            """)
                    + "certificates: { issuers: issuers.pem, crls: [root.crl] }\n";

    @Test
    void whatASiteSaysOfProofsIsInItsProfile() throws IOException {
        var profile = good(PROVING);
        var modules = profile.board().modules();

        assertEquals(
                new Board.Module(
                        new Board.ModuleSource.Slot("ACS*SAM*", Board.Provider.OWN),
                        8,
                        10,
                        Duration.ofMillis(200)),
                modules.get("psam"));
        assertEquals(
                Optional.of(new Board.ModuleSource.Hsm("hsm.example", 7010, new Secret.File("k"))),
                Optional.ofNullable(modules.get("centre")).map(Board.Module::source));
        assertEquals(
                Optional.of(new Board.Proofs(Optional.of("psam"), true)),
                Optional.ofNullable(profile.board().readers().get("out"))
                        .map(Board.Reader::proofs));
        assertEquals(
                Optional.of(
                        new CardAuthorities(
                                "issuers.pem",
                                List.of("root.crl"),
                                Duration.ofHours(72),
                                "f06f6e65636172642e63657274")),
                profile.certificates());
        assertEquals(0, schema().validate(yaml(PROVING)).size());
    }

    /// What is replaced, by what, and the rule it breaks.
    static Stream<Arguments> wrongProofs() {
        return Stream.of(
                Arguments.of("module: psam", "module: pasm", "reference"),
                Arguments.of("pcsc: \"ACS*SAM*\", ", "", "driver"),
                Arguments.of("pcsc: \"ACS*SAM*\"", "pcsc: \"A\", test_keys: true", "driver"),
                Arguments.of("hsm.example:7010", "hsm.example:70100", "port"),
                Arguments.of("hsm.example:7010", "hsm.example", "text"),
                Arguments.of(", key: { file: k }", "", "hsm_key"),
                Arguments.of("key: { file: k }", "key: { }", "secret"),
                Arguments.of("key_id: 10 }", "key_id: 256 }", "range"),
                Arguments.of(", key_id: 10 }", " }", "required"),
                Arguments.of(
                        "certificates: { issuers: issuers.pem, crls: [root.crl] }\n",
                        "",
                        "required"),
                Arguments.of("crls: [root.crl]", "crls: []", "count"),
                Arguments.of("issuers: issuers.pem, ", "", "required"),
                Arguments.of("root.crl]", "root.crl], application: xyz", "text"));
    }

    @ParameterizedTest
    @MethodSource("wrongProofs")
    void aWrongProofIsNamedByItsRule(String good, String wrong, String rule) {
        assertTrue(PROVING.contains(good), good);
        assertEquals(
                List.of(rule),
                bad(
                                PROVING.replaceFirst(
                                        java.util.regex.Pattern.quote(good),
                                        java.util.regex.Matcher.quoteReplacement(wrong)))
                        .stream()
                        .map(Problem::rule)
                        .toList());
    }

    @Test
    void publishedKeysStayOnTheBench() {
        var bench = PROVING.replace("pcsc: \"ACS*SAM*\"", "test_keys: true");
        good(bench);
        var rules =
                bad(bench.replace("mqtt://127.0.0.1:1883", "mqtt://broker.example:1883")).stream()
                        .filter(problem -> problem.path().equals("board.modules.psam.test_keys"))
                        .map(Problem::rule)
                        .toList();
        assertEquals(List.of("unsafe"), rules);
    }

    @Test
    void aSecretWrittenInlineIsNotShownAgain() {
        var problems = bad(GOOD.replace("{ generate: true }", "0123456789abcdef"));
        assertTrue(problems.stream().noneMatch(problem -> problem.toString().contains("0123456")));
    }

    @Test
    void theNearestKeyIsSuggested() {
        var problems = bad(GOOD.replace("release_ms", "relese_ms"));
        assertTrue(problems.getFirst().advice().zh().contains("release_ms"));
    }

    @Test
    void allProblemsAreToldAtOnce() {
        var problems =
                bad(
                        GOOD.replace("site: hall", "site: Hall")
                                .replace("release_ms: 5000", "release_ms: 1")
                                .replace("local: true", "local: maybe"));
        assertEquals(3, problems.size());
    }

    static Stream<Path> shipped() throws IOException {
        try (var examples = Files.list(PROFILES.resolve("examples"))) {
            return examples.filter(file -> file.toString().endsWith(".yaml")).toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("shipped")
    void everyExampleIsGoodToTheCheckerAndToTheSchema(Path file) throws IOException {
        var text = Files.readString(file);
        good(text);
        // Jackson reads YAML 1.1, where on and off are flags.
        var plain = text.replaceAll(": (on|off)\\b", ": \"$1\"");
        assertEquals(List.of(), List.copyOf(schema().validate(yaml(plain))));
    }

    @Test
    void theSchemaBesideTheProfilesIsTheOneTheCheckerUses() throws IOException {
        var written = SiteSchema.schema();
        var file = PROFILES.resolve("schema").resolve("site.schema.json");
        if (Boolean.getBoolean("schema.write")) {
            Files.writeString(
                    file,
                    JSON.writerWithDefaultPrettyPrinter()
                                    .writeValueAsString(JSON.readTree(Canonical.text(written)))
                            + "\n");
        }
        assertEquals(
                JSON.readTree(Canonical.text(written)),
                JSON.readTree(Files.readString(file)),
                "write it anew with -Dschema.write=true");
    }

    @Test
    void everyKeyOfTheSchemaSaysWhyItExistsInBothLanguages() throws IOException {
        var keys = new java.util.TreeMap<String, String>();
        reasons("", JSON.readTree(Canonical.text(SiteSchema.schema())), keys);
        assertTrue(keys.size() > 80, () -> "only " + keys.keySet());
        keys.forEach(
                (key, reason) ->
                        assertTrue(
                                reason.matches("[^\\p{IsHan}]{5,} / .*\\p{IsHan}.*"),
                                () -> key + ": " + reason));
    }

    private static void reasons(String path, JsonNode node, java.util.Map<String, String> keys) {
        // What only tells the kinds apart explains nothing.
        if (path.endsWith("/if")) {
            return;
        }
        for (int i = 0; node.isArray() && i < node.size(); i++) {
            reasons(path + "/" + i, node.get(i), keys);
        }
        node.properties()
                .forEach(
                        field -> {
                            var at = path + "/" + field.getKey();
                            if (path.endsWith("/properties")) {
                                keys.put(at, field.getValue().path("description").asText());
                            }
                            reasons(at, field.getValue(), keys);
                        });
    }

    @Test
    void schemaAndCheckerAcceptAndRefuseTheSameShapes() throws IOException {
        var schema = schema();
        assertEquals(
                0,
                schema.validate(yaml(GOOD)).size(),
                () -> schema.validate(yamlOf(GOOD)).toString());
        var meaning =
                List.of(
                        "timezone",
                        "driver",
                        "line_used_twice",
                        "date",
                        "reserved",
                        "reference",
                        "unsafe",
                        "unsupported",
                        "one_reader_on_both_sides",
                        "readers_overlap",
                        "two_roles_on_one_line",
                        "longer_than_max_on",
                        "without_effect",
                        "secret",
                        "yaml");
        // Jackson reads YAML 1.1, where yes and no are flags.
        var beyond =
                List.of(
                        "sim: no }",
                        "local: yes",
                        "reader: in, ",
                        ", closed_when: low",
                        "\"mqtts://127.0.0.1\", cert: { file: cert.pem }",
                        "\"mqtt://127.0.0.1\", password: { file: password }",
                        "device: north\ndevice: south");
        for (var each : wrong().toList()) {
            var arguments = each.get();
            var rule = (String) arguments[2];
            var wrong = (String) arguments[1];
            if (meaning.contains(rule)
                    || beyond.contains(wrong)
                    || beyond.contains((String) arguments[0])) {
                continue;
            }
            var text = GOOD.replace((String) arguments[0], wrong);
            assertTrue(schema.validate(yaml(text)).size() > 0, () -> rule + " " + wrong);
        }
    }

    @Test
    void anEncryptedLinkMayTrustWhomTheRuntimeTrusts() {
        var uplink = good(GOOD.replace("mqtt://127.0.0.1:1883", "mqtts://127.0.0.1")).uplink();
        assertEquals(Optional.empty(), uplink.ca());
        assertEquals("mqtts", uplink.url().getScheme());
    }

    @Test
    void noBytesMakeItThrow() {
        long seed = 5;
        var random = new Random(seed);
        for (int round = 0; round < 3_000; round++) {
            var text = new StringBuilder(GOOD);
            for (int i = 0; i <= random.nextInt(4); i++) {
                int at = random.nextInt(text.length());
                switch (random.nextInt(3)) {
                    case 0 -> text.deleteCharAt(at);
                    case 1 ->
                            text.insert(
                                    at, "{}[]:-&*!|>'\"#%@`\t\n\u0000é".charAt(random.nextInt(21)));
                    default -> text.setCharAt(at, (char) random.nextInt(128));
                }
            }
            var read = SiteFile.read(text.toString());
            assertTrue(read != null, () -> "seed " + seed);
        }
    }

    /// Sparse: no disk holds it, but it reads as 100 MB of zeros.
    @Test
    void aFileOfAnySizeIsRefusedByItsFirstBytes(@TempDir Path dir) throws IOException {
        var huge = dir.resolve("huge.yaml");
        try (var file = new RandomAccessFile(huge.toFile(), "rw")) {
            file.setLength(100L << 20);
        }

        assertEquals("size", refused(SiteFile.read(huge)).getFirst().rule());
        assertEquals("size", refused(SiteFile.read(Path.of("/dev/zero"))).getFirst().rule());
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "{a: ", "- "})
    void noNestingEndsTheStack(String level) {
        var problem = bad(level.repeat(60_000)).getFirst();

        assertEquals("yaml", problem.rule());
        assertEquals("nested too deeply", problem.value());
    }

    @Test
    void aSmallFileCannotSayAHundredThousandThingsWrong() {
        var bomb =
                "a: &a ["
                        + "x,".repeat(10_000)
                        + "x]\nb: &b [*a,*a,*a]\npoints: [*b]\nlists: {"
                        + "x".repeat(100_000)
                        + ": "
                        + "{ q: 1, ".repeat(1)
                        + "w: 2 }}\n";

        var problems = bad(bomb);

        assertTrue(problems.size() <= ShapeCheck.PROBLEMS_MAX, problems.size() + " problems");
        assertTrue(problems.stream().allMatch(problem -> problem.toString().length() < 1_000));
        assertEquals(100, bad("points: [" + "x,".repeat(500) + "x]").size());
    }

    @Test
    void moreThanAFewAliasesAreRefused() {
        assertEquals("yaml", bad("a: &a [1]\nb: [" + "*a,".repeat(9) + "]").getFirst().rule());
    }

    @Test
    void aProblemIsOnePrintableLine() {
        for (var problem : bad("\"a\\e[31m\\nb\\u202e\": 1\nsite: \"x\\ny\"\n")) {
            assertTrue(
                    problem.toString()
                            .codePoints()
                            .noneMatch(c -> Character.isISOControl(c) || c == 0x202e),
                    problem::toString);
        }
    }

    @Test
    void aPortThatDoesNotExistIsAProblem() {
        assertEquals(
                "url", bad(GOOD.replace("127.0.0.1:1883", "127.0.0.1:65536")).getFirst().rule());
        assertEquals(
                "port", bad(GOOD + "metrics: { listen: \"127.0.0.1:65536\" }\n").getFirst().rule());
    }

    private static List<Problem> refused(SiteFile.Read read) {
        return assertInstanceOf(SiteFile.Read.Bad.class, read).problems();
    }

    private static JsonSchema schema() throws IOException {
        return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema(
                        Files.readString(PROFILES.resolve("schema").resolve("site.schema.json")));
    }

    private static JsonNode yaml(String text) throws IOException {
        return YAML.readTree(text);
    }

    private static JsonNode yamlOf(String text) {
        try {
            return yaml(text);
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
