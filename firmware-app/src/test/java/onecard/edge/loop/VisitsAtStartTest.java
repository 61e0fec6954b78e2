package onecard.edge.loop;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import onecard.access.CredentialKind;
import onecard.access.Direction;
import onecard.access.Memory;
import onecard.access.Occurrence;
import onecard.access.Party;
import onecard.access.Safeguards;
import onecard.access.Token;
import onecard.access.Visit;
import onecard.access.VisitTerms;
import onecard.access.Way;
import org.junit.jupiter.api.Test;

/// What a start makes of the visits that it finds.
class VisitsAtStartTest {

    private static final Instant MORNING = Rig.MORNING.wall();
    private static final Map<String, Safeguards> LANE = Map.of("lane", Safeguards.NONE);

    private static VisitTerms terms(Token pass, int entries) {
        var until = MORNING.plus(Duration.ofHours(2));
        return new VisitTerms(pass, Optional.empty(), until, entries, entries, false, false);
    }

    /// A start with as many as are remembered looks at each of them a few times, and not at all of
    /// them for each: what it allocates says how often.
    @Test
    void aStartLooksAtEachVisitAndNotAtAllForEach() {
        int many = 1_000;
        var memory = Memory.EMPTY;
        for (int i = 0; i < many; i++) {
            var pass = new Token(7, i);
            var by = new Party.Shown(CredentialKind.SSC, new Token(2, i));
            var party = new Party(terms(pass, 1), Direction.IN, Way.FOOT, by, false);
            memory =
                    memory.after(new Occurrence.Visited("lane", party), Rig.MORNING)
                            .after(
                                    new Occurrence.VisitTold(pass, Visit.Step.ENTERED),
                                    Rig.MORNING);
        }
        var rig = new Rig(LANE, memory);
        var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long begun = threads.getCurrentThreadAllocatedBytes();
        rig.loop.start(rig.now);
        long each = (threads.getCurrentThreadAllocatedBytes() - begun) / many;
        assertTrue(each < 4_096, () -> each + " bytes a visit");
        assertTrue(rig.loop.nextWake().isPresent());
    }
}
