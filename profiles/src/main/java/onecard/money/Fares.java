package onecard.money;

import java.util.List;

/// What a ride costs, by how many stages it goes: those of a line are numbered, and a ride from one
/// to the other goes so many as their numbers are apart, whichever way.
///
/// @param steps the further, the dearer
public record Fares(List<Step> steps) {

    /// A stage's least number.
    public static final int STAGE_LEAST = 1;

    /// And its greatest.
    public static final int STAGE_MOST = 99;

    /// @param stages up to so many
    /// @param fen above zero
    public record Step(int stages, Fen fen) {}

    /// @throws IllegalArgumentException if there is none, or a further one costs no more
    public Fares {
        steps = List.copyOf(steps);
        if (steps.isEmpty() || steps.getFirst().fen().isZero()) {
            throw new IllegalArgumentException("fares " + steps);
        }
        for (int i = 1; i < steps.size(); i++) {
            var before = steps.get(i - 1);
            var step = steps.get(i);
            if (step.stages() <= before.stages() || step.fen().compareTo(before.fen()) <= 0) {
                throw new IllegalArgumentException(step + " after " + before);
            }
        }
    }

    /// Of a ride of which nobody knows where it ended, and of one that goes beyond the last step.
    public Fen highest() {
        return steps.getLast().fen();
    }

    /// From the one stage to the other.
    public Fen between(int from, int to) {
        int stages = Math.abs(from - to);
        return steps.stream()
                .filter(step -> stages <= step.stages())
                .map(Step::fen)
                .findFirst()
                .orElseGet(this::highest);
    }
}
