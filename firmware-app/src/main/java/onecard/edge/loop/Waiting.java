package onecard.edge.loop;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import onecard.access.Answers;
import onecard.access.Factor;
import onecard.access.Question;
import onecard.access.Reason;
import onecard.access.Token;
import onecard.access.Verdict;
import onecard.edge.intake.Matcher;
import onecard.point.Call;
import onecard.point.TapId;
import onecard.time.Moment;
import onecard.time.Mono;

/// The taps of one point that wait for an answer, oldest first. Owned by the edge loop; any thread
/// may ask whose second factor is awaited.
public final class Waiting {

    /// So many people at one point wait at once; with one more the oldest is told that it was too
    /// long.
    static final int HELD_MAX = 8;

    /// A look ends of itself; so much later it is taken to have ended.
    static final Duration LOOK_GRACE = Duration.ofSeconds(2);

    /// Whoever was too late with a second factor, or had it wrong, may be at it for so long still.
    public static final Duration AT_IT_STILL = Duration.ofSeconds(10);

    private volatile List<Held> held = List.of();
    private volatile Optional<SignIn> signIn = Optional.empty();

    /// When somebody who signs in was last asked for a second factor.
    ///
    /// @param until what is pressed before that may be theirs; absent: it is being decided
    private record SignIn(Mono since, Optional<Mono> until) {
        boolean mayBe(long nanos) {
            var pressed = new Mono(nanos);
            return pressed.reached(since) && until.filter(pressed::reached).isEmpty();
        }
    }

    /// A look at somebody, under way.
    ///
    /// @param by absent: nothing looks at people there
    record Look(TapId request, Factor factor, Optional<Matcher> by) {}

    /// A tap, and what it waits for.
    ///
    /// @param since when that was asked
    /// @param look that answers it; absent: somebody does
    record Held(Attempt attempt, Question question, Mono since, Optional<Look> look) {
        Token subject() {
            return question.subject();
        }

        boolean isOf(Token subject) {
            return subject().equals(subject);
        }

        boolean awaits(Reason what) {
            return question.awaits() == what;
        }

        boolean awaitsFactor() {
            return Factor.ofAwaited(question.awaits()).isPresent();
        }

        boolean awaitsEntry() {
            return question.awaits() == Factor.PIN.awaited();
        }

        boolean isLook(TapId request) {
            return look.filter(it -> it.request().equals(request)).isPresent();
        }

        /// Nobody needs to be looked at for it any more.
        void lookAway() {
            look.ifPresent(it -> it.by().ifPresent(sensor -> sensor.cancel(it.request())));
        }

        boolean signsIn() {
            return attempt.answers().equals(Optional.of(Call.SIGN));
        }

        Answers given() {
            return question.given();
        }
    }

    /// @param look that answers it; absent: somebody does
    void hold(
            Attempt attempt, Verdict.Asked asked, Answers given, Optional<Look> look, Moment now) {
        var within = look.map(_ -> asked.within().plus(LOOK_GRACE)).orElse(asked.within());
        var question =
                new Question(
                        attempt.shown(),
                        attempt.direction(),
                        attempt.shown().subject().orElseThrow(),
                        asked.by(),
                        asked.awaits(),
                        given,
                        now.plus(within));
        var tap = new Held(attempt, question, now.mono(), look);
        held = Stream.concat(held.stream(), Stream.of(tap)).toList();
    }

    boolean awaits(Reason what) {
        return held.stream().anyMatch(tap -> tap.awaits(what));
    }

    List<Question> questions() {
        return held.stream().map(Held::question).toList();
    }

    /// Takes the newest one that is meant.
    Optional<Held> take(Predicate<Held> meant) {
        var found = newest(meant);
        found.ifPresent(this::remove);
        return found;
    }

    /// Of those who are to enter something at one of these readers the one who tapped last. Any
    /// thread.
    Optional<Held> toEnterAt(Set<String> readers, Predicate<Held> who) {
        return newest(
                tap ->
                        readers.contains(tap.attempt().reader())
                                && tap.awaitsEntry()
                                && who.test(tap));
    }

    private Optional<Held> newest(Predicate<Held> meant) {
        var all = held;
        for (int i = all.size() - 1; i >= 0; i--) { // each turn asks each point: mostly of nobody
            if (meant.test(all.get(i))) {
                return Optional.of(all.get(i));
            }
        }
        return Optional.empty();
    }

    /// What became of one that was taken.
    ///
    /// @param granted what is pressed from now on is nobody's second factor
    void ended(Held taken, boolean granted, Moment now) {
        if (taken.signsIn() && taken.awaitsEntry()) {
            var until = granted ? now.mono() : now.mono().plus(AT_IT_STILL);
            signIn = Optional.of(new SignIn(taken.since(), Optional.of(until)));
        }
    }

    /// Whether a key that was pressed then may be of the second factor of somebody who is asked for
    /// it no more. Any thread, which has found that nobody is asked.
    boolean mayBeSignIn(long pressedNanos) {
        return signIn.filter(it -> it.mayBe(pressedNanos)).isPresent();
    }

    private void remove(Held gone) {
        if (gone.signsIn() && gone.awaitsEntry()) {
            // Before it is gone: at no moment is what is pressed taken for an amount.
            signIn = Optional.of(new SignIn(gone.since(), Optional.empty()));
        }
        held = held.stream().filter(tap -> !tap.equals(gone)).toList();
    }

    /// Takes the oldest where there are too many.
    Optional<Held> takeSurplus() {
        var surplus =
                held.size() > HELD_MAX ? Optional.of(held.getFirst()) : Optional.<Held>empty();
        surplus.ifPresent(this::remove);
        return surplus;
    }

    Optional<Mono> wake() {
        var next = Optional.<Mono>empty();
        for (var each : held) {
            next = Mono.sooner(next, Optional.of(each.question().until()));
        }
        return next;
    }
}
