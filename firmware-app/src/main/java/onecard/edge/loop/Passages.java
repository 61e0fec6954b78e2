package onecard.edge.loop;

import java.util.List;
import onecard.point.Effect;
import onecard.point.Fact;
import onecard.point.TapId;
import onecard.time.Moment;

/// Who is where, as machines tell it: a grant is no passage, and only a passage changes it. Owned
/// by the edge loop.
record Passages(Remembered memory, Visiting visiting, Sharing sharing) {

    /// Remembers what a machine told of its taps.
    void told(PointSlot<?> slot, List<Effect> effects, Moment now) {
        for (var effect : effects) {
            if (effect instanceof Effect.Note(Fact.Passage(var result), var tap)) {
                tap.ifPresent(who -> settled(slot, who, result, now));
            }
        }
    }

    private void settled(PointSlot<?> slot, TapId tap, Fact.Result result, Moment now) {
        var passing = slot.passing(tap);
        passing.means(slot.parts.id(), result).forEach(it -> memory.happened(it, now));
        passing.party().ifPresent(party -> visiting.tell(party.pass(), now));
        sharing.passed(tap, passing, result, now);
        switch (result) {
            case PASSED, ASSUMED -> slot.settled(tap, true);
            case NOT_PASSED, REVERSED -> slot.settled(tap, false);
            case TAILGATED -> {}
        }
    }
}
