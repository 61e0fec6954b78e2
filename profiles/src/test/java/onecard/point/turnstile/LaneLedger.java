package onecard.point.turnstile;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import onecard.access.Direction;
import onecard.point.Output;
import onecard.point.Sensor;
import onecard.point.TapId;
import onecard.time.Mono;

/// What somebody who keeps the books beside a lane knows of it: who is owed an outcome, which lines
/// are on, and what the sensors told. Nothing here is asked of the machine.
///
/// @param owed granted taps, and presses the machine has taken up, of which no outcome was told yet
/// @param lines that are on
/// @param passed who was told to have passed last, until the lane is shut
/// @param safety what its sensor told
/// @param lost sensors that failed and have told nothing since
record LaneLedger(
        Map<TapId, Owed> owed,
        Map<Output, Line> lines,
        Optional<TapId> passed,
        Seen safety,
        Set<Sensor> lost) {

    static final LaneLedger EMPTY =
            new LaneLedger(Map.of(), Map.of(), Optional.empty(), new Seen.Free(), Set.of());

    /// @param press of the exit button, of which no record is awaited
    /// @param right opens nothing before its record
    /// @param said it was released without waiting for the record, and that was told
    record Owed(Direction way, boolean press, boolean right, Answer answer, boolean said) {

        boolean mayPass() {
            return press || answer == Answer.DURABLE || said;
        }

        Owed with(Answer next) {
            return new Owed(way, press, right, next, said);
        }

        Owed saidSo() {
            return new Owed(way, press, right, answer, true);
        }
    }

    /// What the journal has said.
    enum Answer {
        NONE,
        DURABLE,
        FAILED
    }

    /// A line that is on.
    sealed interface Line {
        record Held() implements Line {}

        record Until(Mono end) implements Line {}
    }

    /// What the safety sensor told.
    sealed interface Seen {
        record Free() implements Seen {}

        record Active() implements Seen {}

        /// @param gone until then, whoever stood there is taken to stand there
        record Lost(Optional<Mono> gone) implements Seen {}
    }

    /// @param next absent: nothing is owed any more
    LaneLedger owing(TapId tap, Optional<Owed> next) {
        return new LaneLedger(with(owed, tap, next), lines, passed, safety, lost);
    }

    /// @param next absent: it is off
    LaneLedger line(Output output, Optional<Line> next) {
        return new LaneLedger(owed, with(lines, output, next), passed, safety, lost);
    }

    LaneLedger passed(Optional<TapId> next) {
        return new LaneLedger(owed, lines, next, safety, lost);
    }

    LaneLedger with(Seen next) {
        return new LaneLedger(owed, lines, passed, next, lost);
    }

    LaneLedger lost(Sensor sensor, boolean is) {
        return new LaneLedger(owed, lines, passed, safety, with(lost, sensor, is));
    }

    private static <K, V> Map<K, V> with(Map<K, V> map, K key, Optional<V> value) {
        var next = new HashMap<>(map);
        value.ifPresentOrElse(is -> next.put(key, is), () -> next.remove(key));
        return Map.copyOf(next);
    }

    private static <E> Set<E> with(Set<E> set, E element, boolean is) {
        if (set.contains(element) == is) {
            return set;
        }
        var next = new HashSet<>(set);
        if (!next.remove(element)) {
            next.add(element);
        }
        return Set.copyOf(next);
    }
}
