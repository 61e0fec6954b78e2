package onecard.hal.purse;

/// One debit that is about to be, with all that its proof will be checked by. It is stored before
/// the debit: whatever happens then, [Purse#recover] can tell from it what became of the debit.
/// Holds no key and no number of a card.
///
/// @param card pseudonym of the purse, 32 hex digits
public record Intent(String card, Charge charge, CardSide cardSide, TerminalSide terminalSide) {

    /// @throws IllegalArgumentException where the purse could not make this debit
    public Intent {
        if (card.length() != 32) {
            throw new IllegalArgumentException(
                    "a pseudonym must be 32 hex digits, but was " + card.length());
        }
        if (charge.amountFen() > cardSide.balanceFen()) {
            throw new IllegalArgumentException("more than the purse holds");
        }
        if (cardSide.sequence() == CardSide.SEQUENCE_MAX) {
            throw new IllegalArgumentException("the purse has counted to its end");
        }
    }

    /// What is left if the debit is made: by the card's word on what was there before.
    public long balanceAfterFen() {
        return cardSide.balanceFen() - charge.amountFen();
    }

    /// What the purse counts once the debit is made.
    public int sequenceAfter() {
        return cardSide.sequence() + 1;
    }
}
