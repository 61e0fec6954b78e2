package onecard.money;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import onecard.access.Renamed;
import onecard.access.Token;

/// One sale, from the intent to its end. Each state is a record of its own; none is ever changed.
///
/// @param diner who pays, whichever card it was
/// @param amount zero where meals are only counted, or were free for them
/// @param legs add up to the amount
/// @param serving the meal that it belongs to, as of the tap: no later change of windows moves it
/// @param at when the tap was decided
/// @param under what it is accounted under
/// @param basis what it was sold by, beside the terms
public record Sale(
        SaleId id,
        Token diner,
        Fen amount,
        Legs legs,
        Serving serving,
        Instant at,
        Under under,
        Basis basis,
        State state) {

    /// How far it has come.
    public enum State {
        /// Meant, and durable; nothing was debited.
        PENDING,
        /// Debited. Only now anybody is told.
        DONE,
        /// Known not to be debited, or taken back whole.
        VOID,
        /// Nobody knows yet whether a card was debited.
        UNKNOWN;

        /// The name in events.
        public String wire() {
            return name().toLowerCase(Locale.ROOT);
        }

        public static Optional<State> ofWire(String wire) {
            return Stream.of(values()).filter(state -> state.wire().equals(wire)).findFirst();
        }
    }

    /// @throws IllegalArgumentException if the legs do not add up
    public Sale {
        if (!legs.total().equals(amount)) {
            throw new IllegalArgumentException(legs + " do not add up to " + amount);
        }
    }

    public Sale in(State next) {
        return new Sale(id, diner, amount, legs, serving, at, under, basis, next);
    }

    public Sale with(Basis next) {
        return new Sale(id, diner, amount, legs, serving, at, under, next, state);
    }

    /// Of the same diner, under the tokens of now.
    Sale renamed(Renamed renamed) {
        return new Sale(
                id,
                renamed.of(diner),
                amount,
                legs,
                serving,
                at,
                under,
                basis.renamed(renamed),
                state);
    }

    Sale with(Under next) {
        return new Sale(id, diner, amount, legs, serving, at, next, basis, state);
    }

    /// Whether a card is to be debited for it: nothing is in training, nor for what costs nothing.
    public boolean drawsOnPurse() {
        return !under.training() && !legs.of(Payment.Purse.WALLET).isZero();
    }

    /// What the purse that pays it holds then; absent where none does.
    public Optional<Fen> leftInPurse() {
        return basis.purse().map(debit -> debit.before().minus(amount));
    }

    /// Whether it uses up money and helpings, for all that is known.
    boolean counts() {
        return !under.training()
                && switch (state) {
                    case PENDING, DONE, UNKNOWN -> true;
                    case VOID -> false;
                };
    }
}
