package onecard.money;

/// One of the wallets a canteen takes, in the order in which it takes them: a subsidy before what a
/// person paid in.
///
/// @param id as in lists and events
/// @param share of a sale that it pays
/// @param term of what is in it
/// @param firstHelpingOnly whether it pays for a person's first sale of a meal alone
public record Wallet(String id, Share share, Term term, boolean firstHelpingOnly) {

    /// Whether it depends on the date what it pays: nothing of it is spent while no clock can be
    /// trusted.
    public boolean isDated() {
        return term != Term.NONE || firstHelpingOnly;
    }

    /// What a person paid in: all of any sale, and for ever.
    public static Wallet personal(String id) {
        return new Wallet(id, new Share.Whole(), Term.NONE, false);
    }
}
