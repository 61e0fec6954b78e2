package onecard.point.barrier;

import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;
import onecard.point.JournalFull;
import onecard.point.Output;
import onecard.point.Point;
import onecard.point.PointProfile;
import onecard.point.Role;
import onecard.point.Sensor;

/// How one barrier behaves; everything its machine needs to know besides inputs.
///
/// @param entry how long the arm stays up for a vehicle that does not drive in, 5..120 s
/// @param clear how long the safety loop must have been free before the arm comes down,
///     1,000..2,000 ms
/// @param loopStuck a loop occupied for longer is stuck, 60..3,600 s
/// @param freeExit whoever stands on the loop of the exit is let out without a credential
/// @param sensors what is fitted: arrival loops of one or both ways, the safety loop, the limit
///     contacts; without a safety loop every passage is assumed, and the arm must be brought down
///     by the barrier's own controller
/// @param exitButtonStuck an exit button held longer is stuck, 30..600 s
public record BarrierProfile(
        Drive drive,
        SpeedClass speed,
        Duration entry,
        Duration clear,
        Duration loopStuck,
        boolean freeExit,
        Set<Sensor> sensors,
        Duration exitButtonStuck,
        JournalFull journalFull)
        implements PointProfile {

    private static final Set<Sensor> LOOPS =
            EnumSet.of(Sensor.ARRIVAL_IN, Sensor.ARRIVAL_OUT, Sensor.SAFETY);

    private static final Set<Sensor> LIMITS = EnumSet.of(Sensor.UP, Sensor.DOWN);

    public BarrierProfile {
        sensors = Set.copyOf(sensors);
        within("entry", entry, Duration.ofSeconds(5), Duration.ofSeconds(120));
        within("clear", clear, Duration.ofMillis(1_000), Duration.ofMillis(2_000));
        within("loopStuck", loopStuck, Duration.ofSeconds(60), Duration.ofSeconds(3_600));
        within("exitButtonStuck", exitButtonStuck, Duration.ofSeconds(30), Duration.ofSeconds(600));
        if (!sensors.stream().allMatch(each -> isLoop(each) || LIMITS.contains(each))) {
            throw new IllegalArgumentException(
                    "sensors must be loops and limit contacts, but was " + sensors);
        }
        if (!sensors.contains(Sensor.ARRIVAL_IN) && !sensors.contains(Sensor.ARRIVAL_OUT)) {
            throw new IllegalArgumentException(
                    "an arrival loop must be fitted, but was " + sensors);
        }
        if (freeExit && !sensors.contains(Sensor.ARRIVAL_OUT)) {
            throw new IllegalArgumentException(
                    "a free exit must have its arrival loop, but was " + sensors);
        }
        if (drive.lowers() && !sensors.contains(Sensor.SAFETY)) {
            throw new IllegalArgumentException(
                    "an arm that is lowered must have a safety loop, but was " + sensors);
        }
    }

    @Override
    public String scene() {
        return "barrier";
    }

    @Override
    public Point<?> machine() {
        return new Barrier(this);
    }

    @Override
    public Set<Output> outputs() {
        return drive.moves();
    }

    @Override
    public Set<Role> observed() {
        return sensors.stream().map(Role.Sensing::new).collect(Collectors.toUnmodifiableSet());
    }

    static boolean isLoop(Sensor sensor) {
        return LOOPS.contains(sensor);
    }

    static void within(String name, Duration value, Duration least, Duration most) {
        if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
            throw new IllegalArgumentException(
                    name + " must be " + least + " to " + most + ", but was " + value);
        }
    }
}
