package onecard.edge.process;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A daemon in production listens on nothing but what its site file names: the simulator's page is
/// of another process, and there is no way to it from here.
class ListensTest {

    @TempDir Path dir;

    @Test
    void aDaemonListensOnNothing() throws Exception {
        try (var daemon = new Bench(dir, Ports.free()).withoutReader().run().awaitReady()) {
            assertEquals(Set.of(), Sockets.listening(daemon.pid()));
            daemon.stop();
        }
    }

    @Test
    void orOnWhatItsSiteFileNames() throws Exception {
        int port = Ports.free();
        var bench = new Bench(dir, Ports.free()).withoutReader();
        var metrics = "metrics: { listen: \"127.0.0.1:" + port + "\" }\n";
        Files.writeString(bench.site, Files.readString(bench.site) + metrics);
        try (var daemon = bench.run().awaitReady()) {
            var one = Sockets.listening(daemon.pid());
            assertEquals(1, one.size(), one::toString);
            assertEquals("%04X".formatted(port), one.iterator().next().replaceFirst(".*:", ""));
            daemon.stop();
        }
    }
}
