package onecard.point;

import java.util.Optional;
import java.util.Set;
import onecard.attendance.Attending;
import onecard.money.Operators;
import onecard.money.PickupTerms;
import onecard.money.Terms;

/// How one point behaves, and what kind of point that makes it.
public interface PointProfile {

    /// The kind's name in site files, events and topics.
    String scene();

    /// A machine that behaves so.
    Point<?> machine();

    /// What the machine moves; each needs a relay.
    Set<Output> outputs();

    /// What the machine takes to be observed, besides exit button and fire alarm.
    Set<Role> observed();

    /// What it sells by; empty where nobody pays.
    default Optional<Terms> sells() {
        return Optional.empty();
    }

    /// By what it hands out what was ordered ahead; empty where nothing is.
    default Optional<PickupTerms> handsOut() {
        return Optional.empty();
    }

    /// What people sign in to there; empty where nobody does.
    default Optional<Attending> attends() {
        return Optional.empty();
    }

    /// Who may work there; empty where nobody does.
    default Optional<Operators> operators() {
        return Optional.empty();
    }
}
