package onecard.edge.fleet;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import onecard.edge.crypto.Json;
import onecard.edge.crypto.JsonReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The class of an event, by what stands in it.
class LatenessTest {

    private static final Path TAP =
            Path.of("src/main/resources/contract/examples/event.tap-granted.json");

    @ParameterizedTest
    @CsvSource({
        "false, synced,    PT0S,        LIVE",
        "false, untrusted, P99D,        LIVE", // sent within 5 s, whatever the clocks say
        "true,  synced,    PT6S,        LATE",
        "true,  synced,    PT15M,       LATE",
        "true,  rtc,       PT15M0.001S, OLD",
        "true,  synced,    PT72H,       OLD",
        "true,  synced,    PT72H0.001S, HISTORY",
        "true,  untrusted, PT6S,        UNDATED",
        "true,  odd,       PT6S,        UNDATED",
        "true,  synced,    -PT1H,       LATE" // our own clock is behind
    })
    void itIsByAgeUnlessItIsLiveOrNobodyKnows(
            boolean replayed, String clock, Duration age, Lateness expected) throws Exception {
        var event = JsonReader.object(Files.readString(TAP)).orElseThrow();
        var happened = Instant.parse("2026-11-23T00:00:00.123Z");
        var data = event.object("data").orElseThrow().with("clock", clock);
        var told = event.with("data", data).with("replayed", replayed);

        assertEquals(expected, Lateness.of(told, happened.plus(age)));
    }

    @Test
    void whatSaysNeitherIsUndated() {
        assertEquals(Lateness.UNDATED, Lateness.of(Json.Obj.EMPTY, Instant.EPOCH));
        var odd =
                Json.Obj.EMPTY
                        .with("time", "noon")
                        .with("data", Json.Obj.EMPTY.with("clock", "synced"));
        assertEquals(Lateness.UNDATED, Lateness.of(odd, Instant.EPOCH));
    }
}
