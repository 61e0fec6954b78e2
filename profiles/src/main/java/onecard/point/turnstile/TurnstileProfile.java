package onecard.point.turnstile;

import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;
import onecard.point.JournalFull;
import onecard.point.Output;
import onecard.point.Point;
import onecard.point.PointProfile;
import onecard.point.Role;
import onecard.point.Sensor;

/// How one lane behaves; everything its machine needs to know besides inputs.
///
/// @param window how long a granted person has to pass, 1..60 s
/// @param closing how long wing or arm takes to its home position, and a second person behind the
///     first is a tailgater, 200..5,000 ms
/// @param passes how many grants may wait for their passage in one opening; 1: a second tap extends
///     the window and is no second pass
/// @param blocked a safety sensor occupied for longer is an alarm, 5..300 s
/// @param sensors what is fitted; without the contact that tells a passage in a direction, every
///     passage in it is assumed
public record TurnstileProfile(
        Duration window,
        Duration closing,
        int passes,
        Duration blocked,
        Set<Sensor> sensors,
        JournalFull journalFull)
        implements PointProfile {

    public TurnstileProfile {
        sensors = Set.copyOf(sensors);
        within("window", window, Duration.ofSeconds(1), Duration.ofSeconds(60));
        within("closing", closing, Duration.ofMillis(200), Duration.ofMillis(5_000));
        within("blocked", blocked, Duration.ofSeconds(5), Duration.ofSeconds(300));
        if (passes < 1 || passes > 3) {
            throw new IllegalArgumentException("passes must be 1..3, but was " + passes);
        }
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

    private static void within(String name, Duration value, Duration least, Duration most) {
        if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
            throw new IllegalArgumentException(
                    name + " must be " + least + " to " + most + ", but was " + value);
        }
    }
}
