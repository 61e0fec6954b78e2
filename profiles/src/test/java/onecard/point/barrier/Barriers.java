package onecard.point.barrier;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import onecard.point.JournalFull;
import onecard.point.Output;
import onecard.point.Sensor;

/// Barriers to try things on.
final class Barriers {

    private static final Set<Output> WIRED = EnumSet.of(Output.RAISE, Output.LOWER, Output.STOP);

    private static final Set<Sensor> FITTED =
            EnumSet.of(
                    Sensor.ARRIVAL_IN, Sensor.ARRIVAL_OUT, Sensor.SAFETY, Sensor.UP, Sensor.DOWN);

    private Barriers() {}

    /// Everything fitted and wired.
    static BarrierProfile pulses() {
        return profile(pulsing(WIRED), FITTED, false, JournalFull.REFUSE);
    }

    /// The same, and whoever leaves needs no card.
    static BarrierProfile freeExit() {
        return profile(pulsing(WIRED), FITTED, true, JournalFull.REFUSE);
    }

    /// One output holds it up, and it is raised when the journal is full.
    static BarrierProfile held() {
        return profile(new Drive.Held(), FITTED, false, JournalFull.OPEN);
    }

    /// No limit contacts, and an entrance only.
    static BarrierProfile limitless() {
        var loops = EnumSet.of(Sensor.ARRIVAL_IN, Sensor.SAFETY);
        return profile(pulsing(WIRED), loops, false, JournalFull.REFUSE);
    }

    /// Its controller brings it down.
    static BarrierProfile raised() {
        return profile(pulsing(Set.of(Output.RAISE)), FITTED, true, JournalFull.REFUSE);
    }

    /// The same, and no safety loop.
    static BarrierProfile unwatched() {
        var fitted = EnumSet.of(Sensor.ARRIVAL_IN, Sensor.UP, Sensor.DOWN);
        return profile(pulsing(Set.of(Output.RAISE)), fitted, false, JournalFull.REFUSE);
    }

    /// The same, and no limit contacts.
    static BarrierProfile blind() {
        var fitted = EnumSet.of(Sensor.ARRIVAL_IN);
        return profile(pulsing(Set.of(Output.RAISE)), fitted, false, JournalFull.REFUSE);
    }

    static List<BarrierProfile> all() {
        return List.of(freeExit(), held(), limitless(), raised(), blind());
    }

    static Drive pulsing(Set<Output> outputs) {
        return new Drive.Pulses(ofMillis(500), outputs);
    }

    static BarrierProfile profile(
            Drive drive, Set<Sensor> sensors, boolean freeExit, JournalFull full) {
        return new BarrierProfile(
                drive,
                SpeedClass.O,
                ofSeconds(20),
                ofMillis(1_500),
                ofSeconds(300),
                freeExit,
                sensors,
                ofSeconds(60),
                full);
    }
}
