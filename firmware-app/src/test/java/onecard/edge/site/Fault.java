package onecard.edge.site;

import java.util.Optional;

/// One thing wrong with a good file, and what must be said of it.
///
/// @param key of the schema
/// @param from where the good text is replaced, up to `to`
/// @param anchor a place in the good text
/// @param behind so many characters behind that is the fault, once it is made
/// @param suggested what the advice must name
record Fault(
        String key,
        Kind kind,
        int from,
        int to,
        String with,
        String rule,
        int anchor,
        int behind,
        Optional<String> suggested) {

    enum Kind {
        MISSPELT_KEY,
        MISSPELT_CHOICE,
        OTHER_UNIT,
        WRONG_TYPE,
        BELOW,
        ABOVE,
        NO_CHOICE,
        WRONG_TEXT,
        MISSING,
        NO_DRIVER,
        TWICE,
        NO_NAME,
        EMPTY,
        NO_DATE,
        NO_ZONE,
        REFERS_TO_NOTHING,
        REFERS_TO_ANOTHER_KIND,
        ID_TWICE,
        LINE_TWICE,
        TAB,
        INDENT,
        QUOTE,
        ALIASES;

        /// What else is wrong may be told once it is mended.
        boolean isAlone() {
            return isSyntax() || this == NO_DRIVER;
        }

        /// Nothing behind it can be read.
        boolean isSyntax() {
            return this == TAB || this == INDENT || this == QUOTE || this == ALIASES;
        }
    }

    Fault suggesting(String name) {
        return suggesting(Optional.of(name));
    }

    Fault suggesting(Optional<String> name) {
        return new Fault(key, kind, from, to, with, rule, anchor, behind, name);
    }

    /// How much longer the text becomes.
    int longer() {
        return with.length() - (to - from);
    }

    /// One would move the place of the other, or lie within it.
    boolean touches(Fault other) {
        return from <= other.to && other.from <= to || from == other.anchor || other.from == anchor;
    }

    /// Of a point whose kind nobody knows nobody can say what is missing.
    boolean blinds(Fault other) {
        return key.startsWith("points[")
                && key.endsWith("].profile")
                && suggested.isEmpty()
                && other.kind == Kind.MISSING
                && other.key.startsWith("points[");
    }

    @Override
    public String toString() {
        return kind + " of " + key + ": `" + with + "`";
    }
}
