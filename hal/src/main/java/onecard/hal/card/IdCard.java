package onecard.hal.card;

import java.util.Optional;
import onecard.hal.CardChannel.CardLost;
import onecard.hal.CardFacts;
import onecard.hal.Face;
import onecard.hal.Pseudonym;

/// The resident ID card (居民身份证) on an ordinary type B reader: the serial of its chip and
/// nothing else, A0. Its answer to reset differs from reader to reader and its PUPI is zero, so
/// it is known by answering a command that no card with applications knows.
record IdCard() implements CardApplication {

    private static final int SERIAL_BYTES = 8;

    @Override
    public Optional<CardFacts> read(Apdu card, Face face, Pseudonym pseudonym)
            throws CardLost, Unreadable {
        if (PaymentDirectory.isOn(card, face)) {
            return Optional.empty();
        }
        var serial = card.idCardSerial();
        if (serial.isEmpty()) {
            return Optional.empty();
        }
        if (serial.get().length != SERIAL_BYTES) {
            throw new Unreadable("an ID card's serial must be 8 bytes");
        }
        var id =
                Coding.B.text(serial.get())
                        .orElseThrow(() -> new Unreadable("the ID card's serial is blank"));
        return Optional.of(
                CardFacts.ofSerial("idcard-serial", pseudonym.of("idcard-serial", id), face));
    }
}
