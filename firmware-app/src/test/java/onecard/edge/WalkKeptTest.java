package onecard.edge;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import onecard.edge.walk.Block;
import onecard.edge.walk.Progress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// How far a walk came, over a power cut and over a shutdown.
class WalkKeptTest {

    private static final Progress PROGRESS =
            new Progress(
                    "c0ffee",
                    "1.0",
                    OffsetDateTime.parse("2026-11-30T15:00:00+08:00"),
                    Set.of(Block.WIRING),
                    false,
                    List.of(),
                    List.of(),
                    Optional.of(new Progress.Cut("b007", "1a2b", 42, false)));

    @TempDir private Path state;

    @Test
    void itIsThereForTheNextRunOfThatSiteFileAndOfNoOther() {
        new WalkKept(state).keep(PROGRESS);
        assertEquals(Optional.of(PROGRESS), new WalkKept(state).of("c0ffee"));
        assertEquals(Optional.empty(), new WalkKept(state).of("0ther"));
    }

    /// What a signal ended is no power cut, whatever the walk still does before it is gone.
    @Test
    void aSignalIsKept() {
        var kept = new WalkKept(state);
        kept.keep(PROGRESS);
        kept.ended();
        kept.keep(PROGRESS);
        assertEquals(Optional.of(PROGRESS.ended()), new WalkKept(state).of("c0ffee"));
    }

    @Test
    void afterItsReportThereIsNone() throws IOException {
        var kept = new WalkKept(state);
        kept.keep(PROGRESS);
        kept.over();
        kept.ended();
        assertEquals(Optional.empty(), new WalkKept(state).of("c0ffee"));
    }

    /// A terminal that goes ends the answers, too, and the walk is done with its report.
    @Test
    void whatASignalEndedIsKeptThoughItsReportIsWritten() throws IOException {
        var kept = new WalkKept(state);
        kept.keep(PROGRESS);
        kept.ended();
        kept.over();
        assertEquals(Optional.of(PROGRESS.ended()), new WalkKept(state).of("c0ffee"));
    }

    @Test
    void whatIsNoneIsNotGoneOnWith() throws IOException {
        Files.writeString(state.resolve("walk.json"), "{\"config\":\"c0ffee\"}");
        assertEquals(Optional.empty(), new WalkKept(state).of("c0ffee"));
        Files.writeString(state.resolve("walk.json"), "half of");
        assertEquals(Optional.empty(), new WalkKept(state).of("c0ffee"));
    }
}
