package onecard.edge.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import onecard.edge.uplink.Inbound;
import onecard.edge.uplink.Inbound.Arrived;
import onecard.edge.watch.Metrics;
import org.junit.jupiter.api.Test;

/// Nothing that was dropped on the way to a list stays unknown. The thread does what `turns` does.
class IntakeTest {

    private static final long SECOND = 1_000_000_000;

    private final Set<String> topics = new HashSet<>(Set.of("head", "deny"));
    private final List<String> taken = new ArrayList<>();
    private final List<String> askedAgain = new ArrayList<>();
    private int looks;
    private int changes;
    private boolean full;
    private boolean believed = true;
    private long nanos;
    private final Intake intake =
            new Intake("lists", new Desk(), () -> nanos, new Metrics(), () -> believed);

    IntakeTest() {
        intake.broughtBy(new Bringer());
    }

    @Test
    void whatFindsNoRoomIsAskedForAgain() {
        int kept = 0;
        while (intake.arrived(message("head"))) {
            kept++;
        }
        assertFalse(intake.arrived(message("deny")));
        intake.turns();

        assertEquals(kept, taken.size());
        assertEquals(List.of("head", "deny"), askedAgain);
    }

    @Test
    void whatWaitsIsBoundedInBytesToo() {
        var large = new Arrived("head", new byte[intake.bytesMax()], true);
        int kept = 0;
        while (intake.arrived(large)) {
            kept++;
        }
        assertTrue(kept * intake.bytesMax() <= 1 << 20, () -> "too many wait");
        intake.turns();
        assertTrue(intake.arrived(large), "there is room again");
    }

    @Test
    void whatTheDiskHasNoRoomForIsAskedForAgain() {
        full = true;
        intake.arrived(message("deny"));
        intake.turns();
        assertEquals(List.of("deny"), askedAgain);

        full = false;
        intake.arrived(message("deny"));
        intake.turns();
        assertEquals(List.of("deny"), askedAgain, "once is enough");
    }

    @Test
    void whatWaitsIsLookedAtEachSecondHoweverMuchArrives() {
        for (int i = 0; i < 100; i++) {
            nanos += SECOND / 10;
            assertTrue(intake.arrived(message("head")));
            intake.turns();
        }
        assertEquals(10, looks);
    }

    @Test
    void whoeverBringsMessagesIsToldWhenOthersAreWanted() {
        assertTrue(intake.wants("head"));
        assertFalse(intake.wants("bucket"));
        topics.add("bucket");
        intake.arrived(message("head"));
        intake.arrived(message("head"));
        intake.turns();
        assertEquals(1, changes);
        assertTrue(intake.wants("bucket"));
    }

    @Test
    void eachTurnIsProgress() {
        nanos = 7 * SECOND;
        intake.arrived(message("head"));
        assertEquals(0, intake.progressNanos());
        intake.turns();
        assertEquals(7 * SECOND, intake.progressNanos());
    }

    /// By a site file that was given up since; its run waits for its end, and is well.
    @Test
    void whatWaitsIsNotLookedAtOnceItsKeysCountNoMore() {
        assertTrue(intake.arrived(message("head")));
        nanos = 7 * SECOND;
        believed = false;
        intake.turns();

        assertEquals(List.of(), taken);
        assertEquals(0, looks);
        assertEquals(7 * SECOND, intake.progressNanos());
    }

    private static Arrived message(String topic) {
        return new Arrived(topic, new byte[1], true);
    }

    private final class Desk implements Intake.Desk {
        @Override
        public Set<String> topics() {
            return Set.copyOf(topics);
        }

        @Override
        public Outcome take(Arrived message, long nowNanos) throws IOException {
            if (full) {
                throw new IOException("no room");
            }
            taken.add(message.topic());
            return Outcome.TAKEN;
        }

        @Override
        public Set<String> look(long nowNanos) {
            looks++;
            return Set.of();
        }
    }

    private final class Bringer implements Inbound.Bringer {
        @Override
        public void interestChanged() {
            changes++;
        }

        @Override
        public void askAgain(String topic) {
            askedAgain.add(topic);
        }
    }
}
