package onecard.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.Optional;
import onecard.time.ClockTrust;
import onecard.time.Moment;
import onecard.time.Mono;
import org.junit.jupiter.api.Test;

/// How often somebody comes by a pass whose codes are each good once: as often as they like.
class RollingVisitTest {

    private static final Instant NOON = Instant.parse("2026-11-24T04:00:00Z");
    private static final Moment NOW = new Moment(new Mono(0), NOON, ClockTrust.SYNCED);
    private static final Token PASS = new Token(7, 1);

    private static Visit after(int rounds, int times) {
        var terms =
                new VisitTerms(
                        PASS,
                        Optional.empty(),
                        NOON.plusSeconds(3_600),
                        times,
                        times,
                        false,
                        false);
        var by = new Party.Shown(CredentialKind.PASS, PASS);
        var memory = Memory.EMPTY;
        for (int i = 0; i < rounds; i++) {
            for (var way : Direction.values()) {
                var party = new Party(terms, way, Way.FOOT, by, false);
                memory = memory.after(new Occurrence.Visited("gate", party), NOW);
            }
        }
        return memory.visits().visit(PASS).orElseThrow();
    }

    @Test
    void aPassOfRollingCodesIsNeverUsedUpNorClosedByWhoeverLeaves() {
        for (int rounds : new int[] {Use.TIMES_MAX - 1, Use.TIMES_MAX, 2 * Use.TIMES_MAX}) {
            var visit = after(rounds, Use.TIMES_MAX);
            assertFalse(visit.isUsedUp());
            assertFalse(visit.isClosed());
            assertEquals(rounds, visit.entries());
            assertEquals(rounds, visit.exits());
        }
    }

    @Test
    void anyOtherNumberIsALimit() {
        int most = Use.TIMES_MAX - 1;
        assertFalse(after(most - 1, most).isUsedUp());
        assertFalse(after(most - 1, most).isClosed());
        assertTrue(after(most, most).isUsedUp());
        assertTrue(after(most, most).isClosed());
    }
}
