package onecard.hal.card;

import java.nio.charset.StandardCharsets;
import onecard.hal.CardChannel.CardLost;
import onecard.hal.Face;

/// The directory that every bank card has (PPSE in the field, PSE in a slot). Recognised and left
/// alone: the account number is no business of a point, and each transaction that is begun uses
/// up one of 65,535 the card has.
final class PaymentDirectory {

    private static final byte[] FIELD = "2PAY.SYS.DDF01".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] SLOT = "1PAY.SYS.DDF01".getBytes(StandardCharsets.US_ASCII);

    private PaymentDirectory() {}

    static boolean isOn(Apdu card, Face face) throws CardLost, Unreadable {
        return card.select(
                        switch (face) {
                            case CONTACTLESS -> FIELD;
                            case CONTACT -> SLOT;
                        })
                .isPresent();
    }
}
