package onecard.edge.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import onecard.access.Assurance;
import onecard.access.Credential;
import onecard.access.CredentialKind;
import onecard.access.Direction;
import onecard.access.ListVersion;
import onecard.access.Memory;
import onecard.access.Occurrence;
import onecard.access.Party;
import onecard.access.Pass;
import onecard.access.Presentation;
import onecard.access.Presentation.Bound.Invited;
import onecard.access.Safeguards;
import onecard.access.Token;
import onecard.access.Use;
import onecard.access.Visit;
import onecard.access.VisitTerms;
import onecard.access.Way;
import onecard.edge.record.MemoryFold;
import onecard.edge.record.Owed;
import org.junit.jupiter.api.Test;

/// What a start makes of the visits that it finds.
class VisitsAtStartTest {

    private static final Instant MORNING = Rig.MORNING.wall();
    private static final Map<String, Safeguards> LANE = Map.of("lane", Safeguards.NONE);
    private static final Token PASS = new Token(7, 1);
    private static final Credential CARD =
            Credential.of(CredentialKind.SSC, new Token(2, 1), Assurance.A1);
    private static final ListVersion LIST =
            new ListVersion("visitors", 3, MORNING, Optional.empty());

    private static VisitTerms terms(Token pass, int entries) {
        var until = MORNING.plus(Duration.ofHours(2));
        return new VisitTerms(pass, Optional.empty(), until, entries, entries, false, false);
    }

    private static Presentation shown() {
        var terms = terms(PASS, 3);
        var pass =
                new Pass(
                        PASS,
                        Set.of("lane"),
                        Set.of(),
                        MORNING.minusSeconds(900),
                        terms.until(),
                        new Use(PASS, terms.entries(), terms.until()),
                        Optional.of(terms));
        return new Presentation.Bound(
                new Presentation.Known(CARD, List.of(), List.of(LIST)),
                List.of(new Invited(pass, Optional.empty())),
                Optional.empty());
    }

    /// The journal has no room for the alarm, and has for whoever comes next by the same pass.
    @Test
    void whoeverIsLetInBeforeTheAlarmIsDurableIsOnTheWayAfterARestartToo() {
        var before = new Rig(LANE);
        before.shows("lane-in", shown());
        before.answer();
        var fold = new MemoryFold();
        before.rows.forEach(draft -> fold.apply(before.event(draft)));

        var rig = before.restarted(LANE, fold.memory());
        rig.loop.start(rig.now);
        rig.room = () -> false;
        rig.answer();
        rig.room = () -> true;
        rig.after(Owed.AGAIN.dividedBy(2));
        rig.shows("lane-in", shown());
        rig.answer();
        rig.after(Owed.AGAIN.dividedBy(2));
        rig.answer();
        assertEquals(
                List.of("tap", "state", "alarm"),
                rig.rows.stream().map(draft -> draft.kind().wire()).toList());
        rig.rows.forEach(draft -> fold.apply(rig.event(draft)));

        var visits = fold.memory().visits();
        assertEquals(rig.loop.memory().visits(), visits);
        var visit = visits.visit(PASS).orElseThrow();
        assertEquals(1, visit.lost());
        assertEquals(1, visit.coming());
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
                            .after(new Occurrence.VisitTold(pass, Visit.Step.ENTERED), Rig.MORNING);
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
