package onecard.point;

import java.time.Duration;

/// How long what is granted waits for its durable record.
public final class RecordWait {

    /// A healthy release goes first after this, and says so.
    public static final Duration TAP = Duration.ofMillis(50);

    /// The record of a used-up right may take so long and still open anything.
    public static final Duration RIGHT = Duration.ofSeconds(2);

    private RecordWait() {}
}
