package onecard.edge.store.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Optional;
import onecard.edge.crypto.Tokens;
import onecard.edge.lists.BadRow;
import onecard.edge.lists.CsvRows;
import onecard.edge.store.StoreFailed;
import onecard.edge.store.registry.ListImport.Result;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/// A list as CSV, into a real registry and out again by its queries. The first byte says whether
/// bad rows are skipped.
class ListImportFuzzTest {

    private static final Duration SOON = Duration.ofSeconds(10);
    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    private static final Instant NOW = Instant.parse("2026-11-24T00:00:00Z");

    @TempDir Path dir;
    private final Tokens tokens = new Tokens(new byte[32]);
    private Registry registry;
    private Lists lists;

    @BeforeEach
    void open() throws Exception {
        registry = Registry.open(dir.resolve("registry.db"));
        lists = registry.lists();
    }

    @AfterEach
    void close() throws Exception {
        lists.close();
        registry.close();
    }

    @FuzzTest
    void aFileIsTakenWholeOrRefusedWithReasons(byte[] input) throws IOException {
        boolean skipBad = input.length > 0 && (input[0] & 1) == 1;
        var csv = input.length > 0 ? Arrays.copyOfRange(input, 1, input.length) : input;
        var file = Files.write(dir.resolve("people.csv"), csv);
        long before = version();

        assertTimeout(
                SOON,
                () -> {
                    var run = new ListImport(registry, tokens, ZONE, dir);
                    switch (run.run(file, "demo", skipBad, NOW)) {
                        case Result.Imported done -> {
                            assertEquals(before + 1, version());
                            assertTrue(skipBad || done.skipped().isEmpty());
                            found(csv, done);
                        }
                        case Result.Refused(var problems) -> {
                            assertFalse(problems.isEmpty());
                            assertEquals(before, version());
                        }
                    }
                });
        try (var left = Files.list(dir)) {
            assertTrue(left.noneMatch(path -> path.toString().endsWith(".chunk")));
        }
    }

    /// Every row of the file is either found with its rights or was named as skipped.
    private void found(byte[] csv, Result.Imported done) throws IOException {
        var people = new PeopleRow(tokens, ZONE);
        var bad = new ArrayList<BadRow>();
        CsvRows.read(
                new ByteArrayInputStream(csv),
                PeopleRow.HEADER,
                (_, fields) -> {
                    var wanted = people.read(fields);
                    var rights = wanted.rights();
                    var entry = lists.find(rights.kind(), wanted.token()).entries().getFirst();
                    assertEquals(wanted.subject(), entry.subject());
                    assertEquals(rights.fromMillis(), millis(entry.from()));
                    assertEquals(rights.untilMillis(), millis(entry.until()));
                    assertEquals(rights.deny(), entry.deny());
                },
                bad);
        assertEquals(bad, done.skipped());
    }

    private static long millis(Optional<Instant> limit) {
        return limit.map(Instant::toEpochMilli).orElse(Registry.NEVER);
    }

    private long version() throws StoreFailed {
        return registry.held().stream().mapToLong(held -> held.list().version()).sum();
    }
}
