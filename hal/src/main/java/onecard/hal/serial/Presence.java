package onecard.hal.serial;

import java.time.Duration;

/// Whether a card lies on the module, judged by what the module answers to each look. Pure; owned
/// by the reader's thread.
///
/// A presence ends when the module has found no card for 300 ms. After a good read most modules do
/// not find the same card again before it was lifted: then the presence ends 300 ms after the
/// read, though the card may lie there still, and the next find is a card put down anew, for
/// nothing but lifting makes it found. Others find the card at every look: then the presence ends
/// when it was lifted. Either way one laying-down is one presence. What a silent module hides is a
/// lift of less than 300 ms: later than 300 ms after the read it counts as a new presence, which
/// is for the point's own rule about the same card to judge.
final class Presence {

    /// How long no card must be found before the next one is another presence.
    static final Duration ABSENCE = Duration.ofMillis(300);

    /// What one look changed.
    enum Change {
        NONE,
        CAME,
        GONE
    }

    private sealed interface Field {}

    /// Nobody has looked yet.
    private record Unknown() implements Field {}

    private record Empty() implements Field {}

    private record Lying() implements Field {}

    /// Not found, but not yet for long enough to be gone.
    private record Leaving(long sinceNanos) implements Field {}

    private Field field = new Unknown();

    Change look(boolean found, long nanos) {
        return switch (field) {
            case Unknown() -> to(found ? new Lying() : new Empty(), Change.NONE);
            case Empty() -> found ? to(new Lying(), Change.CAME) : Change.NONE;
            case Lying() -> found ? Change.NONE : to(new Leaving(nanos), Change.NONE);
            case Leaving(var since) -> {
                if (found) {
                    yield to(new Lying(), Change.NONE);
                }
                yield nanos - since < ABSENCE.toNanos()
                        ? Change.NONE
                        : to(new Empty(), Change.GONE);
            }
        };
    }

    private Change to(Field next, Change change) {
        field = next;
        return change;
    }
}
