package onecard.point.canteen;

import static onecard.point.Sequences.Broken.unless;

import java.util.List;
import java.util.Optional;
import onecard.access.Posture;
import onecard.access.Reason;
import onecard.money.Fen;
import onecard.money.Price;
import onecard.money.Reading;
import onecard.money.Sale;
import onecard.money.SaleId;
import onecard.point.Effect;
import onecard.point.Effect.AtTill.Wish;
import onecard.point.Fact;
import onecard.point.Fact.Kind;
import onecard.point.Input;
import onecard.point.Output;
import onecard.point.Sensor;
import onecard.point.Sequences.At;
import onecard.point.Sequences.Broken;
import onecard.point.Sequences.Move;
import onecard.point.Step;
import onecard.point.TapId;
import onecard.point.canteen.Metering.State;
import onecard.point.canteen.MeteringRules.Back;
import onecard.point.canteen.MeteringRules.Page;
import onecard.point.canteen.MeteringRules.Who;
import onecard.point.canteen.TillRules.Owed;
import onecard.time.Mono;

/// One page is turned: what must follow from what happened, and what did.
final class MeteringPage {

    private static final SaleId OLD = new SaleId("till-1", 77);

    private final MeteringRules rules;
    private final At<State, Page> from;
    private final Page before;
    private final Move move;
    private final Optional<Input> input;
    private final Step<State> step;

    private Optional<Owed> owed;
    private Optional<Who> drawing;
    private Optional<Back> back;
    private long sales;
    private long total;
    private boolean valve;
    private Optional<Mono> shut;
    private Optional<Mono> ran;
    private Posture ordered;
    private boolean meter;
    private boolean relay;

    /// What must be done now: all that was paid goes back, or what was not drawn.
    private Optional<Back> due = Optional.empty();

    /// What the journal must be told of now, as it is shut.
    private Optional<Reading> unread = Optional.empty();

    private boolean opens;
    private boolean reads;

    MeteringPage(MeteringRules rules, At<State, Page> from, Move move, Step<State> step) {
        this.rules = rules;
        this.from = from;
        this.move = move;
        this.step = step;
        before = from.ledger();
        input = move.input();
        owed = before.owed();
        drawing = before.drawing();
        back = before.back();
        sales = before.sales();
        total = before.total();
        valve = before.valve();
        shut = before.shut();
        ran = before.ran();
        ordered = before.ordered();
        meter = before.meter();
        relay = before.relay();
    }

    Page turned() {
        input.ifPresent(this::heard);
        effects();
        unless(
                valve == drawing.isPresent(),
                "the valve is open while somebody draws, and only then");
        unless(
                rules.price(step.next()).isPresent()
                        == (drawing.isPresent() || free() && meter && relay),
                "one at a time, and only where it can be measured and shut");
        unless(
                rules.price(step.next())
                        .map(it -> ((Price.Metered) it).now())
                        .orElse(Optional.empty())
                        .equals(
                                drawing.map(
                                        who ->
                                                new Price.Metered.Drawing(
                                                        who.sale(),
                                                        MeteringRules.sale(1).diner(),
                                                        MeteringRules.cost(who.pulses())))),
                "who draws can be told, and how much");
        unless(
                drawing.isEmpty() || step.wake().filter(drawing.get().end()::reached).isPresent(),
                "nobody draws for longer");
        unless(
                drawing.filter(who -> !who.answered()).isEmpty()
                        || step.wake()
                                .filter(drawing.get().toldAt().plus(Metering.ANSWERED)::reached)
                                .isPresent(),
                "nor where it is not recorded");
        unless(
                rules.metering().isAtRest(step.next())
                        == (free() || back.filter(it -> !it.awaited()).isPresent()),
                "only whoever draws or pays is waited for, and what the journal has to answer");
        unless(
                rules.metering().isIdle(step.next()) == free(),
                "nothing is settled while somebody draws or pays");
        unless(rules.metering().posture(step.next()) == ordered, "what is ordered decides");
        return new Page(owed, drawing, back, sales, total, valve, shut, ran, ordered, meter, relay);
    }

    private boolean free() {
        return owed.isEmpty() && drawing.isEmpty() && back.isEmpty();
    }

    private boolean isFreeBefore() {
        return before.isFree() && !before.isBlind();
    }

    private void heard(Input heard) {
        switch (heard) {
            case Input.AtTill.Booked(var sale) -> {
                if (isIn(before.owed(), sale)) {
                    owed = Optional.empty();
                    if (sale.state() == Sale.State.DONE) {
                        opens = meter && relay && ordered == Posture.NORMAL;
                        due = opens ? due : Optional.of(gives(sale.id(), Fen.ZERO));
                    }
                } else if (before.isFree()
                        && sale.state() == Sale.State.DONE
                        && sale.basis().draw().isPresent()) {
                    due = Optional.of(gives(sale.id(), Fen.ZERO));
                }
            }
            case Input.AtTill.NotBooked(var sale, _) when isIn(before.owed(), sale) ->
                    owed = Optional.empty();
            case Input.NotRecorded(var tap, _) ->
                    owed =
                            owed.map(
                                    it ->
                                            it.tap().equals(tap)
                                                    ? new Owed(it.sale(), tap, true)
                                                    : it);
            case Input.AtTill.OfMeter.Counted(var pulses) -> counts(pulses);
            case Input.AtTill.OfMeter.Left(var sale, var drawn) ->
                    due = before.isFree() ? Optional.of(gives(sale, drawn)) : due;
            case Input.AtTill.OfMeter.Read(var reading) -> {
                drawing =
                        drawing.map(
                                who -> who.told().equals(reading) ? told(who, reading, true) : who);
                back.filter(it -> isOf(it, reading))
                        .ifPresent(
                                it ->
                                        due =
                                                Optional.of(
                                                        new Back(
                                                                it.sale(),
                                                                it.drawn(),
                                                                Optional.empty(),
                                                                it.tap(),
                                                                true)));
            }
            case Input.AtTill.OfMeter.NotRead(var reading, _) -> {
                drawing =
                        drawing.map(
                                who ->
                                        who.sale().equals(reading.sale())
                                                ? told(who, new Reading(OLD, 0, Fen.ZERO), true)
                                                : who);
                drawing.filter(who -> who.told().sale().equals(OLD))
                        .ifPresent(_ -> ends(Optional.empty()));
                back =
                        before.back()
                                .filter(it -> isOf(it, reading))
                                .map(MeteringPage::later)
                                .or(() -> back);
            }
            case Input.AtTill.Alighted(var tap, var sale, _) ->
                    drawing.filter(who -> who.sale().equals(sale))
                            .ifPresent(_ -> ends(Optional.of(tap)));
            case Input.AtTill.Reversed(var reversal) ->
                    back = back.filter(it -> !it.sale().equals(reversal.of()));
            case Input.AtTill.NotReversed(var of, var why) ->
                    back =
                            why == Reason.NO_SUCH_SALE
                                            && back.filter(it -> it.sale().equals(of)).isPresent()
                                    ? Optional.empty()
                                    : back.map(it -> !it.sale().equals(of) ? it : later(it));
            case Input.Due() -> due();
            case Input.Disabled _ -> {
                ordered = Posture.DISABLED;
                ends(Optional.empty());
            }
            case Input.Normal _ -> ordered = Posture.NORMAL;
            case Input.SensorLost(var sensor) when sensor == Sensor.METER -> {
                meter = false;
                ends(Optional.empty());
            }
            case Input.Sensed _ -> meter = true;
            case Input.LineLost _ -> {
                relay = false;
                ends(Optional.empty());
            }
            case Input.LineBack _ -> relay = true;
            default -> {}
        }
    }

    private void counts(long pulses) {
        long more = pulses - total;
        total = pulses;
        if (more == 0) {
            return;
        }
        var who = drawing;
        if (who.isPresent()) {
            var it = who.get();
            var now =
                    new Who(
                            it.tap(),
                            it.sale(),
                            it.pulses() + more,
                            move.at(),
                            it.end(),
                            it.told(),
                            it.toldAt(),
                            it.answered());
            drawing = Optional.of(now);
            var cost = MeteringRules.cost(now.pulses());
            if (cost.equals(MeteringRules.MOST)) {
                ends(Optional.empty());
            } else {
                reads =
                        it.answered()
                                && move.at().reached(it.toldAt().plus(Metering.READ_EACH))
                                && cost.minus(it.told().drawn()).fen() >= 2;
            }
        } else if (shut.map(at -> move.at().reached(at.plus(Metering.RUNS_ON))).orElse(true)) {
            ran = Optional.of(move.at());
        }
    }

    private void due() {
        ran = ran.filter(at -> !move.at().reached(at.plus(Metering.QUIET)));
        drawing.filter(
                        who ->
                                move.at().reached(who.since().plus(MeteringRules.TERMS.away()))
                                        || move.at().reached(who.end())
                                        || isLate(who))
                .ifPresent(_ -> ends(Optional.empty()));
        if (back.filter(it -> !it.awaited()).isPresent()
                && from.state().flow().wake().filter(move.at()::reached).isPresent()) {
            unread = back.flatMap(Back::unread);
            var again =
                    back.map(it -> new Back(it.sale(), it.drawn(), it.unread(), it.tap(), true));
            back = again;
            due = unread.isPresent() ? due : again;
        }
    }

    private boolean isLate(Who who) {
        return !who.answered() && move.at().reached(who.toldAt().plus(Metering.ANSWERED));
    }

    /// What was drawn is durable first; what the journal has been told already it is not told
    /// again.
    private void ends(Optional<TapId> tap) {
        drawing.ifPresent(
                who -> {
                    var now = who.now();
                    boolean ahead = now.drawn().compareTo(who.told().drawn()) > 0;
                    unread = ahead ? Optional.of(now) : Optional.empty();
                    var awaited = ahead || who.answered() ? unread : Optional.of(who.told());
                    var goes = Optional.of(new Back(who.sale(), now.drawn(), awaited, tap, true));
                    back = goes;
                    due = awaited.isPresent() ? due : goes;
                });
        drawing = Optional.empty();
    }

    private static Who told(Who who, Reading reading, boolean answered) {
        return new Who(
                who.tap(),
                who.sale(),
                who.pulses(),
                who.since(),
                who.end(),
                reading,
                who.toldAt(),
                answered);
    }

    private static boolean isOf(Back back, Reading reading) {
        return back.unread().filter(reading::equals).isPresent();
    }

    private static Back later(Back back) {
        return new Back(back.sale(), back.drawn(), back.unread(), Optional.empty(), false);
    }

    private static Back gives(SaleId sale, Fen drawn) {
        return new Back(sale, drawn, Optional.empty(), Optional.empty(), true);
    }

    // --- what came out ---

    private void effects() {
        int records = 0;
        int told = 0;
        int refused = 0;
        int given = 0;
        int readings = 0;
        boolean leaks = before.ran().isPresent();
        for (var effect : step.effects()) {
            switch (effect) {
                case Effect.Record _ -> records++;
                case Effect.AtTill.Book(var sale, var tap) -> books(sale, tap);
                case Effect.Hold(var output, _) -> {
                    unless(
                            output == Output.VALVE && !valve && opens,
                            "I41: only a durable sale opens the valve");
                    valve = true;
                    var sale = before.owed().orElseThrow();
                    drawing =
                            Optional.of(
                                    new Who(
                                            sale.tap(),
                                            sale.sale().id(),
                                            0,
                                            move.at(),
                                            move.at().plus(MeteringRules.TERMS.longest()),
                                            new Reading(sale.sale().id(), 0, Fen.ZERO),
                                            move.at(),
                                            true));
                }
                case Effect.Relock(var output) -> {
                    unless(output == Output.VALVE && valve, "what is shut is not shut");
                    valve = false;
                    shut = Optional.of(move.at());
                }
                case Effect.AtTill.Tell(_, var sale, _) -> {
                    told++;
                    unless(
                            isIn(before.owed(), sale) && sale.state() == Sale.State.DONE,
                            "I41: nobody is told before it is durable");
                }
                case Effect.AtTill.Read(var reading) -> {
                    readings++;
                    var who = drawing;
                    unless(
                            unread.or(() -> who.filter(_ -> reads).map(Who::now))
                                    .filter(reading::equals)
                                    .isPresent(),
                            "what was drawn is recorded step by step, at most once a second");
                    drawing =
                            who.map(
                                    it ->
                                            new Who(
                                                    it.tap(),
                                                    it.sale(),
                                                    it.pulses(),
                                                    it.since(),
                                                    it.end(),
                                                    reading,
                                                    move.at(),
                                                    false));
                }
                case Effect.AtTill.Reverse(Wish.Rest(var sale, var drawn), _) -> {
                    given++;
                    unless(
                            due.filter(it -> it.sale().equals(sale) && it.drawn().equals(drawn))
                                    .isPresent(),
                            "what was not drawn goes back, to the fen, as it ends and once");
                    back = due;
                }
                case Effect.AtTill.TellReversed(var reversal) ->
                        unless(
                                before.back()
                                        .filter(it -> it.sale().equals(reversal.of()))
                                        .isPresent(),
                                "I41: nobody is told before it is durable");
                case Effect.Show(var tap, var why) -> {
                    refused += why == Reason.OK ? 0 : 1;
                    unless(
                            why != Reason.OK
                                    || input.orElseThrow() instanceof Input.AtTill.Reversed
                                            && before.back()
                                                    .flatMap(Back::tap)
                                                    .filter(tap::equals)
                                                    .isPresent(),
                            "who ended it is told that it is well by a durable record");
                }
                case Effect.AtTill.Post(var price) ->
                        unless(
                                price.map(it -> !(it instanceof Price.Metered)).orElse(true)
                                        || price.equals(rules.price(step.next())),
                                "what is shown is what is so");
                case Effect.Note(Fact.Alarm(var kind, var active, _), _) ->
                        leaks = kind == Kind.LEAK ? active : leaks;
                case Effect.Note(Fact.State _, _), Effect.AtTill.TellAccount _ -> {}
                default -> throw new Broken("there is no such thing here: " + effect);
            }
        }
        unless(records == (isTap() ? 1 : 0), "I44: each presence has one event");
        unless(told == (opens ? 1 : 0), "who has paid is told so, once");
        unless(opens == valve || before.valve(), "who has paid draws");
        unless(given == (due.isPresent() ? 1 : 0), "what ends gives the rest back, once");
        unless(
                readings == (reads || unread.isPresent() ? 1 : 0),
                "what was drawn survives a power cut, and is known before the rest goes back");
        unless(leaks == ran.isPresent(), "what runs while nobody draws is a leak, and else not");
        unless(refused == refusals(), "who is turned away is told so, once");
    }

    private void books(Sale sale, TapId tap) {
        switch (sale.state()) {
            case PENDING -> {
                unless(
                        isFreeBefore() && input.orElseThrow() instanceof Input.AtTill.Sold,
                        "one at a time");
                sales++;
            }
            case DONE ->
                    unless(
                            isIn(before.owed(), sale.in(Sale.State.PENDING))
                                    && input.orElseThrow() instanceof Input.AtTill.Booked
                                    && !before.owed().orElseThrow().tapless(),
                            "I5: the intent is durable before anything is debited, and its tap");
            case VOID, UNKNOWN -> unless(sale.state() == Sale.State.VOID, "an account knows");
        }
        owed = sale.state() == Sale.State.VOID ? owed : Optional.of(new Owed(sale, tap));
    }

    /// How many must be told that it is not as they wished.
    private int refusals() {
        return switch (input.orElse(new Input.Due())) {
            case Input.AtTill.Sold _ -> isFreeBefore() ? 0 : 1;
            case Input.Refused _, Input.AtTill.SignedIn _ -> 1;
            case Input.AtTill.Booked(var sale) ->
                    isIn(before.owed(), sale)
                                    && (sale.state() == Sale.State.DONE
                                            ? !opens
                                            : before.owed().orElseThrow().tapless())
                            ? 1
                            : 0;
            case Input.AtTill.NotBooked(var sale, _) -> isIn(before.owed(), sale) ? 1 : 0;
            case Input.AtTill.OfMeter.NotRead(var reading, _) ->
                    before.drawing().isPresent() && drawing.isEmpty()
                                    || before.back()
                                            .filter(it -> isOf(it, reading))
                                            .flatMap(Back::tap)
                                            .isPresent()
                            ? 1
                            : 0;
            case Input.AtTill.Alighted _ ->
                    before.drawing().isPresent() && drawing.isEmpty() ? 0 : 1;
            case Input.Due() when input.isPresent() ->
                    before.drawing().filter(this::isLate).isPresent() ? 1 : 0;
            case Input.AtTill.NotReversed(var of, var why) ->
                    why != Reason.NO_SUCH_SALE
                                    && before.back()
                                            .filter(it -> it.sale().equals(of))
                                            .flatMap(Back::tap)
                                            .isPresent()
                            ? 1
                            : 0;
            default -> 0;
        };
    }

    private boolean isTap() {
        return input.filter(
                        it ->
                                List.of(
                                                Input.AtTill.Sold.class,
                                                Input.AtTill.Alighted.class,
                                                Input.AtTill.SignedIn.class,
                                                Input.AtTill.Queried.class,
                                                Input.Refused.class,
                                                Input.Granted.class)
                                        .contains(it.getClass()))
                .isPresent();
    }

    private static boolean isIn(Optional<Owed> owed, Sale sale) {
        return owed.filter(it -> it.sale().equals(sale)).isPresent();
    }
}
