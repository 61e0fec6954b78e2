package onecard.edge.store.journal;

import java.util.Locale;

/// The kinds of event, as they stand in the topic and in `type`.
public enum EventKind {
    TAP,
    PASSAGE,
    SALE,
    REFUND,
    SETTLEMENT,
    RATING,
    READING,
    VISIT,
    ATTENDANCE,
    ALARM,
    STATE,
    COMMAND,
    SYSTEM;

    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }
}
