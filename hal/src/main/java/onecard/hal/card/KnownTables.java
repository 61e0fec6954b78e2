package onecard.hal.card;

import java.util.List;
import java.util.OptionalInt;
import onecard.hal.card.CardTable.Item;
import onecard.hal.card.CardTable.Meaning;
import onecard.hal.card.CardTable.Place;

/// The applications whose layout is public and the same everywhere.
final class KnownTables {

    private KnownTables() {}

    private static final int ISSUER_FILE = 0xEF05;
    private static final int HOLDER_FILE = 0xEF06;
    private static final Place IDENTIFICATION_CODE = record(ISSUER_FILE, 1, 0x01, 16);

    /// The social security card of all generations: `sx1.sh.` and 社会保障 in GB 2312. Its card
    /// identification code begins with the issuer's region. What else it holds needs keys on a
    /// third generation and is nobody's business at a door.
    static final CardTable SSC =
            new CardTable(
                    "ssc",
                    "7378312e73682ec9e7bbe1b1a3d5cf",
                    List.of(
                            new Item(Meaning.ID, IDENTIFICATION_CODE, 0, 16, Coding.B),
                            new Item(Meaning.REGION, IDENTIFICATION_CODE, 0, 3, Coding.B),
                            whole(Meaning.VERSION, record(ISSUER_FILE, 3, 0x03, 4), Coding.AN),
                            whole(Meaning.EXPIRES, record(ISSUER_FILE, 6, 0x06, 4), Coding.CN),
                            whole(Meaning.CITIZEN, record(HOLDER_FILE, 1, 0x08, 18), Coding.AN)));

    /// T-Union (交通联合).
    static final CardTable TUNION = transport("a000000632010105");

    /// City Union (城市一卡通互联互通), the same file under another name.
    static final CardTable CITY_UNION = transport("a00000000386980701");

    /// Serial at 10, first nibble left out; validity from 20 and to 24.
    private static CardTable transport(String name) {
        var file = new Place.Transparent(0x15, 28);
        return new CardTable(
                "tunion",
                name,
                List.of(
                        new Item(Meaning.ID, file, 10, 10, Coding.CN_TAIL),
                        new Item(Meaning.EXPIRES, file, 24, 4, Coding.CN)));
    }

    private static Place record(int file, int number, int tag, int bytes) {
        return new Place.Linear(file, number, OptionalInt.of(tag), bytes);
    }

    private static Item whole(Meaning means, Place place, Coding coding) {
        return new Item(means, place, 0, place.bytes(), coding);
    }
}
