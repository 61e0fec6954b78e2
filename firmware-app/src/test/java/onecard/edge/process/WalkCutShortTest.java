package onecard.edge.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A walk that a signal ends: its lines go to their stop level first, for a kernel may keep them as
/// they were driven last; and what a shutdown ends is told from what a power cut does.
class WalkCutShortTest {

    private static final int KILLED = 128 + 9;

    @TempDir private Path dir;

    @Test
    void theLockFallsShut() throws Exception {
        var bench = new Bench(dir, Ports.free()).withoutReader();
        var walk = started(bench);
        try (var asks = walk.inputReader()) {
            asked(asks);
            walk.getOutputStream().write('\n'); // somebody looks at the lock
            walk.getOutputStream().flush();
            var watched = new Watched(bench.state);
            watched.awaitLevel("lock", 1);
            walk.destroy();
            assertTrue(walk.waitFor(Watched.SOON.toSeconds(), TimeUnit.SECONDS), "it ends");
            assertEquals(0L, watched.levels("lock").getLast());
        } finally {
            walk.destroyForcibly();
        }
    }

    /// A power cut sends none, as nothing does that kills at once.
    @Test
    void aSignalIsToldFromAPowerCut() throws Exception {
        var bench = new Bench(dir, Ports.free()).withoutReader();
        // By its handle: its pipes stay, as what is asked is not to be answered by their end.
        for (var end :
                List.<Consumer<ProcessHandle>>of(
                        ProcessHandle::destroyForcibly, ProcessHandle::destroy)) {
            var walk = started(bench);
            try (var asks = walk.inputReader();
                    var answers = walk.outputWriter()) {
                leavesOut(asks, answers, "cut the power");
                end.accept(walk.toHandle());
                assertTrue(walk.waitFor(Watched.SOON.toSeconds(), TimeUnit.SECONDS), "it ends");
            } finally {
                walk.destroyForcibly();
            }
            var kept = Files.readString(bench.state.resolve("walk.json"));
            assertTrue(kept.contains("\"ended\":" + (walk.exitValue() != KILLED)), kept);
            Files.delete(bench.state.resolve("walk.json"));
        }
    }

    private static void leavesOut(BufferedReader asks, Writer answers, String until)
            throws IOException {
        for (var line = asks.readLine(); line != null; line = asks.readLine()) {
            if (line.contains(until)) {
                return;
            }
            if (line.startsWith("[")) {
                answers.write("s\n");
                answers.flush();
            }
        }
        fail("it does not ask for that: " + until);
    }

    /// What may be answered stands in brackets below what is asked.
    private static void asked(BufferedReader asks) throws IOException {
        for (var line = asks.readLine(); line != null; line = asks.readLine()) {
            if (line.startsWith("[")) {
                return;
            }
        }
        fail("it asks for nothing");
    }

    private static Process started(Bench bench) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-Xmx64m",
                        "-XX:TieredStopAtLevel=1",
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "onecard.edge.Main",
                        "walk",
                        "--site",
                        bench.site.toString(),
                        "--state",
                        bench.state.toString())
                .redirectErrorStream(true)
                .start();
    }
}
