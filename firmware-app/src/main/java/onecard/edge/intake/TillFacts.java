package onecard.edge.intake;

import java.util.Optional;
import onecard.access.Presentation;
import onecard.access.Token;
import onecard.money.Preorders;
import onecard.money.Statement;

/// What a point must know besides who may come in, looked up at the tap on the reader's thread. For
/// one reader's thread.
@FunctionalInterface
public interface TillFacts {

    /// Where nobody sells, and nobody visits.
    TillFacts NOTHING = _ -> Optional.empty();

    /// What a list says of somebody's wallets.
    Optional<Statement> account(Token person);

    /// What a list says was ordered ahead, all of it at once; empty where nothing is handed out, or
    /// no list is held.
    default Optional<Preorders> preorders() {
        return Optional.empty();
    }

    /// What was shown, with the visits that it stands for where visitors are expected.
    default Presentation bound(Presentation shown) {
        return shown;
    }
}
