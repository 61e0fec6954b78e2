package onecard.edge.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import onecard.site.SiteProfile.JournalKeeping;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What `doctor` says of the disk that the journal is to lie on.
class DiskCheckTest {

    @TempDir Path dir;

    @Test
    void aStateDirectoryNeedNotBeThereYet() {
        var state = dir.resolve("var").resolve("onecard");

        var found = check(state, 1, true);

        assertEquals(1, found.size());
        assertTrue(found.getFirst().startsWith("Ok journal: " + state + ": "), found::toString);
        assertFalse(Files.exists(state));
    }

    @Test
    void lessRoomThanTheJournalMayTakeIsAWarning() {
        var found = check(dir, Integer.MAX_VALUE, true).getFirst();

        assertTrue(found.startsWith("Warn journal: "), found);
    }

    @Test
    void aBrokersWordAloneIsAWarning() {
        assertEquals(
                "Warn journal.host: host: none: what a broker took counts as received",
                check(dir, 1, false).getLast());
    }

    @Test
    void whereNothingCanBeWrittenNothingIsKept() throws Exception {
        var file = Files.createFile(dir.resolve("file"));

        assertEquals(
                List.of("Fail journal: " + file + " cannot be written"),
                check(file.resolve("onecard"), 1, true));
    }

    private static List<String> check(Path state, int megabytes, boolean host) {
        var journal = new JournalKeeping(megabytes, Duration.ofDays(7), host);
        return Findings.texts(new DiskCheck(state).check(journal));
    }
}
