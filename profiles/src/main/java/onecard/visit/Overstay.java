package onecard.visit;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import onecard.access.Visit;

/// When somebody who is still inside is looked for, and when that ends. It is told twice, and
/// never keeps anybody in.
public final class Overstay {

    /// Between the end of a visit and the second alarm.
    public static final Duration SECOND = Duration.ofMinutes(30);

    /// As many alarms as are raised.
    public static final int ALARMS_MAX = 2;

    private Overstay() {}

    /// How many alarms are to have been raised by now.
    public static int alarms(Visit visit, Instant now) {
        var end = visit.terms().until();
        if (!visit.isInside() || visit.isClosed() || now.isBefore(end)) {
            return 0;
        }
        return now.isBefore(end.plus(SECOND)) ? 1 : ALARMS_MAX;
    }

    /// Whether an alarm that was raised is over: nobody is inside any more, or they may stay longer
    /// than was agreed when it was raised.
    public static boolean isOver(Visit visit) {
        return visit.alarming().isPresent()
                && (!visit.isInside() || visit.isClosed() || visit.overstay() == 0);
    }

    /// Whether it is closed because nobody will leave by it any more.
    ///
    /// @param after its end
    public static boolean closes(Visit visit, Duration after, Instant now) {
        return !visit.isClosed()
                && visit.coming() == 0
                && !now.isBefore(visit.terms().until().plus(after));
    }

    /// When it is to be looked at next; empty: never, unless something happens.
    ///
    /// @param after its end a visit is closed that nobody left
    public static Optional<Instant> next(Visit visit, Duration after) {
        if (visit.isClosed()) {
            return Optional.empty();
        }
        var end = visit.terms().until();
        var close = end.plus(after);
        if (!visit.isInside() || visit.overstay() >= ALARMS_MAX) {
            return Optional.of(close);
        }
        var alarm = visit.overstay() == 0 ? end : end.plus(SECOND);
        return Optional.of(alarm.isBefore(close) ? alarm : close);
    }
}
