package onecard.edge.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A walk that a signal ends, in the middle of a pulse: its lines go to their stop level first, for
/// a kernel may keep them as they were driven last.
class WalkCutShortTest {

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
