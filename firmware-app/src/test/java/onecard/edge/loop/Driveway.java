package onecard.edge.loop;

import java.time.Duration;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import onecard.access.Direction;
import onecard.edge.intake.Stimulus;
import onecard.hal.DeviceEvent;
import onecard.point.JournalFull;
import onecard.point.Output;
import onecard.point.Sensor;
import onecard.point.barrier.BarrierProfile;
import onecard.point.barrier.Drive;
import onecard.point.barrier.SpeedClass;

/// A barrier with an arm that takes its time, and the vehicles at it: each stands on its loop,
/// taps, drives when the arm is up, turns back, follows without a tap, or breaks down below it.
final class Driveway implements Hour.Place {

    private static final String ID = "drive";
    private static final int TRAVEL_MS = 2_000;
    private static final int PATIENCE = 120;

    private final Hour hour;
    private final Map<Output, Hour.Line> lines = new EnumMap<>(Output.class);
    private final Set<Sensor> broken = new HashSet<>();
    private final Set<Sensor> active = EnumSet.of(Sensor.DOWN);
    private final Map<Direction, Integer> behind = new EnumMap<>(Direction.class);
    private int travel;
    private boolean goesDown;
    private long crossed;

    private final BarrierProfile profile =
            new BarrierProfile(
                    new Drive.Pulses(
                            Duration.ofMillis(500), EnumSet.of(Output.RAISE, Output.LOWER)),
                    SpeedClass.O,
                    Duration.ofSeconds(20),
                    Duration.ofMillis(1_500),
                    Duration.ofMinutes(5),
                    false,
                    EnumSet.of(
                            Sensor.ARRIVAL_IN,
                            Sensor.ARRIVAL_OUT,
                            Sensor.SAFETY,
                            Sensor.UP,
                            Sensor.DOWN),
                    Duration.ofSeconds(60),
                    JournalFull.OPEN);

    Driveway(Hour hour) {
        this.hour = hour;
        for (var output : profile.outputs()) {
            lines.put(output, hour.new Line(this, output));
        }
    }

    @Override
    public String id() {
        return ID;
    }

    @Override
    public List<Hour.Line> lines() {
        return List.copyOf(lines.values());
    }

    @Override
    public boolean dropsByItself() {
        return true;
    }

    @Override
    public PointSlot<?> slot(boolean forgetful) {
        return Hour.slot(this, profile, Map.copyOf(lines), forgetful);
    }

    @Override
    public void observe() {
        profile.sensors().forEach(this::tell);
    }

    // --- its sensors ---

    private void sense(Sensor sensor, boolean is) {
        boolean changed = is ? active.add(sensor) : active.remove(sensor);
        if (changed && !broken.contains(sensor)) {
            tell(sensor);
        }
    }

    private void tell(Sensor sensor) {
        hour.tell(new Stimulus.ContactChanged(contact(sensor), active.contains(sensor)));
    }

    private static String contact(Sensor sensor) {
        return ID + "-" + sensor.wire();
    }

    @Override
    public void sensorFails() {
        var all = List.copyOf(EnumSet.copyOf(profile.sensors()));
        var sensor = all.get(hour.random.nextInt(all.size()));
        if (broken.add(sensor)) {
            hour.tell(new Stimulus.ContactLost(contact(sensor), DeviceEvent.Loss.UNREAD, "line"));
            hour.in(
                    hour.random.nextInt(60_000),
                    () -> {
                        broken.remove(sensor);
                        tell(sensor);
                    });
        }
    }

    // --- its arm ---

    @Override
    public void changed(Output which, boolean on) {
        if (!on) {
            return;
        }
        hour.mustSay(ID);
        goesDown = which == Output.LOWER;
        if (goesDown && active.contains(Sensor.SAFETY)) {
            hour.found(ID + " comes down on somebody");
        }
        int mine = ++travel;
        var leaves = goesDown ? Sensor.UP : Sensor.DOWN;
        var reaches = goesDown ? Sensor.DOWN : Sensor.UP;
        hour.in(200, () -> moves(mine, leaves, false));
        hour.in(TRAVEL_MS, () -> moves(mine, reaches, true));
    }

    private void moves(int mine, Sensor limit, boolean reached) {
        if (mine == travel) {
            sense(limit, reached);
        }
    }

    @Override
    public void standsOpen() {
        if (goesDown || lines.values().stream().noneMatch(Hour.Line::energised)) {
            hour.found(ID + " is shut in a fire");
        }
    }

    // --- its vehicles ---

    @Override
    public void somebodyComes() {
        var way = hour.random.nextInt(3) == 0 ? Direction.OUT : Direction.IN;
        if (active.contains(arrival(way))) {
            behind.merge(way, 1, Integer::sum);
        } else {
            arrives(way);
        }
    }

    private void arrives(Direction way) {
        sense(arrival(way), true);
        if (hour.random.nextInt(30) > 0) {
            boolean known = hour.random.nextInt(20) > 0;
            hour.in(
                    500 + hour.random.nextInt(3_000),
                    () -> hour.taps(ID + (way == Direction.IN ? "-in" : "-out"), known));
        }
        hour.in(2_000, () -> drives(way, PATIENCE));
    }

    /// When the arm is up and nobody is below it, not for ever.
    private void drives(Direction way, int patience) {
        if (active.contains(Sensor.UP) && !goesDown && !active.contains(Sensor.SAFETY)) {
            entersBelow(way);
        } else if (patience > 0) {
            hour.in(250, () -> drives(way, patience - 1));
        } else {
            leaves(way);
        }
    }

    private void entersBelow(Direction way) {
        steps();
        if (hour.random.nextInt(25) == 0) {
            hour.in(
                    2_000,
                    () -> {
                        sense(Sensor.SAFETY, false);
                        leaves(way);
                    });
            return;
        }
        hour.in(700, () -> leaves(way));
        hour.in(
                1_800,
                () -> {
                    sense(Sensor.SAFETY, false);
                    crossed++;
                });
    }

    /// The arm goes up in the same turn, wherever it was, if the loop tells.
    private void steps() {
        sense(Sensor.SAFETY, true);
        if (goesDown && !active.contains(Sensor.DOWN) && !broken.contains(Sensor.SAFETY)) {
            hour.found(ID + " keeps coming down on somebody");
        }
    }

    /// From its arrival loop; the next one comes up.
    private void leaves(Direction way) {
        sense(arrival(way), false);
        hour.in(1_500, () -> comesUp(way));
    }

    private void comesUp(Direction way) {
        if (behind.getOrDefault(way, 0) > 0 && !active.contains(arrival(way))) {
            behind.merge(way, -1, Integer::sum);
            arrives(way);
        }
    }

    /// Somebody walks below the arm and stands there, whatever it does.
    @Override
    public void somebodyLingers() {
        if (!active.contains(Sensor.SAFETY)) {
            steps();
            hour.in(45_000, () -> sense(Sensor.SAFETY, false));
        }
    }

    private static Sensor arrival(Direction way) {
        return way == Direction.IN ? Sensor.ARRIVAL_IN : Sensor.ARRIVAL_OUT;
    }

    @Override
    public void check() {
        if (lines.values().stream().anyMatch(Hour.Line::energised)) {
            hour.found(ID + " has a line on for ever");
        }
        if (!active.contains(Sensor.DOWN)) {
            hour.found(ID + " is never down again");
        }
        if (crossed == 0) {
            hour.found("nobody ever crossed " + ID);
        }
    }
}
