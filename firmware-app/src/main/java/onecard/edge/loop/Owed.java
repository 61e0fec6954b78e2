package onecard.edge.loop;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.SequencedSet;
import java.util.function.Consumer;
import java.util.function.Supplier;
import onecard.edge.store.Draft;
import onecard.point.TapId;
import onecard.time.Moment;
import onecard.time.Mono;

/// Records that a restart must not miss: one that the journal refuses is offered again until it is
/// durable, and whatever happened later of the same [Line] waits behind it, so that a restart
/// remembers things in the order in which they happened. Of several lines that found no room the
/// one that has waited longest is offered, and the next once there was room for it: a full journal
/// is not flooded. Owned by the edge loop.
final class Owed {

    /// Between two offers while there is no room.
    static final Duration AGAIN = Duration.ofSeconds(5);

    /// Commands owed at most, besides one order a point: more are never given while a disk is full.
    static final int COMMANDS_MAX = 256;

    private final Supplier<TapId> names;
    private final Consumer<Draft> journal;

    /// Oldest first; of each the first is on its way, or was refused.
    private final SequencedMap<Line, Deque<Draft>> debts = new LinkedHashMap<>();

    private final Map<TapId, Line> onTheirWay = new HashMap<>();
    private final SequencedSet<Line> refused = new LinkedHashSet<>();
    private Optional<Mono> again = Optional.empty();

    /// What tells of the same thing, one after another.
    sealed interface Line {

        /// What is ordered of a point: the last order alone counts.
        record Ordered(String point) implements Line {}

        /// What became of a command: the last word alone counts.
        record Given(String point, String command) implements Line {}

        /// Who is where: who passes, and of whom that is forgotten.
        record People() implements Line {}

        /// Wrong tries at a point, and whose are forgotten.
        record Tries(String point) implements Line {}

        /// Beyond so many the oldest is given up.
        private int most() {
            return switch (this) {
                case Ordered _, Given _ -> 1;
                // More than pass in an hour.
                case People() -> 16_384;
                // A lock-out leaves no room for more of a credential than a few.
                case Tries _ -> 256;
            };
        }
    }

    /// @param names for each offer after the first
    Owed(Supplier<TapId> names, Consumer<Draft> journal) {
        this.names = names;
        this.journal = journal;
    }

    /// Offered when it is its turn, which is at once where nothing is owed of that line.
    ///
    /// @param draft named
    void offer(Line line, Draft draft) {
        if (line.most() == 1) {
            forget(line);
        }
        makeRoom(line);
        var queue = debts.computeIfAbsent(line, _ -> new ArrayDeque<>());
        queue.addLast(draft);
        if (queue.size() == 1) {
            send(line, draft);
        }
    }

    private void makeRoom(Line line) {
        var queue = debts.get(line);
        if (queue != null && queue.size() >= line.most()) {
            // The first may be on its way.
            var first = queue.removeFirst();
            queue.removeFirst();
            queue.addFirst(first);
        }
        if (line instanceof Line.Given && debts.size() >= COMMANDS_MAX) {
            var commands = debts.keySet().stream().filter(Line.Given.class::isInstance).toList();
            if (commands.size() >= COMMANDS_MAX) {
                forget(commands.getFirst());
            }
        }
    }

    private void forget(Line line) {
        debts.remove(line);
        onTheirWay.values().remove(line);
        refused.remove(line);
    }

    private void send(Line line, Draft draft) {
        onTheirWay.put(draft.tap().orElseThrow(), line);
        journal.accept(draft);
    }

    /// False if nothing of that name is owed.
    boolean recorded(TapId tap) {
        var line = onTheirWay.remove(tap);
        if (line == null) {
            return false;
        }
        var queue = Objects.requireNonNull(debts.get(line));
        queue.removeFirst();
        if (queue.isEmpty()) {
            debts.remove(line);
        } else {
            send(line, queue.getFirst());
        }
        offerRefused();
        return true;
    }

    /// False if nothing of that name is owed.
    boolean notRecorded(TapId tap, Moment now) {
        var line = onTheirWay.remove(tap);
        if (line == null) {
            return false;
        }
        refused.add(line);
        again = Optional.of(now.plus(AGAIN));
        return true;
    }

    void due(Moment now) {
        if (again.filter(now::reached).isPresent()) {
            offerRefused();
        }
    }

    private void offerRefused() {
        again = Optional.empty();
        if (!refused.isEmpty()) {
            var line = refused.removeFirst();
            var first = Objects.requireNonNull(debts.get(line)).getFirst();
            send(line, first.named(names.get()));
        }
    }

    /// No answer will be heard any more: what was refused is offered once more, and what waits
    /// behind a record follows it unasked.
    void end() {
        debts.forEach(
                (line, queue) -> {
                    if (refused.contains(line)) {
                        journal.accept(queue.getFirst().named(names.get()));
                    }
                    queue.stream().skip(1).forEach(journal);
                });
    }

    /// Whether the journal has not answered yet.
    boolean isUnanswered() {
        return !onTheirWay.isEmpty();
    }

    Optional<Mono> nextWake() {
        return again;
    }
}
