package onecard.point.turnstile;

import static onecard.point.Effects.all;
import static onecard.point.Effects.passage;
import static onecard.point.Step.then;
import static onecard.point.turnstile.Steps.raise;
import static onecard.point.turnstile.Steps.state;
import static onecard.point.turnstile.Steps.to;
import static onecard.time.Mono.earlier;
import static onecard.time.Mono.later;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import onecard.access.Direction;
import onecard.access.Reason;
import onecard.point.Cause;
import onecard.point.Effect;
import onecard.point.Effect.Hold;
import onecard.point.Effect.Note;
import onecard.point.Effect.Release;
import onecard.point.Effect.Relock;
import onecard.point.Effect.Show;
import onecard.point.Fact;
import onecard.point.Fact.Kind;
import onecard.point.Fact.Result;
import onecard.point.Grant;
import onecard.point.Output;
import onecard.point.Sensor;
import onecard.point.Step;
import onecard.point.TapId;
import onecard.point.turnstile.Phase.Closing;
import onecard.point.turnstile.Phase.Fault;
import onecard.point.turnstile.Phase.Fire;
import onecard.point.turnstile.Phase.Free;
import onecard.point.turnstile.Phase.Idle;
import onecard.point.turnstile.Phase.Open;
import onecard.point.turnstile.Turnstile.State;
import onecard.time.Moment;
import onecard.time.Mono;

/// What moves wing or arm: from one phase to the next, with the lines and the outcomes that go with
/// it. Only here is a line switched.
record Lane(TurnstileProfile profile) {

    // --- one way ---

    Step<State> open(State state, List<Grant> grants, Moment now) {
        var first = grants.getFirst();
        boolean watched = state.sensors().sees(profile.telling(first.way()));
        boolean extended = grants.stream().anyMatch(Grant::extended);
        var opening = Opening.of(grants, state.sensors().safety().isActive(), watched);
        var open = open(opening, window(extended, now), now);
        var effects = new ArrayList<>(List.of(release(open), opened(open, first)));
        grants.forEach(grant -> effects.addAll(welcome(grant)));
        if (!watched) {
            grants.forEach(grant -> effects.add(passage(grant.tap(), Result.ASSUMED)));
        }
        return to(state.in(open), effects);
    }

    /// Whether it stays open for that grant, too: there is room for one more to pass, or it is
    /// nobody else's.
    boolean joins(Open open, Grant grant) {
        return grant.isPress()
                || grant.again().filter(open.opening()::awaits).isPresent()
                || open.opening().takes(grant, profile.passes());
    }

    /// A grant while it is open this way: one more to pass where more may, and more time in any
    /// case. The same person's, where no more may, has its outcome at once.
    Step<State> join(State state, Open open, Grant grant, Moment now) {
        boolean taken = open.opening().takes(grant, profile.passes());
        var opening = taken ? open.opening().and(grant) : open.opening();
        var longer = open(opening, later(open.until(), window(grant.extended(), now)), now);
        var effects = new ArrayList<Effect>(List.of(release(longer)));
        if (isDropped(open, now)) {
            effects.add(opened(longer, grant));
        }
        effects.addAll(welcome(grant));
        if (taken && !opening.watched()) {
            effects.add(passage(grant.tap(), Result.ASSUMED));
        } else if (!taken && !grant.isPress()) {
            effects.add(passage(grant.tap(), Result.NOT_PASSED));
        }
        return to(state.in(longer), effects);
    }

    /// Its release ends before its window does, or somebody stands in it.
    private Step<State> renew(State state, Open open, Cause why, Moment now) {
        var longer =
                now.reached(open.until())
                        ? new Open(open.opening(), open.until(), now.plus(Turnstile.RENEWAL))
                        : open(open.opening(), open.until(), now);
        return isDropped(open, now)
                ? to(state.in(longer), release(longer), state(longer.name(), why, true))
                : to(state.in(longer), release(longer));
    }

    /// It was closing and somebody stands in it: open again, for nobody's passage.
    Step<State> reopen(State state, Opening opening, Moment now) {
        var open = new Open(opening, now.mono(), now.plus(Turnstile.RENEWAL));
        return to(state.in(open), release(open), state(open.name(), Cause.CONTACT, true));
    }

    /// Everybody it was opened for has passed, and nobody stands in it.
    Step<State> closeIfDone(State state, Moment now) {
        return state.phase() instanceof Open open && open.opening().isDone() && !state.isOccupied()
                ? close(state, open, Cause.CONTACT, now)
                : to(state);
    }

    private Step<State> close(State state, Open open, Cause cause, Moment now) {
        var closing = new Closing(Optional.of(open.opening()), now.plus(profile.closing()));
        return to(
                state.in(closing),
                new Relock(output(open.opening().way())),
                state(closing.name(), cause, false));
    }

    private Open open(Opening opening, Mono until, Moment now) {
        return new Open(opening, until, earlier(until, now.plus(profile.window())));
    }

    private Mono window(boolean extended, Moment now) {
        return now.plus(extended ? profile.extended() : profile.window());
    }

    private static Effect opened(Open open, Grant by) {
        return Note.of(new Fact.State(open.name(), by.by(), by.isPress()), by.tap());
    }

    private static List<Effect> welcome(Grant grant) {
        if (grant.isPress()) {
            return List.of();
        }
        var ok = new Show(grant.tap(), Reason.OK);
        return grant.recorded()
                ? List.of(ok)
                : List.of(ok, Note.of(new Fact.ReleasedBeforeRecord(), grant.tap()));
    }

    private static Effect release(Open open) {
        return new Release(output(open.opening().way()), open.renewAt().plus(Turnstile.RENEWAL));
    }

    /// Nobody renewed it in time: the line is off, whatever the phase says.
    private static boolean isDropped(Open open, Moment now) {
        return now.reached(open.renewAt().plus(Turnstile.RENEWAL));
    }

    private static Output output(Direction way) {
        return way == Direction.IN ? Output.IN : Output.OUT;
    }

    // --- both ways ---

    /// Open both ways: for a fire, as ordered, or still, because somebody stands in it. Of those
    /// who were let in, or wait to be, nobody tells any more who passes.
    ///
    /// @param phase free or fire
    /// @param because the order or the alarm
    Step<State> both(State state, Phase phase, Cause by, Optional<TapId> because) {
        boolean shut = !isBoth(state.phase());
        var effects =
                new ArrayList<Effect>(
                        List.of(
                                new Hold(Output.IN, by),
                                new Hold(Output.OUT, by),
                                new Note(new Fact.State(phase.name(), by, shut), because)));
        state.phase().current().ifPresent(each -> effects.addAll(each.all(Result.ASSUMED)));
        for (var grant : state.queue().all().toList()) {
            if (!grant.isPress()) {
                effects.add(new Show(grant.tap(), Reason.OK));
            }
            effects.add(passage(grant.tap(), Result.ASSUMED));
        }
        return to(state.with(Queue.EMPTY).in(phase), effects);
    }

    /// It need not be open both ways any longer, and closes when nobody stands in it. Where nobody
    /// sees that, somebody may have stepped in just now.
    Step<State> endBoth(State state, Cause by, Optional<TapId> because, Moment now) {
        var signed = signed(state, now);
        if (!signed.isOccupied()) {
            return closeBoth(signed, by, because, now);
        }
        return signed.phase() instanceof Free
                ? to(signed, new Note(new Fact.State("free", by, false), because))
                : both(signed, new Free(), Cause.CONTACT, because);
    }

    Step<State> closeBoth(State state, Cause cause, Optional<TapId> because, Moment now) {
        var closing = new Closing(Optional.empty(), now.plus(profile.closing()));
        return to(
                state.in(closing),
                new Relock(Output.IN),
                new Relock(Output.OUT),
                new Note(new Fact.State(closing.name(), cause, false), because));
    }

    private static boolean isBoth(Phase phase) {
        return phase instanceof Free || phase instanceof Fire;
    }

    /// Something tells of somebody; where the safety sensor does not, they may stand in the lane.
    State signed(State state, Moment now) {
        return state.with(state.sensors().safety().signed(now.plus(profile.window())));
    }

    // --- neither way ---

    /// The time to come home is over: what became of those it was opened for is known, and it opens
    /// for whoever waits.
    private Step<State> home(State state, Optional<Opening> opening, Moment now) {
        var shut =
                isAstray(state) ? fault(state, Cause.FAULT) : shut(state, new Idle(), Cause.TIMER);
        var told =
                new Step<>(
                        shut.next(),
                        all(opening.map(Opening::unpassed).orElse(List.of()), shut.effects()),
                        shut.wake());
        return then(
                told,
                next ->
                        next.queue()
                                .next(opening.map(Opening::way), profile.passes())
                                .map(who -> open(next.with(who.rest()), who.served(), now))
                                .orElseGet(() -> to(next)));
    }

    /// Where nobody sees it, it is where it was seen last.
    private static boolean isAstray(State state) {
        return state.sensors().sees(Sensor.HOME)
                ? state.sensors().isFree(Sensor.HOME)
                : state.raised().stands(Kind.WING_NOT_HOME, "");
    }

    static Step<State> fault(State state, Cause cause) {
        return then(raise(state, Kind.WING_NOT_HOME, ""), next -> shut(next, new Fault(), cause));
    }

    /// @param phase idle or fault
    static Step<State> shut(State state, Phase phase, Cause cause) {
        var next = state.in(phase);
        return to(next, state(Turnstile.called(next), cause, false));
    }

    // --- time ---

    Step<State> due(State state, Moment now) {
        return switch (state.phase()) {
            case Open open when !now.reached(open.until()) -> renew(state, open, Cause.TIMER, now);
            case Open open when state.isOccupied() -> renew(state, open, Cause.CONTACT, now);
            case Open open -> close(state, open, Cause.TIMER, now);
            case Closing(var opening, _) -> home(state, opening, now);
            case Idle(), Fault(), Free(), Fire() -> to(state);
        };
    }
}
