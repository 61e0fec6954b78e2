package onecard.edge.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import onecard.edge.crypto.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The real daemon by a clock that a file steps: it is believed, as far as the time floor lets it.
class SteppedClockTest {

    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration SLACK = Duration.ofSeconds(30);

    private static final String STRANGER =
            """
            {"device":"in","do":"present","card":{"kind":"plain","uid":"04ffeeddccbbaa"}}""";

    @TempDir Path dir;

    @Test
    void aStepForwardIsRecordedAndOneBackIsNotBelieved() throws Exception {
        var bench = new Bench(dir, Ports.free()).withoutReader();
        var yaml = Files.readString(bench.site);
        Files.writeString(bench.site, yaml.replace("clock: assume_synced", "clock: simulated"));
        var clock = Files.createDirectories(bench.state.resolve("sim")).resolve("clock");
        var watched = new Watched(bench.state);
        var played = new Played(bench.state);

        try (var _ = bench.run().awaitReady()) {
            played.hand(STRANGER, "{\"device\":\"in\",\"do\":\"remove\"}");
            assertEquals(Optional.of("synced"), watched.tap().text("clock"));

            Files.writeString(clock, Long.toString(HOUR.toMillis()));
            assertStepped(HOUR, watched.next(SteppedClockTest::isStep));

            Files.writeString(clock, "0");
            assertStepped(HOUR.negated(), watched.next(SteppedClockTest::isStep));
            played.hand(STRANGER.replace("ffee", "eeff")); // the same card so soon has come once
            assertEquals(Optional.of("untrusted"), watched.tap().text("clock"));
        }
    }

    private static boolean isStep(Json.Obj event) {
        return event.text("cause").equals(Optional.of("step"));
    }

    private static void assertStepped(Duration by, Json.Obj event) {
        var stepped = Duration.ofMillis(event.number("offset_ms").orElseThrow());
        assertTrue(stepped.minus(by).abs().compareTo(SLACK) <= 0, event::toString);
    }
}
