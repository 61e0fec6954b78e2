package onecard.edge.intake;

import java.time.LocalDateTime;
import java.util.Optional;
import onecard.access.Reason;
import onecard.access.Token;
import onecard.edge.words.Phrase;
import onecard.hal.purse.CardSide;
import onecard.hal.purse.Charge;
import onecard.hal.purse.Doubt;
import onecard.hal.purse.Intent;
import onecard.hal.purse.Mac;
import onecard.hal.purse.Refusal;
import onecard.hal.purse.TerminalSide;
import onecard.money.Fen;
import onecard.money.PurseDebit;
import onecard.money.Sale;
import onecard.words.Words;

/// A debit in the words of the books and in those of the card, and why there is none.
public final class PurseWords {

    private PurseWords() {}

    public static PurseDebit debit(Intent intent) {
        var card = intent.cardSide();
        var terminal = intent.terminalSide();
        return new PurseDebit(
                Token.parse(intent.card()).orElseThrow(),
                new Fen(card.balanceFen()),
                card.sequence(),
                card.keyVersion(),
                card.algorithm(),
                card.random(),
                terminal.number(),
                terminal.sequence(),
                intent.charge().at(),
                Optional.empty());
    }

    public static Intent intent(Sale sale) {
        var debit = sale.basis().purse().orElseThrow();
        return new Intent(
                debit.card().toString(),
                charge(sale, debit.at()),
                new CardSide(
                        debit.before().fen(),
                        debit.counter(),
                        debit.keyVersion(),
                        debit.algorithm(),
                        debit.random()),
                new TerminalSide(debit.terminal(), debit.sequence()));
    }

    public static Charge charge(Sale sale, LocalDateTime at) {
        return new Charge(sale.amount().fen(), at);
    }

    public static Sale proved(Sale sale, Mac tac) {
        var debit = sale.basis().purse().orElseThrow();
        return sale.with(sale.basis().with(debit.proved(tac.value())));
    }

    public static Reason reason(Refusal why) {
        return switch (why) {
            case CARD_LEFT, GARBLED -> Reason.CARD_UNREADABLE;
            case SEVERAL_CARDS -> Reason.MULTIPLE_CARDS;
            case NO_PURSE, NO_SUCH_KEY -> Reason.NO_PURSE;
            case NOT_ENOUGH -> Reason.NO_BALANCE;
            case LOCKED, COUNTER_END, WRONG_MAC, OUT_OF_TURN, UNKNOWN_STATUS ->
                    Reason.PURSE_REFUSED;
            case MODULE_ABSENT, MODULE_REFUSED -> Reason.DEVICE_FAULT;
            case ONE_A_PRESENCE -> Reason.DUPLICATE;
        };
    }

    /// Whether the card could not be read, whatever is on it.
    static boolean isUnread(Refusal why) {
        return switch (why) {
            case CARD_LEFT, GARBLED, SEVERAL_CARDS -> true;
            case NO_PURSE,
                    LOCKED,
                    NOT_ENOUGH,
                    COUNTER_END,
                    NO_SUCH_KEY,
                    WRONG_MAC,
                    OUT_OF_TURN,
                    UNKNOWN_STATUS,
                    MODULE_ABSENT,
                    MODULE_REFUSED,
                    ONE_A_PRESENCE ->
                    false;
        };
    }

    /// Whether the card could tell more another time. What it has proved or counted since stays so,
    /// and another debit buries nothing then; nor where the module cannot check what it proves,
    /// without which no other is opened. A card that counts backwards or has lost money is sold
    /// nothing all the same.
    public static boolean isOpen(Doubt why) {
        return switch (why) {
            case FALSE_PROOF, NO_PROOF, COUNTER_AHEAD, MODULE_SILENT -> false;
            case CARD_LEFT,
                    GARBLED,
                    UNKNOWN_STATUS,
                    OTHER_CARD,
                    CARD_REFUSES,
                    COUNTER_BACK,
                    BALANCE_LESS ->
                    true;
        };
    }

    /// To whoever shows the card again, of a sale of before.
    public static Words settled(Sale sale) {
        var phrase =
                sale.state() == Sale.State.DONE ? Phrase.EARLIER_PAID : Phrase.EARLIER_NOT_CHARGED;
        return phrase.with(sale.amount());
    }
}
