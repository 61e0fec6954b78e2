package onecard.point;

import java.util.Optional;
import java.util.Set;
import onecard.access.Posture;
import onecard.access.Reason;
import onecard.access.Token;
import onecard.money.Basis;
import onecard.money.Price;
import onecard.money.SaleId;
import onecard.money.Staff;
import onecard.time.Moment;

/// A kind of point as a pure machine: state, input and moment in; next state, effects and one
/// wake out.
///
/// @param <S> the sealed states of the kind
public interface Point<S> {

    /// The state at power-up, before any input.
    S initial();

    /// Total: every input has an answer in every state, and none throws.
    Step<S> step(S state, Input input, Moment now);

    /// What a decision must know of the state.
    Posture posture(S state);

    /// Ids of the points that it wants to hear of by [Input.Neighbour].
    default Set<String> neighbours() {
        return Set.of();
    }

    /// Whether it is shut, locked and seen to be, as its neighbours hear of it.
    default boolean isSecure(S state) {
        return true;
    }

    /// The state's name in events and on monitors: lower case, stable.
    String name(S state);

    /// Who takes something here that they have yet to pay for: they are sold nothing elsewhere
    /// until then.
    default Optional<Token> taking(S state) {
        return Optional.empty();
    }

    /// Whether nothing of it awaits the journal, or will when whoever takes has left.
    default boolean isIdle(S state) {
        return true;
    }

    /// Whether nobody is in the middle of something, though time may yet change it.
    default boolean isAtRest(S state) {
        return false;
    }

    /// The sale of which nobody knows whether its card was debited, and for whose card it waits;
    /// empty: there is none.
    default Optional<SaleId> torn(S state) {
        return Optional.empty();
    }

    /// Who works there.
    default Staff staff(S state) {
        return Staff.NOBODY;
    }

    /// What was called for that a card is to answer; empty: whoever taps wants in, or pays.
    default Optional<Call> awaits(S state) {
        return Optional.empty();
    }

    /// Why nothing is for sale, where it is not.
    default Reason notForSale(S state) {
        return Reason.NO_AMOUNT;
    }

    /// What that is sold by which is for sale.
    default Basis basis(S state) {
        return Basis.NONE;
    }

    /// What whoever taps now is to pay; empty where nothing is for sale.
    default Optional<Price> price(S state) {
        return Optional.empty();
    }
}
