package onecard.edge.loop;

import static onecard.access.SharedTerms.Alone.OPEN;
import static onecard.edge.loop.SharedCode.code;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import onecard.edge.record.Owed;
import onecard.edge.store.journal.EventKind;
import org.junit.jupiter.api.Test;

/// A pass that let in at two devices while they could not ask: both find it, and say it once.
class SharedTwiceTest {

    private final SharedGates site = new SharedGates(OPEN, "barrier", "gate");
    private final SharedGates.Gate barrier = site.gate("barrier");
    private final SharedGates.Gate gate = site.gate("gate");

    @Test
    void whoeverWasLetInTwiceOfflineIsFlaggedByBothOnceTheLineIsBack() {
        site.settle();
        site.gates.values().forEach(SharedGates.Gate::cut);
        for (var each : site.gates.values()) {
            each.shows(code());
            each.journal();
            each.walks();
            each.journal();
        }
        site.gates.values().forEach(SharedGates.Gate::connects);
        site.settle();
        barrier.assertFlagged("gate");
        gate.assertFlagged("barrier");
        // Once is enough, whatever is heard again and however often it starts.
        for (var each : site.gates.values()) {
            each.restarts();
            site.settle();
            each.assertFlagged(each == gate ? "barrier" : "gate");
            each.assertARestartRemembersTheSame();
        }
    }

    /// They were never there together: what the broker keeps of each tells the other.
    @Test
    void theyNeedNotBeThereTogether() {
        site.settle();
        barrier.cut();
        barrier.shows(code());
        barrier.journal();
        gate.cut();
        gate.shows(code());
        gate.journal();

        barrier.connects();
        site.settle();
        barrier.cut();
        assertEquals(List.of(), barrier.doubles());
        gate.connects();
        site.settle();
        gate.assertFlagged("barrier");
        gate.cut();
        barrier.connects();
        site.settle();
        barrier.assertFlagged("gate");
    }

    /// Whoever watches the gate reads it once, and the alarm is over once they have left here.
    @Test
    void theGuardReadsItAndTheAlarmIsLoweredOnceTheyHaveLeft() {
        site.settle();
        site.gates.values().forEach(SharedGates.Gate::cut);
        for (var each : site.gates.values()) {
            each.shows(code());
            each.journal();
            each.walks();
            each.journal();
            each.waits(Duration.ofSeconds(3));
        }
        site.gates.values().forEach(SharedGates.Gate::connects);
        site.settle();
        gate.assertFlagged("barrier");
        assertEquals(
                List.of(
                        new Guard.UsedTwice(
                                "lane",
                                SharedCode.PASS,
                                "barrier",
                                gate.rig.twice.getFirst().at())),
                gate.rig.twice);
        assertEquals(List.of(), gate.lowered());
        gate.rig.shows("lane-out", code());
        gate.journal();
        gate.rig.walks("lane", "-out");
        site.settle();
        gate.journal();
        assertEquals(List.of("barrier"), gate.lowered());
        assertEquals(List.of(), barrier.lowered(), "theirs is there still");
        for (var each : site.gates.values()) {
            each.restarts();
            site.settle();
            each.assertARestartRemembersTheSame();
            each.assertFlagged(each == gate ? "barrier" : "gate");
        }
        assertEquals(List.of("barrier"), gate.lowered());
    }

    @Test
    void ofThreeEachSaysItOfEachOther() {
        var three = new SharedGates(OPEN, "barrier", "gate", "hall");
        three.settle();
        three.gates.values().forEach(SharedGates.Gate::cut);
        for (var each : three.gates.values()) {
            each.shows(code());
            each.journal();
        }
        three.gates.values().forEach(SharedGates.Gate::connects);
        three.settle();
        for (var each : three.gates.values()) {
            assertEquals(List.copyOf(each.others), each.doubles());
            assertEquals(List.copyOf(each.others), each.alarms());
        }
    }

    @Test
    void anAlarmThatWasNotRaisedBeforeARestartIsRaisedAfterIt() {
        site.settle();
        site.gates.values().forEach(SharedGates.Gate::cut);
        barrier.shows(code());
        barrier.journal();
        gate.shows(code());
        gate.journal();
        barrier.connects();
        barrier.accept();
        gate.connects();
        while (gate.deliver()) {
            // Hears what there is; the event is offered, and the alarm waits for it.
        }
        var rows = gate.rig.journal.size();
        assertTrue(gate.rig.said().getLast().startsWith("visit double"), gate.rig.said()::toString);
        gate.journal();
        assertEquals(rows + 1, gate.rig.journal.size());
        gate.rows.removeIf(
                row ->
                        row.object("data")
                                .flatMap(data -> data.text("alarm"))
                                .filter("pass_used_twice"::equals)
                                .isPresent());
        gate.cut();
        gate.restarts();
        gate.journal();
        gate.assertFlagged("barrier");
    }

    /// It was raised of an entry that none was: they did not pass.
    @Test
    void theAlarmOfAnEntryThatIsUndoneIsLowered() {
        site.settle();
        gate.cut();
        gate.shows(code());
        gate.journal();
        barrier.shows(code());
        site.settle();
        barrier.walks();
        site.settle();
        gate.connects();
        site.settle();
        assertEquals(List.of("barrier"), gate.alarms());
        assertEquals(List.of(), gate.lowered());
        gate.waits(Rig.RELEASE.plusSeconds(3));
        site.settle();
        assertEquals(List.of("barrier"), gate.lowered());
        gate.restarts();
        site.settle();
        assertEquals(List.of("barrier"), gate.alarms());
        assertEquals(List.of("barrier"), gate.lowered());
        gate.assertARestartRemembersTheSame();
    }

    /// And it was on its way as that was known.
    @Test
    void soIsOneThatWasOnItsWayMeanwhile() {
        site.settle();
        gate.cut();
        gate.shows(code());
        gate.journal();
        barrier.shows(code());
        site.settle();
        barrier.walks();
        site.settle();
        gate.connects();
        while (gate.deliver()) {
            // Both are offered, and the journal has not answered.
        }
        gate.waits(Rig.RELEASE.plusSeconds(3));
        site.settle();
        assertEquals(List.of("barrier"), gate.alarms());
        assertEquals(List.of("barrier"), gate.lowered());
        gate.assertARestartRemembersTheSame();
    }

    /// They left, and came back by the same pass: they are inside.
    @Test
    void whoeverCameBackIsLookedForUntilTheyLeaveAgain() {
        site.settle();
        gate.shows(code(SharedCode.PASS, 2));
        site.settle();
        gate.walks();
        site.settle();
        leaves();
        gate.cut();
        barrier.shows(code(SharedCode.PASS, 2));
        site.settle();
        barrier.walks();
        site.settle();
        gate.shows(code(SharedCode.PASS, 2));
        site.settle();
        gate.walks();
        site.settle();
        gate.connects();
        site.settle();
        assertEquals(List.of("barrier"), gate.alarms());
        assertEquals(List.of(), gate.lowered());
        gate.waits(Duration.ofSeconds(3));
        leaves();
        assertEquals(List.of("barrier"), gate.lowered());
        gate.assertARestartRemembersTheSame();
    }

    /// There was a fire while their tap was on its way, and the journal had no room for it.
    @Test
    void whoeverPassedAndIsNeverRecordedCountsByTheirPassage() {
        site.settle();
        gate.shows(code());
        gate.journal();
        gate.accept();
        gate.deliver();
        gate.rig.fire(true);
        gate.refuses();
        assertEquals(List.of(), gate.taps("granted"));
        gate.waits(Owed.AGAIN);
        site.settle();
        var passage = gate.of(EventKind.PASSAGE).getFirst();
        assertEquals(Optional.of("assumed"), passage.text("result"), passage::toString);
        assertEquals(Optional.of(true), passage.bool("shared"));
        assertEquals(Optional.empty(), passage.number("cause_seq"));
        assertEquals(
                passage.number("seq"),
                gate.rig.loop.letIn().own(SharedCode.PASS).map(it -> it.events().getFirst().seq()));
        gate.assertARestartRemembersTheSame();

        barrier.shows(code());
        site.settle();
        assertEquals(List.of("USED_UP"), barrier.taps("refused"));
    }

    /// There is room for it after all: it is one entry.
    @Test
    void whoeverPassedAndIsRecordedThenIsOneEntry() {
        site.settle();
        gate.shows(code());
        gate.journal();
        gate.accept();
        gate.deliver();
        gate.rig.fire(true);
        site.settle();
        var passage = gate.of(EventKind.PASSAGE).getFirst();
        assertEquals(Optional.of(true), passage.bool("shared"));
        assertTrue(passage.number("cause_seq").isPresent());
        assertEquals(
                Optional.of(1),
                gate.rig.loop.letIn().own(SharedCode.PASS).map(it -> it.events().size()));
        gate.assertARestartRemembersTheSame();
    }

    private void leaves() {
        gate.waits(Duration.ofSeconds(3));
        gate.rig.shows("lane-out", code(SharedCode.PASS, 2));
        site.settle();
        gate.rig.walks("lane", "-out");
        site.settle();
        gate.waits(Duration.ofSeconds(3));
    }
}
