package onecard.edge.loop;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import onecard.access.Answers;
import onecard.access.Question;
import onecard.access.Reason;
import onecard.access.Token;
import onecard.access.Verdict;
import onecard.time.Moment;
import onecard.time.Mono;

/// The taps of one point that wait for an answer, oldest first. Owned by the edge loop.
final class Waiting {

    /// So many people at one point wait at once; with one more the oldest is told that it was too
    /// long.
    static final int HELD_MAX = 8;

    private final List<Held> held = new ArrayList<>();

    /// A tap, and what it waits for.
    record Held(Attempt attempt, Question question) {
        boolean isOf(Token subject) {
            return question.subject().equals(subject);
        }

        boolean isAt(String reader) {
            return attempt.reader().equals(reader);
        }

        boolean awaits(Reason what) {
            return question.awaits() == what;
        }

        Answers given() {
            return question.given();
        }
    }

    void hold(Attempt attempt, Verdict.Asked asked, Answers given, Moment now) {
        var question =
                new Question(
                        attempt.shown(),
                        attempt.direction(),
                        attempt.shown().subject().orElseThrow(),
                        asked.by(),
                        asked.awaits(),
                        given,
                        now.plus(asked.within()));
        held.add(new Held(attempt, question));
    }

    List<Question> questions() {
        return held.stream().map(Held::question).toList();
    }

    /// Takes the newest one that is meant.
    Optional<Held> take(Predicate<Held> meant) {
        var found = held.reversed().stream().filter(meant).findFirst();
        found.ifPresent(held::remove);
        return found;
    }

    /// Takes the oldest where there are too many.
    Optional<Held> takeSurplus() {
        return held.size() > HELD_MAX ? Optional.of(held.removeFirst()) : Optional.empty();
    }

    Optional<Mono> wake() {
        return held.stream().map(each -> each.question().until()).min(Mono::compareTo);
    }
}
