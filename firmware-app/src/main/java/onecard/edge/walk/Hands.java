package onecard.edge.walk;

import static onecard.edge.words.Message.WIRING_ROLE_LOCK;
import static onecard.edge.words.Message.WIRING_ROLE_LOWER;
import static onecard.edge.words.Message.WIRING_ROLE_OPEN_IN;
import static onecard.edge.words.Message.WIRING_ROLE_OPEN_OUT;
import static onecard.edge.words.Message.WIRING_ROLE_RAISE;
import static onecard.edge.words.Message.WIRING_ROLE_STOP;
import static onecard.edge.words.Message.WIRING_ROLE_VALVE;

import onecard.edge.wiring.Roles;
import onecard.edge.words.Message;
import onecard.point.Role;
import onecard.words.Words;

/// What is to be done with one's hands, in installers' words.
final class Hands {

    private Hands() {}

    /// How a contact is worked, there or back.
    static Words work(Sense sense, boolean back) {
        var what = of(sense);
        return switch (sense.role()) {
            case Role.Leaf() ->
                    back ? Message.WALK_ASK_SHUT.with(what) : Message.WALK_ASK_OPEN.with(what);
            case Role.ExitButton() ->
                    back ? Message.WALK_ASK_LET_GO.with(what) : Message.WALK_ASK_PRESS.with(what);
            case Role.Fire() ->
                    back ? Message.WALK_ASK_CALM.with(what) : Message.WALK_ASK_FIRE.with(what);
            case Role.Sensing(var sensor) ->
                    switch (sensor) {
                        case HOME ->
                                back
                                        ? Message.WALK_ASK_HOME.with(what)
                                        : Message.WALK_ASK_AWAY.with(what);
                        case UP, DOWN ->
                                back
                                        ? Message.WALK_ASK_LOWER.with(what)
                                        : Message.WALK_ASK_RAISE.with(what);
                        case ARRIVAL_IN, ARRIVAL_OUT ->
                                back
                                        ? Message.WALK_ASK_DRIVE_OFF.with(what)
                                        : Message.WALK_ASK_DRIVE_ON.with(what);
                        case PASSED_IN, PASSED_OUT, PASSED, SAFETY, METER ->
                                back
                                        ? Message.WALK_ASK_RELEASE.with(what)
                                        : Message.WALK_ASK_COVER.with(what);
                    };
        };
    }

    /// A contact: its point, its role, and its name in the site file.
    static Words of(Sense sense) {
        return Message.WALK_PART.with(sense.point(), Roles.of(sense.role()), sense.contact());
    }

    /// An output: its point, its role, and its name in the site file.
    static Words of(Move move) {
        return Message.WALK_PART.with(move.point(), role(move), move.relay());
    }

    private static Words role(Move move) {
        return switch (move.output()) {
            case LOCK -> WIRING_ROLE_LOCK.with();
            case IN -> WIRING_ROLE_OPEN_IN.with();
            case OUT -> WIRING_ROLE_OPEN_OUT.with();
            case RAISE -> WIRING_ROLE_RAISE.with();
            case LOWER -> WIRING_ROLE_LOWER.with();
            case STOP -> WIRING_ROLE_STOP.with();
            case VALVE -> WIRING_ROLE_VALVE.with();
        };
    }
}
