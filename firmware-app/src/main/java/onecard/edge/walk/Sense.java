package onecard.edge.walk;

import onecard.point.Role;
import onecard.point.Sensor;

/// A contact that is worked by hand, and where.
///
/// @param role what it means to the first point that has it
public record Sense(String point, String contact, Role role) {

    /// As the site file names it.
    String part() {
        return "board.contacts." + contact;
    }

    /// Its level while everything is at rest: doors shut, wing and arm home, nobody near.
    public boolean activeAtRest() {
        return switch (role) {
            case Role.Leaf() -> true;
            case Role.ExitButton(), Role.Fire() -> false;
            case Role.Sensing(var sensor) ->
                    switch (sensor) {
                        case HOME, DOWN -> true;
                        case PASSED_IN,
                                PASSED_OUT,
                                PASSED,
                                SAFETY,
                                ARRIVAL_IN,
                                ARRIVAL_OUT,
                                UP,
                                METER ->
                                false;
                    };
        };
    }

    /// Whether a hand that works one of the two may well move the other: wing and arm carry
    /// contacts along, and who walks through a lane is seen by more than one.
    boolean goesWith(Sense other) {
        return point.equals(other.point) && isOfTheWay() && other.isOfTheWay();
    }

    /// Whether a release may move it without any hand.
    boolean follows(Move move) {
        return point.equals(move.point()) && isOfTheWay();
    }

    /// Whether the two are the ends of one arm's way.
    boolean isOtherLimit(Sense other) {
        return point.equals(other.point)
                && (is(Sensor.UP) && other.is(Sensor.DOWN)
                        || is(Sensor.DOWN) && other.is(Sensor.UP));
    }

    private boolean is(Sensor sensor) {
        return role.equals(new Role.Sensing(sensor));
    }

    private boolean isOfTheWay() {
        return role instanceof Role.Sensing && !is(Sensor.METER);
    }
}
