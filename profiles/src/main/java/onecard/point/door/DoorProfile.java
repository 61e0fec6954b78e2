package onecard.point.door;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import onecard.point.JournalFull;
import onecard.point.Output;
import onecard.point.Point;
import onecard.point.PointProfile;
import onecard.point.Role;

/// How one door behaves; everything its machine needs to know besides inputs.
///
/// @param usual how long it gives people
/// @param extended the same for whoever needs more time, each at least as long
/// @param exitButtonStuck an exit button held longer is stuck, 30..600 s
/// @param contact debounce of the door contact, by which it tells late; without a contact every
///     passage is `assumed`
/// @param interlock with which doors it is never open together; absent: none. It needs a contact,
///     or nobody knows when it is shut
public record DoorProfile(
        Times usual,
        Times extended,
        Relock relock,
        ExitButton exitButton,
        Duration exitButtonStuck,
        Optional<Duration> contact,
        JournalFull journalFull,
        Optional<Group> interlock)
        implements PointProfile {

    public DoorProfile {
        if (!extended.covers(usual)) {
            throw new IllegalArgumentException(
                    "extended must be at least " + usual + ", but was " + extended);
        }
        if (exitButtonStuck.compareTo(Duration.ofSeconds(30)) < 0
                || exitButtonStuck.compareTo(Duration.ofSeconds(600)) > 0) {
            throw new IllegalArgumentException(
                    "exitButtonStuck must be 30..600 s, but was " + exitButtonStuck);
        }
        if (interlock.isPresent() && contact.isEmpty()) {
            throw new IllegalArgumentException("an interlock needs a contact");
        }
    }

    /// With three times as long for whoever needs more time, and no interlock.
    public DoorProfile(
            Duration release,
            Duration heldOpen,
            Duration preAlarm,
            Relock relock,
            ExitButton exitButton,
            Duration exitButtonStuck,
            Optional<Duration> contact,
            JournalFull journalFull) {
        this(
                new Times(release, preAlarm, heldOpen),
                new Times(release, preAlarm, heldOpen).extended(),
                relock,
                exitButton,
                exitButtonStuck,
                contact,
                journalFull,
                Optional.empty());
    }

    /// How long a door gives people.
    ///
    /// @param release how long a granted person has to open, 1..765 s
    /// @param preAlarm when the local warning starts, shorter than `heldOpen`
    /// @param heldOpen how long the leaf may stay open before the alarm
    public record Times(Duration release, Duration preAlarm, Duration heldOpen) {

        /// Accessible time, where a site does not say it, is so many times the usual.
        public static final int EXTENDED = 3;

        private static final Duration RELEASE_MAX = Duration.ofSeconds(255).multipliedBy(EXTENDED);

        public Times {
            if (release.compareTo(Duration.ofSeconds(1)) < 0
                    || release.compareTo(RELEASE_MAX) > 0) {
                throw new IllegalArgumentException("release must be 1..765 s, but was " + release);
            }
            if (preAlarm.isNegative() || preAlarm.isZero() || preAlarm.compareTo(heldOpen) >= 0) {
                throw new IllegalArgumentException(
                        "preAlarm must be within heldOpen, but was " + preAlarm);
            }
        }

        /// What whoever needs more time has, where a site does not say it.
        public Times extended() {
            return new Times(
                    release.multipliedBy(EXTENDED),
                    preAlarm.multipliedBy(EXTENDED),
                    heldOpen.multipliedBy(EXTENDED));
        }

        private boolean covers(Times other) {
            return release.compareTo(other.release) >= 0
                    && preAlarm.compareTo(other.preAlarm) >= 0
                    && heldOpen.compareTo(other.heldOpen) >= 0;
        }
    }

    /// Doors of which one at most is not shut at a time.
    ///
    /// @param neighbours ids of the others
    /// @param exitWait whoever wants out waits no longer for the others to be shut, 0..15 s
    public record Group(Set<String> neighbours, Duration exitWait) {

        private static final Duration WAIT_MAX = Duration.ofSeconds(15);

        public Group {
            neighbours = Set.copyOf(neighbours);
            if (neighbours.isEmpty()) {
                throw new IllegalArgumentException("an interlock needs another door");
            }
            if (exitWait.isNegative() || exitWait.compareTo(WAIT_MAX) > 0) {
                throw new IllegalArgumentException("exitWait must be 0..15 s, but was " + exitWait);
            }
        }
    }

    Times times(boolean more) {
        return more ? extended : usual;
    }

    /// Ids of the doors that it is never open together with.
    Set<String> neighbours() {
        return interlock.map(Group::neighbours).orElse(Set.of());
    }

    @Override
    public String scene() {
        return "door";
    }

    @Override
    public Point<?> machine() {
        return new Door(this);
    }

    @Override
    public Set<Output> outputs() {
        return Set.of(Output.LOCK);
    }

    @Override
    public Set<Role> observed() {
        return contact.isPresent() ? Set.of(new Role.Leaf()) : Set.of();
    }

    /// When the lock bites again after a release.
    public enum Relock {
        /// As soon as the leaf leaves its frame.
        ON_OPEN,
        /// When the leaf is back, even if time is left.
        ON_CLOSE
    }

    /// What the exit button does.
    public enum ExitButton {
        NONE,
        /// The lock is free from inside by mechanics; the press only keeps the opening from
        /// counting as forced.
        SHUNT,
        /// The press releases the lock.
        UNLOCK
    }
}
