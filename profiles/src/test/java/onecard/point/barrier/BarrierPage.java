package onecard.point.barrier;

import static java.util.function.Predicate.not;
import static onecard.point.Sequences.Broken.unless;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import onecard.access.Direction;
import onecard.access.Posture;
import onecard.access.Reason;
import onecard.point.Cause;
import onecard.point.Effect;
import onecard.point.Fact;
import onecard.point.Fact.Kind;
import onecard.point.Fact.Result;
import onecard.point.Input;
import onecard.point.JournalFull;
import onecard.point.Output;
import onecard.point.RecordWait;
import onecard.point.Sensor;
import onecard.point.Sequences.At;
import onecard.point.Sequences.Broken;
import onecard.point.Sequences.Move;
import onecard.point.Step;
import onecard.point.TapId;
import onecard.point.barrier.Barrier.State;
import onecard.point.barrier.BarrierLedger.Answer;
import onecard.point.barrier.BarrierLedger.Line;
import onecard.point.barrier.BarrierLedger.Loop;
import onecard.point.barrier.BarrierLedger.Owed;
import onecard.time.Mono;

/// One step of a barrier, entered into its ledger and held against what must be true of it.
final class BarrierPage {

    private final BarrierProfile profile;
    private final At<State, BarrierLedger> from;
    private final Optional<Input> input;
    private final Step<State> step;
    private final Mono now;

    private BarrierLedger book;
    private Optional<TapId> passed = Optional.empty();
    private int moves;
    private int causes;

    BarrierPage(
            BarrierProfile profile, At<State, BarrierLedger> from, Move move, Step<State> step) {
        this.profile = profile;
        this.from = from;
        this.input = move.input();
        this.step = step;
        this.now = move.at();
        this.book = from.ledger();
    }

    BarrierLedger kept() {
        if (isDue() && from.wake().filter(now::reached).isEmpty()) {
            changesNothing("a stale timer is harmless");
        }
        timePasses();
        input.ifPresent(this::hear);
        step.effects().forEach(this::enter);
        unless(moves == causes, "I31: each movement has one cause");
        if (step.next().phase() instanceof Phase.Down) {
            unless(
                    !book.sinking() || hasHadItsTime() || reachesDown(),
                    "I60: it is down when it is seen to get there, or its time is over");
            book = book.sinking(false);
            unless(
                    contradict() || !book.tells(Sensor.DOWN, false) && !book.tells(Sensor.UP, true),
                    "I62: it is not called down when a limit contact says otherwise");
        }
        unless(!book.sinking() || book.safety().isFree(), "I60: up at once, when it is not free");
        unless(
                !book.isFree() || book.lines().get(Output.RAISE) instanceof Line.Held,
                "I34: fire, or an order, holds it up");
        unless(
                step.next().phase() instanceof Phase.Fire == book.fire(),
                "I34: fire dominates, and is over when it is");
        unless(
                book.owed().values().stream().filter(Owed.Crosses.class::isInstance).count() < 2,
                "one crossing at a time");
        book.owed().forEach(this::waits);
        unless(
                !comesUnder() || !sinksByItself() || step.effects().stream().anyMatch(raises()),
                "I60: up at once, when its controller brings it down on somebody");
        standsUnder();
        follows();
        calledFor();
        whoeverComesIsTold();
        broughtDown();
        alarms();
        return book;
    }

    // --- before it ---

    private void timePasses() {
        for (var line : from.ledger().lines().entrySet()) {
            if (line.getValue() instanceof Line.Until(var end) && now.reached(end)) {
                book = book.line(line.getKey(), Optional.empty());
            }
        }
        if (book.safety() instanceof Loop.Freed(var clear) && now.reached(clear)) {
            book = book.with(new Loop.Clear());
        }
    }

    private void hear(Input heard) {
        switch (heard) {
            case Input.Granted(var tap, var way, var first, _, _) -> {
                boolean right = first && way == Direction.IN;
                boolean vehicle = book.tells(Sensors.arrival(way), true);
                owe(tap, new Owed.Waits(way, right, now, Answer.NONE, vehicle, now));
            }
            case Input.Recorded(var tap, _) -> answered(tap, Answer.DURABLE);
            case Input.NotRecorded(var tap, _) -> answered(tap, Answer.FAILED);
            case Input.Sensed(var sensor, var active) -> sensed(sensor, active);
            case Input.SensorLost(var sensor) -> {
                book = book.told(sensor, Optional.empty());
                if (sensor == Sensor.SAFETY) {
                    book = book.with(new Loop.Unknown());
                } else if (sensor == Sensor.ARRIVAL_OUT) {
                    book = book.calls(Cause.CONTACT, false);
                }
            }
            case Input.ExitReleased() -> book = book.button(true);
            case Input.ExitPressed _ -> {
                if (book.button() && from.state().phase() instanceof Phase.Occupied) {
                    book = book.calls(Cause.EXIT_BUTTON, true);
                }
                book = book.button(false);
            }
            case Input.Release _ -> {
                if (from.state().phase() instanceof Phase.Occupied) {
                    book = book.calls(Cause.COMMAND, true);
                }
            }
            case Input.FireRaised _ -> book = book.fire(true);
            case Input.FireCleared() -> book = book.fire(false);
            case Input.Free _ -> book = book.ordered(Posture.FREE);
            case Input.Lockdown _ -> book = book.ordered(Posture.LOCKDOWN);
            case Input.Disabled _ -> book = book.ordered(Posture.DISABLED);
            case Input.Normal _ -> book = book.ordered(Posture.NORMAL);
            case Input.StillThere(var tap) -> stillThere(tap);
            case Input.Refused _,
                    Input.ReaderLost _,
                    Input.ReaderBack _,
                    Input.LineLost _,
                    Input.LineBack _,
                    Input.Due(),
                    Input.Opened(),
                    Input.Closed(),
                    Input.ContactLost(),
                    Input.Neighbour _,
                    Input.AtDesk _,
                    Input.AtTill _ -> {}
        }
    }

    /// Whoever waits for nothing but their vehicle and the way, and not for too long.
    private void stillThere(TapId tap) {
        boolean forVehicle =
                from.state()
                        .queue()
                        .of(tap)
                        .filter(waits -> waits.stage() == Queue.Stage.VEHICLE)
                        .filter(waits -> !now.reached(waits.until()))
                        .isPresent();
        if (!forVehicle) {
            changesNothing("whoever is not waited for is not seen");
        } else if (book.owed().get(tap) instanceof Owed.Waits waits) {
            unless(step.effects().isEmpty(), "to be seen moves nothing");
            owe(tap, waits.seen(now));
        }
    }

    private void sensed(Sensor sensor, boolean active) {
        // What is stuck says so all the time.
        if (active && sensor != Sensor.SAFETY && stands(Kind.LOOP_STUCK, sensor.wire())) {
            return;
        }
        boolean seen = book.tells(sensor, !active);
        if (sensor == Sensor.SAFETY && !book.tells(sensor, active)) {
            book =
                    book.with(
                            active
                                    ? new Loop.Occupied()
                                    : new Loop.Freed(now.plus(profile.clear())));
        }
        if (sensor == Sensor.ARRIVAL_OUT && profile.freeExit() && (seen || !active)) {
            book = book.calls(Cause.CONTACT, active);
        }
        book = book.told(sensor, Optional.of(active));
        for (var owed : from.ledger().owed().entrySet()) {
            if (!active) {
                continue;
            }
            switch (owed.getValue()) {
                case Owed.Crosses(_, var under) when sensor == Sensor.SAFETY ->
                        owe(owed.getKey(), new Owed.Crosses(true, under));
                case Owed.Waits waits when sensor == Sensors.arrival(waits.way()) ->
                        owe(owed.getKey(), waits.withVehicle());
                case Owed.Crosses _, Owed.Waits _ -> {}
            }
        }
    }

    /// What is not awaited changes nothing, whatever it says.
    private void answered(TapId tap, Answer answer) {
        if (!(book.owed().get(tap) instanceof Owed.Waits waits)) {
            changesNothing("I55: a late answer changes nothing");
            return;
        }
        boolean late = waits.right() && now.reached(waits.tapped().plus(RecordWait.RIGHT));
        owe(tap, waits.with(late ? Answer.FAILED : answer));
    }

    private void changesNothing(String rule) {
        unless(step.effects().isEmpty() && step.next().equals(from.state()), rule);
    }

    private void owe(TapId tap, Owed next) {
        book = book.owing(tap, Optional.of(next));
    }

    // --- its effects ---

    private void enter(Effect effect) {
        switch (effect) {
            case Effect.Record(var tap) ->
                    unless(
                            input.filter(heard -> records(heard, tap)).isPresent(),
                            "a tap is recorded when it is made");
            case Effect.Note(Fact.State(var name, var cause, var first), var because) ->
                    state(name, cause, first, because);
            case Effect.Note(Fact.ReleasedBeforeRecord(), var tap) ->
                    unless(isCrossing(tap.orElseThrow()), "I47: it is told of whom it opens for");
            case Effect.Note(Fact.Passage(var result), var tap) when isOrder(tap) ->
                    unless(result == Result.ASSUMED, "whoever gave the order sees who crosses");
            case Effect.Note(Fact.Passage(var result), var tap) ->
                    outcome(tap.orElseThrow(), result);
            case Effect.Note(Fact.Alarm(var kind, var active, var part), _) -> {
                var alarm = new Fact.Alarm(kind, true, part);
                unless(
                        book.standing().contains(alarm) != active,
                        "an alarm is told when it is raised, when it is cleared, and not between");
                book = book.standing(alarm, active);
                if (kind == Kind.LOOP_STUCK && active && !part.equals(Sensor.SAFETY.wire())) {
                    unseen(part);
                }
            }
            case Effect.Release(var output, var until) -> {
                unless(profile.drive() instanceof Drive.Pulses, "held, it is not pulsed");
                var width = ((Drive.Pulses) profile.drive()).width();
                unless(until.equals(now.plus(width)), "a pulse has its width");
                on(output, new Line.Until(until));
            }
            case Effect.Hold(var output, _) -> on(output, new Line.Held());
            case Effect.Relock(var output) -> off(output);
            case Effect.Show(var tap, var reason) -> shown(tap, reason);
            case Effect.Warn _ -> throw new Broken("a barrier has no warning tone");
            case Effect.AtTill _ -> throw new Broken("a barrier sells nothing");
            case Effect.AtDesk _ -> throw new Broken("a barrier records nobody");
        }
    }

    /// A stuck arrival loop tells of no vehicle, and of none that calls.
    private void unseen(String loop) {
        var way = loop.equals(Sensor.ARRIVAL_IN.wire()) ? Direction.IN : Direction.OUT;
        book = book.told(Sensors.arrival(way), Optional.empty());
        if (way == Direction.OUT) {
            book = book.calls(Cause.CONTACT, false);
        }
    }

    private boolean comesUnder() {
        return input.equals(Optional.of(new Input.Sensed(Sensor.SAFETY, true)))
                && !from.ledger().tells(Sensor.SAFETY, true);
    }

    /// Its controller brings down what was raised here, as far as the limit contact tells.
    private boolean sinksByItself() {
        var phase = from.state().phase();
        return !profile.drive().lowers()
                && (phase instanceof Phase.Open || phase instanceof Phase.Clear)
                && book.tells(Sensor.UP, false);
    }

    private boolean mayHaveSunk() {
        var phase = from.state().phase();
        return (phase instanceof Phase.Open || phase instanceof Phase.Clear)
                && (book.tells(Sensor.UP, false) || book.tells(Sensor.DOWN, true));
    }

    private static Predicate<Effect> raises() {
        return effect ->
                effect instanceof Effect.Release(var output, _) && output == Output.RAISE
                        || effect instanceof Effect.Hold;
    }

    private boolean leavesArrival(Direction way) {
        var loop = Sensors.arrival(way);
        return input.equals(Optional.of(new Input.Sensed(loop, false)))
                && from.ledger().tells(loop, true);
    }

    private boolean isOrder(Optional<TapId> tap) {
        return input.filter(
                        heard ->
                                heard instanceof Input.Release(var order, _)
                                        && tap.equals(Optional.of(order)))
                .isPresent();
    }

    private static boolean records(Input heard, TapId tap) {
        return heard instanceof Input.Granted(var granted, _, _, _, _) && granted.equals(tap)
                || heard instanceof Input.Refused(var refused, _) && refused.equals(tap);
    }

    private void on(Output output, Line line) {
        moves++;
        unless(
                line instanceof Line.Held || !(book.lines().get(output) instanceof Line.Held),
                "what is kept up is not pulsed");
        book = book.line(output, Optional.of(line));
        unless(book.lines().size() == 1, "no two lines are on at once");
        if (output == Output.LOWER) {
            comesDown();
        } else if (output == Output.RAISE) {
            book = book.sinking(false);
        }
    }

    private void off(Output output) {
        var was = book.lines().get(output);
        book = book.line(output, Optional.empty());
        if (was instanceof Line.Held && profile.sensors().contains(Sensor.SAFETY)) {
            unless(book.safety().isFree(), "I60: never let go on an occupied or lost loop");
        }
        if (!(profile.drive() instanceof Drive.Held)) {
            return;
        }
        if (isLowering()) {
            moves++;
            comesDown();
            return;
        }
        unless(was == null || book.tells(Sensor.DOWN, true), "it is let go where it is down");
    }

    private boolean isLowering() {
        return step.effects().stream()
                .anyMatch(
                        effect ->
                                effect instanceof Effect.Note(Fact.State(var name, _, _), _)
                                        && name.equals("lowering"));
    }

    private void comesDown() {
        unless(
                book.safety() instanceof Loop.Clear,
                "I60: down only when the safety loop has been free for long enough");
        book = book.sinking(true);
    }

    private void shown(TapId tap, Reason reason) {
        if (!(book.owed().get(tap) instanceof Owed.Waits waits)) {
            return;
        }
        if (reason == Reason.OK && !isHeldUp()) {
            followsOn(tap, waits);
        }
        boolean kept = reason != Reason.OK && reason != Reason.INTERLOCK;
        boolean stale = reason == Reason.BUSY && now.reached(waits.seen().plus(Queue.FRESH));
        unless(waits.way() == Direction.IN || !kept || stale, "I61: nobody is kept in");
        if (reason == Reason.JOURNAL_FULL) {
            boolean refuses = waits.right() || profile.journalFull() == JournalFull.REFUSE;
            unless(refuses, "a full journal keeps out who comes in, if it is said to");
            book = book.owing(tap, Optional.empty());
        }
    }

    /// Bumper to bumper, the arm is up for the second already.
    private void followsOn(TapId tap, Owed.Waits waits) {
        unless(
                leavesArrival(waits.way()) && book.tells(Sensor.SAFETY, true),
                "nobody is welcome before the arm is up for them");
        mayPass(tap, waits);
        owe(tap, new Owed.Crosses(true, true));
    }

    // --- causes ---

    private void state(String name, Cause cause, boolean first, Optional<TapId> because) {
        boolean taps = name.equals("raising") && cause == Cause.TAP;
        if (!first && !taps) {
            return;
        }
        causes++;
        switch (cause) {
            case TAP -> raisedFor(because.orElseThrow());
            case EXIT_BUTTON -> pressed();
            case CONTACT -> seen();
            case FAULT ->
                    unless(
                            input.filter(Input.SensorLost.class::isInstance).isPresent() || isDue(),
                            "I31: what fails is told, or is late");
            case TIMER -> unless(isDue(), "I31: it comes down when its time is over");
            case FIRE ->
                    unless(
                            input.filter(Input.FireRaised.class::isInstance).isPresent(),
                            "I31: a fire");
            case COMMAND, SCHEDULE -> ordered(cause);
        }
    }

    private void ordered(Cause by) {
        boolean freed =
                input.filter(Input.Free.class::isInstance).isPresent()
                        || input.filter(Input.FireCleared.class::isInstance).isPresent();
        boolean released = input.filter(Input.Release.class::isInstance).isPresent();
        unless(freed || released || book.calls().contains(by), "I31: an order");
        if (!freed) {
            book = book.calls(by, released && isUpForAnother());
        }
    }

    private boolean reachesDown() {
        return input.equals(Optional.of(new Input.Sensed(Sensor.DOWN, true)))
                && from.ledger().tells(Sensor.DOWN, false);
    }

    private boolean hasHadItsTime() {
        return isDue() && from.state().phase().wake().filter(now::reached).isPresent();
    }

    private boolean isDue() {
        return input.filter(Input.Due.class::isInstance).isPresent();
    }

    private void raisedFor(TapId tap) {
        if (!(book.owed().get(tap) instanceof Owed.Waits waits)) {
            throw new Broken("I31: one authorisation, one crossing");
        }
        mayPass(tap, waits);
        var loop = Sensors.arrival(waits.way());
        boolean unseen = waits.way() == Direction.OUT && !book.told().containsKey(loop);
        unless(
                waits.vehicle() && book.tells(loop, true) || unseen,
                "it acts only with the vehicle on its loop");
        owe(tap, new Owed.Crosses(book.tells(Sensor.SAFETY, true), false));
    }

    private void mayPass(TapId tap, Owed.Waits waits) {
        boolean said =
                step.effects().contains(Effect.Note.of(new Fact.ReleasedBeforeRecord(), tap));
        unless(
                (waits.answer() == Answer.DURABLE) != said,
                "I47: it opens on its record, or says that it does not");
        unless(!said || !waits.right(), "a right opens nothing before its record");
        unless(
                !said
                        || now.reached(waits.tapped().plus(RecordWait.TAP))
                        || waits.answer() == Answer.FAILED,
                "its record is waited for");
        unless(
                !now.reached(waits.seen().plus(Queue.FRESH)),
                "it acts only on a credential that is fresh");
    }

    private void pressed() {
        boolean press = input.filter(Input.ExitPressed.class::isInstance).isPresent();
        unless(
                press && from.ledger().button() || book.calls().contains(Cause.EXIT_BUTTON),
                "I33: a button is pressed after it was seen up");
        book = book.calls(Cause.EXIT_BUTTON, press && isUpForAnother());
    }

    /// Whoever is announced then comes after whoever the arm is up for.
    private boolean isUpForAnother() {
        var phase = from.state().phase();
        return (phase instanceof Phase.Raising || phase instanceof Phase.Open)
                && from.ledger().owed().values().stream().anyMatch(Owed.Crosses.class::isInstance);
    }

    private void seen() {
        boolean saved =
                comesUnder() && (from.state().phase() instanceof Phase.Lowering || mayHaveSunk());
        boolean sinks =
                input.filter(
                                heard ->
                                        heard instanceof Input.Sensed(var limit, _)
                                                && (limit == Sensor.UP || limit == Sensor.DOWN))
                        .isPresent();
        if (!saved && (!sinks || answersACall())) {
            unless(
                    book.calls().contains(Cause.CONTACT),
                    "I31: a free exit opens once for whoever came");
            book = book.calls(Cause.CONTACT, false);
        }
    }

    /// It is found down, and goes up for whoever waited for that.
    private boolean answersACall() {
        return from.state().queue().called().contains(Cause.CONTACT)
                && !step.next().queue().called().contains(Cause.CONTACT);
    }

    // --- outcomes ---

    private void outcome(TapId tap, Result result) {
        if (result == Result.TAILGATED) {
            unless(
                    passed.equals(Optional.of(tap)),
                    "a tailgater comes behind somebody who has passed");
            unless(
                    comesUnder() || leavesArrival(Direction.IN) || leavesArrival(Direction.OUT),
                    "a tailgater is seen to come");
            return;
        }
        passed = Optional.of(tap).filter(_ -> result == Result.PASSED);
        var owed = book.owed().get(tap);
        if (owed == null) {
            throw new Broken("exactly one outcome for each grant");
        }
        switch (owed) {
            case Owed.Waits waits -> neverLetIn(tap, waits, result);
            case Owed.Crosses crosses -> crossed(crosses, result);
        }
        book = book.owing(tap, Optional.empty());
    }

    private void neverLetIn(TapId tap, Owed.Waits waits, Result result) {
        boolean gone =
                waits.vehicle()
                        && input.equals(
                                Optional.of(new Input.Sensed(Sensors.arrival(waits.way()), false)));
        boolean told =
                step.effects().stream()
                        .anyMatch(
                                effect ->
                                        effect instanceof Effect.Show(var of, _) && of.equals(tap));
        unless(
                switch (result) {
                    case ASSUMED -> isHeldUp();
                    case NOT_PASSED -> gone || told;
                    case PASSED, REVERSED, TAILGATED -> false;
                },
                "whoever is not let in has not passed, and is told or gone");
    }

    private void crossed(Owed.Crosses crosses, Result result) {
        unless(
                switch (result) {
                    case PASSED -> crosses.entered();
                    case REVERSED -> crosses.entered() && book.safety().isFree();
                    case TAILGATED -> false;
                    case ASSUMED ->
                            !book.told().containsKey(Sensor.SAFETY)
                                    || isHeldUp()
                                    || crosses.entered() && anArrivalIsUnseen();
                    case NOT_PASSED -> book.safety().isFree() && !crosses.under();
                },
                "an outcome is what the loops told: " + result);
    }

    private boolean anArrivalIsUnseen() {
        return Stream.of(Sensor.ARRIVAL_IN, Sensor.ARRIVAL_OUT)
                .filter(profile.sensors()::contains)
                .anyMatch(not(book.told()::containsKey));
    }

    private boolean isHeldUp() {
        return List.of(from.state().phase(), step.next().phase()).stream()
                .anyMatch(phase -> phase instanceof Phase.Free || phase instanceof Phase.Fire);
    }

    private boolean isCrossing(TapId tap) {
        return book.owed().get(tap) instanceof Owed.Crosses
                || step.effects().stream().anyMatch(effect -> isAssumed(effect, tap));
    }

    private static boolean isAssumed(Effect effect, TapId tap) {
        return effect.equals(Effect.Note.of(new Fact.Passage(Result.ASSUMED), tap));
    }

    // --- after it ---

    private void waits(TapId tap, Owed owed) {
        if (!(owed instanceof Owed.Waits waits)) {
            return;
        }
        var loop = Sensors.arrival(waits.way());
        unless(
                !waits.vehicle() || !book.tells(loop, false),
                "a vehicle that is gone takes its credential along");
        boolean fresh = !now.reached(waits.seen().plus(Queue.FRESH));
        boolean there = book.tells(loop, true);
        boolean free =
                switch (step.next().phase()) {
                    case Phase.Unknown(),
                            Phase.Down(),
                            Phase.Clear _,
                            Phase.Lowering _,
                            Phase.Forced(),
                            Phase.Fault _ ->
                            true;
                    case Phase.Raising _, Phase.Open _, Phase.Occupied _ ->
                            !book.told().containsKey(Sensor.SAFETY);
                    case Phase.Free _, Phase.Fire _ -> true;
                };
        unless(
                !(free && there && fresh && waits.answer() == Answer.DURABLE),
                "nobody waits for an arm that is free: " + tap);
        unless(
                waits.way() == Direction.OUT || !isShutNow(),
                "a lockdown turns away whoever waits to come in");
    }

    private void whoeverComesIsTold() {
        for (var each : step.next().queue().waiting()) {
            boolean waited =
                    from.state()
                            .queue()
                            .of(each.tap())
                            .filter(before -> before.stage() == each.stage())
                            .isPresent();
            unless(
                    waited
                            || each.stage() != Queue.Stage.VEHICLE
                            || step.effects()
                                    .contains(new Effect.Show(each.tap(), Reason.INTERLOCK)),
                    "whoever waits is told to");
        }
    }

    /// Whoever is on the safety loop while the arm stands up uses what they were let in by; an arm
    /// that has to go up again lets them try once more.
    private void standsUnder() {
        boolean rises = step.next().phase() instanceof Phase.Raising;
        boolean on = book.tells(Sensor.SAFETY, true);
        for (var owed : Map.copyOf(book.owed()).entrySet()) {
            if (owed.getValue() instanceof Owed.Crosses(var entered, var under)) {
                owe(owed.getKey(), new Owed.Crosses(entered, !rises && (under || on)));
            }
        }
    }

    /// Whoever comes onto the safety loop behind somebody who is through was called, or is told.
    private void follows() {
        var through =
                from.state()
                        .phase()
                        .current()
                        .filter(each -> each.progress() == Crossing.Progress.THROUGH);
        if (!comesUnder() || through.isEmpty()) {
            return;
        }
        var told = passed.map(tap -> Effect.Note.of(new Fact.Passage(Result.TAILGATED), tap));
        var call = called(through.get().isOf(Direction.IN));
        unless(
                call.isPresent() || told.filter(not(step.effects()::contains)).isEmpty(),
                "whoever follows uncalled is told");
        call.ifPresent(by -> book = book.calls(by, false));
    }

    /// By standing at a free exit, and not behind whoever came in; or by a button or an operator.
    private Optional<Cause> called(boolean cameIn) {
        boolean follows = cameIn && book.tells(Sensor.ARRIVAL_IN, true);
        boolean leaves = book.tells(Sensor.ARRIVAL_OUT, true) && !follows;
        return Stream.of(Cause.CONTACT, Cause.EXIT_BUTTON, Cause.COMMAND)
                .filter(by -> by != Cause.CONTACT || leaves)
                .filter(book.calls()::contains)
                .findFirst();
    }

    /// Held up, it is up for whoever was announced, too.
    private void calledFor() {
        if (step.next().phase() instanceof Phase.Free
                || step.next().phase() instanceof Phase.Fire) {
            book = book.calls(Cause.EXIT_BUTTON, false).calls(Cause.COMMAND, false);
        }
        boolean comesDown =
                step.next().phase() instanceof Phase.Lowering
                        || step.next().phase() instanceof Phase.Down;
        unless(!comesDown || book.calls().isEmpty(), "nobody who called is forgotten");
    }

    /// It is closed to whoever comes in, and was not before.
    private boolean isShutNow() {
        boolean keepsOut = book.ordered() == Posture.LOCKDOWN || book.ordered() == Posture.DISABLED;
        return keepsOut && book.ordered() != from.ledger().ordered();
    }

    /// What nobody here raised comes down when an operator wants it to, and not otherwise.
    private void broughtDown() {
        boolean elsewhere =
                switch (from.state().phase()) {
                    case Phase.Unknown(), Phase.Forced(), Phase.Fault _ -> true;
                    case Phase.Down(),
                            Phase.Raising _,
                            Phase.Open _,
                            Phase.Occupied _,
                            Phase.Clear _,
                            Phase.Lowering _,
                            Phase.Free _,
                            Phase.Fire _ ->
                            false;
                };
        boolean comesDown =
                step.next().phase() instanceof Phase.Clear
                        || step.next().phase() instanceof Phase.Lowering;
        unless(!elsewhere || !comesDown || isOperators(), "it lowers what it has raised itself");
    }

    private boolean isOperators() {
        return input.filter(
                        heard ->
                                heard instanceof Input.Normal(_, var by) && by == Cause.COMMAND
                                        || heard instanceof Input.Lockdown(_, var to)
                                                && to == Cause.COMMAND
                                        || heard instanceof Input.Disabled(_, var of)
                                                && of == Cause.COMMAND)
                .isPresent();
    }

    private void alarms() {
        input.ifPresent(
                heard -> {
                    if (heard instanceof Input.SensorLost(var sensor)) {
                        unless(stands(Kind.CONTACT_LOST, sensor.wire()), "I62: a loss is told");
                    }
                    if (heard instanceof Input.Sensed(var sensor, _)) {
                        unless(
                                !stands(Kind.CONTACT_LOST, sensor.wire()) || isDoubted(sensor),
                                "I62: a loss is over when it is");
                    }
                });
        unless(
                stands(Kind.LIMITS_CONTRADICT, "") || !contradict(),
                "limits that contradict are told");
        unless(
                stands(Kind.FORCED, "") == step.next().phase() instanceof Phase.Forced,
                "an arm that is forced is told for as long");
        unless(stands(Kind.FIRE, "") == book.fire(), "a fire is told for as long");
        for (var loop : List.of(Sensor.SAFETY, Sensor.ARRIVAL_IN, Sensor.ARRIVAL_OUT)) {
            unless(
                    !stands(Kind.LOOP_STUCK, loop.wire())
                            || !book.tells(loop, false) && !stands(Kind.CONTACT_LOST, loop.wire()),
                    "a loop that is free, or lost, is not stuck");
        }
    }

    /// A limit contact that has told too much.
    private boolean isDoubted(Sensor sensor) {
        return !BarrierProfile.isLoop(sensor) && step.next().sensors().strays().tooMany();
    }

    private boolean contradict() {
        return book.tells(Sensor.UP, true) && book.tells(Sensor.DOWN, true);
    }

    private boolean stands(Kind kind, String part) {
        return book.standing().contains(new Fact.Alarm(kind, true, part));
    }
}
