package onecard.access;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import onecard.time.Mono;

/// Where a presentation is made, and how things stand there at that moment.
///
/// @param direction which way the reader leads
/// @param open the neighbours that are not secure, of those this point is interlocked with
/// @param escorted when an escort was last let in here
/// @param waiting other taps that wait for an answer here
/// @param answers to this one
public record Situation(
        String point,
        Direction direction,
        Posture posture,
        Set<String> open,
        Optional<Mono> escorted,
        List<Question> waiting,
        Answers answers) {

    public Situation {
        open = Set.copyOf(open);
        waiting = List.copyOf(waiting);
    }

    /// With nobody else about.
    public Situation(String point, Direction direction, Posture posture) {
        this(point, direction, posture, Set.of(), Optional.empty(), List.of(), Answers.NONE);
    }

    /// The same on the way out.
    Situation leaving() {
        return new Situation(point, Direction.OUT, posture, open, escorted, waiting, answers);
    }

    public Situation with(Answers given) {
        return new Situation(point, direction, posture, open, escorted, waiting, given);
    }

    public Situation with(List<Question> others) {
        return new Situation(point, direction, posture, open, escorted, others, answers);
    }
}
