package onecard.site;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import onecard.access.CredentialKind;

/// Files and records of a card application as a site writes them: what a province adds to a known
/// application, or one of its own.
///
/// @param select name of the application, hex; absent: the one it adds to
/// @param kind of the credential its identifier is; absent likewise
/// @param items what is read of it
public record CardLayout(Optional<String> select, Optional<CredentialKind> kind, List<Item> items) {

    public CardLayout {
        items = List.copyOf(items);
        if (select.isPresent() != kind.isPresent()) {
            throw new IllegalArgumentException("a layout has both select and kind, or neither");
        }
    }

    /// @param valueBytes of the whole value the item lies in
    /// @param offset of its first byte there
    public record Item(
            Means means, Place place, int valueBytes, int offset, int bytes, Coding coding) {
        public Item {
            if (offset + bytes > valueBytes) {
                throw new IllegalArgumentException(means + " reaches beyond its value");
            }
        }
    }

    /// What an item tells.
    public enum Means {
        ID,
        VERSION,
        EXPIRES,
        REGION,
        CITIZEN
    }

    /// How its bytes stand for text; see the card specifications' own letters.
    public enum Coding {
        B,
        CN,
        CN_TAIL,
        AN
    }

    /// Where it lies.
    public sealed interface Place {
        /// @param file two-byte id
        /// @param number of the record in it
        /// @param tag the record begins with; absent: the value stands alone
        record InRecord(int file, int number, OptionalInt tag) implements Place {}

        record InFile(int shortId) implements Place {}
    }
}
