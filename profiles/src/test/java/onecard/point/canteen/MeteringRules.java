package onecard.point.canteen;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import onecard.access.Direction;
import onecard.access.Posture;
import onecard.access.Reason;
import onecard.money.Account;
import onecard.money.Basis;
import onecard.money.Draw;
import onecard.money.Fen;
import onecard.money.Leg;
import onecard.money.Legs;
import onecard.money.Price;
import onecard.money.Reading;
import onecard.money.Refund;
import onecard.money.Sale;
import onecard.money.SaleId;
import onecard.money.Staff;
import onecard.point.Cause;
import onecard.point.Input;
import onecard.point.Sensor;
import onecard.point.Sequences.At;
import onecard.point.Sequences.Broken;
import onecard.point.Sequences.Move;
import onecard.point.Sequences.Rules;
import onecard.point.Step;
import onecard.point.TapId;
import onecard.point.canteen.Metering.State;
import onecard.point.canteen.TillRules.Owed;
import onecard.time.Mono;

/// What may happen at a valve, and what must hold: it is open only while somebody draws who has
/// paid the most, by a durable record; and whatever ends that, what was not drawn goes back, to the
/// fen, and once. The page is kept by what goes in and comes out alone.
record MeteringRules(Metering metering) implements Rules<State, MeteringRules.Page> {

    /// 1.5 fen a pulse: an odd one leaves half a fen, which is not charged.
    static final ByMeter TERMS =
            new ByMeter(
                    new Draw(new Fen(1_500), 1),
                    new Fen(2),
                    new Fen(6),
                    new Fen(2),
                    Duration.ofSeconds(20),
                    Duration.ofSeconds(50));

    static final Fen MOST = TERMS.most();

    private static final SaleId OLD = new SaleId("till-1", 77);

    /// @param owed a record of a sale that the journal has not answered yet
    /// @param drawing absent: nobody does
    /// @param back absent: nothing is on its way back
    /// @param sales how many there were
    /// @param total of the meter
    /// @param shut when the valve was shut last; absent: it never was open
    /// @param ran when the meter counted last that was a leak; absent: none stands
    record Page(
            Optional<Owed> owed,
            Optional<Who> drawing,
            Optional<Back> back,
            long sales,
            long total,
            boolean valve,
            Optional<Mono> shut,
            Optional<Mono> ran,
            Posture ordered,
            boolean meter,
            boolean relay) {
        boolean isFree() {
            return owed.isEmpty() && drawing.isEmpty() && back.isEmpty();
        }

        boolean isBlind() {
            return !meter || !relay;
        }
    }

    /// @param since the meter counted last
    /// @param told the journal of it, last
    /// @param toldAt when that was, or it began
    /// @param answered the journal holds that
    record Who(
            TapId tap,
            SaleId sale,
            long pulses,
            Mono since,
            Mono end,
            Reading told,
            Mono toldAt,
            boolean answered) {

        Reading now() {
            return new Reading(sale, pulses, cost(pulses));
        }
    }

    /// @param unread what the journal must hold before it goes back; absent: it does
    /// @param awaited the journal has yet to answer
    record Back(
            SaleId sale,
            Fen drawn,
            Optional<Reading> unread,
            Optional<TapId> tap,
            boolean awaited) {}

    static Sale sale(long number) {
        var sale = TillRules.sale(number, MOST);
        return new Sale(
                sale.id(),
                sale.diner(),
                sale.amount(),
                sale.legs(),
                sale.serving(),
                sale.at(),
                sale.under(),
                Basis.NONE.with(TERMS.draw()),
                sale.state());
    }

    static Refund refund(SaleId of) {
        var sale = sale(of.number());
        return new Refund(
                new SaleId("till-1", 500 + of.number()),
                of,
                sale.diner(),
                new Legs(List.of(new Leg("personal", new Fen(1)))),
                sale.serving(),
                sale.at(),
                sale.serving().businessDate(),
                sale.under());
    }

    /// The same sum that anybody would make, and no more than was paid.
    static Fen cost(long pulses) {
        long fen =
                new BigDecimal("1.5")
                        .multiply(new BigDecimal(pulses))
                        .setScale(0, RoundingMode.DOWN)
                        .longValueExact();
        return Fen.least(new Fen(fen), MOST);
    }

    @Override
    public Page ledger() {
        return new Page(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                0,
                0,
                false,
                Optional.empty(),
                Optional.empty(),
                Posture.NORMAL,
                true,
                true);
    }

    // --- what may happen ---

    @Override
    public List<Move> moves(At<State, Page> at) {
        var moves = new ArrayList<>(at.time(Duration.ofMillis(300)));
        inputs(at).forEach(input -> moves.add(Move.of(at.now(), input)));
        // A second later, and when what runs on has run.
        for (long millis : List.of(1_000, 3_000)) {
            var later = at.now().plus(Duration.ofMillis(millis));
            moves.add(Move.of(later, counted(at.ledger().total() + 2)));
        }
        return moves;
    }

    private static Input counted(long total) {
        return new Input.AtTill.OfMeter.Counted(total);
    }

    private static List<Input> inputs(At<State, Page> at) {
        var tap = at.fresh();
        var page = at.ledger();
        var next = sale(page.sales() + 1);
        var settled = page.back().map(MeteringRules.Back::sale).orElse(OLD);
        var inputs =
                new ArrayList<Input>(
                        List.of(
                                new Input.AtTill.Sold(tap, next, Optional.empty()),
                                counted(page.total()),
                                counted(page.total() + 1),
                                counted(page.total() + 3),
                                new Input.AtTill.OfMeter.Left(OLD, new Fen(3)),
                                new Input.AtTill.OfMeter.NotRead(
                                        new Reading(OLD, 1, new Fen(1)), Reason.JOURNAL_FULL),
                                new Input.AtTill.OfMeter.Read(new Reading(OLD, 1, new Fen(1))),
                                new Input.AtTill.Alighted(tap, OLD, new Fen(1)),
                                new Input.AtTill.Reversed(refund(new SaleId("till-1", 99))),
                                new Input.AtTill.NotReversed(
                                        new SaleId("till-1", 99), Reason.JOURNAL_FULL),
                                new Input.AtTill.NotReversed(
                                        new SaleId("till-1", 99), Reason.NO_SUCH_SALE),
                                new Input.AtTill.NotReversed(settled, Reason.JOURNAL_FULL),
                                new Input.AtTill.NotReversed(settled, Reason.NO_SUCH_SALE),
                                new Input.Refused(tap, Reason.OCCUPIED),
                                new Input.Granted(tap, Direction.IN),
                                new Input.AtTill.SignedIn(tap, Staff.NOBODY, Set.of()),
                                new Input.AtTill.Queried(
                                        tap,
                                        new Account(Optional.empty(), Optional.empty(), List.of())),
                                new Input.AtTill.Booked(sale(98)),
                                new Input.AtTill.Booked(TillRules.sale(98).in(Sale.State.DONE)),
                                new Input.AtTill.Booked(sale(97).in(Sale.State.DONE)),
                                new Input.Disabled(tap, Cause.COMMAND),
                                new Input.Normal(tap, Cause.COMMAND)));
        inputs.add(
                page.meter()
                        ? new Input.SensorLost(Sensor.METER)
                        : new Input.Sensed(Sensor.METER, true));
        inputs.add(page.relay() ? new Input.LineLost("valve") : new Input.LineBack("valve"));
        page.owed()
                .ifPresent(
                        owed -> {
                            inputs.add(new Input.AtTill.Booked(owed.sale()));
                            inputs.add(
                                    new Input.AtTill.NotBooked(owed.sale(), Reason.JOURNAL_FULL));
                            if (owed.sale().state() == Sale.State.PENDING) {
                                inputs.add(new Input.NotRecorded(owed.tap(), Reason.JOURNAL_FULL));
                            }
                        });
        page.drawing()
                .ifPresent(
                        who -> {
                            inputs.add(
                                    new Input.AtTill.Alighted(tap, who.sale(), cost(who.pulses())));
                            inputs.add(
                                    new Input.AtTill.OfMeter.NotRead(
                                            new Reading(who.sale(), 1, new Fen(1)),
                                            Reason.JOURNAL_FULL));
                            inputs.add(new Input.AtTill.OfMeter.Read(who.told()));
                        });
        page.back()
                .flatMap(Back::unread)
                .ifPresent(
                        unread -> {
                            inputs.add(new Input.AtTill.OfMeter.Read(unread));
                            inputs.add(
                                    new Input.AtTill.OfMeter.NotRead(unread, Reason.JOURNAL_FULL));
                        });
        page.back().ifPresent(back -> inputs.add(new Input.AtTill.Reversed(refund(back.sale()))));
        return inputs;
    }

    @Override
    public Optional<Move> homeward(At<State, Page> at) {
        var page = at.ledger();
        var input =
                page.owed()
                        .<Input>map(owed -> new Input.AtTill.Booked(owed.sale()))
                        .or(() -> page.back().filter(Back::awaited).map(MeteringRules::answer));
        if (input.isPresent()) {
            return input.map(it -> Move.of(at.now(), it));
        }
        if (page.isFree() && page.ran().isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(at.due().orElseThrow(() -> new Broken("nothing ends it")));
    }

    private static Input answer(Back back) {
        return back.unread()
                .<Input>map(Input.AtTill.OfMeter.Read::new)
                .orElseGet(() -> new Input.AtTill.Reversed(refund(back.sale())));
    }

    // --- what must hold ---

    @Override
    public Page after(At<State, Page> from, Move move, Step<State> step) {
        return new MeteringPage(this, from, move, step).turned();
    }

    Optional<Price> price(State state) {
        return metering.price(state);
    }
}
