package onecard.point.door;

import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import onecard.point.Grant;
import onecard.point.TapId;
import onecard.time.Moment;
import onecard.time.Mono;

/// Who was granted and has not been opened for yet: each waits for its record, and whoever leaves,
/// where the door is interlocked, for the others to be shut.
///
/// @param recording on their way to the journal, oldest first
/// @param waiting for the others of the interlock, oldest first
public record Queue(List<Recording> recording, List<Waiting> waiting) {

    /// Records on their way at once: a few readers stand at a door, and the journal has two seconds
    /// for a used-up right.
    static final int RECORDING_MAX = 8;

    /// More than stand before a door within fifteen seconds.
    static final int WAITING_MAX = 16;

    public static final Queue EMPTY = new Queue(List.of(), List.of());

    /// @param right the grant uses up a right: it opens nothing before its record
    /// @param until when that takes too long
    public record Recording(Grant grant, boolean right, Mono until) {}

    /// @param until when it opens all the same: nobody is kept in
    public record Waiting(Grant grant, Mono until) {}

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

    Queue without(Recording answered) {
        var rest = recording.stream().filter(each -> !each.equals(answered)).toList();
        return new Queue(rest, waiting);
    }

    Optional<Recording> recording(TapId tap) {
        return recording.stream().filter(each -> each.grant().tap().equals(tap)).findFirst();
    }

    /// The first whose record takes too long.
    Optional<Recording> late(Moment now) {
        return recording.stream().filter(each -> now.reached(each.until())).findFirst();
    }

    // --- for the others ---

    /// For the exit button there is one place, whoever presses it.
    boolean hasRoom(Grant grant) {
        return grant.isPress()
                ? waiting.stream().noneMatch(each -> each.grant().isPress())
                : waiting.size() < WAITING_MAX;
    }

    Queue and(Waiting more) {
        return new Queue(recording, with(waiting, more));
    }

    /// The record of somebody who waits has come.
    Queue recorded(TapId tap) {
        UnaryOperator<Waiting> record =
                each ->
                        each.grant().tap().equals(tap)
                                ? new Waiting(each.grant().withRecord(), each.until())
                                : each;
        return new Queue(recording, waiting.stream().map(record).toList());
    }

    boolean isImpatient(Moment now) {
        return waiting.stream().anyMatch(each -> now.reached(each.until()));
    }

    Queue nobodyWaits() {
        return new Queue(recording, List.of());
    }

    // --- for either ---

    Stream<Grant> all() {
        return Stream.concat(
                recording.stream().map(Recording::grant), waiting.stream().map(Waiting::grant));
    }

    /// Only those who want out.
    Queue leaving() {
        var out = recording.stream().filter(each -> each.grant().leaves()).toList();
        return new Queue(out, waiting);
    }

    /// When time alone moves it on.
    Optional<Mono> wake() {
        return Stream.concat(
                        recording.stream().map(Recording::until),
                        waiting.stream().map(Waiting::until))
                .min(Mono::compareTo);
    }

    private static <T> List<T> with(List<T> list, T more) {
        return Stream.concat(list.stream(), Stream.of(more)).toList();
    }
}
