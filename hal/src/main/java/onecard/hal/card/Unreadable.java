package onecard.hal.card;

import onecard.hal.CardFault;

/// The card answers, but gives no facts: nothing on it is tried here, or it says what an honest
/// one would not.
public final class Unreadable extends Exception {
    private static final long serialVersionUID = 1L;

    private final CardFault fault;

    /// @param what never with a byte of the card in it
    Unreadable(CardFault fault, String what) {
        super(what);
        this.fault = fault;
    }

    /// @param what never with a byte of the card in it
    public Unreadable(String what) {
        this(CardFault.UNREADABLE, what);
    }

    public CardFault fault() {
        return fault;
    }
}
