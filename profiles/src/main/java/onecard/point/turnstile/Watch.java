package onecard.point.turnstile;

import static onecard.point.Effects.passage;
import static onecard.point.Step.first;
import static onecard.point.Step.then;
import static onecard.point.turnstile.Steps.clear;
import static onecard.point.turnstile.Steps.raise;
import static onecard.point.turnstile.Steps.to;

import java.util.Optional;
import onecard.access.Posture;
import onecard.point.Cause;
import onecard.point.Fact.Kind;
import onecard.point.Fact.Result;
import onecard.point.Sensor;
import onecard.point.Step;
import onecard.point.turnstile.Phase.Closing;
import onecard.point.turnstile.Phase.Fault;
import onecard.point.turnstile.Phase.Fire;
import onecard.point.turnstile.Phase.Free;
import onecard.point.turnstile.Phase.Idle;
import onecard.point.turnstile.Phase.Open;
import onecard.point.turnstile.Turnstile.State;
import onecard.time.Moment;

/// What the lane makes of its sensors: passages, whoever stands in it, and where wing or arm is.
record Watch(TurnstileProfile profile, Lane lane) {

    Step<State> sensed(State state, Sensor sensor, boolean active, Moment now) {
        return then(
                clear(state, Kind.CONTACT_LOST, sensor.wire()),
                found ->
                        switch (sensor) {
                            case PASSED_IN, PASSED_OUT, PASSED -> told(found, sensor, active, now);
                            case SAFETY -> active ? occupied(found, now) : freed(found, now);
                            case HOME -> home(found, active);
                            // A barrier's, or a meter's.
                            case ARRIVAL_IN, ARRIVAL_OUT, UP, DOWN, METER -> to(found);
                        });
    }

    /// What was seen last is not true any more: passages are not seen, and somebody may stand where
    /// the wing moves. Other alarms stay until the sensor itself says that they are over.
    Step<State> lost(State state, Sensor sensor, Moment now) {
        return then(
                raise(state, Kind.CONTACT_LOST, sensor.wire()),
                blind ->
                        switch (sensor) {
                            case PASSED_IN, PASSED_OUT, PASSED -> unwatched(blind, sensor);
                            case SAFETY -> safetyLost(blind, now);
                            case HOME -> to(blind.with(blind.sensors().lost(sensor)));
                            case ARRIVAL_IN, ARRIVAL_OUT, UP, DOWN, METER -> to(blind);
                        });
    }

    // --- passages ---

    /// A passage is an edge that was seen: a contact found active tells of none.
    private Step<State> told(State state, Sensor sensor, boolean active, Moment now) {
        boolean rises = active && state.sensors().isFree(sensor);
        var next = state.with(state.sensors().seen(sensor, active));
        if (rises) {
            return passes(lane.signed(next, now), sensor, now);
        }
        return active ? to(next) : over(next, sensor);
    }

    private Step<State> passes(State state, Sensor sensor, Moment now) {
        return switch (state.phase()) {
            case Open(var opening, _, _) -> passes(state, opening, sensor, now);
            case Closing(var opening, _) ->
                    opening.map(of -> passes(state, of, sensor, now))
                            // The last of those who could pass both ways.
                            .orElseGet(() -> to(state));
            case Free(), Fire() -> to(state);
            case Idle(), Fault() -> raise(state, Kind.INTRUSION, sensor.wire());
        };
    }

    private Step<State> passes(State state, Opening opening, Sensor sensor, Moment now) {
        if (profile.telling(opening.way()) != sensor) {
            return raise(state, Kind.WRONG_WAY, sensor.wire());
        }
        if (!opening.watched()) {
            return to(state);
        }
        if (opening.isDone()) {
            var behind = passage(opening.last().orElseThrow(), Result.TAILGATED);
            return first(behind, raise(state, Kind.TAILGATED, sensor.wire()));
        }
        var who = opening.awaited().getFirst().tap();
        var next = state.in(state.phase().of(opening.passed()));
        return first(passage(who, Result.PASSED), lane.closeIfDone(next, now));
    }

    private static Step<State> over(State state, Sensor sensor) {
        var part = sensor.wire();
        return then(
                then(clear(state, Kind.INTRUSION, part), next -> clear(next, Kind.TAILGATED, part)),
                next -> clear(next, Kind.WRONG_WAY, part));
    }

    private Step<State> unwatched(State state, Sensor sensor) {
        var next = state.with(state.sensors().lost(sensor));
        return next.phase()
                .current()
                .filter(opening -> profile.telling(opening.way()) == sensor)
                .map(
                        opening ->
                                to(
                                        next.in(next.phase().of(opening.unwatched())),
                                        opening.all(Result.ASSUMED)))
                .orElseGet(() -> to(next));
    }

    // --- whoever stands in it ---

    private Step<State> occupied(State state, Moment now) {
        if (state.sensors().safety().isActive()) {
            return to(state);
        }
        var next = state.with(new Safety.Occupied(now.plus(profile.blocked())));
        return switch (next.phase()) {
            case Open(var opening, _, _) -> to(next.in(next.phase().of(opening.steppedIn())));
            case Closing(var opening, _) ->
                    opening.map(of -> lane.reopen(next, of.steppedIn(), now))
                            .orElseGet(
                                    () ->
                                            lane.both(
                                                    next,
                                                    new Free(),
                                                    Cause.CONTACT,
                                                    Optional.empty()));
            case Idle(), Fault(), Free(), Fire() -> to(next);
        };
    }

    private Step<State> freed(State state, Moment now) {
        return then(
                clear(state.with(new Safety.Clear()), Kind.SENSOR_BLOCKED, ""),
                next -> nobodyThere(next, now));
    }

    /// Whatever only waited for that goes on.
    private Step<State> nobodyThere(State state, Moment now) {
        return switch (state.phase()) {
            case Open _ -> lane.closeIfDone(state, now);
            case Free() when state.ordered().posture() != Posture.FREE ->
                    lane.closeBoth(state, Cause.CONTACT, Optional.empty(), now);
            case Idle(), Fault(), Closing _, Free(), Fire() -> to(state);
        };
    }

    private Step<State> safetyLost(State state, Moment now) {
        return switch (state.sensors().safety()) {
            case Safety.Occupied _, Safety.Blocked() ->
                    to(state.with(new Safety.Taken(now.plus(profile.blocked()))));
            case Safety.Clear() -> to(state.with(new Safety.Taken(now.plus(profile.window()))));
            case Safety.Taken _, Safety.Unseen() -> to(state);
        };
    }

    /// Time alone tells that somebody stands there for too long, or does not any more.
    Step<State> due(State state, Moment now) {
        return switch (state.sensors().safety()) {
            case Safety.Occupied _ ->
                    raise(state.with(new Safety.Blocked()), Kind.SENSOR_BLOCKED, "");
            case Safety.Taken _ -> nobodyThere(state.with(new Safety.Unseen()), now);
            case Safety.Clear(), Safety.Blocked(), Safety.Unseen() -> to(state);
        };
    }

    // --- wing or arm ---

    private static Step<State> home(State state, boolean active) {
        var next = state.with(state.sensors().seen(Sensor.HOME, active));
        if (active) {
            var back = clear(next, Kind.WING_NOT_HOME, "");
            return next.phase() instanceof Fault
                    ? then(back, s -> Lane.shut(s, new Idle(), Cause.CONTACT))
                    : back;
        }
        return next.phase() instanceof Idle ? Lane.fault(next, Cause.CONTACT) : to(next);
    }
}
