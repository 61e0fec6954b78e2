package onecard.edge.intake;

import java.util.List;
import onecard.access.Credential;
import onecard.access.Token;
import onecard.hal.CardReference;

/// Hears what cards carry to compare their holders with, before the loop hears of the card.
@FunctionalInterface
public interface CardsRead {

    /// Nobody is compared with what a card carries.
    CardsRead NOBODY = (_, _, _, references) -> references.forEach(CardReference::wipe);

    /// On the thread of the reader; must not block.
    ///
    /// @param subject whose card the lists say it is
    /// @param references its own to wipe from then on
    void carried(String reader, Credential card, Token subject, List<CardReference> references);
}
