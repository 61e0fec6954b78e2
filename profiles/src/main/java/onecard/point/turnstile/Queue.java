package onecard.point.turnstile;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import onecard.access.Direction;
import onecard.point.Grant;
import onecard.point.TapId;
import onecard.time.Moment;
import onecard.time.Mono;

/// Who was granted and is not in the lane yet: each waits for its record first, and then for the
/// lane, if that is busy.
///
/// @param recording on their way to the journal, oldest first
/// @param waiting for the lane, oldest first
public record Queue(List<Recording> recording, List<Waiting> waiting) {

    /// Records on their way at once: at most four readers stand at a lane, and the journal has two
    /// seconds for a used-up right.
    static final int RECORDING_MAX = 8;

    /// Those who wait to get out at once; more do not stand before a lane.
    static final int LEAVING_MAX = 16;

    public static final Queue EMPTY = new Queue(List.of(), List.of());

    /// @param right the grant uses up a right: it opens nothing before its record
    /// @param until when that takes too long
    public record Recording(Grant grant, boolean right, Mono until) {}

    /// @param until when whoever waits to come in is turned away; absent: who waits to get out
    ///     never is
    public record Waiting(Grant grant, Optional<Mono> until) {}

    /// @param served by one opening
    record Next(List<Grant> served, Queue rest) {}

    public Queue {
        recording = List.copyOf(recording);
        waiting = List.copyOf(waiting);
    }

    // --- for their records ---

    boolean isFull() {
        return recording.size() >= RECORDING_MAX;
    }

    Queue and(Recording more) {
        return new Queue(with(recording, more), waiting);
    }

    Optional<Recording> recording(TapId tap) {
        return first(recording, each -> each.grant().tap().equals(tap));
    }

    Optional<Recording> late(Moment now) {
        return first(recording, each -> now.reached(each.until()));
    }

    Queue without(Recording answered) {
        return new Queue(less(recording, answered), waiting);
    }

    // --- for the lane ---

    /// For those who come in as many places as one opening serves, so that none of them is told to
    /// wait for another's; for the exit button one, whoever presses it.
    boolean hasRoom(Grant grant, int passes) {
        long alike =
                waiting.stream()
                        .map(Waiting::grant)
                        .filter(each -> each.way() == grant.way())
                        .filter(each -> each.isPress() == grant.isPress())
                        .count();
        if (grant.isPress()) {
            return alike < 1;
        }
        return alike < (grant.way() == Direction.IN ? passes : LEAVING_MAX);
    }

    Queue and(Waiting more) {
        return new Queue(recording, with(waiting, more));
    }

    boolean waits(Direction way) {
        return first(waiting, each -> each.grant().way() == way).isPresent();
    }

    Optional<Waiting> waiting(TapId tap) {
        return first(waiting, each -> each.grant().tap().equals(tap));
    }

    Queue recorded(Waiting answered) {
        UnaryOperator<Waiting> record =
                each ->
                        each.equals(answered)
                                ? new Waiting(each.grant().withRecord(), each.until())
                                : each;
        return new Queue(recording, waiting.stream().map(record).toList());
    }

    Optional<Waiting> impatient(Moment now) {
        return first(waiting, each -> each.until().filter(now::reached).isPresent());
    }

    Queue without(Waiting gone) {
        return new Queue(recording, less(waiting, gone));
    }

    /// Whom the lane opens for next, now that it is free: each way in turn, if somebody waits
    /// there; of those as many as may pass in one opening, and whoever pressed the exit button.
    ///
    /// @param before which way it was open last
    Optional<Next> next(Optional<Direction> before, int passes) {
        if (waiting.isEmpty()) {
            return Optional.empty();
        }
        var way =
                before.map(Direction::opposite)
                        .filter(this::waits)
                        .orElseGet(() -> waiting.getFirst().grant().way());
        var served = new ArrayList<Grant>();
        var rest = new ArrayList<Waiting>();
        int taps = 0;
        for (var each : waiting) {
            var grant = each.grant();
            if (grant.way() != way || !grant.isPress() && taps == passes) {
                rest.add(each);
                continue;
            }
            served.add(grant);
            taps += grant.isPress() ? 0 : 1;
        }
        return Optional.of(new Next(served, new Queue(recording, rest)));
    }

    // --- for either ---

    Stream<Grant> all() {
        return Stream.concat(
                recording.stream().map(Recording::grant), waiting.stream().map(Waiting::grant));
    }

    /// Only those who want out.
    Queue leaving() {
        return new Queue(
                recording.stream().filter(each -> each.grant().way() == Direction.OUT).toList(),
                waiting.stream().filter(each -> each.grant().way() == Direction.OUT).toList());
    }

    /// When time alone moves it on.
    Optional<Mono> wake() {
        var wake = Optional.<Mono>empty();
        for (var each : recording) {
            wake = Steps.earliest(wake, Optional.of(each.until()));
        }
        for (var each : waiting) {
            wake = Steps.earliest(wake, each.until());
        }
        return wake;
    }

    private static <T> Optional<T> first(List<T> list, Predicate<T> which) {
        for (var each : list) {
            if (which.test(each)) {
                return Optional.of(each);
            }
        }
        return Optional.empty();
    }

    private static <T> List<T> with(List<T> list, T more) {
        var all = new ArrayList<>(list);
        all.add(more);
        return all;
    }

    private static <T> List<T> less(List<T> list, T gone) {
        return list.stream().filter(each -> !each.equals(gone)).toList();
    }
}
