package onecard.hal.card;

import java.util.HexFormat;
import java.util.Optional;
import java.util.OptionalInt;
import onecard.hal.CardChannel;
import onecard.hal.CardChannel.CardLost;
import onecard.hal.CardFacts;
import onecard.hal.Pseudonym;

/// Any contactless card by its serial number (UID): 4, 7 or 10 bytes. Assurance A0: a serial can
/// be copied, and four bytes are not even unique.
final class CardSerial implements CardApplication {

    /// A four-byte serial that begins so is drawn anew at each presentation and names nobody.
    private static final byte RANDOM = 0x08;

    @Override
    public Optional<CardFacts> read(CardChannel card, Pseudonym pseudonym)
            throws CardLost, Unreadable {
        var serial = Apdu.serial(card);
        if (serial.isEmpty()) {
            return Optional.empty();
        }
        var bytes = serial.get();
        if (bytes.length != 4 && bytes.length != 7 && bytes.length != 10) {
            throw new Unreadable("a serial must be 4, 7 or 10 bytes, but was " + bytes.length);
        }
        if (bytes.length == 4 && bytes[0] == RANDOM) {
            throw new Unreadable("the serial is random and names nobody");
        }
        var id = HexFormat.of().formatHex(bytes);
        return Optional.of(
                new CardFacts(
                        "uid", pseudonym.of("uid", id), 0, OptionalInt.empty(), Optional.empty()));
    }
}
