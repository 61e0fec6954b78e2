package onecard.hal.card;

import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/// Where one card application keeps what a point may know: a name to select, and items in its
/// files. Data, so that a province's extension is configuration.
///
/// @param kind of the credential its identifier is: `ssc`, `tunion`
/// @param name to select, 10 to 32 hex digits
/// @param items at most one of each meaning, an [Meaning#ID] among them
public record CardTable(String kind, String name, List<Item> items) {

    public CardTable {
        if (!name.matches("([0-9a-f]{2}){5,16}")) {
            throw new IllegalArgumentException("a name must be 5 to 16 bytes, but was " + name);
        }
        items = List.copyOf(items);
        if (items.stream().map(Item::means).distinct().count() != items.size()) {
            throw new IllegalArgumentException("two items of " + kind + " mean the same");
        }
        if (items.stream().noneMatch(item -> item.means() == Meaning.ID)) {
            throw new IllegalArgumentException("no item of " + kind + " is its identifier");
        }
    }

    /// What an item tells.
    public enum Meaning {
        /// The canonical identifier.
        ID,
        /// Specification version, `1.00` to `3.00`; its first character is the generation.
        VERSION,
        /// Last day, YYYYMMDD.
        EXPIRES,
        /// The issuer's region, 6 digits.
        REGION,
        /// The citizen number, 18 characters; never asked for of a third generation, which closes
        /// it.
        CITIZEN
    }

    /// Bytes of a file, each read once however many items lie in it.
    public sealed interface Place {
        /// @param bytes of the value
        int bytes();

        /// A record.
        ///
        /// @param file two-byte id below the application
        /// @param number of the record in it, from 1
        /// @param tag the record begins with it and one byte of length; absent: the value stands
        /// alone
        record Linear(int file, int number, OptionalInt tag, int bytes) implements Place {}

        /// The start of a file that is one run of bytes.
        ///
        /// @param shortId 1 to 30
        record Transparent(int shortId, int bytes) implements Place {}
    }

    /// @param offset of the first byte within the place
    public record Item(Meaning means, Place place, int offset, int bytes, Coding coding) {
        public Item {
            if (offset < 0 || bytes < 1 || offset + bytes > place.bytes()) {
                throw new IllegalArgumentException(
                        "%s must lie within %d bytes, but is %d from %d"
                                .formatted(means, place.bytes(), bytes, offset));
            }
        }
    }

    /// This table with `more`, each in the place of an own item that means the same.
    public CardTable with(List<Item> more) {
        var kept =
                items.stream()
                        .filter(
                                own ->
                                        more.stream()
                                                .noneMatch(item -> item.means() == own.means()));
        return new CardTable(kind, name, Stream.concat(kept, more.stream()).toList());
    }

    CardTable without(Meaning meaning) {
        return new CardTable(
                kind, name, items.stream().filter(item -> item.means() != meaning).toList());
    }

    Optional<Item> item(Meaning meaning) {
        return items.stream().filter(item -> item.means() == meaning).findFirst();
    }

    byte[] nameBytes() {
        return HexFormat.of().parseHex(name);
    }
}
