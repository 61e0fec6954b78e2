package onecard.point;

/// What a point reports besides taps.
public sealed interface Fact {

    /// A `passage` event.
    record Passage(Result result) implements Fact {}

    /// A `state` event: the point's new state, by its name, and what moved it.
    ///
    /// @param releasedFirst the lock was energised without waiting for this very record
    record State(String state, Cause cause, boolean releasedFirst) implements Fact {}

    /// A `state` event of its own: the release did not wait for the tap's record.
    record ReleasedBeforeRecord() implements Fact {}

    /// An `alarm` event, raised or cleared.
    ///
    /// @param part the reader or line it is about; empty where it is about the whole point
    record Alarm(Kind kind, boolean active, String part) implements Fact {
        public Alarm(Kind kind, boolean active) {
            this(kind, active, "");
        }
    }

    enum Result {
        PASSED,
        NOT_PASSED,
        ASSUMED,
        REVERSED,
        TAILGATED;

        public String wire() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    enum Kind {
        FORCED,
        HELD_OPEN,
        HELD_OPEN_SOON,
        CONTACT_LOST,
        READER_LOST,
        EXIT_BUTTON_STUCK,
        LOCKED_OUT,
        /// Somebody was made to tap: told to whoever listens, and to nobody at the point.
        DURESS,
        FIRE,
        /// A supervised line is short, cut, or measures as nothing does that belongs to it.
        TAMPER,
        /// A door was opened for somebody who leaves while another of its interlock is not secure.
        INTERLOCK,
        /// Somebody passes a lane that was not opened.
        INTRUSION,
        /// Somebody passes behind somebody else.
        TAILGATED,
        /// A safety sensor is occupied for too long.
        SENSOR_BLOCKED,
        /// Wing or arm is not at its home position though the lane is shut.
        WING_NOT_HOME,
        /// Somebody passes a lane against the way it was opened.
        WRONG_WAY,
        /// A barrier's arm was driven and did not reach its limit contact in time.
        LIMIT_NOT_REACHED,
        /// A barrier's arm is up and down at once, by its limit contacts.
        LIMITS_CONTRADICT,
        /// A loop is occupied for longer than vehicles stand there.
        LOOP_STUCK,
        /// A meter counts though its valve is shut.
        LEAK;

        public String wire() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }
}
