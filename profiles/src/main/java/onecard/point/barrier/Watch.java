package onecard.point.barrier;

import static onecard.point.Step.then;
import static onecard.point.barrier.Steps.alarm;
import static onecard.point.barrier.Steps.clear;
import static onecard.point.barrier.Steps.state;
import static onecard.point.barrier.Steps.to;

import java.util.Optional;
import onecard.point.Cause;
import onecard.point.Fact.Kind;
import onecard.point.Sensor;
import onecard.point.Step;
import onecard.point.barrier.Barrier.State;
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
import onecard.time.Moment;

/// What the barrier makes of its sensors: of the loops, and of the contacts that tell where the arm
/// is.
record Watch(BarrierProfile profile, Arm arm, Loops loops) {

    Step<State> sensed(State state, Sensor sensor, boolean active, Moment now) {
        var before = state.sensors();
        if (!profile.sensors().contains(sensor) || before.hasTold(sensor, active)) {
            return to(state);
        }
        var seen = state.with(before.seen(sensor, active, now, profile.loopStuck()));
        return then(
                then(back(seen, sensor), next -> told(next, sensor)),
                next -> changed(next, sensor, active, before.sees(sensor), now));
    }

    /// It is there again. A limit contact that comes and goes is lost until it is believed anew.
    private static Step<State> back(State state, Sensor sensor) {
        boolean believed = BarrierProfile.isLoop(sensor) || !state.sensors().strays().tooMany();
        return believed ? clear(state, Kind.CONTACT_LOST, sensor.wire()) : to(state);
    }

    /// The alarms that a sensor itself tells the end of.
    private static Step<State> told(State state, Sensor sensor) {
        if (!BarrierProfile.isLoop(sensor)) {
            return then(contradiction(state), Watch::reached);
        }
        return state.sensors().isActive(sensor)
                ? to(state)
                : clear(state, Kind.LOOP_STUCK, sensor.wire());
    }

    private static Step<State> reached(State state) {
        var up =
                state.sensors().isNotUp()
                        ? to(state)
                        : clear(state, Kind.LIMIT_NOT_REACHED, Sensor.UP.wire());
        return state.sensors().isNotDown()
                ? up
                : then(up, next -> clear(next, Kind.LIMIT_NOT_REACHED, Sensor.DOWN.wire()));
    }

    private static Step<State> contradiction(State state) {
        if (state.sensors().contradict()) {
            return state.raised().stands(Kind.LIMITS_CONTRADICT, "")
                    ? to(state)
                    : alarm(strayed(state), Kind.LIMITS_CONTRADICT, "");
        }
        return state.sensors().strays().tooMany()
                ? to(state)
                : clear(state, Kind.LIMITS_CONTRADICT, "");
    }

    private static State strayed(State state) {
        return state.with(state.sensors().strays().more());
    }

    /// @param seen it was the other way before, and not only unknown
    private Step<State> changed(
            State state, Sensor sensor, boolean active, boolean seen, Moment now) {
        return switch (sensor) {
            case SAFETY -> {
                var step = active ? loops.entered(state, now) : loops.cleared(state, now);
                yield then(step, next -> found(next, now));
            }
            case ARRIVAL_IN, ARRIVAL_OUT -> {
                var way = Loops.way(sensor);
                yield active
                        ? loops.arrived(state, way, seen, now)
                        : loops.departed(state, way, seen, now);
            }
            case UP, DOWN -> limit(state, sensor, seen, now);
            // A lane's, or a meter's.
            case PASSED_IN, PASSED_OUT, PASSED, HOME, METER -> to(state);
        };
    }

    Step<State> lost(State state, Sensor sensor, Moment now) {
        if (!profile.sensors().contains(sensor)) {
            return to(state);
        }
        boolean strays =
                !BarrierProfile.isLoop(sensor)
                        && !state.raised().stands(Kind.CONTACT_LOST, sensor.wire());
        var told = strays ? strayed(state) : state;
        var blind = told.with(told.sensors().lost(sensor));
        return then(
                then(
                        alarm(blind, Kind.CONTACT_LOST, sensor.wire()),
                        next -> clear(next, Kind.LOOP_STUCK, sensor.wire())),
                next ->
                        switch (sensor) {
                            case SAFETY -> loops.safetyLost(next, now);
                            case ARRIVAL_IN, ARRIVAL_OUT ->
                                    loops.arrivalLost(next, Loops.way(sensor), now);
                            case UP, DOWN ->
                                    then(contradiction(next), s -> limit(s, sensor, false, now));
                            case PASSED_IN, PASSED_OUT, PASSED, HOME, METER -> to(next);
                        });
    }

    // --- where the arm is ---

    private Step<State> limit(State state, Sensor sensor, boolean seen, Moment now) {
        var sensors = state.sensors();
        return switch (state.phase()) {
            case Raising(var crossing, _, _) ->
                    sensors.isUp() ? arm.raised(state, crossing, Cause.CONTACT, now) : to(state);
            case Open(var crossing, _) -> sinks(state, crossing, sensor, seen, now);
            case Clear(var crossing, _) -> sinks(state, crossing, sensor, seen, now);
            case Occupied(var crossing, var kept) ->
                    !kept && seen && isSinking(sensors, sensor)
                            ? sinksOnto(state, crossing, now)
                            : to(state);
            // A contact that says so all the time is stuck: the arm still moves.
            case Lowering _ ->
                    sensor == Sensor.DOWN && seen && sensors.isDown()
                            ? arm.down(state, Cause.CONTACT, now)
                            : to(state);
            case Down() -> leaves(state, seen);
            case Unknown(), Forced() -> found(state, now);
            case Fault _ ->
                    found(sensors.isUp() ? state.in(new Fault(Optional.empty())) : state, now);
            case Free _ -> sensors.isUp() ? to(state.in(new Free(Optional.empty()))) : to(state);
            case Fire _ -> sensors.isUp() ? to(state.in(new Fire(Optional.empty()))) : to(state);
        };
    }

    /// It comes down though nobody here lowered it. Where that is the controller's part, it may.
    private Step<State> sinks(
            State state, Crossing crossing, Sensor sensor, boolean seen, Moment now) {
        if (!profile.drive().lowers()) {
            return state.sensors().isDown() ? arm.down(state, Cause.CONTACT, now) : to(state);
        }
        if (!seen || !isSinking(state.sensors(), sensor)) {
            return to(state);
        }
        var sunk = strayed(state);
        return sunk.sensors().strays().tooMany()
                ? givenUp(state, sunk, crossing, now)
                : arm.raise(sunk, crossing, Cause.CONTACT, Optional.empty(), now);
    }

    /// Where it is now nobody can say: it is up for nobody any more.
    private Step<State> givenUp(State before, State state, Crossing crossing, Moment now) {
        if (state.sensors().isDown()) {
            return then(Arm.notUp(state), next -> arm.down(next, Cause.CONTACT, now));
        }
        if (!(state.phase() instanceof Clear)) {
            return then(Arm.notUp(state), next -> arm.givenUp(next, crossing, now));
        }
        return before.sensors().strays().tooMany() ? to(state) : Arm.notUp(state);
    }

    /// Somebody is under it, or nobody can say that they are not.
    private Step<State> sinksOnto(State state, Crossing crossing, Moment now) {
        var sunk = strayed(state);
        var told = sunk.sensors().strays().tooMany() ? Arm.notUp(sunk) : to(sunk);
        return then(told, next -> arm.raise(next, crossing, Cause.CONTACT, Optional.empty(), now));
    }

    private static boolean isSinking(Sensors sensors, Sensor changed) {
        return changed == Sensor.UP ? sensors.isFree(Sensor.UP) : sensors.isDown();
    }

    /// It is not down any more, though nobody here raised it.
    private static Step<State> leaves(State state, boolean seen) {
        if (!state.sensors().isNotDown()) {
            return to(state);
        }
        // Nobody saw it leave.
        if (!seen) {
            return to(
                    strayed(state).in(new Unknown()),
                    state(new Unknown().name(), Cause.CONTACT, false));
        }
        return then(
                alarm(strayed(state).in(new Forced()), Kind.FORCED, ""),
                next -> to(next, state(new Forced().name(), Cause.CONTACT, false)));
    }

    /// It is found down where nobody here brought it there. One that has just been raised is on its
    /// way up, though it may have reached its lower limit first.
    private Step<State> found(State state, Moment now) {
        return switch (state.phase()) {
            case Unknown(), Forced() ->
                    state.sensors().isDown() && !state.sensors().strays().tooMany()
                            ? arm.down(state, Cause.CONTACT, now)
                            : to(state);
            case Fault(var until) -> until.isEmpty() ? arm.restsDown(state, now) : to(state);
            case Down(), Raising _, Open _, Occupied _, Clear _, Lowering _, Free _, Fire _ ->
                    to(state);
        };
    }
}
