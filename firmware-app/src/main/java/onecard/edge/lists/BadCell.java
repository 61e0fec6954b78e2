package onecard.edge.lists;

import onecard.words.Words;

/// What is wrong with a row, and in which field. Never what stood there.
public final class BadCell extends Exception {
    private static final long serialVersionUID = 1L;
    final int field;
    final transient Words what;

    /// @param field its number in the row, from 0
    BadCell(int field, Words what) {
        super(what.en(), null, false, false);
        this.field = field;
        this.what = what;
    }

    /// The same of a row in which its fields stand elsewhere.
    ///
    /// @param at where each of its fields stands there
    public BadCell at(int[] at) {
        return new BadCell(at[field], what);
    }
}
