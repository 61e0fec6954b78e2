package onecard.edge.store.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import onecard.time.ClockTrust;
import onecard.time.Moment;
import onecard.time.Mono;
import org.junit.jupiter.api.Test;

/// Which records share a commit.
class BatchTest {

    private static final Moment NOW =
            new Moment(new Mono(0), Instant.parse("2026-11-28T04:00:00Z"), ClockTrust.SYNCED);

    private final ArrayDeque<List<Draft>> queue = new ArrayDeque<>();
    private int taps;

    @Test
    void whatWasHandedOverTogetherIsTakenTogether() {
        var first = together(2);
        var second = together(3);
        queue.add(second);

        assertEquals(joined(first, second), walked(new Batch(first, queue)));
    }

    @Test
    void noneIsTornApartAtTheLimit() {
        var first = together(JournalLimits.BATCH_MAX - 1);
        var second = together(2);
        var third = together(1);
        queue.add(second);
        queue.add(third);

        assertEquals(joined(first, second), walked(new Batch(first, queue)));
        assertEquals(List.of(third), List.copyOf(queue));
    }

    @Test
    void walkedAgainItBeginsWithTheSame() {
        var first = together(2);
        var batch = new Batch(first, queue);
        assertEquals(first, walked(batch));
        var second = together(2);
        queue.add(second);

        assertEquals(joined(first, second), walked(batch));
        assertEquals(joined(first, second), batch.taken());
        assertTrue(queue.isEmpty());
    }

    private List<Draft> together(int count) {
        var drafts = new ArrayList<Draft>();
        for (int i = 0; i < count; i++) {
            drafts.add(JournalSample.tap(++taps, NOW));
        }
        return drafts;
    }

    private static List<Draft> joined(List<Draft> first, List<Draft> second) {
        var joined = new ArrayList<>(first);
        joined.addAll(second);
        return joined;
    }

    private static List<Draft> walked(Batch batch) {
        var walked = new ArrayList<Draft>();
        batch.forEach(walked::add);
        return walked;
    }
}
