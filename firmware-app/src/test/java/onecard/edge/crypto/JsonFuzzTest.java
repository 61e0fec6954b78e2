package onecard.edge.crypto;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Duration;

/// JSON from a broker, a control socket, a stick.
class JsonFuzzTest {

    private static final Duration SOON = Duration.ofSeconds(10);
    private static final ObjectMapper OTHERS = new ObjectMapper();

    @FuzzTest
    void whatIsReadHasOneFormAndMeansTheSameToOthers(byte[] utf8) {
        assertTimeout(SOON, () -> check(utf8));
    }

    private static void check(byte[] utf8) throws IOException {
        var read = JsonReader.object(utf8);
        if (read.isEmpty()) {
            return;
        }
        var canonical = Canonical.bytes(read.get());
        var again = JsonReader.object(canonical).orElseThrow();
        assertEquals(read.get(), again);
        assertArrayEquals(canonical, Canonical.bytes(again));
        assertEquals(
                OTHERS.readTree(new String(utf8, UTF_8)),
                OTHERS.readTree(new String(canonical, UTF_8)));
    }
}
