package onecard.visit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import onecard.access.Token;
import onecard.access.Visit;
import onecard.access.Visit.State;
import onecard.access.VisitTerms;
import onecard.access.Way;
import org.junit.jupiter.api.Test;

class OverstayTest {

    private static final Instant END = Instant.parse("2026-11-24T04:00:00Z");
    private static final Duration DAY = Duration.ofHours(24);

    private static Visit visit(boolean inside, State state, int alarms, boolean alarming) {
        var terms = new VisitTerms(new Token(7, 1), Optional.empty(), END, 1, 1, false, false);
        return new Visit(
                terms,
                terms.until(),
                Set.of(),
                1,
                0,
                Map.of(),
                0,
                inside ? Map.of(Way.FOOT, new Visit.Stay("gate", END.minusSeconds(60))) : Map.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                false,
                false,
                false,
                alarms,
                Optional.of("gate").filter(_ -> alarming),
                Visit.Doubt.NONE,
                Set.of(),
                state,
                List.of());
    }

    /// Looked at each minute, or only when it says so: the same alarms at the same minutes.
    @Test
    void whoIsInsideIsLookedForAtTheEndAndHalfAnHourLater() {
        int alarms = 0;
        for (int minute = -60; minute < 26 * 60; minute++) {
            var now = END.plus(Duration.ofMinutes(minute));
            var visit = visit(true, State.ENTERED, alarms, alarms > 0);
            int due = Overstay.alarms(visit, now);
            assertEquals(minute < 0 ? 0 : minute < 30 ? 1 : 2, due, minute + " min");
            var next = Overstay.next(visit, DAY).orElseThrow();
            boolean looks = !now.isBefore(next);
            assertEquals(due > alarms || Overstay.closes(visit, DAY, now), looks, minute + " min");
            alarms = Math.max(alarms, due);
            assertEquals(minute >= 24 * 60, Overstay.closes(visit, DAY, now));
        }
        assertEquals(Overstay.ALARMS_MAX, alarms);
    }

    @Test
    void whoHasLeftIsNotLookedFor() {
        var gone = visit(false, State.EXITED, 1, true);
        assertEquals(0, Overstay.alarms(gone, END.plusSeconds(3600)));
        assertTrue(Overstay.isOver(gone));
        assertFalse(Overstay.isOver(visit(true, State.ENTERED, 1, true)));
        assertFalse(Overstay.isOver(visit(false, State.EXITED, 1, false)));
        assertTrue(Overstay.isOver(visit(true, State.ENTERED, 0, true)), "they may stay longer");
        assertEquals(Optional.of(END.plus(DAY)), Overstay.next(gone, DAY));
    }

    @Test
    void whatIsClosedIsNotLookedAt() {
        var closed = visit(true, State.CLOSED, 1, true);
        assertEquals(0, Overstay.alarms(closed, END.plusSeconds(3600)));
        assertFalse(Overstay.closes(closed, DAY, END.plus(DAY)));
        assertEquals(Optional.empty(), Overstay.next(closed, DAY));
        assertTrue(Overstay.isOver(closed));
    }
}
