package onecard.edge.lists;

import onecard.words.Lang;
import onecard.words.Words;

/// One bad row; never what stood in it.
///
/// @param alone whether the rows after it can still be trusted, so that this one may be left out
public record BadRow(long line, int column, Words what, boolean alone) {

    /// Something that no row may be left out for.
    public static BadRow ofFile(long line, int column, Words what) {
        return new BadRow(line, column, what, false);
    }

    /// `line:col: what`
    public String in(Lang lang) {
        return line + ":" + column + ": " + what.in(lang);
    }
}
