package onecard.edge.lists;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// What the entries of a list are about.
public enum ListType {
    /// Who may pass.
    PEOPLE,
    /// Accounts at a canteen.
    WALLETS,
    /// Who is expected at a meeting.
    ROSTER,
    /// Visitors and what they may do.
    PASSES,
    /// Meals ordered ahead.
    ORDERS,
    /// What dishes cost.
    PRICES,
    /// Vehicles.
    PLATES,
    /// Who may work at a terminal, and as what.
    OPERATORS;

    /// By its name in heads and site files; empty for any other.
    public static Optional<ListType> ofWire(String wire) {
        return Arrays.stream(values()).filter(type -> type.wire().equals(wire)).findFirst();
    }

    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }
}
