package onecard.edge.loop;

import java.time.Duration;
import java.util.SplittableRandom;
import onecard.time.ClockTrust;

/// What goes wrong at a [Lunch], terminal by terminal, as a seed has it: one to three cuts of the
/// network and at some one for the whole day, kills at any answer of the journal, a journal that is
/// full for a while, a clock that is put ten minutes off, and starts at which nobody knows the
/// time.
final class LunchFaults {

    private static final int KILLS = 4;
    private static final Duration STEP = Duration.ofMinutes(10);

    /// One in so many terminals has no network for the whole day.
    private static final int CUT_ALL_DAY = 8;

    private static final int UNTRUSTED_IN = 5;
    private static final Duration UNTIL_SYNC = Duration.ofMinutes(10);

    private final Lunch lunch;
    private final SplittableRandom random;

    LunchFaults(Lunch lunch) {
        this.lunch = lunch;
        random = lunch.random;
    }

    void plan(LunchLine line) {
        var terminal = line.terminal;
        if (random.nextInt(CUT_ALL_DAY) == 0) {
            lunch.at(lunch.during(Lunch.LUNCH) / 2, line::cut);
        } else {
            for (int cuts = 1 + random.nextInt(3); cuts > 0; cuts--) {
                long at = some();
                lunch.at(at, line::cut);
                lunch.at(at + minutes(5, 75), line::mend);
            }
        }
        for (int kill = 0; kill < KILLS; kill++) {
            lunch.at(some(), () -> arm(terminal));
        }
        long full = some();
        lunch.at(
                full,
                () -> terminal.journal.fullUntil = lunch.nanos + Duration.ofSeconds(120).toNanos());
        if (random.nextInt(3) == 0) {
            long at = some();
            var step = random.nextBoolean() ? STEP : STEP.negated();
            lunch.at(at, () -> terminal.clock = step);
            lunch.at(at + minutes(5, 30), () -> terminal.clock = Duration.ZERO);
        }
    }

    private void arm(Terminal terminal) {
        terminal.journal.answersToLive = random.nextInt(7);
        terminal.journal.killedAfter = random.nextBoolean();
    }

    /// At some starts a board does not know the time, and hears of it later.
    ClockTrust trustAtAStart(Terminal terminal) {
        if (lunch.isMended() || random.nextInt(UNTRUSTED_IN) > 0) {
            return ClockTrust.SYNCED;
        }
        lunch.in(UNTIL_SYNC.toMillis(), () -> terminal.trust = ClockTrust.SYNCED);
        return ClockTrust.UNTRUSTED;
    }

    /// All is well from now on.
    static void mend(LunchLine line) {
        line.mend();
        line.terminal.journal.answersToLive = -1;
        line.terminal.journal.fullUntil = 0;
        line.terminal.clock = Duration.ZERO;
        line.terminal.trust = ClockTrust.SYNCED;
    }

    /// During one of both meals.
    private long some() {
        return lunch.during(random.nextInt(3) > 0 ? Lunch.LUNCH : Lunch.SUPPER);
    }

    private long minutes(int from, int to) {
        return Duration.ofMinutes(random.nextLong(from, to)).toNanos();
    }
}
