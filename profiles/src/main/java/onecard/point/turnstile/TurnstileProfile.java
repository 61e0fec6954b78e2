package onecard.point.turnstile;

import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;
import onecard.access.Direction;
import onecard.point.JournalFull;
import onecard.point.Output;
import onecard.point.Point;
import onecard.point.PointProfile;
import onecard.point.Role;
import onecard.point.Sensor;

/// How one lane behaves; everything its machine needs to know besides inputs.
///
/// @param window how long a granted person has to pass, 1..60 s
/// @param extended the same for whoever needs more time, at least `window`, up to 180 s
/// @param closing how long wing or arm takes to its home position, and somebody behind the last who
///     passed is a tailgater, 200..5,000 ms
/// @param passes how many taps may wait for their passage in one opening, 1..3; 1: a second tap
///     gives more time and is no second pass
/// @param blocked a safety sensor occupied for longer is an alarm, and where it fails while
///     occupied, somebody is taken to stand there for as long, 5..300 s
/// @param sensors what is fitted; where no contact tells a passage in a direction, every passage in
///     it is assumed
/// @param exitButtonStuck an exit button held longer is stuck, 30..600 s
public record TurnstileProfile(
        Duration window,
        Duration extended,
        Duration closing,
        int passes,
        Duration blocked,
        Set<Sensor> sensors,
        Duration exitButtonStuck,
        JournalFull journalFull)
        implements PointProfile {

    /// Accessible time, where a site does not say it, is so many windows.
    public static final int EXTENDED = 3;

    public TurnstileProfile {
        sensors = Set.copyOf(sensors);
        within("window", window, Duration.ofSeconds(1), Duration.ofSeconds(60));
        within("extended", extended, window, Duration.ofSeconds(180));
        within("closing", closing, Duration.ofMillis(200), Duration.ofMillis(5_000));
        within("blocked", blocked, Duration.ofSeconds(5), Duration.ofSeconds(300));
        within("exitButtonStuck", exitButtonStuck, Duration.ofSeconds(30), Duration.ofSeconds(600));
        if (passes < 1 || passes > 3) {
            throw new IllegalArgumentException("passes must be 1..3, but was " + passes);
        }
        if (sensors.contains(Sensor.PASSED)
                && (sensors.contains(Sensor.PASSED_IN) || sensors.contains(Sensor.PASSED_OUT))) {
            throw new IllegalArgumentException(
                    "passed must be the only contact that tells a passage, but was in " + sensors);
        }
    }

    /// With three windows of accessible time, and a button that is stuck after a minute.
    public TurnstileProfile(
            Duration window,
            Duration closing,
            int passes,
            Duration blocked,
            Set<Sensor> sensors,
            JournalFull journalFull) {
        this(
                window,
                window.multipliedBy(EXTENDED),
                closing,
                passes,
                blocked,
                sensors,
                Duration.ofSeconds(60),
                journalFull);
    }

    @Override
    public String scene() {
        return "turnstile";
    }

    @Override
    public Point<?> machine() {
        return new Turnstile(this);
    }

    @Override
    public Set<Output> outputs() {
        return Set.of(Output.IN, Output.OUT);
    }

    @Override
    public Set<Role> observed() {
        return sensors.stream().map(Role.Sensing::new).collect(Collectors.toUnmodifiableSet());
    }

    /// Whoever waits for the lane to come in waits no longer: one opening may be under way, and one
    /// the other way comes before theirs. More than that, and somebody stands in it.
    Duration patience() {
        return extended.plus(closing).multipliedBy(2);
    }

    /// The sensor that tells a passage this way.
    Sensor telling(Direction way) {
        if (sensors.contains(Sensor.PASSED)) {
            return Sensor.PASSED;
        }
        return way == Direction.IN ? Sensor.PASSED_IN : Sensor.PASSED_OUT;
    }

    private static void within(String name, Duration value, Duration least, Duration most) {
        if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
            throw new IllegalArgumentException(
                    name + " must be " + least + " to " + most + ", but was " + value);
        }
    }
}
