package onecard.edge.store.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import onecard.edge.crypto.Json;
import onecard.time.ClockTrust;
import onecard.time.Moment;
import onecard.time.Mono;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteErrorCode;

/// An epoch that somebody wants to begin in a journal that is there.
class NewEpochTest {

    private static final Moment NOW =
            new Moment(new Mono(0), Instant.parse("2026-11-24T00:00:00Z"), ClockTrust.SYNCED);

    @TempDir Path dir;

    @Test
    void itNamesTheLastRecordAndSaysWhy() throws Exception {
        var journal = open("e0000001");
        journal.commit(List.of(JournalSample.tap(1, NOW), JournalSample.tap(2, NOW)), NOW);
        var head = journal.headHash();
        journal.close();
        begins();
        try (var reader = JournalReader.open(dir.resolve("journal.db")).orElseThrow()) {
            var begun = reader.last().orElseThrow();
            assertTrue(begun.contains("\"prev\":\"" + head + "\""), begun);
            assertTrue(begun.contains("\"restored\":\"then\""), begun);
        }
    }

    /// Else a full journal could never be taken over by another board.
    @Test
    void aFullJournalHasRoomForIt() throws Exception {
        try (var journal = open("e0000001")) {
            var full = new SQLException();
            while (full.getErrorCode() != SQLiteErrorCode.SQLITE_FULL.code) {
                try {
                    journal.commit(List.of(JournalSample.tap(1, NOW)), NOW);
                } catch (SQLException failed) {
                    full = failed;
                }
            }
        }
        begins();
    }

    private void begins() throws Exception {
        try (var journal = open("e0000002")) {
            journal.beginEpoch(Json.Obj.EMPTY.with("restored", "then"), NOW);
            assertEquals(new Outbox.Position("e0000002", 1), journal.position());
        }
        try (var reader = JournalReader.open(dir.resolve("journal.db")).orElseThrow()) {
            var wanted = new JournalVerify.Wanted(Optional.empty(), Optional.empty());
            assertEquals(List.of(), reader.verify(wanted).problems());
        }
    }

    /// @param epoch that begins, where one does
    private JournalFile open(String epoch) throws IOException {
        return JournalFile.open(
                dir.resolve("journal.db"),
                JournalSample.who(() -> epoch),
                JournalSample.limits(1),
                new JournalSample.NoFold(),
                NOW);
    }
}
