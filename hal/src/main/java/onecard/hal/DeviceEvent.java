package onecard.hal;

import java.util.Optional;

/// What a device tells. `nanos` is the monotonic clock when it was seen.
public sealed interface DeviceEvent {

    /// A presence began and was read, once. A card left on the reader is one presence until it
    /// has been away 300 ms; of one that lay there when the reader was first looked at nothing is
    /// told but that it is gone.
    ///
    /// @param card for whoever is told, until they return; present where the reader was made to
    /// hold it, and it may leave all the same
    record CardSeen(String reader, CardFacts facts, long nanos, Optional<HeldCard> card)
            implements DeviceEvent {

        /// Of a card that was read, and is nobody's any more.
        public CardSeen(String reader, CardFacts facts, long nanos) {
            this(reader, facts, nanos, Optional.empty());
        }
    }

    /// A presence began and could not be read.
    record CardUnreadable(String reader, CardFault why, long nanos) implements DeviceEvent {}

    /// The presence ended.
    record CardGone(String reader, long nanos) implements DeviceEvent {}

    /// A code was held to a scanner. One that stays in view is one event until it was out of
    /// sight for the scanner's own time.
    ///
    /// @param code what stands in it, without the scanner's prefix and suffix; any bytes. Whoever
    /// knows them can show them again: never logged, never stored
    record CodeSeen(String scanner, byte[] code, long nanos) implements DeviceEvent {}

    /// Digits were entered on a keypad, and ended.
    ///
    /// @param digits in ASCII, 1 to [Entry#DIGITS_MAX]. They may be somebody's PIN: never logged,
    /// never stored, and overwritten by whoever is told
    /// @param pressedNanos when each of them was pressed
    record DigitsEntered(String keypad, byte[] digits, long[] pressedNanos, long nanos)
            implements DeviceEvent {}

    /// The reader, scanner or keypad does not answer or is not there; taps there are impossible
    /// until [ReaderBack].
    record ReaderLost(String reader, String why, long nanos) implements DeviceEvent {}

    record ReaderBack(String reader, long nanos) implements DeviceEvent {}

    /// A reader that is in trouble was reset, by one step of several, each stronger than the one
    /// before.
    ///
    /// @param step `reopen`, `context` or `replug`
    /// @param why what is wrong with it
    /// @param failure why the step could not be done; absent: it was
    record ReaderReset(String reader, String step, String why, Optional<String> failure, long nanos)
            implements DeviceEvent {}

    /// A contact's logical level, after debounce. Also sent once at start.
    ///
    /// @param active in the declared sense: closed, pressed, alarmed
    record ContactChanged(String contact, boolean active, long nanos) implements DeviceEvent {}

    /// The line of a contact failed; its last level is not current.
    record ContactLost(String contact, Loss loss, String why, long nanos) implements DeviceEvent {
        /// Of a line that nobody can read.
        public ContactLost(String contact, String why, long nanos) {
            this(contact, Loss.UNREAD, why, nanos);
        }
    }

    /// A meter gave pulses.
    ///
    /// @param total since it was opened; never fewer than before
    record Counted(String meter, long total, long nanos) implements DeviceEvent {}

    /// What is wrong with a contact's line.
    enum Loss {
        /// Nobody can read it.
        UNREAD,
        /// Its wires touch.
        SHORT,
        /// A wire is off.
        CUT,
        /// It measures as nothing does that belongs to it.
        ODD;

        /// Somebody may have been at the line.
        public boolean isTamper() {
            return this != UNREAD;
        }
    }

    /// The line of a relay failed; nobody knows at which level it is. It is tried again with what
    /// is wanted of it, until [RelayBack].
    record RelayLost(String relay, String why, long nanos) implements DeviceEvent {}

    record RelayBack(String relay, long nanos) implements DeviceEvent {}
}
