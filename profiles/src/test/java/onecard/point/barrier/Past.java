package onecard.point.barrier;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import onecard.access.Direction;
import onecard.point.Input;
import onecard.point.Sensor;
import onecard.point.TapId;

/// What a barrier has been through when a walk begins, so that no sequence spends its moves on it.
enum Past {
    /// Nothing: no sensor has told a level.
    START,
    /// The same, but its lower limit has come and gone more often than it is believed to be back.
    DOUBTED,
    /// Down, and nobody there.
    REST,
    /// Raised for somebody who has come in and is through, and still up.
    THROUGH,
    /// Raised for somebody who does not drive in, and coming down, if it is lowered here.
    LOWERING,
    /// Raised for somebody who has not driven in, and its upper limit has flickered for as long as
    /// it is raised again for that.
    WAVERING,
    /// The same once more, and kept up for whoever has come under it.
    KEPT_UP,
    /// It did not come down.
    STUCK,
    /// Found up with a vehicle before it, and raised by nobody here.
    FOUND_UP,
    /// Pushed up by somebody, with a vehicle before it.
    FORCED,
    /// The same, more often than that is believed to be over.
    SHAKEN;

    private static final TapId NOBODY = new TapId(-1);

    /// @param millis after the one before
    record After(long millis, Input input) {}

    List<After> of(BarrierProfile profile) {
        return switch (this) {
            case START -> List.of();
            case DOUBTED -> doubted(profile);
            case REST -> rest(profile);
            case THROUGH -> through(profile);
            case LOWERING -> lowering(profile);
            case WAVERING -> wavering(profile);
            case KEPT_UP -> keptUp(profile);
            case STUCK -> stuck(profile);
            case FOUND_UP -> foundUp(profile);
            case FORCED -> forced(profile);
            case SHAKEN -> shaken(profile);
        };
    }

    private static List<After> doubted(BarrierProfile profile) {
        var past = new ArrayList<After>();
        if (profile.sensors().contains(Sensor.DOWN)) {
            for (int i = 0; i <= Strays.TIMES_MAX; i++) {
                past.add(new After(100, new Input.SensorLost(Sensor.DOWN)));
                past.add(new After(100, new Input.Sensed(Sensor.DOWN, false)));
            }
            past.add(new After(100, new Input.Sensed(Sensor.DOWN, true)));
        }
        return past;
    }

    private static List<After> rest(BarrierProfile profile) {
        var past = new ArrayList<After>();
        for (var sensor : new TreeSet<>(profile.sensors())) {
            past.add(new After(1_000, new Input.Sensed(sensor, sensor == Sensor.DOWN)));
        }
        past.add(new After(1_000, new Input.ExitReleased()));
        return past;
    }

    private static List<After> through(BarrierProfile profile) {
        var past = up(profile);
        boolean watched = profile.sensors().contains(Sensor.SAFETY);
        if (watched) {
            past.add(new After(1_000, new Input.Sensed(Sensor.SAFETY, true)));
        }
        past.add(new After(1_000, new Input.Sensed(Sensor.ARRIVAL_IN, false)));
        if (watched) {
            past.add(new After(1_000, new Input.Sensed(Sensor.SAFETY, false)));
        }
        return past;
    }

    private static List<After> lowering(BarrierProfile profile) {
        var past = up(profile);
        past.add(new After(profile.entry().toMillis(), new Input.Due()));
        return past;
    }

    private static List<After> up(BarrierProfile profile) {
        var past = rest(profile);
        past.add(new After(1_000, new Input.Sensed(Sensor.ARRIVAL_IN, true)));
        past.add(new After(1_000, new Input.Granted(NOBODY, Direction.IN)));
        past.add(new After(10, new Input.Recorded(NOBODY, 7)));
        if (profile.sensors().contains(Sensor.UP)) {
            past.add(new After(1_000, new Input.Sensed(Sensor.DOWN, false)));
            past.add(new After(2_000, new Input.Sensed(Sensor.UP, true)));
        } else {
            past.add(new After(profile.speed().limit().toMillis(), new Input.Due()));
        }
        return past;
    }

    private static List<After> wavering(BarrierProfile profile) {
        var past = up(profile);
        if (profile.sensors().contains(Sensor.UP)) {
            for (int i = 0; i < Strays.TIMES_MAX; i++) {
                past.add(new After(100, new Input.Sensed(Sensor.UP, false)));
                past.add(new After(100, new Input.Sensed(Sensor.UP, true)));
            }
        }
        return past;
    }

    private static List<After> keptUp(BarrierProfile profile) {
        var past = wavering(profile);
        if (profile.sensors().contains(Sensor.UP)) {
            past.add(new After(100, new Input.Sensed(Sensor.UP, false)));
        }
        if (profile.sensors().contains(Sensor.SAFETY)) {
            past.add(new After(100, new Input.Sensed(Sensor.SAFETY, true)));
        }
        return past;
    }

    private static List<After> stuck(BarrierProfile profile) {
        var past = lowering(profile);
        if (profile.sensors().contains(Sensor.UP)) {
            past.add(new After(1_000, new Input.Sensed(Sensor.UP, false)));
        }
        past.add(new After(profile.speed().limit().toMillis(), new Input.Due()));
        return past;
    }

    private static List<After> foundUp(BarrierProfile profile) {
        var past = new ArrayList<After>();
        for (var sensor : new TreeSet<>(profile.sensors())) {
            boolean active = sensor == Sensor.UP || sensor == Sensor.ARRIVAL_IN;
            past.add(new After(1_000, new Input.Sensed(sensor, active)));
        }
        return past;
    }

    private static List<After> shaken(BarrierProfile profile) {
        var past = forced(profile);
        if (profile.sensors().contains(Sensor.DOWN)) {
            for (int i = 0; i < Strays.TIMES_MAX; i++) {
                past.add(new After(100, new Input.Sensed(Sensor.DOWN, true)));
                past.add(new After(100, new Input.Sensed(Sensor.DOWN, false)));
            }
        }
        return past;
    }

    private static List<After> forced(BarrierProfile profile) {
        var past = rest(profile);
        past.add(new After(1_000, new Input.Sensed(Sensor.ARRIVAL_IN, true)));
        if (profile.sensors().contains(Sensor.DOWN)) {
            past.add(new After(1_000, new Input.Sensed(Sensor.DOWN, false)));
        }
        return past;
    }
}
