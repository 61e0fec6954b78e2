package onecard.point.barrier;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import onecard.access.Direction;
import onecard.access.Posture;
import onecard.point.Cause;
import onecard.point.Fact;
import onecard.point.Output;
import onecard.point.Sensor;
import onecard.point.TapId;
import onecard.time.Mono;

/// What somebody who keeps the books beside a barrier knows of it: who is owed an outcome, which
/// lines are on, and what the sensors told. Nothing here is asked of the machine.
///
/// @param owed granted taps of which no outcome was told yet
/// @param lines that are on
/// @param told by each sensor; absent: nothing since the start, or since it was lost
/// @param safety how far the safety loop lets the arm come down
/// @param sinking the arm was last driven down, and has not been told to be there
/// @param calls who asks for it without a card, and has not got it yet
/// @param button seen up since it was pressed, so that a press is one
/// @param standing alarms
record BarrierLedger(
        Map<TapId, Owed> owed,
        Map<Output, Line> lines,
        Map<Sensor, Boolean> told,
        Loop safety,
        boolean sinking,
        Set<Cause> calls,
        boolean button,
        boolean fire,
        Posture ordered,
        Set<Fact.Alarm> standing) {

    static final BarrierLedger EMPTY =
            new BarrierLedger(
                    Map.of(),
                    Map.of(),
                    Map.of(),
                    new Loop.Unknown(),
                    false,
                    Set.of(),
                    false,
                    false,
                    Posture.NORMAL,
                    Set.of());

    sealed interface Owed {

        /// @param right opens nothing before its record
        /// @param vehicle one was on its arrival loop since
        /// @param seen when they were last known to be there
        record Waits(
                Direction way,
                boolean right,
                Mono tapped,
                Answer answer,
                boolean vehicle,
                Mono seen)
                implements Owed {
            Waits with(Answer next) {
                return new Waits(way, right, tapped, next, vehicle, seen);
            }

            Waits withVehicle() {
                return new Waits(way, right, tapped, answer, true, seen);
            }

            Waits seen(Mono now) {
                return new Waits(way, right, tapped, answer, vehicle, now);
            }
        }

        /// The arm is raised for it.
        ///
        /// @param entered somebody was on the safety loop since
        /// @param under somebody was, since the arm is up: not only while it rose
        record Crosses(boolean entered, boolean under) implements Owed {}
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

    /// The safety loop.
    sealed interface Loop {
        record Unknown() implements Loop {}

        record Occupied() implements Loop {}

        /// @param clear when it has been free for long enough
        record Freed(Mono clear) implements Loop {}

        record Clear() implements Loop {}

        default boolean isFree() {
            return switch (this) {
                case Freed _, Clear() -> true;
                case Unknown(), Occupied() -> false;
            };
        }
    }

    /// @param next absent: nothing is owed any more
    BarrierLedger owing(TapId tap, Optional<Owed> next) {
        return new BarrierLedger(
                with(owed, tap, next),
                lines,
                told,
                safety,
                sinking,
                calls,
                button,
                fire,
                ordered,
                standing);
    }

    /// @param next absent: it is off
    BarrierLedger line(Output output, Optional<Line> next) {
        return new BarrierLedger(
                owed,
                with(lines, output, next),
                told,
                safety,
                sinking,
                calls,
                button,
                fire,
                ordered,
                standing);
    }

    /// @param active absent: it is lost
    BarrierLedger told(Sensor sensor, Optional<Boolean> active) {
        return new BarrierLedger(
                owed,
                lines,
                with(told, sensor, active),
                safety,
                sinking,
                calls,
                button,
                fire,
                ordered,
                standing);
    }

    BarrierLedger with(Loop next) {
        return new BarrierLedger(
                owed, lines, told, next, sinking, calls, button, fire, ordered, standing);
    }

    BarrierLedger sinking(boolean is) {
        return new BarrierLedger(
                owed, lines, told, safety, is, calls, button, fire, ordered, standing);
    }

    BarrierLedger calls(Cause by, boolean is) {
        return new BarrierLedger(
                owed,
                lines,
                told,
                safety,
                sinking,
                with(calls, by, is),
                button,
                fire,
                ordered,
                standing);
    }

    BarrierLedger button(boolean up) {
        return new BarrierLedger(
                owed, lines, told, safety, sinking, calls, up, fire, ordered, standing);
    }

    BarrierLedger fire(boolean is) {
        return new BarrierLedger(
                owed, lines, told, safety, sinking, calls, button, is, ordered, standing);
    }

    BarrierLedger ordered(Posture next) {
        return new BarrierLedger(
                owed, lines, told, safety, sinking, calls, button, fire, next, standing);
    }

    BarrierLedger standing(Fact.Alarm alarm, boolean is) {
        return new BarrierLedger(
                owed,
                lines,
                told,
                safety,
                sinking,
                calls,
                button,
                fire,
                ordered,
                with(standing, alarm, is));
    }

    boolean tells(Sensor sensor, boolean active) {
        return Optional.ofNullable(told.get(sensor)).filter(is -> is == active).isPresent();
    }

    /// Held up for everybody.
    boolean isFree() {
        return fire || ordered == Posture.FREE;
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
