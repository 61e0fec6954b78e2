package onecard.point.door;

import static onecard.point.Effects.all;
import static onecard.point.door.Steps.secureName;
import static onecard.point.door.Steps.to;

import java.util.List;
import java.util.Optional;
import onecard.access.Posture;
import onecard.point.Cause;
import onecard.point.Effect;
import onecard.point.Effect.Hold;
import onecard.point.Effect.Note;
import onecard.point.Effect.Relock;
import onecard.point.Fact;
import onecard.point.Fact.Kind;
import onecard.point.Order;
import onecard.point.Output;
import onecard.point.Step;
import onecard.point.TapId;
import onecard.point.door.Door.State;
import onecard.point.door.Phase.Fire;
import onecard.point.door.Phase.Forced;
import onecard.point.door.Phase.Free;
import onecard.point.door.Phase.HeldOpen;
import onecard.point.door.Phase.Open;
import onecard.point.door.Phase.Recording;
import onecard.point.door.Phase.Released;
import onecard.point.door.Phase.Secure;
import onecard.point.door.Phase.Shunted;
import onecard.point.door.Phase.Warned;
import onecard.time.Moment;

/// What holds the lock open until it is over: a fire, or an order. Fire goes first.
record Orders(Watch watch) {

    static Step<State> fireRaised(State state, TapId press) {
        if (state.phase() instanceof Fire) {
            return to(state);
        }
        return to(
                state.in(new Fire(state.phase().isOpen())),
                all(
                        Watch.endOfAlarms(state.phase()),
                        all(
                                List.of(new Hold(Output.LOCK, Cause.FIRE)),
                                all(
                                        Admission.goesThrough(state.phase()),
                                        Note.of(new Fact.State("fire", Cause.FIRE, true), press),
                                        Note.of(new Fact.Alarm(Kind.FIRE, true))))));
    }

    Step<State> fireCleared(State state, Moment now) {
        if (!(state.phase() instanceof Fire(var open))) {
            return to(state);
        }
        var over = Note.of(new Fact.Alarm(Kind.FIRE, false));
        return state.ordered().posture() == Posture.FREE
                ? to(
                        state.in(new Free(open)),
                        new Hold(Output.LOCK, state.ordered().cause()),
                        over,
                        Note.of(new Fact.State("free", state.ordered().cause(), true)))
                : locked(state, open, Cause.FIRE, Optional.empty(), now, over);
    }

    Step<State> ordered(State state, Order order, TapId cause, Moment now) {
        var next = state.with(order);
        return switch (state.phase()) {
            // Fire goes first; the order holds when it is over.
            case Fire _ -> to(next);
            case Free(var open) ->
                    order.posture() == Posture.FREE
                            ? to(next)
                            : locked(next, open, order.cause(), Optional.of(cause), now);
            case Secure _,
                    Recording _,
                    Released _,
                    Shunted _,
                    Open _,
                    Warned _,
                    HeldOpen _,
                    Forced _ ->
                    order.posture() == Posture.FREE
                            ? to(
                                    next.in(new Free(state.phase().isOpen())),
                                    all(
                                            Watch.endOfAlarms(state.phase()),
                                            all(
                                                    List.of(new Hold(Output.LOCK, order.cause())),
                                                    all(
                                                            Admission.goesThrough(state.phase()),
                                                            Note.of(
                                                                    new Fact.State(
                                                                            "free",
                                                                            order.cause(),
                                                                            true),
                                                                    cause)))))
                            : to(
                                    next,
                                    Note.of(
                                            new Fact.State(
                                                    order.named(state.phase().name()),
                                                    order.cause(),
                                                    false),
                                            cause));
        };
    }

    /// Ends a hold: the lock bites, and a leaf that stands open is timed from now.
    private Step<State> locked(
            State state, boolean open, Cause by, Optional<TapId> cause, Moment now, Effect... and) {
        var next = state.in(open ? watch.open(now) : new Secure());
        var fact = new Fact.State(open ? "open" : secureName(state), by, false);
        return to(next, all(List.of(new Relock(Output.LOCK), new Note(fact, cause)), and));
    }
}
