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
/// @param release how long a granted person has to open, 1..255 s
/// @param heldOpen how long the leaf may stay open before the alarm
/// @param preAlarm when the local warning starts, shorter than `heldOpen`
/// @param exitButtonStuck an exit button held longer is stuck, 30..600 s
/// @param contact debounce of the door contact, by which it tells late; without a contact every
///     passage is `assumed`
public record DoorProfile(
        Duration release,
        Duration heldOpen,
        Duration preAlarm,
        Relock relock,
        ExitButton exitButton,
        Duration exitButtonStuck,
        Optional<Duration> contact,
        JournalFull journalFull)
        implements PointProfile {

    public DoorProfile {
        if (release.compareTo(Duration.ofSeconds(1)) < 0
                || release.compareTo(Duration.ofSeconds(255)) > 0) {
            throw new IllegalArgumentException("release must be 1..255 s, but was " + release);
        }
        if (preAlarm.isNegative() || preAlarm.isZero() || preAlarm.compareTo(heldOpen) >= 0) {
            throw new IllegalArgumentException(
                    "preAlarm must be within heldOpen, but was " + preAlarm);
        }
        if (exitButtonStuck.compareTo(Duration.ofSeconds(30)) < 0
                || exitButtonStuck.compareTo(Duration.ofSeconds(600)) > 0) {
            throw new IllegalArgumentException(
                    "exitButtonStuck must be 30..600 s, but was " + exitButtonStuck);
        }
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
