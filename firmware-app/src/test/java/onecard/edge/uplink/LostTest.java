package onecard.edge.uplink;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class LostTest {

    private final Lost lost = new Lost();
    private long now;

    private void after(Duration time) {
        now += time.toNanos();
    }

    @Test
    void whatIsAskedForIsForgottenAndWhatIsLostMeanwhileIsNot() {
        lost.begin(now);
        lost.add("a");
        lost.add("b");
        assertEquals(List.of("a", "b"), lost.take(now));
        assertEquals(0, lost.next());
        lost.add("b");
        assertEquals(1, lost.next());
        assertEquals(List.of("b"), lost.take(now));
    }

    @Test
    void theLongerItGoesOnTheMoreSeldomItIsAsked() {
        lost.begin(now);
        for (var pause : List.of(5, 10, 20, 40, 60, 60)) {
            lost.add("a");
            assertTrue(lost.isTime(now));
            lost.take(now);
            lost.add("a");
            after(Duration.ofSeconds(pause).minusNanos(1));
            assertFalse(lost.isTime(now), pause + " s");
            after(Duration.ofNanos(1));
        }
        lost.take(now);
        after(Lost.LONGEST);
        lost.add("a");
        lost.take(now);
        lost.add("b");
        after(Lost.LONGEST);
        lost.take(now);
        lost.begin(now);
        lost.add("a");
        lost.take(now);
        lost.add("a");
        after(Lost.AGAIN);
        assertTrue(lost.isTime(now), "a new link begins anew");
    }

    @Test
    void whatIsLeftFollowsSoonWhileNothingMoreIsLost() {
        lost.begin(now);
        for (int i = 0; i < 3 * Lost.ASKED_MAX; i++) {
            lost.add("topic " + i);
        }
        assertEquals(Lost.ASKED_MAX, lost.take(now).size());
        after(Lost.AGAIN);
        assertEquals(Lost.ASKED_MAX, lost.take(now).size());
        after(Lost.NEXT.minusNanos(1));
        assertFalse(lost.isTime(now));
        after(Duration.ofNanos(1));
        assertTrue(lost.isTime(now));
    }

    @Test
    void aFloodOfMadeUpTopicsFillsNoMemory() {
        lost.begin(now);
        for (int i = 0; i < 2 * Lost.TOPICS_MAX; i++) {
            assertEquals(i < Lost.TOPICS_MAX, lost.add("topic " + i));
        }
        assertTrue(lost.add("topic 0"), "that is known");
        lost.addAll(List.of("+", "a/+"));
        lost.addAll(List.of("+"));
        int taken = 0;
        while (lost.next() == Lost.ASKED_MAX) {
            taken += lost.take(now).size();
        }
        assertEquals(Lost.TOPICS_MAX, taken);
        assertEquals(List.of("+", "a/+"), lost.take(now));
        assertEquals(0, lost.next());
    }
}
