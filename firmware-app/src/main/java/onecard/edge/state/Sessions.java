package onecard.edge.state;

import java.security.SecureRandom;
import onecard.edge.store.StoreFailed;
import onecard.edge.store.journal.JournalFile;

/// The number of a run of the daemon: greater than that of any before, and not to be guessed, or a
/// command could be got from an operator for a run that has not begun.
public final class Sessions {

    private static final String NAME = "session";

    /// Some hundred starts a day for three centuries stay below 2^53.
    private static final long STEP_MAX = 1L << 30;

    /// Beyond what a thousand starts get to, and so beyond every run of a board whose backup is
    /// older than its end; some hundred restorations keep to 15 digits.
    private static final long LEAP = 1L << 40;

    private Sessions() {}

    /// Kept before it is used.
    public static long next(JournalFile file) throws StoreFailed {
        long next = last(file) + 1 + new SecureRandom().nextLong(STEP_MAX);
        file.keep(NAME, Long.toString(next));
        return next;
    }

    /// Beyond every run that was, though the journal knows only those before it was copied.
    public static void leap(JournalFile file) throws StoreFailed {
        file.keep(NAME, Long.toString(last(file) + LEAP));
    }

    private static long last(JournalFile file) throws StoreFailed {
        return file.state(NAME)
                .filter(number -> number.matches("[0-9]{1,15}"))
                .map(Long::parseLong)
                .orElse(0L);
    }
}
