package onecard.point.barrier;

import java.time.Duration;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import onecard.access.Direction;
import onecard.point.Cause;
import onecard.point.Grant;
import onecard.point.RecordWait;
import onecard.point.TapId;
import onecard.time.Moment;
import onecard.time.Mono;

/// Who asks for the arm and has not got it yet.
///
/// @param waiting those who were granted, oldest first
/// @param called what else asks for it, once whoever crosses now has crossed: the exit button, an
///     operator, or the loop of a free exit, each for one crossing
public record Queue(List<Waiting> waiting, Set<Cause> called) {

    /// A credential that was presented longer ago moves nothing: somebody else may stand there.
    public static final Duration FRESH = Duration.ofSeconds(10);

    /// Each way. Two readers a way, and each sees a new card every 1.5 s at most, while a grant
    /// waits for 10 s: more are nobody who stands there. Inwards there is no place for one more;
    /// outwards it takes that of whoever was seen longest ago.
    static final int WAITING_MAX = 16;

    public static final Queue EMPTY = new Queue(List.of(), Set.of());

    /// What a grant waits for.
    public enum Stage {
        /// Its record; when that takes too long it goes on without.
        RECORD(RecordWait.TAP),
        /// Its record, because a right is used up; when that takes too long it opens nothing.
        RIGHT(RecordWait.RIGHT),
        /// Its vehicle, and the way to be free.
        VEHICLE(FRESH);

        private final Duration limit;

        Stage(Duration limit) {
            this.limit = limit;
        }
    }

    /// @param arrived a vehicle was seen on its arrival loop since: it is that one's, and gone with
    ///     it
    public record Waiting(Grant grant, Stage stage, Mono tapped, boolean arrived) {

        TapId tap() {
            return grant.tap();
        }

        Direction way() {
            return grant.way();
        }

        Waiting forVehicle() {
            return new Waiting(grant, Stage.VEHICLE, tapped, arrived);
        }

        /// Presented once more.
        Waiting from(Moment now) {
            return new Waiting(grant, stage, now.mono(), arrived);
        }

        Waiting withRecord() {
            return new Waiting(grant.withRecord(), stage, tapped, arrived);
        }

        Waiting withVehicle() {
            return new Waiting(grant, stage, tapped, true);
        }

        /// Nothing but its vehicle and the way is awaited.
        boolean opens(Moment now) {
            return stage == Stage.VEHICLE && !now.reached(until());
        }

        /// When it waits no longer.
        Mono until() {
            return tapped.plus(stage.limit);
        }
    }

    public Queue {
        waiting = List.copyOf(waiting);
        called = Set.copyOf(called);
    }

    /// Those who come in take no place from those who leave.
    boolean isFull(Direction way) {
        return those(each -> each.way() == way).size() >= WAITING_MAX;
    }

    /// The one of these, of whom there are some, who was seen longest ago.
    Waiting stalest(Direction way) {
        return those(each -> each.way() == way).stream()
                .min(Comparator.comparing(Waiting::tapped))
                .orElseThrow();
    }

    Queue and(Waiting more) {
        return new Queue(Stream.concat(waiting.stream(), Stream.of(more)).toList(), called);
    }

    Optional<Waiting> of(TapId tap) {
        return first(each -> each.tap().equals(tap));
    }

    Queue without(TapId gone) {
        return new Queue(those(each -> !each.tap().equals(gone)), called);
    }

    Queue replaced(Waiting by) {
        return each(was -> was.tap().equals(by.tap()) ? by : was);
    }

    /// A vehicle came onto the arrival loop: those who were granted that way are taken to sit in
    /// it.
    Queue arrived(Direction way) {
        return each(was -> was.way() == way ? was.withVehicle() : was);
    }

    List<Waiting> those(Predicate<Waiting> which) {
        return waiting.stream().filter(which).toList();
    }

    Optional<Waiting> first(Predicate<Waiting> which) {
        return waiting.stream().filter(which).findFirst();
    }

    Optional<Waiting> late(Moment now) {
        return first(each -> now.reached(each.until()));
    }

    Queue called(Cause by) {
        var more = EnumSet.of(by);
        more.addAll(called);
        return new Queue(waiting, more);
    }

    /// Not called any more, unless by something else.
    Queue uncalled(Cause by) {
        return new Queue(
                waiting, called.stream().filter(other -> other != by).collect(Collectors.toSet()));
    }

    /// Of what asks for it, what goes first: a vehicle that is seen before one that is announced.
    Optional<Cause> firstCalled(Predicate<Cause> which) {
        return called.stream()
                .filter(which)
                .min(
                        Comparator.comparing((Cause by) -> by != Cause.CONTACT)
                                .thenComparing(Comparator.naturalOrder()));
    }

    /// When time alone moves it on.
    Optional<Mono> wake() {
        return waiting.stream().map(Waiting::until).min(Mono::compareTo);
    }

    private Queue each(UnaryOperator<Waiting> change) {
        return new Queue(waiting.stream().map(change).toList(), called);
    }
}
