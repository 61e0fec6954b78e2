package onecard.point.barrier;

import static onecard.point.Effects.all;
import static onecard.point.Effects.passage;
import static onecard.point.Step.then;
import static onecard.point.barrier.Steps.alarm;
import static onecard.point.barrier.Steps.clear;
import static onecard.point.barrier.Steps.state;
import static onecard.point.barrier.Steps.to;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import onecard.access.Direction;
import onecard.access.Reason;
import onecard.point.Cause;
import onecard.point.Effect;
import onecard.point.Effect.Note;
import onecard.point.Effect.Show;
import onecard.point.Fact;
import onecard.point.Fact.Kind;
import onecard.point.Fact.Result;
import onecard.point.Grant;
import onecard.point.Sensor;
import onecard.point.Step;
import onecard.point.TapId;
import onecard.point.barrier.Barrier.State;
import onecard.point.barrier.Crossing.Progress;
import onecard.point.barrier.Phase.Clear;
import onecard.point.barrier.Phase.Down;
import onecard.point.barrier.Phase.Fault;
import onecard.point.barrier.Phase.Fire;
import onecard.point.barrier.Phase.Forced;
import onecard.point.barrier.Phase.Free;
import onecard.point.barrier.Phase.Lowering;
import onecard.point.barrier.Phase.Occupied;
import onecard.point.barrier.Phase.Open;
import onecard.point.barrier.Phase.Raising;
import onecard.point.barrier.Phase.Unknown;
import onecard.point.barrier.Queue.Waiting;
import onecard.time.Moment;
import onecard.time.Mono;

/// What moves the arm: from one phase to the next, with the lines and the outcomes that go with it.
record Arm(BarrierProfile profile) {

    // --- whose turn it is ---

    /// Whoever is next gets the arm, unless somebody else has it.
    Step<State> next(State state, Moment now) {
        return unlessBusy(state, now).orElseGet(() -> to(state));
    }

    private Optional<Step<State>> unlessBusy(State state, Moment now) {
        return switch (state.phase()) {
            case Unknown(), Down(), Lowering _, Forced(), Fault _ -> turn(state, now);
            // Whoever was seen on the loop of a free exit may be on their way off.
            case Clear _ -> granted(state, now);
            // Where nobody sees who crosses, nobody has to wait for them.
            case Raising _, Open _, Occupied _ ->
                    state.sensors().sees(Sensor.SAFETY) ? Optional.empty() : granted(state, now);
            case Free _, Fire _ -> Optional.empty();
        };
    }

    private Optional<Step<State>> turn(State state, Moment now) {
        return granted(state, now)
                .or(() -> state.queue().firstCalled(_ -> true).map(by -> called(state, by, now)));
    }

    private Optional<Step<State>> granted(State state, Moment now) {
        return state.queue()
                .first(each -> each.opens(now) && stands(state, each.way()))
                .map(Waiting::grant)
                .map(grant -> granted(state.with(state.queue().without(grant.tap())), grant, now));
    }

    /// A vehicle is there. Whoever leaves is let out though its loop cannot tell.
    private static boolean stands(State state, Direction way) {
        var loop = Sensors.arrival(way);
        return state.sensors().isActive(loop)
                || way == Direction.OUT && !state.sensors().sees(loop);
    }

    private Step<State> granted(State state, Grant grant, Moment now) {
        return then(
                begin(state, Crossing.of(grant), Cause.TAP, Optional.of(grant.tap()), now),
                next -> to(next, welcome(grant)));
    }

    static List<Effect> welcome(Grant grant) {
        var ok = new Show(grant.tap(), Reason.OK);
        return grant.recorded()
                ? List.of(ok)
                : List.of(ok, Note.of(new Fact.ReleasedBeforeRecord(), grant.tap()));
    }

    private Step<State> called(State state, Cause by, Moment now) {
        var answered = state.with(state.queue().uncalled(by));
        return begin(answered, Crossing.of(by), by, Optional.empty(), now);
    }

    // --- up ---

    /// For one crossing; the one before is over.
    Step<State> begin(
            State state, Crossing crossing, Cause by, Optional<TapId> because, Moment now) {
        if (!state.sensors().sees(Sensor.SAFETY)) {
            return beginUnseen(state, crossing, by, because, now);
        }
        // Whoever stopped with their nose over the loop has entered it.
        var starts =
                state.sensors().isActive(Sensor.SAFETY)
                        ? crossing.entered(Loops.mayStandFor(profile, state, crossing))
                        : crossing;
        return then(anew(state), next -> raise(next, starts, by, because, now));
    }

    /// Nobody will see whether they pass, nor has to wait until they have.
    private Step<State> beginUnseen(
            State state, Crossing crossing, Cause by, Optional<TapId> because, Moment now) {
        var raised = then(anew(state), next -> raise(next, crossing.told(), by, because, now));
        return then(
                then(raised, next -> to(next, crossing.result(Result.ASSUMED))),
                next -> next(next, now));
    }

    /// For the same crossing as before, or for the first time. One that has not stayed up is kept
    /// up until nobody is under it.
    Step<State> raise(
            State state, Crossing crossing, Cause by, Optional<TapId> because, Moment now) {
        boolean kept =
                state.phase().isKept() || state.sensors().strays().tooMany() && mayBeUnder(state);
        var raising = new Raising(crossing, limit(now), kept);
        var told = new Note(new Fact.State(raising.name(), by, by != Cause.TAP), because);
        var driven = kept ? profile.drive().hold(by) : profile.drive().raise(by, now);
        return then(
                to(state.in(raising), all(driven, told)),
                next ->
                        next.sensors().isUp()
                                ? raised(next, crossing, Cause.CONTACT, now)
                                : to(next));
    }

    Step<State> raised(State state, Crossing crossing, Cause cause, Moment now) {
        return raised(state, crossing, cause, List.of(), now);
    }

    private Step<State> raised(
            State state, Crossing crossing, Cause cause, List<Effect> and, Moment now) {
        var up = standing(state, crossing, now);
        return then(
                to(state.in(up), all(and, state(up.name(), cause, !and.isEmpty()))),
                next -> next(next, now));
    }

    /// The arm is up: for whom it waits now. Who only touched the safety loop while it rose may
    /// still drive in.
    private Phase standing(State state, Crossing crossing, Moment now) {
        if (mayBeUnder(state)) {
            return new Occupied(crossing, state.phase().isKept());
        }
        return crossing.progress() == Progress.THROUGH
                ? new Clear(crossing, now.plus(profile.clear()))
                : new Open(crossing.at(Progress.AWAITED), now.plus(profile.entry()));
    }

    /// Somebody is under it, or nobody can say that they are not.
    private boolean mayBeUnder(State state) {
        return profile.sensors().contains(Sensor.SAFETY) && !state.sensors().isFree(Sensor.SAFETY);
    }

    /// The safety loop is free, or is seen to be once more.
    Step<State> cleared(State state, Crossing crossing, Moment now) {
        var free =
                crossing.progress() == Progress.AWAITED
                        ? new Open(crossing, now.plus(profile.entry()))
                        : new Clear(crossing, now.plus(profile.clear()));
        return next(state.in(free), now);
    }

    /// It does not stay up: it comes down as behind a vehicle, and is raised anew for the next.
    Step<State> givenUp(State state, Crossing crossing, Moment now) {
        var clear = new Clear(crossing, now.plus(profile.clear()));
        return then(
                to(state.in(clear), state(clear.name(), Cause.CONTACT, false)),
                next -> next(next, now));
    }

    // --- held up ---

    /// As ordered, or for a fire. Of those who were let in, or wait to be, nobody tells any more
    /// who passes.
    ///
    /// @param because the order or the alarm
    Step<State> freed(State state, boolean fire, Cause by, Optional<TapId> because, Moment now) {
        var until = Optional.of(limit(now)).filter(_ -> !state.sensors().isUp());
        var phase = fire ? new Fire(until) : new Free(until);
        var effects = new ArrayList<>(profile.drive().hold(by));
        effects.add(new Note(new Fact.State(phase.name(), by, true), because));
        state.phase().current().ifPresent(crossing -> effects.addAll(crossing.unseen()));
        for (var each : state.queue().waiting()) {
            effects.add(new Show(each.tap(), Reason.OK));
            effects.add(passage(each.tap(), Result.ASSUMED));
        }
        var empty =
                state.queue().called().contains(Cause.CONTACT)
                        ? Queue.EMPTY.called(Cause.CONTACT)
                        : Queue.EMPTY;
        var held = state.with(empty).with(Strays.NONE).in(phase);
        return then(to(held, effects), Arm::unalarmed);
    }

    /// It need not be up for anybody: it comes down when nobody is under it.
    Step<State> wantedDown(State state, Cause by, Optional<TapId> because, Moment now) {
        var nobody = Crossing.NOBODYS.at(Progress.UNSEEN);
        var phase =
                profile.drive().lowers() && state.sensors().isFree(Sensor.SAFETY)
                        ? new Clear(nobody, now.plus(profile.clear()))
                        : standing(state, nobody, now);
        var told = new Note(new Fact.State(phase.name(), by, false), because);
        return then(anew(state), next -> to(next.in(phase), told));
    }

    /// Somebody looks at it: its limit contacts are believed anew.
    static Step<State> lookedAt(State state) {
        return believed(state.with(Strays.NONE));
    }

    // --- down ---

    /// Nobody drove in, or everybody is through: it is the next one's turn, or the arm comes down.
    private Step<State> done(State state, Crossing crossing, Moment now) {
        return turn(state, now)
                .orElseGet(
                        () ->
                                profile.drive().lowers()
                                        ? lower(state, crossing, now)
                                        : left(state, crossing, now));
    }

    /// The arm never comes down while somebody is under it, or nobody can say that they are not.
    private Step<State> lower(State state, Crossing crossing, Moment now) {
        if (!state.sensors().isFree(Sensor.SAFETY)) {
            return to(state.in(new Occupied(crossing, false)));
        }
        var lowering = new Lowering(crossing, limit(now));
        var told = state(lowering.name(), Cause.TIMER, true);
        return to(state.with(Strays.NONE).in(lowering), all(profile.drive().lower(now), told));
    }

    /// The controller brings it down; where its limit contact tells, that is waited for.
    private Step<State> left(State state, Crossing crossing, Moment now) {
        return state.sensors().isNotDown()
                ? to(state.in(new Clear(crossing, now.plus(profile.entry()))))
                : down(state, Cause.TIMER, now);
    }

    /// It is down, and goes up for whoever still waits.
    Step<State> down(State state, Cause cause, Moment now) {
        boolean kept =
                state.phase() instanceof Fault
                        || state.phase() instanceof Open
                        || state.phase() instanceof Clear;
        var rest = kept ? profile.drive().rest() : List.<Effect>of();
        return then(
                then(over(state), next -> isDown(next.in(new Down()), cause, rest)),
                next -> next(next, now));
    }

    private static Step<State> isDown(State down, Cause cause, List<Effect> and) {
        return to(down, all(and, state(Barrier.called(down), cause, false)));
    }

    /// It did not come down: it lies on something, or its limit contact is broken. It goes up once
    /// and stays there, for it would only come down on the same again.
    private Step<State> obstructed(State state, Moment now) {
        var fault = new Fault(Optional.of(limit(now)));
        var told = state(fault.name(), Cause.FAULT, true);
        return then(
                then(over(state), next -> alarm(next, Kind.LIMIT_NOT_REACHED, Sensor.DOWN.wire())),
                next -> to(next.in(fault), all(profile.drive().raise(Cause.FAULT, now), told)));
    }

    /// It did not stay up, and is found down. What still holds it up is let go when nobody is under
    /// it.
    Step<State> restsDown(State state, Moment now) {
        return state.sensors().isDown() && state.sensors().isFree(Sensor.SAFETY)
                ? down(state, Cause.CONTACT, now)
                : to(state);
    }

    // --- time ---

    /// The arm has had its time. Where no limit contact tells, it is taken to have got there.
    Step<State> due(State state, Moment now) {
        return switch (state.phase()) {
            case Raising(var crossing, _, var kept) ->
                    state.sensors().isNotUp()
                            ? notRaised(state, crossing, kept, now)
                            : raised(state, crossing, Cause.TIMER, now);
            case Open(var crossing, _) -> done(state, crossing, now);
            case Clear(var crossing, _) -> done(state, crossing, now);
            case Lowering _ ->
                    state.sensors().isNotDown()
                            ? obstructed(state, now)
                            : down(state, Cause.TIMER, now);
            case Free _ -> heldUp(state.in(new Free(Optional.empty())));
            case Fire _ -> heldUp(state.in(new Fire(Optional.empty())));
            case Fault _ -> restsDown(state.in(new Fault(Optional.empty())), now);
            case Unknown(), Down(), Occupied _, Forced() -> to(state);
        };
    }

    /// Tried no more. The vehicle has its time all the same: the limit contact may be broken. What
    /// is kept up over somebody stays so.
    private Step<State> notRaised(State state, Crossing crossing, boolean kept, Moment now) {
        var stop = kept ? List.<Effect>of() : profile.drive().stop(now);
        return then(notUp(state), next -> raised(next, crossing, Cause.FAULT, stop, now));
    }

    private static Step<State> heldUp(State state) {
        return state.sensors().isNotUp() ? notUp(state) : to(state);
    }

    static Step<State> notUp(State state) {
        return alarm(state, Kind.LIMIT_NOT_REACHED, Sensor.UP.wire());
    }

    private Mono limit(Moment now) {
        return now.plus(profile.speed().limit());
    }

    /// What was under way is over, and its outcome known.
    private static Step<State> over(State state) {
        var told = state.phase().current().map(Crossing::ended).orElse(List.of());
        return then(to(state, told), Arm::unalarmed);
    }

    /// The same, and the arm is set going.
    private static Step<State> anew(State state) {
        return over(state.with(Strays.NONE));
    }

    private static Step<State> unalarmed(State state) {
        return then(
                then(clear(state, Kind.FORCED, ""), next -> clear(next, Kind.TAILGATED, "")),
                Arm::believed);
    }

    /// What the limit contacts told the end of while they were not believed.
    private static Step<State> believed(State state) {
        if (state.sensors().strays().tooMany()) {
            return to(state);
        }
        var step =
                state.sensors().contradict() ? to(state) : clear(state, Kind.LIMITS_CONTRADICT, "");
        for (var limit : List.of(Sensor.UP, Sensor.DOWN)) {
            if (state.sensors().sees(limit)) {
                step = then(step, next -> clear(next, Kind.CONTACT_LOST, limit.wire()));
            }
        }
        return step;
    }
}
