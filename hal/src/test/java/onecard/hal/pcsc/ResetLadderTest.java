package onecard.hal.pcsc;

import static java.time.Duration.ofHours;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import onecard.hal.pcsc.ResetLadder.Climbing;
import onecard.hal.pcsc.ResetLadder.Mended;
import onecard.hal.pcsc.ResetLadder.Resting;
import onecard.hal.pcsc.ResetLadder.Rung;
import onecard.hal.pcsc.ResetLadder.State;
import onecard.hal.pcsc.ResetLadder.Waiting;
import onecard.hal.pcsc.ResetLadder.Well;
import org.junit.jupiter.api.Test;

/// What is done for a reader in trouble: in order, each in its time, again after longer and longer
/// rests.
class ResetLadderTest {

    private static final List<Rung> ALL = List.of(Rung.values());
    private static final List<List<Rung>> USABLE =
            List.of(ALL, List.of(Rung.REOPEN, Rung.CONTEXT), List.of(Rung.REPLUG), List.<Rung>of());

    @Test
    void aReaderThatStaysInTroubleClimbsRestsAndClimbsAgain() {
        var told = new ArrayList<String>();
        State state = new Well();
        for (long second = 0; second < 400; second++) {
            var step = ResetLadder.troubled(state, ALL, nanos(second));
            state = step.next();
            var at = second;
            step.rung().ifPresent(rung -> told.add(at + " " + rung.wire()));
        }

        assertEquals(
                List.of(
                        // it has three seconds to help itself
                        "3 reopen",
                        "5 context",
                        "10 replug",
                        // ten seconds to help, and a minute's rest
                        "83 reopen",
                        "85 context",
                        "90 replug",
                        // and two
                        "223 reopen",
                        "225 context",
                        "230 replug"),
                told);
    }

    /// Each unplugging, each start of the service, each bad card begins so.
    @Test
    void whatHelpsItselfIsNotReset() {
        var step = ResetLadder.troubled(new Well(), List.of(Rung.REPLUG), 0);
        assertEquals(Optional.empty(), step.rung());
        assertEquals(new Well(), ResetLadder.answers(step.next(), nanos(1)));
        assertEquals(new Well(), ResetLadder.away(step.next(), nanos(1)));
    }

    @Test
    void aTroubleThatNothingIsOfUseForLeavesTheLadderWhereItIs() {
        for (State state :
                List.of(
                        new Well(),
                        new Waiting(1, 0),
                        new Climbing(Rung.REOPEN, 1, 0),
                        new Resting(1, 0),
                        new Mended(1, 2, 0))) {
            var step = ResetLadder.troubled(state, List.of(), nanos(60));
            assertEquals(state, step.next());
            assertEquals(Optional.empty(), step.rung());
        }
    }

    /// Every state there is, with every set of rungs and every answer, a moment before and at each
    /// of its limits: what must hold of each step.
    @Test
    void everyStepIsInItsOrderAndInItsTime() {
        var walk = new Walk();
        walk.run();
        assertEquals(KINDS, walk.kinds);
        System.out.printf("ladder: %d states%n", walk.seen.size());
    }

    private static final Set<String> KINDS =
            Set.of("Well", "Waiting", "Climbing", "Resting", "Mended");

    /// That the walk sees a ladder that plugs too often.
    @Test
    void theWalkFindsALadderWithoutRests() {
        var walk = new Walk();
        walk.least = ofHours(2);
        boolean found = false;
        try {
            walk.run();
        } catch (AssertionError _) {
            found = true;
        }
        assertTrue(found, "a planted bug went unnoticed");
    }

    /// A state and the time since what matters, all counted from now, so that what is the same
    /// later is the same.
    private record Seen(State state, Optional<Rung> last, long sinceLast, long sincePlug) {}

    private static final class Walk {
        private final Set<Seen> seen = new HashSet<>();
        private final Set<State> states = new HashSet<>();
        private final Set<String> kinds = new TreeSet<>();
        private final ArrayDeque<Seen> open = new ArrayDeque<>();

        /// Between two times that the port is switched. Longer ago makes no difference.
        private Duration least = ResetLadder.REST;

        void run() {
            reach(new Seen(new Well(), Optional.empty(), least.toNanos(), least.toNanos()));
            while (!open.isEmpty()) {
                var from = open.remove();
                if (states.add(from.state())) {
                    neverGivesUp(from.state());
                    getsWell(from.state());
                }
                for (long wait : waits(from.state())) {
                    for (var usable : USABLE) {
                        step(from, usable, wait);
                    }
                    reach(
                            new Seen(
                                    shifted(ResetLadder.away(from.state(), wait), wait),
                                    from.last(),
                                    ago(from.sinceLast(), wait),
                                    ago(from.sincePlug(), wait)));
                    reach(
                            new Seen(
                                    shifted(ResetLadder.answers(from.state(), wait), wait),
                                    from.last(),
                                    ago(from.sinceLast(), wait),
                                    ago(from.sincePlug(), wait)));
                }
            }
        }

        private void step(Seen from, List<Rung> usable, long wait) {
            var step = ResetLadder.troubled(from.state(), usable, wait);
            long sinceLast = ago(from.sinceLast(), wait);
            long sincePlug = ago(from.sincePlug(), wait);
            var last = from.last();
            if (step.rung().isPresent()) {
                var rung = step.rung().get();
                assertTrue(usable.contains(rung), () -> rung + " may not be used");
                assertTrue(waited(from.state()), () -> from + " had no time to help itself");
                if (last.isPresent()) {
                    assertTrue(sinceLast >= last.get().patience().toNanos(), () -> from + "");
                    boolean higher = rung.compareTo(last.get()) > 0;
                    assertTrue(
                            higher || sinceLast >= ResetLadder.REST.toNanos(),
                            () -> from + " begins anew without a rest");
                }
                assertTrue(
                        rung != Rung.REPLUG || sincePlug >= least.toNanos(),
                        () -> from + " plugs too often");
                last = Optional.of(rung);
                sinceLast = 0;
                sincePlug = rung == Rung.REPLUG ? 0 : sincePlug;
            }
            reach(new Seen(shifted(step.next(), wait), last, sinceLast, sincePlug));
        }

        private static boolean waited(State state) {
            return state instanceof Waiting || state instanceof Climbing;
        }

        /// Trouble that stays is met again.
        private void neverGivesUp(State state) {
            long limit = ResetLadder.REST_MAX.plus(ofMinutes(1)).toNanos();
            long now = 0;
            for (var at = state; ; ) {
                var step = ResetLadder.troubled(at, ALL, now);
                if (step.rung().isPresent()) {
                    return;
                }
                at = step.next();
                now += ofSeconds(1).toNanos();
                assertTrue(now < limit, () -> state + " gave up");
            }
        }

        private void getsWell(State state) {
            var at = ResetLadder.answers(state, 0);
            at = ResetLadder.answers(at, ResetLadder.REST_MAX.plus(ResetLadder.WELL).toNanos());
            assertEquals(new Well(), at, () -> state + " never gets well");
        }

        private void reach(Seen next) {
            kinds.add(next.state().getClass().getSimpleName());
            if (seen.add(next)) {
                open.add(next);
            }
        }

        private static List<Long> waits(State state) {
            var limits =
                    switch (state) {
                        case Well() -> List.<Long>of();
                        case Waiting(var until, _) -> List.of(until);
                        case Climbing(_, var until, _) -> List.of(until);
                        case Resting(var until, _) -> List.of(until);
                        case Mended(var again, var well, _) -> List.of(again, well);
                    };
            var waits = new TreeSet<>(List.of(0L));
            for (var limit : limits) {
                if (limit > 0) {
                    waits.add(limit - 1);
                    waits.add(limit);
                }
            }
            return List.copyOf(waits);
        }

        private long ago(long since, long wait) {
            return Math.min(least.toNanos(), since + wait);
        }

        /// As seen from `by` later.
        private static State shifted(State state, long by) {
            return switch (state) {
                case Well() -> state;
                case Waiting(var until, var round) -> new Waiting(left(until, by), round);
                case Climbing(var last, var until, var round) ->
                        new Climbing(last, left(until, by), round);
                case Resting(var until, var round) -> new Resting(left(until, by), round);
                case Mended(var again, var well, var round) ->
                        new Mended(left(again, by), left(well, by), round);
            };
        }

        private static long left(long until, long by) {
            return Math.max(0, until - by);
        }
    }

    @Test
    void aReaderThatComesAndGoesIsNotResetEachTime() {
        State state = new Well();
        int rungs = 0;
        for (long second = 0; second < 3_600; second++) {
            if (second % 6 < 4) {
                var step = ResetLadder.troubled(state, ALL, nanos(second));
                state = step.next();
                rungs += step.rung().isPresent() ? 1 : 0;
            } else {
                state = ResetLadder.answers(state, nanos(second));
            }
        }
        assertTrue(rungs <= 7, rungs + " in an hour");
        assertFalse(state instanceof Well);
    }

    private static long nanos(long seconds) {
        return ofSeconds(seconds).toNanos();
    }
}
