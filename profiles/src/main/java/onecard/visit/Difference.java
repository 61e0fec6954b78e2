package onecard.visit;

import java.util.Locale;

/// What is not as it should be when a visit is closed. The gate opens all the same.
public enum Difference {
    CARD_NOT_RETURNED,
    UNPAID_SALES,
    VEHICLE_INSIDE,
    ENTRY_UNKNOWN,
    EXIT_AGAIN,
    OVERSTAYED,
    PASSAGE_UNKNOWN,
    NOT_LEFT;

    /// The name in events.
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }
}
