package onecard.point.door;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import onecard.access.Direction;
import onecard.point.Fact;
import onecard.point.TapId;
import onecard.time.Mono;

/// What somebody who keeps the books beside a door knows of it: who is owed an outcome, whether the
/// line is on, and what the contact and the neighbours told. Nothing here is asked of the machine.
///
/// @param owed granted taps of which no outcome was told yet
/// @param line on, and until when; absent: off
/// @param rightly until when an opening is no alarm
/// @param leaf what the contact told last
/// @param kept presses and taps that wait for the others, and until when
/// @param insecure neighbours
/// @param standing alarms
record DoorLedger(
        Map<TapId, Owed> owed,
        Optional<Line> line,
        Optional<Mono> rightly,
        Seen leaf,
        Map<TapId, Mono> kept,
        Set<String> insecure,
        Set<Fact.Alarm> standing) {

    /// @param right opens nothing before its record
    /// @param by when it waits for its record no longer
    /// @param said it was released without waiting for the record, and that was told
    /// @param welcomed it was let in
    record Owed(
            Direction way, boolean right, Answer answer, Mono by, boolean said, boolean welcomed) {
        boolean mayPass() {
            return answer == Answer.DURABLE || said;
        }

        boolean isLate(Mono now) {
            return answer == Answer.NONE && !said && !welcomed && now.reached(by);
        }

        Owed with(Answer next) {
            return new Owed(way, right, next, by, said, welcomed);
        }

        Owed saidSo() {
            return new Owed(way, right, answer, by, true, welcomed);
        }

        Owed welcome() {
            return new Owed(way, right, answer, by, said, true);
        }
    }

    /// What the journal has said.
    enum Answer {
        NONE,
        DURABLE,
        FAILED
    }

    sealed interface Line {
        record Held() implements Line {}

        record Until(Mono end) implements Line {}
    }

    /// What the contact told.
    enum Seen {
        NOTHING,
        SHUT,
        OPEN,
        LOST
    }

    static DoorLedger of(Set<String> neighbours) {
        return new DoorLedger(
                Map.of(),
                Optional.empty(),
                Optional.empty(),
                Seen.NOTHING,
                Map.of(),
                neighbours,
                Set.of());
    }

    DoorLedger owing(TapId tap, Optional<Owed> what) {
        var more = new HashMap<>(owed);
        what.ifPresentOrElse(some -> more.put(tap, some), () -> more.remove(tap));
        return new DoorLedger(Map.copyOf(more), line, rightly, leaf, kept, insecure, standing);
    }

    DoorLedger line(Optional<Line> next) {
        return new DoorLedger(owed, next, rightly, leaf, kept, insecure, standing);
    }

    DoorLedger rightly(Optional<Mono> until) {
        return new DoorLedger(owed, line, until, leaf, kept, insecure, standing);
    }

    DoorLedger with(Seen next) {
        return new DoorLedger(owed, line, rightly, next, kept, insecure, standing);
    }

    DoorLedger keeping(Map<TapId, Mono> next) {
        return new DoorLedger(owed, line, rightly, leaf, Map.copyOf(next), insecure, standing);
    }

    DoorLedger hearing(String door, boolean secure) {
        var next = new HashSet<>(insecure);
        boolean _ = secure ? next.remove(door) : next.add(door);
        return new DoorLedger(owed, line, rightly, leaf, kept, Set.copyOf(next), standing);
    }

    DoorLedger standing(Fact.Alarm alarm, boolean active) {
        var next = new HashSet<>(standing);
        boolean _ = active ? next.add(alarm) : next.remove(alarm);
        return new DoorLedger(owed, line, rightly, leaf, kept, insecure, Set.copyOf(next));
    }
}
