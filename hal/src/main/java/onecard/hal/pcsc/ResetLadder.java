package onecard.hal.pcsc;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// What is done for a reader in trouble, one rung after another, each with time to help before the
/// next, and time before the first for it to help itself. After the last it rests, longer each
/// time, and begins anew. Pure: the state goes in and comes out, and nothing is done here.
final class ResetLadder {

    /// Before the first rung: longer than the service takes to find its readers.
    static final Duration PATIENCE = Duration.ofSeconds(3);

    /// The rest after the first climb; each further one doubles it.
    static final Duration REST = Duration.ofMinutes(1);

    static final Duration REST_MAX = Duration.ofHours(1);

    /// A reader that answered for so long is as good as one that never was in trouble.
    static final Duration WELL = Duration.ofMinutes(10);

    /// Doublings after which the rest is [#REST_MAX].
    private static final int ROUNDS_MAX = 6;

    /// What can be done.
    enum Rung {
        /// The reader is let go of, and looked for anew.
        REOPEN(Duration.ofSeconds(2)),
        /// Every connection to the smart card service is made anew.
        CONTEXT(Duration.ofSeconds(5)),
        /// Its USB port is switched off and on.
        REPLUG(Duration.ofSeconds(10));

        private final Duration patience;

        Rung(Duration patience) {
            this.patience = patience;
        }

        /// How long it has to help.
        Duration patience() {
            return patience;
        }

        String wire() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// What is wrong.
    enum Trouble {
        /// The service does not know it, though it is plugged in.
        ABSENT("it is plugged in and not there"),
        /// Cards lie still on it, and it does not answer for itself.
        ERRS("it fails on cards that lie still"),
        /// A call to it does not end.
        HANGS("a call to it does not end");

        private final String why;

        Trouble(String why) {
            this.why = why;
        }

        String why() {
            return why;
        }
    }

    sealed interface State {}

    record Well() implements State {}

    /// Nothing was done yet, and it may help itself until then.
    record Waiting(long untilNanos, int round) implements State {}

    /// @param last was done, and may help until then
    record Climbing(Rung last, long untilNanos, int round) implements State {}

    /// Everything was done; again then.
    record Resting(long untilNanos, int round) implements State {}

    /// It answers again.
    ///
    /// @param againNanos it is not climbed for before then
    /// @param wellNanos if it answers until then, all is forgotten
    record Mended(long againNanos, long wellNanos, int round) implements State {}

    /// @param rung to be done now
    record Step(State next, Optional<Rung> rung) {}

    private ResetLadder() {}

    /// It is in trouble, still or again.
    ///
    /// @param usable rungs that are of use and allowed, in the order of their force; with none the
    ///     state stays as it is
    static Step troubled(State state, List<Rung> usable, long now) {
        if (usable.isEmpty()) {
            return stay(state);
        }
        return switch (state) {
            case Well() -> waits(0, now);
            case Waiting(var until, _) when now < until -> stay(state);
            case Waiting(_, var round) -> done(usable.getFirst(), round, now);
            case Climbing(_, var until, _) when now < until -> stay(state);
            case Climbing(var last, _, var round) -> higher(usable, last, round, now);
            case Resting(var until, _) when now < until -> stay(state);
            case Resting(_, var round) -> waits(next(round), now);
            case Mended(_, var well, _) when now >= well -> waits(0, now);
            case Mended(var again, _, var round) when now < again ->
                    stay(new Resting(again, round));
            case Mended(_, _, var round) -> waits(next(round), now);
        };
    }

    /// It is not there to be in trouble: whatever it waited for begins anew when it is.
    static State away(State state, long now) {
        return state instanceof Waiting ? answers(state, now) : state;
    }

    /// It answers.
    static State answers(State state, long now) {
        return switch (state) {
            case Well() -> state;
            case Waiting(_, var round) when round == 0 -> new Well();
            case Waiting(_, var round) -> mended(now, round - 1, now);
            case Climbing(_, _, var round) -> mended(now + rest(round), round, now);
            case Resting(var until, var round) -> mended(until, round, now);
            case Mended(_, var well, _) -> now >= well ? new Well() : state;
        };
    }

    private static State mended(long again, int round, long now) {
        return new Mended(again, Math.max(again, now) + WELL.toNanos(), round);
    }

    private static Step waits(int round, long now) {
        return stay(new Waiting(now + PATIENCE.toNanos(), round));
    }

    private static Step higher(List<Rung> usable, Rung last, int round, long now) {
        return usable.stream()
                .filter(rung -> rung.compareTo(last) > 0)
                .findFirst()
                .map(rung -> done(rung, round, now))
                .orElseGet(() -> stay(new Resting(now + rest(round), round)));
    }

    private static Step done(Rung rung, int round, long now) {
        return new Step(
                new Climbing(rung, now + rung.patience().toNanos(), round), Optional.of(rung));
    }

    private static Step stay(State state) {
        return new Step(state, Optional.empty());
    }

    private static int next(int round) {
        return Math.min(round + 1, ROUNDS_MAX);
    }

    private static long rest(int round) {
        return Math.min(REST.toNanos() << round, REST_MAX.toNanos());
    }
}
