package onecard.hal.card;

import java.util.HexFormat;
import java.util.Optional;
import onecard.hal.CardChannel.CardLost;
import onecard.hal.CardFacts;
import onecard.hal.Face;
import onecard.hal.Pseudonym;

/// Any contactless card by its serial number (UID): 4, 7 or 10 bytes. Assurance A0: a serial can
/// be copied, and four bytes are not even unique.
record CardSerial() implements CardApplication {

    /// A four-byte serial that begins so is drawn anew at each presentation and names nobody.
    private static final byte RANDOM = 0x08;

    @Override
    public Optional<CardFacts> read(Apdu card, Face face, Pseudonym pseudonym)
            throws CardLost, Unreadable {
        var serial = card.serial();
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
        if (id.matches("0+")) {
            // Every resident ID card says so.
            throw new Unreadable("the serial is blank and names nobody");
        }
        return Optional.of(CardFacts.ofSerial("uid", pseudonym.of("uid", id), face));
    }
}
