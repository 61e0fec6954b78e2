package onecard.point.door;

import static onecard.point.door.Steps.clear;
import static onecard.point.door.Steps.raise;
import static onecard.point.door.Steps.to;

import onecard.point.Button.Down;
import onecard.point.Button.Stuck;
import onecard.point.Button.Unseen;
import onecard.point.Button.Up;
import onecard.point.Cause;
import onecard.point.Effect.Note;
import onecard.point.Fact;
import onecard.point.Fact.Kind;
import onecard.point.Grant;
import onecard.point.Step;
import onecard.point.TapId;
import onecard.point.door.Door.State;
import onecard.point.door.Phase.Fire;
import onecard.point.door.Phase.Forced;
import onecard.point.door.Phase.Free;
import onecard.point.door.Phase.HeldOpen;
import onecard.point.door.Phase.Open;
import onecard.point.door.Phase.Released;
import onecard.point.door.Phase.Secure;
import onecard.point.door.Phase.Shunted;
import onecard.point.door.Phase.Warned;
import onecard.time.Moment;

/// The exit button: what a press does, and that it is no finger any more after a time.
record Exit(DoorProfile profile, Interlock interlock, Lock lock) {

    Step<State> pressed(State state, TapId press, Moment now) {
        var down = state.with(new Down(now.plus(profile.exitButtonStuck())));
        return switch (state.button()) {
            // Down since before the start: nobody was seen to press, and no start opens a door.
            case Unseen() -> to(down);
            case Up() -> acts(down, press, now);
            // Told again because an edge was lost; should somebody have pressed anew, they get
            // out.
            case Down _ -> acts(state, press, now);
            case Stuck() -> to(state);
        };
    }

    private Step<State> acts(State state, TapId press, Moment now) {
        return switch (profile.exitButton()) {
            case UNLOCK -> interlock.open(state, Grant.press(press), now);
            case SHUNT -> shunts(state, press, now);
            case NONE -> to(state);
        };
    }

    private Step<State> shunts(State state, TapId press, Moment now) {
        var end = lock.opensUntil(now.plus(profile.usual().release()));
        return switch (state.phase()) {
            case Secure(), Shunted _ ->
                    to(
                            state.in(new Shunted(end)),
                            Note.of(new Fact.State("shunted", Cause.EXIT_BUTTON, false), press));
            // The lock is open for a tap; the press holds all the same.
            case Released open -> to(state.in(open.shunted(end)));
            case Open _, Warned _, HeldOpen(), Forced(), Free _, Fire _ -> to(state);
        };
    }

    static Step<State> letGo(State state) {
        return clear(state.with(new Up()), Kind.EXIT_BUTTON_STUCK, "");
    }

    static Step<State> due(State state) {
        return raise(state.with(new Stuck()), Kind.EXIT_BUTTON_STUCK, "");
    }
}
