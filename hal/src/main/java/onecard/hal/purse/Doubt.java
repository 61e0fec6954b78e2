package onecard.hal.purse;

import java.util.Locale;

/// Why nobody knows whether a purse was debited. Stable, as [Refusal] is.
public enum Doubt {
    /// After the debit was sent, or before it could be asked what became of it.
    CARD_LEFT,
    /// What the card answered is not of the form, or its end is lost.
    GARBLED,
    /// The card said neither that it did nor that it did not.
    UNKNOWN_STATUS,
    /// The card says that it debited, and its MAC2 is not this debit's. A genuine purse may have
    /// debited and its answer been spoilt, or it was another terminal's debit; a forged purse has
    /// no money to give. Nobody here can tell these apart.
    FALSE_PROOF,
    /// The card says that it debited, and there is no module to check it.
    MODULE_SILENT,
    /// Not the card that was debited, or not by its number.
    OTHER_CARD,
    /// The card does not let itself be asked: its purse is locked, gone, or empty to the last fen.
    CARD_REFUSES,
    /// The card has counted one debit and gives no proof that it was this one.
    NO_PROOF,
    /// It has counted more since: the proof of this one is gone.
    COUNTER_AHEAD,
    /// It has counted less than before, which no purse does.
    COUNTER_BACK,
    /// It has counted nothing, and holds less than before.
    BALANCE_LESS;

    /// The name in metrics and events.
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }
}
