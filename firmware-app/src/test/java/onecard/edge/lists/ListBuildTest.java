package onecard.edge.lists;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import onecard.access.CredentialKind;
import onecard.access.Token;
import onecard.edge.ContractValidator;
import onecard.edge.crypto.Canonical;
import onecard.edge.crypto.JsonReader;
import onecard.edge.crypto.SigningKey;
import onecard.edge.crypto.Tokens;
import onecard.edge.crypto.TrustedKeys;
import onecard.edge.lists.ListBuild.Result;
import onecard.edge.lists.ListBuild.Terms;
import onecard.edge.words.Failed;
import onecard.edge.words.Message;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// A CSV becomes a signed list that says what the CSV said, at the next version, or nothing at all.
class ListBuildTest {

    private static final SigningKey KEY = SigningKey.ofSeed(new byte[32]);
    private static final Tokens TOKENS = new Tokens(new byte[32]);
    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    private static final Instant ISSUED = Instant.parse("2026-11-28T08:00:00Z");
    private static final Terms NEXT =
            new Terms(Optional.empty(), ISSUED, Optional.empty(), Optional.empty());
    private static final String PEOPLE =
            "kind,id,subject,groups,valid_from,valid_until,schedule,deny\n";

    private static final Path CONTRACT =
            Path.of("src", "main", "resources", "contract", "examples");

    @TempDir Path dir;

    // --- what a row says ---

    /// A row that fills each column, and what its entry says; `KIND/ID` stands for a token.
    private static final Map<ListType, List<String>> FULL =
            new TreeMap<>(
                    Map.of(
                            ListType.PEOPLE,
                            List.of(
                                    "uid,04a1b2c3,p-1,staff;it,2026-01-01,2026-12-31,office,1",
                                    "{\"deny\":true,\"from\":\"2025-12-31T16:00:00Z\",\"groups\":[\"it\",\"staff\"],\"kind\":\"uid\",\"schedule\":\"office\",\"subject\":\"subject/p-1\",\"token\":\"uid/04a1b2c3\",\"until\":\"2026-12-31T16:00:00Z\"}"),
                            ListType.WALLETS,
                            List.of(
                                    "p-1,subsidy,-1250,2026-11-28T12:00:00+08:00,till-2:0a1b2c3d:7;till-1:7f3a19c2:42",
                                    "{\"as_of\":\"2026-11-28T04:00:00Z\",\"balance_fen\":-1250,\"included\":[\"till-1:7f3a19c2:42\",\"till-2:0a1b2c3d:7\"],\"kind\":\"subject\",\"token\":\"subject/p-1\",\"wallet\":\"subsidy\"}"),
                            ListType.ROSTER,
                            List.of(
                                    "p-1,board-7,chair,A 12,2026-11-28T09:00:00+08:00,2026-11-28T12:00:00+08:00,1",
                                    "{\"consent\":true,\"from\":\"2026-11-28T01:00:00Z\",\"kind\":\"subject\",\"meeting\":\"board-7\",\"role\":\"chair\",\"seat\":\"A 12\",\"token\":\"subject/p-1\",\"until\":\"2026-11-28T04:00:00Z\"}"),
                            ListType.PASSES,
                            List.of(
                                    "idcard-serial,0123456789abcdef,v-9,p-1,gate-1;gate-2,visitors,2026-11-28,2026-11-28,1,1,1,1",
                                    "{\"card\":true,\"entries\":1,\"escort\":true,\"exits\":1,\"from\":\"2026-11-27T16:00:00Z\",\"groups\":[\"visitors\"],\"host\":\"subject/p-1\",\"kind\":\"idcard-serial\",\"pass\":\"pass/v-9\",\"points\":[\"gate-1\",\"gate-2\"],\"token\":\"idcard-serial/0123456789abcdef\",\"until\":\"2026-11-28T16:00:00Z\"}"),
                            ListType.ORDERS,
                            List.of(
                                    "p-1,o-77,north,lunch,noodles;tea,1800,1,2026-11-28T11:00:00+08:00,2026-11-28T13:00:00+08:00,till-1:pos-2",
                                    "{\"amount_fen\":1800,\"canteen\":\"north\",\"from\":\"2026-11-28T03:00:00Z\",\"items\":[\"noodles\",\"tea\"],\"kind\":\"subject\",\"meal\":\"lunch\",\"order\":\"order/o-77\",\"paid\":true,\"terminal\":\"till-1:pos-2\",\"token\":\"subject/p-1\",\"until\":\"2026-11-28T05:00:00Z\"}"),
                            ListType.PRICES,
                            List.of(
                                    "noodles,\"牛肉面, 大\",1800,piece,2026-11-01,2026-11-30",
                                    "{\"from\":\"2026-10-31T16:00:00Z\",\"item\":\"noodles\",\"kind\":\"item\",\"name\":\"牛肉面, 大\",\"per\":\"piece\",\"price_fen\":1800,\"token\":\"item/noodles\",\"until\":\"2026-11-30T16:00:00Z\"}"),
                            ListType.PLATES,
                            List.of(
                                    "皖A12345,p-1,car,staff,2026-01-01,2026-12-31,office,1",
                                    "{\"class\":\"car\",\"deny\":true,\"from\":\"2025-12-31T16:00:00Z\",\"groups\":[\"staff\"],\"kind\":\"plate\",\"schedule\":\"office\",\"subject\":\"subject/p-1\",\"token\":\"plate/皖A12345\",\"until\":\"2026-12-31T16:00:00Z\"}"),
                            ListType.OPERATORS,
                            List.of(
                                    "operator,till-7,p-1,sell;void,2026-01-01,2026-12-31",
                                    "{\"from\":\"2025-12-31T16:00:00Z\",\"kind\":\"operator\",\"roles\":[\"sell\",\"void\"],\"subject\":\"subject/p-1\",\"token\":\"operator/till-7\",\"until\":\"2026-12-31T16:00:00Z\"}")));

    @ParameterizedTest
    @EnumSource
    void anEntryReadsBackWithWhatItsRowSaid(ListType type) throws IOException {
        var row = full(type).getFirst();
        var entry = built(type, row).getFirst();
        assertEquals(withTokens(full(type).getLast()), Canonical.text(entry.json()));
        var members = new HashSet<>(entry.json().members().keySet());
        members.removeAll(Set.of("kind", "token", "item"));
        var columns = ListColumns.of(type).columns();
        assertEquals(columns.size(), members.size(), () -> "the row fills each column: " + members);
    }

    @ParameterizedTest
    @EnumSource
    void theReadmeTellsEachHeader(ListType type) throws IOException {
        var header = String.join(",", ListColumns.of(type).header());
        var row = "| `%s` | `%s` |".formatted(type.wire(), header);
        assertTrue(Files.readString(Path.of("README.md")).contains(row), row);
    }

    /// What the contract shows of each type is what this row becomes under a key of zeros.
    @ParameterizedTest
    @EnumSource
    void theContractsExampleIsWhatIsBuilt(ListType type) throws IOException {
        built(type, full(type).getFirst());
        var plain = folder().bucket("staff", head("staff").buckets().getFirst().sha256());
        var text = new String(plain.orElseThrow(), StandardCharsets.UTF_8);
        var example = CONTRACT.resolve("list-bucket." + type.wire() + ".json");
        var shown = JsonReader.array(Files.readAllBytes(example)).orElseThrow();
        assertEquals(Canonical.text(shown), text);
        var topic = "oc/v1/hall/list/staff/bucket/x";
        assertEquals(Optional.empty(), new ContractValidator().objection(topic, text));
    }

    private static List<String> full(ListType type) {
        return FULL.getOrDefault(type, List.of());
    }

    private static String withTokens(String text) {
        return java.util.regex.Pattern.compile("\"([a-z-]+)/([^\"]+)\"")
                .matcher(text)
                .replaceAll(found -> "\"" + TOKENS.of(found.group(1), found.group(2)) + "\"");
    }

    /// Whatever may be left empty, is.
    @ParameterizedTest
    @EnumSource
    void anEmptyFieldSaysNothingOrIsNamedAsNeeded(ListType type) throws IOException {
        var columns = ListColumns.of(type);
        var fields = new ArrayList<>(fields(full(type).getFirst()));
        int first = columns.about().header().size();
        for (int i = 0; i < columns.columns().size(); i++) {
            var column = columns.columns().get(i);
            var emptied = new ArrayList<>(fields);
            emptied.set(first + i, "");
            var csv = csv(type, String.join(",", emptied));
            if (column.needed()) {
                var problem = refused(type, csv).getFirst();
                assertEquals(Message.ROW_EMPTY.with(column.name()), problem.what());
            } else {
                assertTrue(built(type, csv, 1).getFirst().json().get(column.member()).isEmpty());
            }
        }
    }

    /// By the field's own quotes.
    private static List<String> fields(String row) {
        return List.of(row.replace("\"牛肉面, 大\"", "牛肉面").split(",", -1));
    }

    @ParameterizedTest
    @EnumSource
    void nothingBiometricIsInAnyList(ListType type) throws IOException {
        var words = List.of("face", "finger", "vein", "template", "image", "photo", "feature");
        for (var name : ListColumns.of(type).header()) {
            assertTrue(words.stream().noneMatch(name::contains), name);
        }
        if (!(ListColumns.of(type).about() instanceof ListColumns.About.OfCredential)) {
            return;
        }
        var rest = full(type).getFirst().replaceFirst("^[^,]*", "");
        for (var kind : List.of(CredentialKind.FACE, CredentialKind.FINGER, CredentialKind.VEIN)) {
            var problem = refused(type, csv(type, kind.wire() + rest)).getFirst();
            assertEquals(Message.ROW_NO_SUCH_KIND.with(kind.wire()), problem.what());
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "PEOPLE | pin,271828,p-1,,,,, | 1",
                "OPERATORS | pin,271828,p-1,sell,, | 1",
                "PASSES | pin,271828,v-1,,,,,2026-11-28,,,, | 0"
            })
    void aPinIsAPersonsAsTheImportMakesIt(ListType type, String row, int good) throws IOException {
        if (good == 0) {
            assertEquals(1, refused(type, csv(type, row)).size());
            return;
        }
        var subject = TOKENS.of("subject", "p-1");
        var digits = "271828".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
        assertEquals(Token.of(TOKENS.pin(subject, digits)), built(type, row).getFirst().token());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "WALLETS | p-1,main,1.50,2026-11-28, | 10",
                "WALLETS | p-1,main,9007199254740992,2026-11-28, | 10",
                "WALLETS | p-1,main,007,2026-11-28, | 10",
                "WALLETS | p-1,main,100,today, | 14",
                "WALLETS | p-1,main,100,2026-11-28,till-1:42 | 25",
                "WALLETS | p-1,main,100,2026-11-28,t:7f3a19c2:1;t:7f3a19c2:2 | 25",
                "ORDERS | p-1,o-1,north,lunch,,0,,2026-11-28,2026-11-28,a:b:c | 47",
                "ORDERS | p-1,o-1,north,lunch,,0,,2026-11-28,2026-11-28,Till | 47",
                "PRICES | noodles,Noodles,-1,,, | 17",
                "PRICES | noodles,Noodles,0,,, | 17",
                "PRICES | noodles,Noodles,5,litre,, | 19",
                "PLATES | ab,p-1,,,,,, | 1",
                "PASSES | pass,v-1,v-1,,,,,2026-11-28,,,yes, | 31",
                "PASSES | uid,04a1b2c3,v-1,,,,,2026-11-28,0,,, | 33",
                "PASSES | uid,04a1b2c3,v-1,,,,,2026-11-28,,256,, | 34",
                "ORDERS | p-1,o-1,north,lunch,,100,,2026-11-28,2026-11-28,Till 1 | 49"
            })
    void aBadFieldIsNamedByLineAndColumn(ListType type, String row, int column) throws IOException {
        var problem = refused(type, csv(type, row)).getFirst();
        assertEquals(2, problem.line());
        assertEquals(column, problem.column(), () -> problem.what().en());
        assertTrue(problem.alone());
    }

    // --- rows together ---

    @Test
    void rowsThatRepeatEachOtherCountOnce() throws IOException {
        var row = "uid,04a1b2c3,ann,a;b,,,,\n";
        var same = "uid,04a1b2c3,ann,b;a;b,,,,\n";
        assertEquals(1, built(ListType.PEOPLE, csv(PEOPLE + row + same + row), 1).size());
    }

    @Test
    void oneCredentialOfTwoPeopleIsRefusedWithBothLines() throws IOException {
        var csv =
                csv(
                        PEOPLE
                                + "uid,04a1b2c3,ann,,,,,\nuid,11111111,cec,,,,,\nuid,04a1b2c3,bob,,,,,\n");
        var build = build();
        for (boolean skipBad : List.of(false, true)) {
            var result = build.list(csv, "staff", ListType.PEOPLE, NEXT, skipBad);
            var problem = assertInstanceOf(Result.Refused.class, result).problems().getFirst();
            assertEquals(4, problem.line());
            assertEquals(Message.ROW_TWICE.with(2, "kind, id"), problem.what());
        }
        assertFalse(Files.exists(dir.resolve("out")), "nothing changes");
    }

    @Test
    void onePersonHasTwoWalletsButNoTwoBalances() throws IOException {
        var one = "p-1,main,100,2026-11-28,\n";
        assertEquals(
                2,
                built(ListType.WALLETS, csv(ListType.WALLETS, one + "p-1,subsidy,5,2026-11-28,"), 1)
                        .size());
        assertEquals(
                Message.ROW_TWICE.with(2, "subject, wallet"),
                refused(ListType.WALLETS, csv(ListType.WALLETS, one + "p-1,main,5,2026-11-28,"))
                        .getFirst()
                        .what());
    }

    @Test
    void badRowsAreLeftOutOnlyIfAskedFor() throws IOException {
        var csv = csv(PEOPLE + "uid,04a1b2c3,ann,,,,,\nuid,zz,bob,,,,,\n");
        assertEquals(1, refused(ListType.PEOPLE, csv).size());
        var built =
                assertInstanceOf(
                        Result.Built.class,
                        build().list(csv, "staff", ListType.PEOPLE, NEXT, true));
        assertEquals(1, built.entries());
        assertEquals(3, built.skipped().getFirst().line());
    }

    // --- versions ---

    @Test
    void aChangedRowChangesOneBucketAndTheHead() throws IOException {
        var rows = new ArrayList<String>();
        for (int i = 0; i < 5_000; i++) {
            rows.add("uid,%08x,p-%d,staff,,,,".formatted(i, i));
        }
        var first = list(csv(PEOPLE + String.join("\n", rows)), NEXT);
        rows.set(17, rows.get(17).replace("staff", "it"));
        var second = list(csv(PEOPLE + String.join("\n", rows)), NEXT);

        assertEquals(8, first.buckets());
        assertEquals(1, second.buckets());
        assertEquals(2, second.version());
        var head = head("staff");
        var before = folder().signedPrevious("staff").flatMap(ListHead::read).orElseThrow();
        assertEquals(7, common(head.names(), before.names()));
        var third = list(csv(PEOPLE + String.join("\n", rows)), NEXT);
        assertEquals(0, third.buckets());
        try (var kept = Files.list(dir.resolve("out/staff/bucket"))) {
            assertEquals(8, kept.count(), "what neither of the last two heads names is gone");
        }
    }

    private static long common(Set<String> left, Set<String> right) {
        return left.stream().filter(right::contains).count();
    }

    @Test
    void aListAtTheEdgeOfAnotherCutStaysCutAsItIs() throws IOException {
        var rows = new ArrayList<String>();
        for (int i = 0; i < 1_025; i++) {
            rows.add("uid,%08x,p-%d,staff,,,,".formatted(i, i));
        }
        assertEquals(2, list(csv(PEOPLE + String.join("\n", rows)), NEXT).buckets());
        rows.removeLast();
        assertTrue(list(csv(PEOPLE + String.join("\n", rows)), NEXT).buckets() <= 1);
        assertEquals(1, head("staff").bits());
    }

    @Test
    void aVersionIsNeverLowerNorTheSame() throws IOException {
        var csv = csv(PEOPLE + "uid,04a1b2c3,ann,,,,,\n");
        assertEquals(7, list(csv, version(7)).version());
        assertEquals(8, list(csv, NEXT).version());
        for (long wrong : new long[] {8, 7, 1}) {
            assertThrows(Failed.class, () -> list(csv, version(wrong)));
        }
        assertEquals(8, head("staff").version());
    }

    @Test
    void aFolderOfSomethingElseIsLeftAlone() throws IOException {
        var csv = csv(PEOPLE + "uid,04a1b2c3,ann,,,,,\n");
        list(csv, NEXT);
        var another = new ListBuild(folder(), "other-site", TOKENS, ZONE, KEY);
        assertThrows(Failed.class, () -> another.list(csv, "staff", ListType.PEOPLE, NEXT, false));
        assertThrows(
                Failed.class, () -> build().list(csv, "staff", ListType.OPERATORS, NEXT, false));
        Files.writeString(folder().headFile("staff"), "{");
        assertThrows(Failed.class, () -> list(csv, NEXT));
    }

    @Test
    void aHeadSaysWhatWasAskedAndIsSigned() throws IOException {
        var until = ISSUED.plusSeconds(3_600);
        list(
                csv(PEOPLE + "uid,04a1b2c3,ann,,,,,\n"),
                new Terms(Optional.empty(), ISSUED, Optional.of(until), Optional.of(3L)));
        var head = head("staff");
        assertEquals(Optional.of(until), head.validUntil());
        assertEquals(3, head.denyMin());
        assertKeepsTheContract("list/staff/head", folder().headFile("staff"));
        list(csv(PEOPLE + "uid,04a1b2c3,ann,,,,,\n"), NEXT);
        assertEquals(3, head("staff").denyMin(), "as before");
        assertEquals(Optional.empty(), head("staff").validUntil(), "unless said again");
    }

    @Test
    void whatIsDeniedIsOneSignedFile() throws IOException {
        var csv =
                csv(
                        "kind,id,from,reason\nuid,04a1b2c3,2026-11-28,lost\n"
                                + "ssc,342500d1560000050000000000000001,,\n");
        for (int version = 1; version <= 2; version++) {
            var built = assertInstanceOf(Result.Built.class, build().denied(csv, NEXT, false));
            assertEquals(version, built.version());
        }
        var trusted = new TrustedKeys(List.of(KEY.publicText()));
        var deny =
                trusted.verified(Files.readAllBytes(folder().denyFile()))
                        .flatMap(DenyList::read)
                        .orElseThrow();
        assertEquals(2, deny.entries().size());
        assertKeepsTheContract("deny", folder().denyFile());
        var lost =
                deny.entries().stream()
                        .filter(it -> it.kind().equals("uid"))
                        .findFirst()
                        .orElseThrow();
        assertEquals(Optional.of("lost"), lost.json().text("reason"));
        assertEquals(Optional.of("2026-11-27T16:00:00Z"), lost.json().text("from"));
    }

    private static void assertKeepsTheContract(String topic, Path file) throws IOException {
        var objection =
                new ContractValidator().objection("oc/v1/hall/" + topic, Files.readString(file));
        assertEquals(Optional.empty(), objection);
    }

    @Test
    void whatIsDeniedHasABound() throws IOException {
        var rows = new StringBuilder("kind,id,from,reason\n");
        for (int i = 0; i < 20_000; i++) {
            rows.append("uid,%08x,,%s\n".formatted(i, "x".repeat(64)));
        }
        assertThrows(Failed.class, () -> build().denied(csv(rows.toString()), NEXT, false));
        assertFalse(Files.exists(folder().denyFile()));
    }

    /// Long entries, few of them: a device takes no bucket above its bound.
    @Test
    void longEntriesMakeMoreBuckets() throws IOException {
        var sales = new StringBuilder("till-0:7f3a19c2:1");
        for (int i = 1; i < 100; i++) {
            sales.append(";till-%d:7f3a19c2:1".formatted(i));
        }
        var rows = new StringBuilder();
        for (int i = 0; i < 1_000; i++) {
            rows.append("p-%d,main,100,2026-11-28,%s\n".formatted(i, sales));
        }
        assertEquals(
                1_000, built(ListType.WALLETS, csv(ListType.WALLETS, rows.toString()), 1).size());
        assertEquals(2, head("staff").bits());
    }

    // --- size ---

    /// In a process of 512 MB; this test's own heap says nothing about it.
    @Test
    @Tag("long")
    void aMillionRowsFitInto512MegabytesOfHeap() throws Exception {
        var csv = dir.resolve("large.csv");
        try (var out = Files.newBufferedWriter(csv)) {
            out.write(PEOPLE);
            for (int i = 0; i < 1_000_000; i++) {
                out.write(
                        "uid,%08x,p-%d,staff;floor-%d,2026-01-01,2026-12-31,office,\n"
                                .formatted(i, i, i % 40));
            }
        }
        long start = System.nanoTime();
        var process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xmx512m",
                                "-cp",
                                System.getProperty("java.class.path"),
                                LargeList.class.getName(),
                                csv.toString(),
                                dir.resolve("out").toString())
                        .redirectErrorStream(true)
                        .redirectOutput(dir.resolve("log").toFile())
                        .start();
        int status = process.waitFor();
        assertEquals(0, status, () -> log());
        System.out.printf(
                "1,000,000 rows built in %d s and a heap of 512 MB: %s%n",
                (System.nanoTime() - start) / 1_000_000_000, log().strip());
        assertEquals(1_000_000, head("staff").entries());
    }

    private String log() {
        try {
            return Files.readString(dir.resolve("log"));
        } catch (IOException missing) {
            throw new java.io.UncheckedIOException(missing);
        }
    }

    /// Builds the CSV it is given.
    static final class LargeList {
        private LargeList() {}

        public static void main(String[] args) throws IOException {
            var folder = new ListFolder(Path.of(args[1]));
            var build = new ListBuild(folder, "hall", TOKENS, ZONE, KEY);
            var result = build.list(Path.of(args[0]), "staff", ListType.PEOPLE, NEXT, false);
            System.out.println(result);
        }
    }

    // --- small steps ---

    private ListFolder folder() {
        return new ListFolder(dir.resolve("out"));
    }

    private ListBuild build() {
        return new ListBuild(folder(), "hall", TOKENS, ZONE, KEY);
    }

    private static Terms version(long number) {
        return new Terms(Optional.of(number), ISSUED, Optional.empty(), Optional.empty());
    }

    private Path csv(String text) throws IOException {
        return Files.writeString(dir.resolve("list.csv"), text);
    }

    private Path csv(ListType type, String rows) throws IOException {
        return csv(String.join(",", ListColumns.of(type).header()) + "\n" + rows + "\n");
    }

    private Result.Built list(Path csv, Terms terms) throws IOException {
        return assertInstanceOf(
                Result.Built.class, build().list(csv, "staff", ListType.PEOPLE, terms, false));
    }

    private List<ListEntry> built(ListType type, String row) throws IOException {
        return built(type, csv(type, row), 1);
    }

    private List<ListEntry> built(ListType type, Path csv, int least) throws IOException {
        var result = build().list(csv, "staff", type, NEXT, false);
        assertInstanceOf(Result.Built.class, result, () -> result.toString());
        var head = head("staff");
        var entries = new ArrayList<ListEntry>();
        for (int number = 0; number < head.buckets().size(); number++) {
            var part = head.buckets().get(number);
            if (part.count() > 0) {
                var plain = folder().bucket("staff", part.sha256()).orElseThrow();
                entries.addAll(ListBucket.read(plain, head.bits(), number).orElseThrow());
            }
        }
        assertTrue(entries.size() >= least);
        assertEquals(head.entries(), entries.size());
        return entries;
    }

    private List<BadRow> refused(ListType type, Path csv) throws IOException {
        var result = build().list(csv, "staff", type, NEXT, false);
        return assertInstanceOf(Result.Refused.class, result).problems();
    }

    private ListHead head(String list) throws IOException {
        var trusted = new TrustedKeys(List.of(KEY.publicText()));
        return trusted.verified(Files.readAllBytes(folder().headFile(list)))
                .flatMap(ListHead::read)
                .orElseThrow();
    }
}
