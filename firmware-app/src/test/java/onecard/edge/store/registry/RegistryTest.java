package onecard.edge.store.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import onecard.access.CredentialKind;
import onecard.access.Entry;
import onecard.access.Token;
import onecard.edge.crypto.Tokens;
import onecard.edge.lists.CsvRows;
import onecard.edge.store.registry.ListImport.Result;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RegistryTest {

    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    private static final Instant NOW = Instant.parse("2026-11-24T00:00:00Z");
    private static final String HEADER =
            "kind,id,subject,groups,valid_from,valid_until,schedule,deny\n";

    @TempDir Path dir;
    private final Tokens tokens = new Tokens(new byte[32]);
    private Registry registry;

    @BeforeEach
    void open() throws Exception {
        registry = Registry.open(dir.resolve("registry.db"));
    }

    @AfterEach
    void close() throws Exception {
        registry.close();
    }

    @Test
    void anImportedCardIsFoundWithItsRightsAndVersion() throws Exception {
        imported("uid,04a1b2c3,ann,staff;day,2026-01-01,2026-12-31,office,\n");

        var found = find("04a1b2c3");

        var entry = found.entries().getFirst();
        assertEquals(Set.of("staff", "day"), entry.groups());
        assertEquals("office", entry.schedule().orElseThrow());
        assertEquals(Instant.parse("2025-12-31T16:00:00Z"), entry.from().orElseThrow());
        assertEquals(
                Instant.parse("2026-12-31T16:00:00Z"),
                entry.until().orElseThrow(),
                "the last day counts to 24:00 site time");
        assertEquals(1, entry.list().version());
    }

    /// Two people may have the same PIN, and one may have two; a PIN is nobody else's.
    @Test
    void aPinIsAPersonsAndFoundByBoth() throws Exception {
        imported("pin,1234,ann,,,,,\npin,1234,bob,,,,,\npin,99887766,ann,duress,,,,\n");
        var ann = Token.of(tokens.bytes("subject", "ann"));
        var bob = Token.of(tokens.bytes("subject", "bob"));
        try (var lists = registry.lists()) {
            assertEquals(ann, pin(lists, ann, "1234").getFirst().subject());
            assertEquals(bob, pin(lists, bob, "1234").getFirst().subject());
            assertEquals(Set.of("duress"), pin(lists, ann, "99887766").getFirst().groups());
            assertEquals(List.of(), pin(lists, bob, "99887766"));
        }
    }

    private List<Entry> pin(Lists lists, Token subject, String digits) {
        var token = tokens.pin(subject.toString(), digits.getBytes(StandardCharsets.US_ASCII));
        return lists.find(CredentialKind.PIN, Token.of(token)).entries();
    }

    @Test
    void anUnknownCardStillNamesTheListsInForce() throws Exception {
        imported("uid,04a1b2c3,ann,,,,,\n");

        var found = find("ffffffff");

        assertEquals(List.of(), found.entries());
        assertEquals("demo", found.lists().getFirst().name());
    }

    @Test
    void aReaderThatWasThereBeforeTheFirstListSeesIt() throws Exception {
        try (var lists = registry.lists()) {
            imported("uid,04a1b2c3,ann,,,,,\n");

            assertEquals(1, lists.find(CredentialKind.UID, token("04a1b2c3")).entries().size());
        }
    }

    @Test
    void anImportThatMeetsTheStopChangesNothing() throws Exception {
        imported("uid,04a1b2c3,ann,,,,,\n");
        registry.stopImports();

        assertThrows(IOException.class, () -> run("uid,11111111,bob,,,,,\n", false));

        assertEquals(1, registry.held().getFirst().list().version());
        assertEquals(1, find("04a1b2c3").entries().size());
        try (var left = Files.list(dir)) {
            assertEquals(0, left.filter(file -> file.toString().endsWith(".chunk")).count());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"11010519491231002X", "USA110080010110"})
    void everyNumberOnAnIdCardIsOneOfAList(String number) throws Exception {
        imported("idcard," + number + ",ann,,,,,\n");
        try (var lists = registry.lists()) {
            var token = Token.of(tokens.bytes("idcard", number));
            assertEquals(1, lists.find(CredentialKind.IDCARD, token).entries().size());
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "uid,04A1B2C3,ann,,,,, | 5",
                "uid,04a1b2,ann,,,,, | 5",
                "ssc,1234,ann,,,,, | 5",
                "nosuch,04a1b2c3,ann,,,,, | 1",
                "face,04a1b2c3,ann,,,,, | 1",
                "pin,123,ann,,,,, | 5",
                "pin,123456789,ann,,,,, | 5",
                "pin,12a4,ann,,,,, | 5",
                "pin,1234,,,,,, | 10",
                "idcard,110105194912310021,ann,,,,, | 8",
                "idcard,usa110080010110,ann,,,,, | 8",
                "idcard,USA11008001011,ann,,,,, | 8",
                "uid,04a1b2c3,,,,,, | 14",
                "uid,04a1b2c3,ann,Staff,,,, | 18",
                "uid,04a1b2c3,ann,,2026-13-01,,, | 19",
                "uid,04a1b2c3,ann,,,yesterday,, | 20",
                "uid,04a1b2c3,ann,,,,Office!, | 21",
                "uid,04a1b2c3,ann,,,,,yes | 22",
                "uid,04a1b2c3,ann | 1"
            })
    void aBadRowIsNamedByLineAndColumnAndNothingChanges(String row, int column) throws Exception {
        imported("uid,04a1b2c3,ann,,,,,\n");

        var refused =
                assertInstanceOf(
                        Result.Refused.class, run("uid,11111111,bob,,,,,\n" + row + "\n", false));

        var problem = refused.problems().getFirst();
        assertEquals(3, problem.line());
        assertEquals(column, problem.column());
        assertEquals(1, find("04a1b2c3").entries().size());
        assertEquals(0, find("11111111").entries().size());
        assertTrue(
                !problem.what().en().contains("04a1b2c3")
                        && !problem.what().en().contains("110105"));
    }

    /// Half a list locks the other half out, so what cannot be read to its end is no list.
    @ParameterizedTest
    @ValueSource(strings = {"long field", "many fields", "open quote", "many bad rows"})
    void skippingBadRowsNeverImportsPartOfAFile(String kind) throws Exception {
        imported("uid,04a1b2c3,ann,,,,,\n");
        var rest =
                switch (kind) {
                    case "long field" -> "uid," + "0".repeat(1 << 20) + ",ann,,,,,\n";
                    case "many fields" -> ",".repeat(1 << 20) + "\n";
                    case "open quote" -> "uid,\"0\n";
                    default -> "uid,zz,ann,,,,,\n".repeat(CsvRows.PROBLEMS_MAX);
                };

        var refused =
                assertInstanceOf(
                        Result.Refused.class,
                        run("uid,22222222,cec,,,,,\n" + rest + "uid,11111111,bob,,,,,\n", true));

        assertTrue(!refused.problems().getLast().alone());
        assertTrue(refused.problems().size() <= CsvRows.PROBLEMS_MAX + 1);
        assertEquals(1, find("04a1b2c3").entries().size());
        assertEquals(0, find("22222222").entries().size());
    }

    @Test
    void aListWithOtherGroupsInEachRowIsBroughtInAllTheSame() throws Exception {
        // More rights than are shared, numbered or remembered anywhere.
        int many = 60_000;
        var rows = new StringBuilder();
        for (int row = 0; row < many; row++) {
            rows.append("uid,%08x,ann,row-%d".formatted(row, row));
            for (int group = 0; group < 15; group++) {
                rows.append(";a-group-of-a-long-name-%d".formatted(group));
            }
            rows.append(",,,,\n");
        }

        assertEquals(many, imported(rows.toString()).entries());
        for (int row = 0; row < many; row += 1_999) {
            var groups = find("%08x".formatted(row)).entries().getFirst().groups();
            assertTrue(groups.contains("row-" + row) && groups.size() == 16);
        }
    }

    @Test
    void nobodyHasMoreThanSixteenGroups() throws Exception {
        var refused =
                assertInstanceOf(
                        Result.Refused.class,
                        run("uid,04a1b2c3,ann," + "g;".repeat(16) + "g,,,,\n", false));

        assertEquals(18, refused.problems().getFirst().column());
    }

    @ParameterizedTest
    @ValueSource(strings = {"+999999999-01-01T00:00:00Z", "-0001-01-01T00:00:00Z"})
    void aYearNobodyMeansIsABadRow(String time) throws Exception {
        var refused =
                assertInstanceOf(
                        Result.Refused.class, run("uid,04a1b2c3,ann,," + time + ",,,\n", false));

        assertTrue(refused.problems().getFirst().what().en().startsWith("valid_from must be"));
    }

    @Test
    void badRowsMayBeSkippedAndAreListed() throws Exception {
        var done =
                assertInstanceOf(
                        Result.Imported.class,
                        run("uid,zz,ann,,,,,\nuid,04a1b2c3,ann,,,,,\n", true));

        assertEquals(1, done.entries());
        assertEquals(1, done.skipped().size());
    }

    @Test
    void oneCredentialOfTwoPeopleRefusesTheList() throws Exception {
        assertInstanceOf(
                Result.Refused.class, run("uid,04a1b2c3,ann,,,,,\nuid,04a1b2c3,bob,,,,,\n", false));
    }

    @Test
    void everyLookUpSeesExactlyOneVersion() throws Exception {
        var stop = new AtomicBoolean();
        var looked = new AtomicLong();
        var mixed = new AtomicLong();
        imported("uid,04a1b2c3,ann,v1,,,,\n");
        var reader =
                new FutureTask<>(
                        () -> {
                            try (var lists = registry.lists()) {
                                while (!stop.get()) {
                                    var found = lists.find(CredentialKind.UID, token("04a1b2c3"));
                                    var entry = found.entries().getFirst();
                                    var ofItsVersion = Set.of("v" + entry.list().version());
                                    if (!entry.groups().equals(ofItsVersion)
                                            || found.entries().size() != 1) {
                                        mixed.incrementAndGet();
                                    }
                                    looked.incrementAndGet();
                                }
                            }
                            return null;
                        });
        Thread.ofPlatform().start(reader);
        for (int version = 2; version <= 200; version++) {
            imported("uid,04a1b2c3,ann,v" + version + ",,,,\n");
        }
        stop.set(true);
        reader.get();

        assertEquals(0, mixed.get(), () -> "of " + looked.get());
        assertTrue(looked.get() > 200);
    }

    @Test
    void aRandomListEqualsASlowModelOfIt() throws Exception {
        long seed = 42;
        var random = new Random(seed);
        var model = new HashMap<String, String>();
        var csv = new StringBuilder();
        for (int i = 0; i < 120_000; i++) {
            var id = "%08x".formatted(random.nextInt());
            if (model.putIfAbsent(id, "g" + random.nextInt(5)) == null) {
                csv.append("uid,")
                        .append(id)
                        .append(",p")
                        .append(i)
                        .append(',')
                        .append(model.get(id))
                        .append(",,,,\n");
            }
        }
        var done = imported(csv.toString());

        assertEquals(model.size(), done.entries());
        for (var known : model.entrySet().stream().limit(2_000).toList()) {
            assertEquals(
                    Set.of(known.getValue()),
                    find(known.getKey()).entries().getFirst().groups(),
                    () -> "seed " + seed);
        }
        try (var left = Files.list(dir)) {
            assertTrue(left.noneMatch(file -> file.toString().endsWith(".chunk")));
        }
    }

    @Test
    void aDamagedRegistryIsSetAsideAndBegunAnew() throws Exception {
        imported("uid,04a1b2c3,ann,,,,,\n");
        registry.close();
        Files.write(dir.resolve("registry.db"), new byte[8_192]);

        registry = Registry.open(dir.resolve("registry.db"));

        assertEquals(1, registry.losses().size());
        assertEquals(List.of(), registry.held());
    }

    @Test
    void anyBytesAreRefusedWithoutAnException() throws Exception {
        long seed = 7;
        var random = new Random(seed);
        for (int round = 0; round < 200; round++) {
            var bytes = new byte[random.nextInt(300)];
            random.nextBytes(bytes);
            var file = dir.resolve("random.csv");
            Files.write(file, bytes);
            assertInstanceOf(
                    Result.Refused.class,
                    importer().run(file, "demo", true, NOW),
                    () -> "seed " + seed);
        }
    }

    private Result.Imported imported(String rows) throws Exception {
        return assertInstanceOf(Result.Imported.class, run(rows, false));
    }

    private Result run(String rows, boolean skipBad) throws Exception {
        var csv = dir.resolve("list.csv");
        Files.writeString(csv, HEADER + rows);
        return importer().run(csv, "demo", skipBad, NOW);
    }

    private ListImport importer() {
        return new ListImport(registry, tokens, ZONE, dir);
    }

    private Lists.Found find(String uid) throws Exception {
        try (var lists = registry.lists()) {
            return lists.find(CredentialKind.UID, token(uid));
        }
    }

    private Token token(String uid) {
        return Token.of(tokens.bytes("uid", uid));
    }
}
