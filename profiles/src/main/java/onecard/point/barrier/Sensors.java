package onecard.point.barrier;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import onecard.access.Direction;
import onecard.point.Sensor;
import onecard.time.Moment;
import onecard.time.Mono;

/// What loops and limit contacts tell.
///
/// @param told what each told last; absent: nothing since the start, because it is not fitted, or
///     since it was lost
/// @param stuckAt when each occupied loop becomes an alarm; absent: it is free, or is one already
/// @param strays what the limit contacts told that nobody made here
public record Sensors(Map<Sensor, Boolean> told, Map<Sensor, Mono> stuckAt, Strays strays) {

    public static final Sensors NONE = new Sensors(Map.of(), Map.of(), Strays.NONE);

    public Sensors {
        told = Map.copyOf(told);
        stuckAt = Map.copyOf(stuckAt);
    }

    static Sensor arrival(Direction way) {
        return way == Direction.IN ? Sensor.ARRIVAL_IN : Sensor.ARRIVAL_OUT;
    }

    /// It has told so already.
    boolean hasTold(Sensor sensor, boolean is) {
        return Optional.ofNullable(told.get(sensor)).equals(Optional.of(is));
    }

    /// It tells where a vehicle or the arm is. An arrival loop that is stuck tells of no vehicle
    /// any more; the safety loop is obeyed for as long as it is occupied.
    boolean sees(Sensor sensor) {
        return told.containsKey(sensor) && !(isArrival(sensor) && isStuck(sensor));
    }

    private static boolean isArrival(Sensor sensor) {
        return sensor == Sensor.ARRIVAL_IN || sensor == Sensor.ARRIVAL_OUT;
    }

    private boolean isStuck(Sensor loop) {
        return hasTold(loop, true) && !stuckAt.containsKey(loop);
    }

    boolean isActive(Sensor sensor) {
        return sees(sensor) && hasTold(sensor, true);
    }

    /// Seen, and not active.
    boolean isFree(Sensor sensor) {
        return hasTold(sensor, false);
    }

    boolean contradict() {
        return isActive(Sensor.UP) && isActive(Sensor.DOWN);
    }

    boolean isUp() {
        return isActive(Sensor.UP) && !contradict();
    }

    boolean isDown() {
        return isActive(Sensor.DOWN) && !contradict();
    }

    /// The arm cannot be up, by what either limit contact tells. Contacts that contradict each
    /// other, or are not observed, rule nothing out.
    boolean isNotUp() {
        return isFree(Sensor.UP) || isDown();
    }

    boolean isNotDown() {
        return isFree(Sensor.DOWN) || isUp();
    }

    Sensors seen(Sensor sensor, boolean is, Moment now, Duration loopStuck) {
        var more = new HashMap<>(told);
        more.put(sensor, is);
        var stuck = new HashMap<>(stuckAt);
        stuck.remove(sensor);
        if (is && BarrierProfile.isLoop(sensor)) {
            stuck.put(sensor, now.plus(loopStuck));
        }
        return new Sensors(more, stuck, strays);
    }

    Sensors lost(Sensor sensor) {
        var fewer = new HashMap<>(told);
        fewer.remove(sensor);
        return new Sensors(fewer, without(sensor), strays);
    }

    /// The first loop that has been occupied for too long.
    Optional<Sensor> stuck(Moment now) {
        return stuckAt.entrySet().stream()
                .filter(loop -> now.reached(loop.getValue()))
                .map(Map.Entry::getKey)
                .min(Sensor::compareTo);
    }

    Sensors toldStuck(Sensor loop) {
        return new Sensors(told, without(loop), strays);
    }

    Sensors with(Strays next) {
        return new Sensors(told, stuckAt, next);
    }

    private Map<Sensor, Mono> without(Sensor loop) {
        var fewer = new HashMap<>(stuckAt);
        fewer.remove(loop);
        return fewer;
    }

    /// When time alone moves it on.
    Optional<Mono> wake() {
        return stuckAt.values().stream().min(Mono::compareTo);
    }
}
