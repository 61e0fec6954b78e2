package onecard.point.barrier;

import static onecard.point.Sensor.ARRIVAL_IN;
import static onecard.point.Sensor.ARRIVAL_OUT;
import static onecard.point.Sensor.DOWN;
import static onecard.point.Sensor.SAFETY;
import static onecard.point.Sensor.UP;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import onecard.access.Direction;
import onecard.access.Posture;
import onecard.point.Cause;
import onecard.point.Effect;
import onecard.point.Fact;
import onecard.point.Fact.Kind;
import onecard.point.Input;
import onecard.point.Output;
import onecard.point.Sensor;
import onecard.point.TapId;
import onecard.point.barrier.Barrier.State;
import onecard.time.ClockTrust;
import onecard.time.Moment;
import onecard.time.Mono;

/// One barrier, its time and everything it did, told from outside; `last` is what the newest call
/// made it do.
final class BarrierStory {

    private final Barrier machine;
    private final List<Effect> all = new ArrayList<>();
    private final List<Effect> last = new ArrayList<>();
    private State state;
    private Optional<Mono> wake = Optional.empty();
    private long millis;

    BarrierStory(BarrierProfile profile) {
        this.machine = new Barrier(profile);
        this.state = machine.initial();
    }

    /// Down, and nobody there.
    static BarrierStory atRest(BarrierProfile profile) {
        var barrier = new BarrierStory(profile);
        barrier.sense(DOWN, true).sense(UP, false).on(new Input.ExitReleased());
        return barrier.sense(SAFETY, false).sense(ARRIVAL_IN, false).sense(ARRIVAL_OUT, false);
    }

    // --- what happens ---

    BarrierStory arrives() {
        return sense(ARRIVAL_IN, true);
    }

    BarrierStory tapped(TapId tap) {
        return tapped(tap, Direction.IN);
    }

    BarrierStory tapped(TapId tap, Direction way) {
        on(new Input.Granted(tap, way)).expect(new Effect.Record(tap));
        return on(new Input.Recorded(tap, 7));
    }

    BarrierStory rises() {
        sense(DOWN, false);
        return sense(UP, true);
    }

    BarrierStory sinks() {
        sense(UP, false);
        return sense(DOWN, true);
    }

    /// From its arrival loop over the safety loop and away.
    BarrierStory crosses() {
        return sense(SAFETY, true).sense(ARRIVAL_IN, false).sense(SAFETY, false);
    }

    BarrierStory sense(Sensor sensor, boolean active) {
        return on(new Input.Sensed(sensor, active));
    }

    BarrierStory on(Input input) {
        last.clear();
        feed(input);
        return this;
    }

    /// Walks from wake to wake, so that no timer is missed.
    BarrierStory after(long more) {
        last.clear();
        long end = millis + more;
        while (wake.filter(at -> at.compareTo(mono(end)) <= 0).isPresent()) {
            millis = wake.orElseThrow().nanos() / 1_000_000;
            feed(new Input.Due());
        }
        millis = end;
        return this;
    }

    private void feed(Input input) {
        var now = new Moment(mono(millis), Instant.EPOCH, ClockTrust.SYNCED);
        var step = machine.step(state, input, now);
        state = step.next();
        wake = step.wake();
        last.addAll(step.effects());
        all.addAll(step.effects());
    }

    static Mono mono(long millis) {
        return new Mono(Duration.ofMillis(millis).toNanos());
    }

    // --- what is seen of it ---

    BarrierStory is(String name) {
        assertEquals(name, machine.name(state));
        return this;
    }

    Posture posture() {
        return machine.posture(state);
    }

    BarrierStory raises() {
        assertTrue(last.stream().anyMatch(BarrierStory::raises), last::toString);
        return this;
    }

    BarrierStory raisedNever() {
        assertTrue(all.stream().noneMatch(BarrierStory::raises), all::toString);
        return this;
    }

    BarrierStory movedNever() {
        assertTrue(all.stream().noneMatch(BarrierStory::moves), all::toString);
        return this;
    }

    private static boolean raises(Effect effect) {
        return effect instanceof Effect.Release(var output, _) && output == Output.RAISE
                || effect instanceof Effect.Hold;
    }

    private static boolean moves(Effect effect) {
        return effect instanceof Effect.Release || effect instanceof Effect.Hold;
    }

    /// So far.
    BarrierStory pulses(int times, Output output) {
        var given =
                all.stream()
                        .filter(
                                effect ->
                                        effect instanceof Effect.Release(var line, _)
                                                && line == output);
        assertEquals(times, given.count(), output.name());
        return this;
    }

    BarrierStory alarmedNever(Kind kind) {
        assertTrue(
                all.stream()
                        .noneMatch(
                                effect ->
                                        effect instanceof Effect.Note(Fact.Alarm(var of, _, _), _)
                                                && of == kind),
                kind.wire());
        return this;
    }

    boolean saidSo(TapId tap) {
        return all.contains(Effect.Note.of(new Fact.ReleasedBeforeRecord(), tap));
    }

    BarrierStory expect(Effect... effects) {
        assertEquals(List.of(effects), last);
        return this;
    }

    BarrierStory expectNothing() {
        assertEquals(List.of(), last);
        return this;
    }

    BarrierStory expectSome(Effect effect) {
        assertTrue(last.contains(effect), () -> effect + " is not in " + last);
        return this;
    }

    static Effect alarm(Kind kind, boolean active, String part) {
        return Effect.Note.of(new Fact.Alarm(kind, active, part));
    }

    /// @param moved the arm was set going without waiting for this record
    static Effect state(String name, Cause cause, boolean moved) {
        return Effect.Note.of(new Fact.State(name, cause, moved));
    }

    /// @param because who ordered it
    static Effect state(String name, Cause cause, boolean moved, TapId because) {
        return Effect.Note.of(new Fact.State(name, cause, moved), because);
    }
}
