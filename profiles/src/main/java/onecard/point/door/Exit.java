package onecard.point.door;

import static onecard.point.Effects.all;
import static onecard.point.door.Steps.alarm;
import static onecard.point.door.Steps.to;

import java.util.List;
import java.util.Optional;
import onecard.access.Reason;
import onecard.point.Button.Down;
import onecard.point.Button.Stuck;
import onecard.point.Button.Unseen;
import onecard.point.Button.Up;
import onecard.point.Cause;
import onecard.point.Effect.Note;
import onecard.point.Effect.Release;
import onecard.point.Effect.Show;
import onecard.point.Fact;
import onecard.point.Fact.Kind;
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

/// The exit button: what a press does, and that it is no finger any more after a time.
record Exit(DoorProfile profile, Lock lock) {

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
        var until = now.plus(profile.release());
        var expected = lock.opensUntil(until);
        var by = new Fact.State("released", Cause.EXIT_BUTTON, true);
        return switch (profile.exitButton()) {
            case UNLOCK ->
                    switch (state.phase()) {
                        case Secure _, Shunted _ ->
                                to(
                                        state.in(new Released(Optional.empty(), expected)),
                                        new Release(Output.LOCK, until),
                                        Note.of(by, press));
                        // It opens for both: for the press at once, and the tap is granted.
                        case Recording(var tap, _, _) ->
                                to(
                                        state.in(new Released(Lock.awaited(state, tap), expected)),
                                        all(
                                                List.of(
                                                        new Release(Output.LOCK, until),
                                                        new Show(tap, Reason.OK),
                                                        Note.of(by, press)),
                                                Lock.assumedUnlessSeen(state, tap)));
                        case Released(var tap, _, var second) ->
                                to(
                                        state.in(new Released(tap, expected, second)),
                                        new Release(Output.LOCK, until),
                                        Note.of(by, press));
                        // The contact says open; should it be stuck, nobody is locked in.
                        case Open _, Warned _, HeldOpen _, Forced _ ->
                                to(state, new Release(Output.LOCK, until), Note.of(by, press));
                        case Free _, Fire _ -> to(state);
                    };
            case SHUNT ->
                    switch (state.phase()) {
                        case Secure _, Shunted _ ->
                                to(
                                        state.shunted(Optional.of(expected))
                                                .in(new Shunted(expected)),
                                        Note.of(
                                                new Fact.State("shunted", Cause.EXIT_BUTTON, false),
                                                press));
                        // The door is busy with a tap; the press holds all the same.
                        case Recording _, Released _ -> to(state.shunted(Optional.of(expected)));
                        case Open _, Warned _, HeldOpen _, Forced _, Free _, Fire _ -> to(state);
                    };
            case NONE -> to(state);
        };
    }

    static Step<State> released(State state) {
        var up = state.with(new Up());
        return to(up, alarm(Kind.EXIT_BUTTON_STUCK, false, state.button() instanceof Stuck));
    }
}
