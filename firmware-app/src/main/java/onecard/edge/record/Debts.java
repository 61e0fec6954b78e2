package onecard.edge.record;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Predicate;
import onecard.edge.record.Owed.Line;
import onecard.edge.store.journal.Draft;

/// What is owed of things that bear on each other, in the order in which they happened: those of
/// one line queue, lines go side by side, and one of all parts what came before it from what came
/// after. Of the lines whose turn it is each has its first record offered. Owned by the edge loop.
final class Debts {

    /// Lines side by side, or the one of all.
    private final Deque<SequencedMap<Line, Deque<Draft>>> stretches = new ArrayDeque<>();

    private int size;

    /// One that may be given up: the first of its line in that stretch.
    record Spare(SequencedMap<Line, Deque<Draft>> stretch, Line line, int queued) {}

    int size() {
        return size;
    }

    boolean isEmpty() {
        return stretches.isEmpty();
    }

    /// @return whether its turn has come
    boolean add(Line line, Draft draft) {
        if (isEmpty() || isOfAll(stretches.getLast()) != line.isOfAll()) {
            stretches.addLast(new LinkedHashMap<>());
        }
        var queue = stretches.getLast().computeIfAbsent(line, _ -> new ArrayDeque<>());
        queue.addLast(draft);
        size++;
        return stretches.size() == 1 && queue.size() == 1;
    }

    private static boolean isOfAll(SequencedMap<Line, Deque<Draft>> stretch) {
        return stretch.firstEntry().getKey().isOfAll();
    }

    /// Those whose turn it is.
    List<Line> due() {
        return isEmpty() ? List.of() : List.copyOf(stretches.getFirst().sequencedKeySet());
    }

    /// Of a line whose turn it is.
    Draft first(Line line) {
        return Objects.requireNonNull(stretches.getFirst().get(line)).getFirst();
    }

    /// All others, in their order.
    List<Draft> waiting() {
        var waiting = new ArrayList<Draft>();
        for (var stretch : stretches) {
            int offered = isDue(stretch) ? 1 : 0;
            stretch.values().forEach(queue -> queue.stream().skip(offered).forEach(waiting::add));
        }
        return waiting;
    }

    /// The first of that line is durable.
    ///
    /// @return whose turn has come by that
    List<Line> paid(Line line) {
        return without(stretches.getFirst(), line);
    }

    /// What is given up before anything else; empty if everything is on its way, or of all.
    ///
    /// @param leastFirst by how many are queued of a line; the oldest of those that are alike
    /// @param refused those whose turn it is, but which are not on their way
    Optional<Spare> spare(Comparator<Integer> leastFirst, Predicate<Line> refused) {
        return stretches.stream()
                .filter(stretch -> !isOfAll(stretch))
                .flatMap(
                        stretch ->
                                stretch.entrySet().stream()
                                        .filter(
                                                each ->
                                                        !isDue(stretch)
                                                                || refused.test(each.getKey()))
                                        .map(
                                                each ->
                                                        new Spare(
                                                                stretch,
                                                                each.getKey(),
                                                                each.getValue().size())))
                .min(Comparator.comparing(Spare::queued, leastFirst));
    }

    boolean isDue(Spare spare) {
        return isDue(spare.stretch());
    }

    private boolean isDue(SequencedMap<Line, Deque<Draft>> stretch) {
        return stretch == stretches.getFirst();
    }

    /// @return whose turn has come by that
    List<Line> givenUp(Spare spare) {
        return without(spare.stretch(), spare.line());
    }

    private List<Line> without(SequencedMap<Line, Deque<Draft>> stretch, Line line) {
        boolean due = isDue(stretch);
        var queue = Objects.requireNonNull(stretch.get(line));
        queue.removeFirst();
        size--;
        if (!queue.isEmpty()) {
            return due ? List.of(line) : List.of();
        }
        stretch.remove(line);
        if (!stretch.isEmpty()) {
            return List.of();
        }
        stretches.removeIf(SequencedMap::isEmpty);
        return due ? due() : List.of();
    }
}
