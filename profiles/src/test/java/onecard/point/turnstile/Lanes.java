package onecard.point.turnstile;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import onecard.point.Input;
import onecard.point.JournalFull;
import onecard.point.Point;
import onecard.point.Sensor;
import onecard.point.Started;
import onecard.point.turnstile.Turnstile.State;

/// Lanes to try things on.
final class Lanes {

    private Lanes() {}

    /// A swing or flap lane with everything fitted, for one person at a time.
    static TurnstileProfile everything() {
        return lane(1, fitted(), JournalFull.REFUSE);
    }

    /// The same, for two, and open when the journal is full.
    static TurnstileProfile two() {
        return lane(2, fitted(), JournalFull.OPEN);
    }

    /// A tripod: one contact tells of everybody, either way.
    static TurnstileProfile tripod() {
        return lane(1, Set.of(Sensor.PASSED), JournalFull.REFUSE);
    }

    /// Nothing fitted.
    static TurnstileProfile blind() {
        return lane(1, Set.of(), JournalFull.REFUSE);
    }

    static List<TurnstileProfile> all() {
        return List.of(everything(), two(), tripod(), blind());
    }

    private static Set<Sensor> fitted() {
        return EnumSet.of(Sensor.PASSED_IN, Sensor.PASSED_OUT, Sensor.SAFETY, Sensor.HOME);
    }

    private static TurnstileProfile lane(int passes, Set<Sensor> sensors, JournalFull full) {
        return new TurnstileProfile(
                ofSeconds(5), ofMillis(800), passes, ofSeconds(10), sensors, full);
    }

    /// As it stands when everything has told its level: home, and nobody there.
    static Point<State> atRest(Point<State> machine, TurnstileProfile profile) {
        return Started.told(machine, levels(profile));
    }

    static List<Input> levels(TurnstileProfile profile) {
        var levels = new ArrayList<Input>();
        for (var sensor : Sensor.values()) {
            if (profile.sensors().contains(sensor)) {
                levels.add(new Input.Sensed(sensor, sensor == Sensor.HOME));
            }
        }
        levels.add(new Input.ExitReleased());
        return levels;
    }
}
