package onecard.point.turnstile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import onecard.access.Direction;
import onecard.access.Posture;
import onecard.access.Reason;
import onecard.point.Effect;
import onecard.point.Fact;
import onecard.point.Fact.Kind;
import onecard.point.Input;
import onecard.point.Output;
import onecard.point.Sensor;
import onecard.point.TapId;
import onecard.point.turnstile.Turnstile.State;
import onecard.time.ClockTrust;
import onecard.time.Moment;
import onecard.time.Mono;

/// One lane, its time and everything it did, told from outside.
final class LaneStory {

    private final Turnstile machine;
    private final List<Effect> done = new ArrayList<>();
    private final Map<Output, Long> lines = new EnumMap<>(Output.class);
    private State state;
    private Optional<Mono> wake = Optional.empty();
    private long millis;

    LaneStory(TurnstileProfile profile, List<Input> levels) {
        machine = new Turnstile(profile);
        state = machine.initial();
        levels.forEach(this::on);
    }

    // --- what happens ---

    /// Granted and recorded at once.
    LaneStory in(TapId tap) {
        return on(new Input.Granted(tap, Direction.IN)).recorded(tap);
    }

    /// The same person once more.
    LaneStory again(TapId tap, TapId before) {
        return on(new Input.Granted(tap, Direction.IN, false, false, Optional.of(before)))
                .recorded(tap);
    }

    LaneStory out(TapId tap) {
        return on(new Input.Granted(tap, Direction.OUT)).recorded(tap);
    }

    LaneStory recorded(TapId tap) {
        return on(new Input.Recorded(tap, 7));
    }

    LaneStory press(TapId press) {
        return on(new Input.ExitPressed(press)).on(new Input.ExitReleased());
    }

    LaneStory sense(Sensor sensor, boolean active) {
        return on(new Input.Sensed(sensor, active));
    }

    LaneStory pulse(Sensor sensor) {
        return sense(sensor, true).sense(sensor, false);
    }

    LaneStory on(Input input) {
        var now = new Moment(mono(millis), Instant.EPOCH, ClockTrust.SYNCED);
        var step = machine.step(state, input, now);
        state = step.next();
        wake = step.wake();
        done.addAll(step.effects());
        step.effects().forEach(this::switchLine);
        return this;
    }

    /// Walks from wake to wake, so that no timer is missed.
    LaneStory after(long more) {
        long end = millis + more;
        while (wake.filter(at -> mono(end).reached(at)).isPresent()) {
            millis = wake.orElseThrow().nanos() / 1_000_000;
            on(new Input.Due());
        }
        millis = end;
        return this;
    }

    private void switchLine(Effect effect) {
        if (effect instanceof Effect.Release(var output, var until)) {
            lines.put(output, until.nanos() / 1_000_000);
        } else if (effect instanceof Effect.Hold(var output, _)) {
            lines.put(output, Long.MAX_VALUE);
        } else if (effect instanceof Effect.Relock(var output)) {
            lines.remove(output);
        }
    }

    private static Mono mono(long millis) {
        return new Mono(millis * 1_000_000);
    }

    // --- what is seen of it ---

    LaneStory is(String name) {
        assertEquals(name, machine.name(state));
        return this;
    }

    Posture posture() {
        return machine.posture(state);
    }

    LaneStory line(Output output, boolean on) {
        assertEquals(on, lines.getOrDefault(output, 0L) > millis, output + " in " + lines);
        return this;
    }

    /// All of them so far: a tap and its result, and so on.
    LaneStory outcomes(Object... tapsAndResults) {
        var told = new ArrayList<>();
        for (var effect : done) {
            if (effect instanceof Effect.Note(Fact.Passage(var result), var tap)) {
                told.add(tap.orElseThrow());
                told.add(result);
            }
        }
        assertEquals(List.of(tapsAndResults), told);
        return this;
    }

    /// Last.
    LaneStory shows(TapId tap, Reason reason) {
        var shown =
                done.stream()
                        .filter(each -> each instanceof Effect.Show(var to, _) && to.equals(tap));
        assertEquals(Optional.of(new Effect.Show(tap, reason)), shown.reduce((_, later) -> later));
        return this;
    }

    LaneStory showsNever(Reason reason) {
        assertTrue(
                done.stream()
                        .noneMatch(
                                each -> each instanceof Effect.Show(_, var why) && why == reason));
        return this;
    }

    boolean saidSo(TapId tap) {
        return done.contains(Effect.Note.of(new Fact.ReleasedBeforeRecord(), tap));
    }

    /// Once.
    LaneStory raised(Kind kind, String part) {
        var alarm = Effect.Note.of(new Fact.Alarm(kind, true, part));
        assertEquals(1, done.stream().filter(alarm::equals).count(), kind + " in " + done);
        return this;
    }

    LaneStory raisedNever(Kind kind) {
        assertTrue(
                done.stream()
                        .noneMatch(
                                each ->
                                        each instanceof Effect.Note(Fact.Alarm(var is, _, _), _)
                                                && is == kind));
        return this;
    }

    LaneStory cleared(Kind kind, String part) {
        assertTrue(done.contains(Effect.Note.of(new Fact.Alarm(kind, false, part))), kind.wire());
        assertFalse(state.raised().stands(kind, part), kind.wire());
        return this;
    }

    LaneStory stands(Kind kind, String part) {
        assertTrue(state.raised().stands(kind, part), kind.wire());
        assertFalse(done.contains(Effect.Note.of(new Fact.Alarm(kind, false, part))), kind.wire());
        return this;
    }
}
