package onecard.hal.purse;

/// The electronic purse of the one card that lies on a reader, for as long as it lies there. Money
/// leaves it in two steps, because what happens between them decides who pays for an accident:
///
/// 1. [#initialise]: card and module agree on a debit. Nothing is debited, and nothing is lost if
///    the sale ends here, by a card that left or by nobody's doing.
/// 2. The caller makes the [Intent] durable, as a pending sale. **Only when that is on disk** does
///    it go on; if the disk is late, it lets the card go instead, and the sale is void.
/// 3. [#debit]: the command leaves. From here on a card that is lost may have paid.
/// 4. The caller makes the outcome durable: done, void if refused, unknown if torn. It shows and
///    prints a success only after that.
///
/// An unknown sale, and one that a crash left pending, is settled by [#recover] when the same card
/// is there again, before anything else is sold to it: the purse proves its last debit only, so
/// another one would bury it. Until then it stays unknown. No time and no other card settles it.
///
/// **Thread.** That of the reader the card lies on, for every call: numbers and channels do not
/// leave it. The caller's wait for its disk between the two steps is the reader's too, so the
/// caller bounds it: 100 ms leave a sale within its 400. **Deadlines.** No call waits for a person.
/// Initialising takes three exchanges with the card and two calls of the module, a debit one and
/// one, recovering three or four and at most one; by its contacts a card needs a second exchange
/// for each command with data. How long one may take is the reader's rule for a silent card, after
/// which the card counts as lost.
///
/// **Once.** Through one purse at most one debit command leaves, whatever it comes to; another
/// sale needs another presence. No call throws for what a card or a module does; each outcome says
/// why, in words that stay. Not thread-safe.
public interface Purse {

    /// Which purse it is, and what it holds, before anything is asked of it.
    Balance balance();

    /// Readies card and module for one debit. May be called again before the debit; the opening
    /// before is void then, and of the module's sequence a number is left out.
    Opening initialise(Charge charge);

    /// Sends the debit: once, and never again for this card while it lies there.
    ///
    /// A MAC2 that is false is no debit that anybody can prove, and none that did not happen: the
    /// sale is torn. So is one whose card answered by a status that leaves it open.
    ///
    /// @param opened what this purse gave last, its intent durable
    /// @throws IllegalStateException if it is another, or was used already: whatever else this
    /// returned might be taken for the outcome of a debit that was made
    Debit debit(Opening.Opened opened);

    /// What became of a debit, by what the card itself has counted and can prove. Sends no debit
    /// and changes nothing on the card, so it may be called as often as one likes: what it has
    /// once found of a debit, it finds again while the card makes no other. An opening that was
    /// not used is void.
    ///
    /// | the card | is |
    /// |---|---|
    /// | proves it: MAC2 for the next number | `Done` |
    /// | has counted none, and holds no less | `NotDebited` |
    /// | anything else, another card and a tear among it | `StillUnknown` |
    ///
    /// @param intent of a debit that was torn, or of which nothing is known but that it was meant
    Recovery recover(Intent intent);
}
