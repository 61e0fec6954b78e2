package onecard.edge.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a running daemon serves as OpenMetrics text.
class MetricsServedTest {

    @TempDir Path dir;

    @Test
    void everyFamilyStandsInTheReadme() throws Exception {
        int port = Ports.free();
        var bench = new Bench(dir, Ports.free()).withoutReader();
        Files.writeString(
                bench.site,
                Files.readString(bench.site) + "metrics: { listen: \"127.0.0.1:" + port + "\" }\n");
        try (var daemon = bench.run().awaitReady()) {
            var text = SilenceTest.metrics(port);

            var readme = Files.readString(Path.of("README.md"));
            var families = families(text);
            assertEquals(
                    Set.of(),
                    families.stream()
                            .filter(it -> !readme.contains("`" + it + "`"))
                            .collect(Collectors.toSet()));
            assertTrue(families.contains("onecard_unsent_oldest_seconds"), text);
            assertTrue(text.contains("onecard_session "), text);
            assertTrue(text.contains("onecard_relay_cycles_total{relay=\"lock\"} 0\n"), text);
            assertTrue(text.contains("onecard_clock_error_microseconds "), text);
            daemon.stop();
        }
    }

    private static Set<String> families(String text) {
        return text.lines()
                .filter(line -> line.startsWith("# TYPE "))
                .map(line -> line.split(" "))
                .map(words -> words[2] + (words[3].equals("counter") ? "_total" : ""))
                .collect(Collectors.toSet());
    }
}
