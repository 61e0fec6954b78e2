package onecard.hal.card;

import java.util.Optional;
import onecard.hal.CardChannel.CardLost;
import onecard.hal.CardFacts;
import onecard.hal.Face;
import onecard.hal.Pseudonym;

/// One application a card may carry: bytes in, facts out. Pure over its card; a number it reads
/// goes through the pseudonym and no further, and only once all is read, so that a card which
/// leaves early gives nothing.
sealed interface CardApplication permits TableCard, IdCard, CardSerial {

    /// The facts, or empty if this card does not carry the application.
    ///
    /// @throws CardLost when the presence is over
    /// @throws Unreadable when it carries the application and says something that cannot be so
    Optional<CardFacts> read(Apdu card, Face face, Pseudonym pseudonym) throws CardLost, Unreadable;
}
