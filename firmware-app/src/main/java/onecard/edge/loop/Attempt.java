package onecard.edge.loop;

import java.util.Map;
import java.util.Optional;
import onecard.access.Direction;
import onecard.access.Presentation;
import onecard.access.Token;
import onecard.edge.intake.PlateShown;
import onecard.edge.intake.PurseShown;
import onecard.money.Basis;
import onecard.money.Fen;
import onecard.money.Preorders;
import onecard.money.Price;
import onecard.money.SaleId;
import onecard.money.Staff;
import onecard.money.Statement;
import onecard.point.Call;
import onecard.point.TapId;
import onecard.time.Mono;

/// One presence on its way to its one final event.
///
/// @param accounts what a list says of the wallets of whoever it may be; none where nobody sells
/// @param orders what a list says was ordered ahead; absent where nothing is handed out, or no list
///     is held
/// @param seen when it was noticed
/// @param latencyMicros of the stages so far, as events say it
/// @param asks the event by which it was asked for something; absent: it was not
/// @param repeat what it was asked about; absent: not whether it is to pay the same again
/// @param answers what was called for there, and a card is to answer; absent: they want in, or pay
/// @param purse on the card, where purses pay
/// @param plate how a plate was read; absent: it is none
public record Attempt(
        String point,
        String scene,
        String reader,
        Direction direction,
        Presentation shown,
        Map<Token, Statement> accounts,
        Optional<Preorders> orders,
        Mono seen,
        String latencyMicros,
        Optional<TapId> asks,
        Optional<Repeat> repeat,
        Optional<Call> answers,
        Purse purse,
        Optional<PlateShown> plate) {

    /// What is known of the purse on the card.
    ///
    /// @param shown absent: it has none, or none pays there
    /// @param settles the sale of before that its till waited for, or that was of this till and
    ///     this meal, and which it has paid: whoever shows it for that buys nothing by it
    /// @param open whether it may still tell of a sale of before whether it was paid: it buys
    ///     nothing until then
    record Purse(Optional<PurseShown> shown, Optional<SaleId> settles, boolean open) {
        static final Purse NONE = new Purse(Optional.empty(), Optional.empty(), false);
    }

    /// Whether it wants neither in nor to pay.
    boolean isAnswer() {
        return answers.isPresent() || purse.settles().isPresent();
    }

    /// The same sale once more: a yes is to this, whatever is for sale by then.
    ///
    /// @param price as it was asked for
    /// @param amount that it came to
    /// @param staff who stood there: whoever comes after them has said nothing
    /// @param basis where the price stood
    public record Repeat(Price price, Fen amount, Staff staff, Basis basis) {}

    /// Keeps a copy of `accounts`.
    public Attempt {
        accounts = Map.copyOf(accounts);
    }

    /// Where nobody sells.
    public Attempt(
            String point,
            String scene,
            String reader,
            Direction direction,
            Presentation shown,
            Mono seen,
            String latencyMicros) {
        this(
                point,
                scene,
                reader,
                direction,
                shown,
                Map.of(),
                Optional.empty(),
                seen,
                latencyMicros,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Purse.NONE,
                Optional.empty());
    }

    Attempt asked(TapId by, Optional<Repeat> what) {
        return new Attempt(
                point,
                scene,
                reader,
                direction,
                shown,
                accounts,
                orders,
                seen,
                latencyMicros,
                Optional.of(by),
                what,
                answers,
                purse,
                plate);
    }
}
