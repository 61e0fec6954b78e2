package onecard.edge.store.journal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.io.StringReader;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import onecard.edge.crypto.JsonReader;
import onecard.edge.store.journal.JournalVerify.Wanted;
import onecard.edge.uplink.Topics;

/// Rows of a journal on a failing card, and lines of an export that somebody edited.
class EventTextFuzzTest {

    private static final Duration SOON = Duration.ofSeconds(10);
    private static final String KEY = "ed25519:O2onvM62pC1io6jQKm8Nc2UyFXcd4kOmOsBIoYtZ2ik";

    @FuzzTest
    void anyTextIsReadAndNoneThatWasChangedIsProved(byte[] bytes) {
        var text = new String(bytes, UTF_8);
        assertTimeout(SOON, () -> check(text));
    }

    private static void check(String text) throws IOException {
        var topic =
                new Topics("s".repeat(32), "d".repeat(32))
                        .event(EventText.subject(text), EventText.kind(text));
        assertTrue(topic.matches("oc/v1/s+/d+/evt/[a-z0-9-]+/[a-z]+"), topic);
        assertTrue(new Rows.Row(1, text).hash().matches("[0-9a-f]{64}|"));

        var wanted = new Wanted(Optional.of(KEY), Optional.of("e0000001:1:" + "0".repeat(64)));
        var proof = JournalVerify.of(new StringReader(text), wanted);
        var lines = List.of(text.split("\n", -1));
        if (lines.getLast().isEmpty()) {
            lines = lines.subList(0, lines.size() - 1);
        }
        long events = lines.stream().filter(EventTextFuzzTest::event).count();
        assertEquals(events, proof.records());
        assertTrue(!proof.holds() || lines.stream().allMatch(EventTextFuzzTest::unchanged));
    }

    private static boolean event(String line) {
        return JsonReader.object(line).flatMap(event -> event.object("data")).isPresent();
    }

    private static boolean unchanged(String line) {
        var event = JsonReader.object(line);
        return event.flatMap(found -> found.object("data"))
                .flatMap(data -> data.text("hash"))
                .equals(event.map(EventText::hash));
    }
}
