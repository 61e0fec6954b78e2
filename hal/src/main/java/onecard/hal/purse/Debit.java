package onecard.hal.purse;

/// What came of [Purse#debit].
public sealed interface Debit {

    /// The purse gave the money, and proved it.
    record Done(DebitProof proof) implements Debit {}

    /// The purse said that it did not: nothing was debited. Its word is taken for it, by a status
    /// that stands for no change: a card that lies here lies to its own holder.
    ///
    /// @param status words of the card, SW1 SW2
    record Refused(Intent intent, Refusal why, int status) implements Debit {}

    /// The command may have reached the card, and nobody knows what became of it. To be kept as
    /// unknown until [Purse#recover] or the issuer tells.
    record Torn(Intent intent, Doubt why) implements Debit {}
}
