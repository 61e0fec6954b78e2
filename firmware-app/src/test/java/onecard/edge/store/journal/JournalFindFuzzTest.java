package onecard.edge.store.journal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import onecard.edge.crypto.JsonReader;
import onecard.edge.store.journal.Outbox.Position;
import onecard.time.ClockTrust;
import onecard.time.Moment;
import onecard.time.Mono;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/// Ids asked for by `explain`, and places a host says it holds; both against a real journal that
/// holds one record, `bench:e0000001:1`.
class JournalFindFuzzTest {

    private static final Duration SOON = Duration.ofSeconds(10);
    private static final Moment NOW =
            new Moment(new Mono(0), Instant.parse("2026-11-24T00:00:00Z"), ClockTrust.SYNCED);

    @TempDir Path dir;
    private JournalReader reader;
    private JournalOutbox outbox;
    private String hash = "";

    @BeforeEach
    void open() throws Exception {
        var file = dir.resolve("journal.db");
        var who = JournalSample.who(() -> "e0000001");
        var limits = JournalSample.limits(64);
        try (var journal = JournalFile.open(file, who, limits, new JournalSample.NoFold(), NOW)) {
            hash = journal.headHash();
        }
        reader = JournalReader.open(file).orElseThrow();
        outbox = new JournalOutbox(file);
    }

    @AfterEach
    void close() throws Exception {
        outbox.close();
        reader.close();
    }

    @FuzzTest
    void onlyTheRightIdFindsTheRecord(byte[] bytes) {
        var id = new String(bytes, UTF_8);
        assertTimeout(
                SOON,
                () -> {
                    find(id);
                    ack(id);
                });
    }

    private void find(String id) throws IOException {
        var found = reader.find(id);
        assertEquals(id.matches("(?s)(.*:)?e0000001:0{0,11}1"), found.isPresent(), id);
    }

    /// The host's words: epoch, and a number as far as JSON goes.
    private void ack(String id) {
        var parts = id.split(":", -1);
        JsonReader.object("{\"seq\":" + parts[parts.length - 1] + "}")
                .flatMap(object -> object.number("seq"))
                .ifPresent(
                        seq -> {
                            var epoch = parts.length > 1 ? parts[parts.length - 2] : "";
                            var place = new Position(epoch, seq);
                            assertFalse(outbox.acked(place, ""));
                            assertEquals(
                                    epoch.equals("e0000001") && seq == 1,
                                    outbox.acked(place, hash),
                                    id);
                            assertTrue(outbox.range(epoch, seq, seq, 9).size() <= 1);
                        });
    }
}
