package onecard.edge.remote;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OnceTest {

    private static final Instant FLOOR = Instant.parse("2026-11-24T00:00:00Z");

    private final Once once = new Once();

    /// What is not remembered must not be done, so the oldest makes no room by being the oldest.
    @Test
    void whatCouldStillPassForFreshIsNeverForgotten() {
        for (int i = 0; i < Once.MOST; i++) {
            assertTrue(once.add("nonce-" + i, "content", FLOOR, FLOOR).isPresent());
        }
        var later = FLOOR.plus(Freshness.LIMIT);
        assertEquals(Optional.empty(), once.add("one-more", "content", later, later));
        assertTrue(once.of("nonce-0").isPresent());

        var old = later.plus(Duration.ofMillis(1));
        assertTrue(once.add("one-more", "content", old, old).isPresent());
        assertEquals(Optional.empty(), once.of("nonce-0"));
    }
}
