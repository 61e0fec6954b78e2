package onecard.point.turnstile;

import static onecard.point.Sequences.Broken.unless;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import onecard.access.Direction;
import onecard.access.Posture;
import onecard.access.Reason;
import onecard.point.Button;
import onecard.point.Cause;
import onecard.point.Input;
import onecard.point.Sensor;
import onecard.point.Sequences.At;
import onecard.point.Sequences.Move;
import onecard.point.Sequences.Rules;
import onecard.point.Step;
import onecard.point.TapId;
import onecard.point.turnstile.LaneLedger.Answer;
import onecard.point.turnstile.LaneLedger.Owed;
import onecard.point.turnstile.Turnstile.State;

/// What may happen at a lane, and what must hold at any: invariants I31, I34, I47, I55, I60, I61,
/// I62 and I67, over sequences.
///
/// @param late how late a `Due` may come; absent: it comes in time
record LaneRules(TurnstileProfile profile, Alphabet alphabet, Optional<Duration> late)
        implements Rules<State, LaneLedger> {

    /// What the sequences are made of. All inputs by themselves are too many for eight of them
    /// in a test that is run often; those who come and go, and what goes wrong, are not.
    enum Alphabet {
        /// Every input by itself, and every time around a wake.
        EVERYTHING,
        /// Those who come and go while everything works. A pulse of button or contact is one move.
        PEOPLE,
        /// What goes wrong, and what is ordered. A grant comes with its record.
        TROUBLE,
        /// Both, each record by itself.
        TOGETHER
    }

    /// A little late, as a loop with much to do.
    static final Duration LATE = Duration.ofMillis(300);

    /// For longer than a line lasts by itself.
    static final Duration HUNG = Turnstile.RENEWAL.multipliedBy(2);

    LaneRules(TurnstileProfile profile, Alphabet alphabet) {
        this(profile, alphabet, Optional.empty());
    }

    @Override
    public LaneLedger ledger() {
        return LaneLedger.EMPTY;
    }

    // --- what may happen ---

    @Override
    public List<Move> moves(At<State, LaneLedger> at) {
        var moves = new ArrayList<Move>();
        var inputs = new ArrayList<Input>();
        late.flatMap(at::overdue).ifPresent(moves::add);
        at.due().ifPresent(moves::add);
        switch (alphabet) {
            case EVERYTHING -> {
                at.justBefore().ifPresent(moves::add);
                inputs.add(new Input.Due());
                people(at, inputs);
                records(at, inputs);
                rare(at, inputs);
                orders(at, inputs);
                levels(at, inputs, Sensor.values());
                losses(inputs, Sensor.values());
            }
            case PEOPLE -> {
                people(at, inputs);
                records(at, inputs);
                levels(at, inputs, Sensor.PASSED_IN, Sensor.PASSED_OUT, Sensor.PASSED);
                levels(at, inputs, Sensor.SAFETY);
            }
            case TROUBLE -> {
                people(at, inputs);
                trouble(at, inputs);
            }
            case TOGETHER -> {
                people(at, inputs);
                records(at, inputs);
                trouble(at, inputs);
            }
        }
        inputs.forEach(input -> moves.add(Move.of(at.now(), input)));
        return moves;
    }

    @Override
    public Optional<Input> rest(Move move) {
        return alphabet == Alphabet.EVERYTHING
                ? Optional.empty()
                : move.input().flatMap(this::endOf);
    }

    private Optional<Input> endOf(Input input) {
        if (input instanceof Input.ExitPressed) {
            return Optional.of(new Input.ExitReleased());
        }
        if (input instanceof Input.Sensed(var sensor, var active)
                && active
                && tellsPassage(sensor)) {
            return Optional.of(new Input.Sensed(sensor, false));
        }
        return alphabet == Alphabet.TROUBLE && input instanceof Input.Granted(var tap, _, _, _, _)
                ? Optional.of(new Input.Recorded(tap, 7))
                : Optional.empty();
    }

    private static void people(At<State, LaneLedger> at, List<Input> inputs) {
        inputs.add(new Input.Granted(at.fresh(), Direction.IN));
        inputs.add(new Input.Granted(at.fresh(), Direction.OUT));
        inputs.add(new Input.ExitPressed(at.fresh()));
    }

    /// Whoever was granted, and may tap once more.
    private static Stream<TapId> known(State state) {
        var opened = state.phase().current().stream().flatMap(open -> open.awaited().stream());
        var taps = opened.filter(pass -> !pass.press()).map(Opening.Pass::tap);
        var waiting = state.queue().waiting().stream().map(each -> each.grant().tap());
        return Stream.concat(taps.limit(1), waiting.limit(1));
    }

    private static void rare(At<State, LaneLedger> at, List<Input> inputs) {
        inputs.add(new Input.Granted(at.fresh(), Direction.IN, true));
        inputs.add(new Input.Granted(at.fresh(), Direction.OUT, true, true));
        known(at.state())
                .map(Optional::of)
                .map(tap -> new Input.Granted(at.fresh(), Direction.IN, false, false, tap))
                .forEach(inputs::add);
        inputs.add(new Input.Refused(at.fresh(), Reason.UNKNOWN));
        inputs.add(new Input.Release(at.fresh(), Direction.IN));
        inputs.add(new Input.Release(at.fresh(), Direction.OUT));
        inputs.add(new Input.ExitReleased());
        inputs.add(new Input.Disabled(at.fresh(), Cause.COMMAND));
    }

    /// Of each tap that has none yet, and again of the one that passed last.
    private static void records(At<State, LaneLedger> at, List<Input> inputs) {
        at.ledger().owed().forEach((tap, owed) -> record(tap, owed, inputs));
        at.ledger().passed().ifPresent(tap -> inputs.add(new Input.Recorded(tap, 7)));
    }

    private static void record(TapId tap, Owed owed, List<Input> inputs) {
        if (!owed.press() && owed.answer() == Answer.NONE) {
            inputs.add(new Input.Recorded(tap, 7));
            inputs.add(new Input.NotRecorded(tap, Reason.JOURNAL_FULL));
        }
    }

    private void trouble(At<State, LaneLedger> at, List<Input> inputs) {
        orders(at, inputs);
        levels(at, inputs, Sensor.values());
        losses(inputs, Sensor.PASSED_IN, Sensor.PASSED, Sensor.SAFETY, Sensor.HOME);
    }

    private static void orders(At<State, LaneLedger> at, List<Input> inputs) {
        inputs.add(new Input.FireRaised(at.fresh()));
        inputs.add(new Input.FireCleared());
        inputs.add(new Input.Free(at.fresh(), Cause.SCHEDULE));
        inputs.add(new Input.Lockdown(at.fresh(), Cause.COMMAND));
        inputs.add(new Input.Normal(at.fresh(), Cause.SCHEDULE));
    }

    /// The other one; either, where nobody knows.
    private void levels(At<State, LaneLedger> at, List<Input> inputs, Sensor... sensors) {
        for (var sensor : sensors) {
            if (profile.sensors().contains(sensor) && !isActive(at.state(), sensor)) {
                inputs.add(new Input.Sensed(sensor, true));
            }
            if (profile.sensors().contains(sensor) && !isFree(at.state(), sensor)) {
                inputs.add(new Input.Sensed(sensor, false));
            }
        }
    }

    /// Again and again.
    private void losses(List<Input> inputs, Sensor... sensors) {
        Arrays.stream(sensors)
                .filter(profile.sensors()::contains)
                .forEach(sensor -> inputs.add(new Input.SensorLost(sensor)));
    }

    private static boolean tellsPassage(Sensor sensor) {
        return sensor != Sensor.SAFETY && sensor != Sensor.HOME;
    }

    private static boolean isActive(State state, Sensor sensor) {
        return sensor == Sensor.SAFETY
                ? state.sensors().safety().isActive()
                : state.sensors().active().getOrDefault(sensor, false);
    }

    private static boolean isFree(State state, Sensor sensor) {
        return sensor == Sensor.SAFETY
                ? state.sensors().safety() instanceof Safety.Clear
                : state.sensors().isFree(sensor);
    }

    // --- what must hold ---

    @Override
    public LaneLedger after(At<State, LaneLedger> from, Move move, Step<State> step) {
        return new LanePage(profile, from, move, step).kept();
    }

    /// Nobody stands in it, nobody presses, nothing burns and nothing is ordered any more: then
    /// time alone brings it home.
    @Override
    public Optional<Move> homeward(At<State, LaneLedger> at) {
        var input = calmed(at);
        if (input.isPresent()) {
            return Optional.of(Move.of(at.now(), input.get()));
        }
        var due = at.due();
        if (due.isEmpty()) {
            isHome(at);
        }
        return due;
    }

    private Optional<Input> calmed(At<State, LaneLedger> at) {
        for (var sensor : Sensor.values()) {
            boolean rests = sensor == Sensor.HOME;
            if (profile.sensors().contains(sensor)
                    && !(rests ? isActive(at.state(), sensor) : isFree(at.state(), sensor))) {
                return Optional.of(new Input.Sensed(sensor, rests));
            }
        }
        if (!(at.state().button() instanceof Button.Up)) {
            return Optional.of(new Input.ExitReleased());
        }
        if (at.state().phase() instanceof Phase.Fire) {
            return Optional.of(new Input.FireCleared());
        }
        return at.state().ordered().posture() == Posture.NORMAL
                ? Optional.empty()
                : Optional.of(new Input.Normal(at.fresh(), Cause.COMMAND));
    }

    private static void isHome(At<State, LaneLedger> at) {
        unless(at.state().phase() instanceof Phase.Idle, "every state is left again");
        unless(at.ledger().lines().isEmpty(), "at home every line is off");
        unless(at.ledger().owed().isEmpty(), "exactly one outcome for each grant");
        unless(at.state().raised().standing().isEmpty(), "every alarm ends");
    }
}
