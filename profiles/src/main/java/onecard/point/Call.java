package onecard.point;

import java.util.Locale;
import java.util.Optional;
import onecard.money.Duty;

/// What is called for at a till's keypad, by the key of a function and not by an amount.
public enum Call {
    /// An operator's card is next, or they go.
    SIGN,
    /// The last sale is taken back.
    VOID,
    /// A sale's number is next, and then how much of it is given back.
    REFUND,
    /// The batch is settled.
    SETTLE,
    /// What is sold from now on is none, or is one again.
    TRAIN,
    /// The next card is shown what stands in its wallets.
    QUERY,
    /// What was printed last is printed once more, as a copy.
    REPRINT,
    /// What a settlement would say now is told; nothing is closed.
    TOTALS;

    /// Whether a card answers it.
    public boolean awaitsCard() {
        return switch (this) {
            case SIGN, QUERY -> true;
            case VOID, REFUND, SETTLE, TRAIN, REPRINT, TOTALS -> false;
        };
    }

    /// The name in events.
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// What somebody must be allowed to; empty: anybody is.
    public Optional<Duty> duty() {
        return switch (this) {
            case SIGN, QUERY -> Optional.empty();
            case VOID -> Optional.of(Duty.VOID);
            case REFUND -> Optional.of(Duty.REFUND);
            case SETTLE, TOTALS -> Optional.of(Duty.SETTLE);
            case REPRINT -> Optional.of(Duty.SELL);
            case TRAIN -> Optional.of(Duty.CONFIGURE);
        };
    }
}
