package onecard.point.canteen;

import static onecard.point.Sequences.Broken.unless;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import onecard.access.Reason;
import onecard.access.Token;
import onecard.money.Basis;
import onecard.money.Fen;
import onecard.money.Leg;
import onecard.money.Legs;
import onecard.money.Payment;
import onecard.money.Price;
import onecard.money.PurseDebit;
import onecard.money.Sale;
import onecard.money.SaleId;
import onecard.money.Serving;
import onecard.money.Under;
import onecard.point.Call;
import onecard.point.Effect;
import onecard.point.Effect.AtTill.Book;
import onecard.point.Effect.AtTill.Debit;
import onecard.point.Effect.AtTill.Open;
import onecard.point.Effect.AtTill.Tell;
import onecard.point.Input;
import onecard.point.Sequences.At;
import onecard.point.Sequences.Move;
import onecard.point.Sequences.Rules;
import onecard.point.Step;
import onecard.point.TapId;
import onecard.point.canteen.PurseRules.Page;
import onecard.point.canteen.Till.State;
import onecard.time.Mono;

/// What may happen at a till that the purses of cards pay at, and what must hold: I1, I4 to I6, I8,
/// I9 and I41 as far as a machine has to do with them. Each step of money is exactly what the
/// table here says, and the page is kept by what goes in and comes out alone.
///
/// @param releasedAfter as the till has it
record PurseRules(Till till, Optional<Duration> releasedAfter, Duration late)
        implements Rules<State, Page> {

    /// How far the one sale in hand has come.
    enum Stage {
        NONE,
        OPENING,
        INTENT,
        DEBIT,
        CLOSING,
        TORN
    }

    /// @param tap of the sale in hand
    /// @param tapless the journal does not have it
    /// @param number of the sale in hand, or the last one
    /// @param left when the till goes on without the card
    record Page(
            Stage stage,
            TapId tap,
            boolean tapless,
            long number,
            Optional<Price> posted,
            Optional<Mono> left) {

        Page at(Stage next) {
            return new Page(next, tap, tapless, number, posted, left);
        }
    }

    static Sale sale(long number) {
        return new Sale(
                new SaleId("till-1", number),
                new Token(7, 7),
                new Fen(1250),
                new Legs(List.of(new Leg(Payment.Purse.WALLET, new Fen(1250)))),
                new Serving("lunch", LocalDate.of(2026, 11, 30)),
                Instant.parse("2026-11-30T03:30:00Z"),
                Under.NONE,
                Basis.NONE,
                Sale.State.PENDING);
    }

    static Sale agreed(long number) {
        return sale(number)
                .with(
                        Basis.NONE.with(
                                new PurseDebit(
                                        new Token(5, 5),
                                        new Fen(5_000),
                                        17,
                                        1,
                                        0,
                                        0x0badcafe,
                                        "001122334455",
                                        9,
                                        LocalDateTime.of(2026, 11, 30, 11, 30),
                                        Optional.empty())));
    }

    @Override
    public Page ledger() {
        return new Page(
                Stage.NONE, new TapId(0), false, 0, till.price(till.initial()), Optional.empty());
    }

    @Override
    public List<Move> moves(At<State, Page> at) {
        var moves = new ArrayList<>(at.time(late));
        inputs(at).forEach(input -> moves.add(Move.of(at.now(), input)));
        return moves;
    }

    /// Whatever the sale in hand may hear now or never, the same of a sale that is none of its, and
    /// what people do meanwhile.
    private static List<Input> inputs(At<State, Page> at) {
        var page = at.ledger();
        var inputs =
                new ArrayList<Input>(
                        List.of(
                                new Input.AtTill.Keyed(0),
                                new Input.AtTill.Keyed(1250),
                                new Input.AtTill.Called(Call.SETTLE),
                                new Input.AtTill.Sold(
                                        at.fresh(), sale(page.number() + 1), Optional.empty()),
                                new Input.Refused(at.fresh(), Reason.TORN),
                                new Input.NotRecorded(page.tap(), Reason.JOURNAL_FULL)));
        inputs.addAll(answers(99));
        if (page.stage() != Stage.NONE) {
            inputs.addAll(answers(page.number()));
        }
        return inputs;
    }

    private static List<Input> answers(long number) {
        var sale = agreed(number);
        return List.of(
                new Input.AtTill.Opened(sale),
                new Input.AtTill.NotOpened(sale, Reason.CARD_UNREADABLE),
                new Input.AtTill.Booked(sale),
                new Input.AtTill.NotBooked(sale, Reason.JOURNAL_FULL),
                new Input.AtTill.Debited(sale),
                new Input.AtTill.NotDebited(sale, Reason.CARD_UNREADABLE),
                new Input.AtTill.Torn(sale),
                new Input.AtTill.Booked(sale.in(Sale.State.DONE)),
                new Input.AtTill.NotBooked(sale.in(Sale.State.DONE), Reason.JOURNAL_FULL),
                new Input.AtTill.Recovered(sale.in(Sale.State.DONE)),
                new Input.AtTill.Recovered(sale.in(Sale.State.VOID)));
    }

    /// What the table says of one step.
    ///
    /// @param money its effects that touch a card, the journal or a customer's hope, in order
    /// @param shown why somebody has not paid
    private record Due(Page next, List<Effect> money, List<Reason> shown) {
        static Due of(Page next, Effect... money) {
            return new Due(next, List.of(money), List.of());
        }

        Due shows(Reason why) {
            return new Due(next, money, List.of(why));
        }
    }

    @Override
    public Page after(At<State, Page> from, Move move, Step<State> step) {
        var due =
                move.input()
                        .map(input -> due(from, input, move.at()))
                        .orElseGet(() -> Due.of(from.ledger()));
        var money = new ArrayList<Effect>();
        var shown = new ArrayList<Reason>();
        var posted = from.ledger().posted();
        for (var effect : step.effects()) {
            switch (effect) {
                case Effect.Record _, Open _, Debit _, Book _ -> money.add(effect);
                case Tell(var tap, var sale, var left) -> {
                    money.add(new Tell(tap, sale, left));
                    unless(left.equals(Optional.of(new Fen(3_750))), "what is left on the card");
                }
                case Effect.Show(_, var why) -> shown.add(why);
                case Effect.AtTill.Post(var price) -> posted = price;
                default -> {}
            }
        }
        unless(money.equals(due.money()), "money: " + money + ", but the table " + due.money());
        unless(shown.equals(due.shown()), "shown " + shown + ", but the table " + due.shown());
        var price = till.price(step.next());
        var stage = due.next().stage();
        unless(stage == Stage.NONE || price.isEmpty(), "I1, I9: nothing is for sale meanwhile");
        unless(
                stage != Stage.NONE && stage != Stage.TORN || posted.equals(price),
                "what is for sale is what both sides are shown");
        unless(
                till.torn(step.next()).isPresent() == (stage == Stage.TORN),
                "a till waits for a card exactly while one is torn");
        unless(
                !till.isIdle(step.next()) == (stage != Stage.NONE),
                "a sale is in hand until it has an end");
        var next = due.next();
        return new Page(
                next.stage(), next.tap(), next.tapless(), next.number(), posted, next.left());
    }

    private Due due(At<State, Page> from, Input input, Mono now) {
        var page = from.ledger();
        return switch (input) {
            case Input.AtTill.Sold(var tap, var sale, _) -> {
                var record = new Effect.Record(tap);
                yield page.stage() == Stage.NONE
                        ? Due.of(
                                new Page(
                                        Stage.OPENING,
                                        tap,
                                        false,
                                        sale.id().number(),
                                        page.posted(),
                                        Optional.empty()),
                                record,
                                new Open(tap, sale))
                        : Due.of(page, record).shows(Reason.NO_AMOUNT);
            }
            case Input.Refused(var tap, var why) -> Due.of(page, new Effect.Record(tap)).shows(why);
            case Input.NotRecorded _
                    when page.stage() == Stage.OPENING || page.stage() == Stage.INTENT ->
                    Due.of(
                            new Page(
                                    page.stage(),
                                    page.tap(),
                                    true,
                                    page.number(),
                                    page.posted(),
                                    page.left()));
            case Input.AtTill.OfPurse of when of.sale().id().number() == page.number() ->
                    ofPurse(page, of, now);
            case Input.AtTill.Booked(var sale) when sale.id().number() == page.number() ->
                    booked(page, sale);
            case Input.AtTill.NotBooked(var sale, var why)
                    when sale.id().number() == page.number() ->
                    notBooked(page, sale, why, now);
            case Input.AtTill.Keyed(var number) when number == 0 && page.stage() == Stage.TORN ->
                    Due.of(page.at(Stage.NONE));
            case Input.AtTill.Called _ when page.stage() == Stage.TORN ->
                    Due.of(page.at(Stage.NONE));
            case Input.Due() ->
                    Due.of(
                            page.stage() == Stage.TORN
                                            && page.left().filter(now::reached).isPresent()
                                    ? page.at(Stage.NONE)
                                    : page);
            default -> Due.of(page);
        };
    }

    private Due ofPurse(Page page, Input.AtTill.OfPurse input, Mono now) {
        var sale = input.sale();
        var tap = page.tap();
        return switch (input) {
            case Input.AtTill.Opened _ when page.stage() == Stage.OPENING ->
                    page.tapless()
                            ? Due.of(page.at(Stage.NONE)).shows(Reason.JOURNAL_FULL)
                            : Due.of(page.at(Stage.INTENT), new Book(sale, tap));
            case Input.AtTill.NotOpened(_, var why) when page.stage() == Stage.OPENING ->
                    Due.of(page.at(Stage.NONE)).shows(page.tapless() ? Reason.JOURNAL_FULL : why);
            case Input.AtTill.Debited _ when page.stage() == Stage.DEBIT ->
                    Due.of(page.at(Stage.CLOSING), new Book(sale.in(Sale.State.DONE), tap));
            case Input.AtTill.NotDebited(_, var why) when page.stage() == Stage.DEBIT ->
                    Due.of(page.at(Stage.NONE), new Book(sale.in(Sale.State.VOID), tap)).shows(why);
            case Input.AtTill.Torn _ when page.stage() == Stage.DEBIT -> torn(page, sale, now);
            case Input.AtTill.Recovered _ when page.stage() == Stage.TORN ->
                    sale.state() == Sale.State.DONE
                            ? Due.of(page.at(Stage.CLOSING), new Book(sale, tap))
                            : Due.of(page.at(Stage.NONE), new Book(sale, tap));
            default -> Due.of(page);
        };
    }

    private Due torn(Page page, Sale sale, Mono now) {
        var next =
                new Page(
                        Stage.TORN,
                        page.tap(),
                        page.tapless(),
                        page.number(),
                        page.posted(),
                        releasedAfter.map(now::plus));
        return Due.of(next, new Book(sale.in(Sale.State.UNKNOWN), page.tap())).shows(Reason.TORN);
    }

    private static Due booked(Page page, Sale sale) {
        var tap = page.tap();
        if (sale.state() == Sale.State.PENDING && page.stage() == Stage.INTENT) {
            return page.tapless()
                    ? Due.of(page.at(Stage.NONE), new Book(sale.in(Sale.State.VOID), tap))
                            .shows(Reason.JOURNAL_FULL)
                    : Due.of(page.at(Stage.DEBIT), new Debit(tap, sale));
        }
        return sale.state() == Sale.State.DONE && page.stage() == Stage.CLOSING
                ? Due.of(page.at(Stage.NONE), new Tell(tap, sale, Optional.of(new Fen(3_750))))
                : Due.of(page);
    }

    private Due notBooked(Page page, Sale sale, Reason why, Mono now) {
        if (sale.state() == Sale.State.PENDING && page.stage() == Stage.INTENT) {
            return Due.of(page.at(Stage.NONE)).shows(page.tapless() ? Reason.JOURNAL_FULL : why);
        }
        return sale.state() == Sale.State.DONE && page.stage() == Stage.CLOSING
                ? torn(page, sale, now)
                : Due.of(page);
    }

    @Override
    public Optional<Move> homeward(At<State, Page> at) {
        var page = at.ledger();
        var sale = agreed(Math.max(1, page.number()));
        var next =
                switch (page.stage()) {
                    case NONE -> Optional.<Input>empty();
                    case OPENING -> Optional.<Input>of(new Input.AtTill.Opened(sale));
                    case INTENT -> Optional.<Input>of(new Input.AtTill.Booked(sale));
                    case DEBIT -> Optional.<Input>of(new Input.AtTill.Debited(sale));
                    case CLOSING ->
                            Optional.<Input>of(new Input.AtTill.Booked(sale.in(Sale.State.DONE)));
                    case TORN -> Optional.<Input>of(new Input.AtTill.Keyed(0));
                };
        return next.map(input -> Move.of(at.now(), input)).or(at::due);
    }
}
