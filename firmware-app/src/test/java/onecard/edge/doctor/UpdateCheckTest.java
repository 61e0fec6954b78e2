package onecard.edge.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What `doctor` says of the last update.
class UpdateCheckTest {

    @TempDir Path folder;

    private List<Finding> check(String json) throws Exception {
        Files.writeString(folder.resolve("update.json"), json);
        return new UpdateCheck(folder).check();
    }

    @Test
    void aBoardThatNeverHadOneHasNothingToTell() {
        assertEquals(List.of(), new UpdateCheck(folder).check());
    }

    @Test
    void oneThatIsInstalledIsWell() throws Exception {
        var found = check("{\"step\":\"installed\",\"version\":\"1.1\"}").getFirst();
        assertEquals("release 1.1: installed", found.found().en());
        assertInstanceOf(Finding.Ok.class, found);
    }

    @Test
    void oneThatWasGivenUpIsAWarning() throws Exception {
        var found =
                check(
                                "{\"step\":\"rolled_back\",\"version\":\"1.1\",\"from\":\"1.0\","
                                        + "\"why\":\"not_well\",\"detail\":\"not online\"}")
                        .getFirst();
        assertInstanceOf(Finding.Warn.class, found);
        assertEquals(
                "release 1.1: given up; 1.0 is in force again: it served, and was not well:"
                        + " not online",
                found.found().en());
    }
}
