package onecard.point.barrier;

import static onecard.point.Effects.all;
import static onecard.point.Effects.passage;
import static onecard.point.Step.then;
import static onecard.point.barrier.Steps.alarm;
import static onecard.point.barrier.Steps.to;
import static onecard.point.barrier.Steps.turnedAway;

import java.util.Optional;
import onecard.access.Direction;
import onecard.access.Reason;
import onecard.point.Cause;
import onecard.point.Fact.Kind;
import onecard.point.Fact.Result;
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
import onecard.time.Moment;

/// What the barrier makes of its loops: who arrives, how far they have come, and who follows.
record Loops(BarrierProfile profile, Arm arm) {

    // --- the safety loop ---

    Step<State> entered(State state, Moment now) {
        var step =
                state.phase()
                        .current()
                        .map(crossing -> entered(state, crossing))
                        .orElseGet(() -> to(state));
        return then(step, next -> under(next, now));
    }

    /// Who comes onto it when the one before is through has followed them, unless the arm is up for
    /// them too.
    private Step<State> entered(State state, Crossing crossing) {
        if (crossing.progress() != Progress.THROUGH) {
            var enters = crossing.entered(mayStandFor(profile, state, crossing));
            return to(state.in(state.phase().of(enters)));
        }
        var called = state.queue().firstCalled(by -> isTheirs(state, by, crossing));
        if (called.isEmpty()) {
            return tailgated(state, crossing.entered(mayStandFor(profile, state, crossing)));
        }
        var meant = Crossing.of(called.get());
        var next = meant.entered(mayStandFor(profile, state, meant));
        var answered = state.with(state.queue().uncalled(called.get()));
        return to(answered.in(state.phase().of(next)), crossing.ended());
    }

    /// Whoever comes in calls the free exit behind themselves, on their way off: that is nobody's
    /// who follows them in.
    private static boolean isTheirs(State state, Cause by, Crossing crossed) {
        boolean follows = crossed.isOf(Direction.IN) && stands(state, Direction.IN);
        return by != Cause.CONTACT || stands(state, Direction.OUT) && !follows;
    }

    /// Behind somebody who has passed.
    private static Step<State> tailgated(State state, Crossing crossing) {
        var told = all(crossing.result(Result.PASSED), crossing.result(Result.TAILGATED));
        return then(
                to(state.in(state.phase().of(crossing.told())), told),
                next -> alarm(next, Kind.TAILGATED, ""));
    }

    /// Somebody is under the arm.
    private Step<State> under(State state, Moment now) {
        return switch (state.phase()) {
            case Open(var crossing, _) -> stopsUnder(state, crossing, now);
            case Clear(var crossing, _) -> stopsUnder(state, crossing, now);
            case Lowering(var crossing, _) ->
                    arm.raise(state, crossing, Cause.CONTACT, Optional.empty(), now);
            case Raising _, Occupied _ -> to(state);
            case Unknown(), Down(), Forced(), Fault _, Free _, Fire _ -> to(state);
        };
    }

    /// Where the controller lowers, or it does not stay up, the arm may be on its way down already.
    private Step<State> stopsUnder(State state, Crossing crossing, Moment now) {
        boolean maySink = !profile.drive().lowers() || state.sensors().strays().tooMany();
        return maySink && state.sensors().isNotUp()
                ? arm.raise(state, crossing, Cause.CONTACT, Optional.empty(), now)
                : to(state.in(new Occupied(crossing, false)));
    }

    Step<State> cleared(State state, Moment now) {
        var step =
                state.phase()
                        .current()
                        .map(crossing -> cleared(state, crossing))
                        .orElseGet(() -> to(state));
        return then(
                step,
                next ->
                        next.phase() instanceof Occupied(var through, _)
                                ? arm.cleared(next, through, now)
                                : to(next));
    }

    /// Where the one who is awaited still stands on its loop, it was the other who crossed. Where
    /// that loop cannot tell, they are through or have backed out.
    private Step<State> cleared(State state, Crossing crossing) {
        if (crossing.isOnBoth() && !seesOf(profile, state, crossing)) {
            var unseen = crossing.told().at(Progress.UNSEEN);
            return to(state.in(state.phase().of(unseen)), crossing.unseen());
        }
        boolean onArrival = standsFor(state, crossing);
        var next = state.in(state.phase().of(crossing.cleared(onArrival)));
        return crossing.progress() == Progress.MET && onArrival
                ? alarm(next, Kind.TAILGATED, "")
                : to(next);
    }

    /// Nobody can say any more that nobody is under the arm, nor tell what becomes of whom.
    Step<State> safetyLost(State state, Moment now) {
        var crossing = state.phase().current();
        if (crossing.isEmpty()) {
            return to(state);
        }
        var unseen = unseen(state.phase(), crossing.get());
        var told = to(state.in(state.phase().of(unseen)), crossing.get().unseen());
        return then(
                told,
                next ->
                        switch (next.phase()) {
                            case Open _, Clear _ ->
                                    arm.next(next.in(new Occupied(unseen, false)), now);
                            case Lowering _ ->
                                    arm.raise(next, unseen, Cause.FAULT, Optional.empty(), now);
                            case Raising _, Occupied _ -> arm.next(next, now);
                            case Unknown(), Down(), Forced(), Fault _, Free _, Fire _ -> to(next);
                        });
    }

    /// Who has not driven in yet may still.
    private static Crossing unseen(Phase phase, Crossing crossing) {
        boolean awaited = crossing.progress() == Progress.AWAITED && !(phase instanceof Lowering);
        return crossing.told().at(awaited ? Progress.AWAITED : Progress.UNSEEN);
    }

    // --- the arrival loops ---

    /// @param seen it was free before, and not only unknown
    Step<State> arrived(State state, Direction way, boolean seen, Moment now) {
        var queue = state.queue().arrived(way);
        boolean exit = profile.freeExit() && way == Direction.OUT && seen;
        return arm.next(state.with(exit ? queue.called(Cause.CONTACT) : queue), now);
    }

    /// @param seen it was occupied before, and not only unknown: nobody saw anybody leave
    Step<State> departed(State state, Direction way, boolean seen, Moment now) {
        var step =
                state.phase()
                        .current()
                        .filter(_ -> seen)
                        .map(crossing -> departed(state, crossing, way, now))
                        .orElseGet(() -> to(state));
        return then(step, next -> gone(next, way));
    }

    /// Whoever stood there is gone, and with them what they were granted.
    private static Step<State> gone(State state, Direction way) {
        var step = to(way == Direction.OUT ? uncalled(state) : state);
        for (var each : state.queue().those(each -> each.way() == way && each.arrived())) {
            step = then(step, next -> gone(next, each.tap()));
        }
        return step;
    }

    private static Step<State> gone(State state, TapId tap) {
        return to(state.with(state.queue().without(tap)), passage(tap, Result.NOT_PASSED));
    }

    private Step<State> departed(State state, Crossing crossing, Direction from, Moment now) {
        if (crossing.way().isEmpty()) {
            return crossing.progress() == Progress.ENTERED
                    ? to(state.in(state.phase().of(crossing.from(from))))
                    : to(state);
        }
        return crossing.isOf(from)
                ? departed(state, crossing, now)
                : to(state.in(state.phase().of(met(crossing, from))));
    }

    /// Whoever leaves by a free exit needs nobody's turn.
    private Crossing met(Crossing crossing, Direction from) {
        boolean mayCross = profile.freeExit() && from == Direction.OUT;
        return crossing.progress() == Progress.ENTERED && !mayCross
                ? crossing.at(Progress.MET)
                : crossing;
    }

    private Step<State> departed(State state, Crossing crossing, Moment now) {
        return switch (crossing.progress()) {
            case ENTERED, MET -> to(state.in(state.phase().of(crossing.at(Progress.BEYOND))));
            case BEYOND -> followed(state, crossing, now);
            // It went away backwards; whoever comes now is somebody else.
            case BACKED ->
                    to(
                            state.in(state.phase().of(crossing.told().at(Progress.THROUGH))),
                            crossing.ended());
            case AWAITED, THROUGH, UNSEEN -> to(state);
        };
    }

    /// A second vehicle has left the arrival loop while the first was on the safety loop: it was
    /// granted its own crossing, or it is a tailgater.
    private static Step<State> followed(State state, Crossing crossing, Moment now) {
        var granted = state.queue().first(each -> crossing.isOf(each.way()) && each.opens(now));
        if (granted.isEmpty()) {
            return tailgated(state, crossing);
        }
        var grant = granted.get().grant();
        var next = Crossing.of(grant).at(Progress.BEYOND);
        return to(
                state.with(state.queue().without(grant.tap())).in(state.phase().of(next)),
                all(crossing.result(Result.PASSED), Arm.welcome(grant)));
    }

    /// Who came in by a loop that cannot tell any more may be anybody; who leaves is let out.
    Step<State> arrivalLost(State state, Direction way, Moment now) {
        if (way == Direction.OUT) {
            return arm.next(uncalled(state), now);
        }
        var step = to(state);
        for (var each : state.queue().those(each -> each.way() == Direction.IN)) {
            step = then(step, next -> turnedAway(next, each.grant(), Reason.DEVICE_FAULT));
        }
        return step;
    }

    private static State uncalled(State state) {
        return state.with(state.queue().uncalled(Cause.CONTACT));
    }

    /// A vehicle is where this one comes from; from either side, where nobody knows.
    static boolean standsFor(State state, Crossing crossing) {
        return crossing.way()
                .map(way -> stands(state, way))
                .orElseGet(() -> stands(state, Direction.IN) || stands(state, Direction.OUT));
    }

    /// The same, or that loop cannot tell. Where none is fitted, none stands there.
    static boolean mayStandFor(BarrierProfile profile, State state, Crossing crossing) {
        return standsFor(state, crossing) || !seesOf(profile, state, crossing);
    }

    private static boolean seesOf(BarrierProfile profile, State state, Crossing crossing) {
        return crossing.way()
                .map(Sensors::arrival)
                .filter(profile.sensors()::contains)
                .map(state.sensors()::sees)
                .orElse(true);
    }

    private static boolean stands(State state, Direction way) {
        return state.sensors().isActive(Sensors.arrival(way));
    }

    // --- time ---

    Optional<Step<State>> due(State state, Moment now) {
        return state.sensors().stuck(now).map(loop -> stuck(state, loop, now));
    }

    /// An arrival loop that is occupied for so long is taken to be broken, until it is free again.
    private Step<State> stuck(State state, Sensor loop, Moment now) {
        var told = state.with(state.sensors().toldStuck(loop));
        var step = alarm(told, Kind.LOOP_STUCK, loop.wire());
        return loop == Sensor.SAFETY ? step : then(step, next -> arrivalLost(next, way(loop), now));
    }

    static Direction way(Sensor arrival) {
        return arrival == Sensor.ARRIVAL_IN ? Direction.IN : Direction.OUT;
    }
}
