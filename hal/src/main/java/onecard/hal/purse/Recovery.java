package onecard.hal.purse;

/// What [Purse#recover] found of a debit that was torn.
public sealed interface Recovery {

    /// It was made: the purse has proved it.
    record Done(DebitProof proof) implements Recovery {}

    /// It was not made, and cannot be any more: the card has not counted it, and its session is
    /// over.
    record NotDebited(Intent intent) implements Recovery {}

    /// Still nobody knows. Ask again when the same card is there, or leave it to the issuer.
    record StillUnknown(Intent intent, Doubt why) implements Recovery {}
}
