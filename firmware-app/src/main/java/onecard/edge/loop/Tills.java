package onecard.edge.loop;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import onecard.access.Reason;
import onecard.access.Renamed;
import onecard.edge.intake.PurseWords;
import onecard.edge.record.Draws;
import onecard.edge.record.Owed;
import onecard.edge.store.journal.Draft;
import onecard.edge.watch.Metrics;
import onecard.edge.words.Phrase;
import onecard.edge.words.ReasonWords;
import onecard.hal.Panel;
import onecard.money.Difference;
import onecard.money.HostCount;
import onecard.money.JourneyRules;
import onecard.money.Ledger;
import onecard.money.Place;
import onecard.money.RefundRules;
import onecard.money.Reversal;
import onecard.money.Sale;
import onecard.money.SaleId;
import onecard.money.Settlement;
import onecard.money.Staff;
import onecard.money.Terms;
import onecard.point.Cause;
import onecard.point.Effect;
import onecard.point.Effect.AtTill.Wish;
import onecard.point.Input;
import onecard.point.Output;
import onecard.point.TapId;
import onecard.time.ClockTrust;
import onecard.time.Moment;
import onecard.time.Mono;

/// Sales on their way through the journal, what goes back of them, and their settlements; and the
/// ledger that they build up. What is meant counts from its decision on, so that two tills of one
/// device never sell on the same money; what goes back counts once that is durable; what will not
/// be in the journal never was. Owned by the edge loop.
final class Tills implements Commands.Batching {

    /// At every turn it would be on the way of every tap.
    private static final Duration DATES = Duration.ofMinutes(1);

    private final Supplier<TapId> names;
    private final Consumer<Draft> journal;
    private final Owed owed;
    private final Chance checked;
    private final Metrics metrics;
    private final String epoch;
    private final Postures.Mover mover;
    private final Cards purses;
    private final Map<String, PointSlot<?>> points = new LinkedHashMap<>(); // that sell, by id
    private final Map<TapId, Booking> booking = new HashMap<>();
    private final Map<String, Slip> told = new HashMap<>(); // on each till's paper, last
    private Ledger ledger;

    /// What a loop that turns no more has sent: their tills have begun anew, and go on with none.
    private final Set<TapId> leftBehind = new HashSet<>();

    /// Whose settlements the journal would not hold, and when they are offered again; or which wait
    /// for what is on its way into them.
    private final Set<String> unsettled = new LinkedHashSet<>();

    private Optional<Mono> again = Optional.empty();

    /// When batches are looked at next for their date being over.
    private Optional<Mono> dates = Optional.empty();

    /// Asks of cards with purses what tills want of them.
    interface Cards {
        void run(PointSlot<?> slot, Effect.AtTill.OfPurse order, Moment now);
    }

    /// @param points of the site; what was sold at others is settled all the same
    /// @param ledger of before this start
    /// @param epoch of the journal's records from now on
    /// @param names for each record, until it is durable
    /// @param checked which sales the host is asked to look at
    /// @param mover tells a till that nothing goes back
    Tills(
            List<PointSlot<?>> points,
            Ledger ledger,
            String epoch,
            Supplier<TapId> names,
            Consumer<Draft> journal,
            Owed owed,
            Chance checked,
            Metrics metrics,
            Postures.Mover mover,
            Cards purses) {
        points.stream()
                .filter(slot -> slot.parts.sells().isPresent())
                .forEach(slot -> this.points.put(slot.parts.id(), slot));
        this.ledger = ledger;
        this.epoch = epoch;
        this.names = names;
        this.journal = journal;
        this.owed = owed;
        this.checked = checked;
        this.metrics = metrics;
        this.mover = mover;
        this.purses = purses;
    }

    Ledger ledger() {
        return ledger;
    }

    /// Somebody is here whose tokens are others now.
    void renamed(Renamed renamed) {
        ledger = ledger.renamed(renamed);
    }

    /// Goes on with the books of a loop that turns no more, and with what is on its way from it.
    void after(Tills before) {
        ledger = before.ledger;
        told.putAll(before.told);
        booking.putAll(before.booking);
        leftBehind.addAll(before.booking.keySet());
        awaitNumbers();
    }

    /// No till gives a number while the one before it may yet be free again: it would be missing
    /// for ever.
    private void awaitNumbers() {
        points.values().forEach(slot -> slot.awaitsNumber = false);
        leftBehind.stream()
                .map(booking::get)
                .filter(Booking::numbers)
                .flatMap(it -> at(it.point()).stream())
                .forEach(slot -> slot.awaitsNumber = true);
    }

    /// The till of that name; empty where the site has none any more.
    Optional<PointSlot<?>> at(String point) {
        return Optional.ofNullable(points.get(point));
    }

    /// At power-up, before the first tap: what was meant and has no end in the journal was never
    /// debited, and nobody was told that it was. Whether the purse of a card was, only the card can
    /// tell.
    void start(Moment now) {
        ledger.unfinished().stream().filter(it -> !isOnItsWay(it)).forEach(it -> ends(it, now));
        for (var slot : points.values()) {
            counterOf(slot).post(slot.price(), now);
            left(slot, now);
            settleDue(slot.parts.id(), now);
        }
        closed(now);
    }

    /// Nobody sells any more where the site has no till of that name, or draws where it has no
    /// valve: what was paid ahead there goes back as far as it was not drawn, and what was sold is
    /// settled.
    private void closed(Moment now) {
        for (var line : ledger.drawing()) {
            var sale = line.sale();
            var here = at(sale.id().point());
            boolean busy = isOnItsWay(sale.id().point()) || isGoingBack(sale.id());
            if (here.filter(Tills::hasValve).isEmpty() && !busy) {
                var desk =
                        here.map(slot -> desk(slot, slot.staff(), now))
                                .orElseGet(() -> desk(sale, now));
                giveBack(JourneyRules.end(ledger, sale.id(), line.drawn(), desk), desk, now);
            }
        }
        ledger.batches().open().keySet().stream()
                .filter(point -> !points.containsKey(point))
                .filter(point -> ledger.drawing(point).isEmpty() && !isOnItsWay(point))
                .sorted()
                .toList()
                .forEach(point -> settle(point, now));
    }

    /// Something is, from there: it may have to go back, in the same batch, or take a number.
    private boolean isOnItsWay(String point) {
        return booking.values().stream().anyMatch(it -> it.point().equals(point));
    }

    private void giveBack(RefundRules.Back back, RefundRules.Desk desk, Moment now) {
        if (back instanceof RefundRules.Back.Yes(var reversal)) {
            reverse(desk.point(), reversal, now);
        }
    }

    /// Of a till that is none any more: on whose date it is now nobody says.
    private static RefundRules.Desk desk(Sale sale, Moment now) {
        var date = sale.serving().businessDate();
        return new RefundRules.Desk(sale.id().point(), Staff.NOBODY, date, now.wall());
    }

    private void ends(Sale sale, Moment now) {
        var end = sale.basis().purse().isEmpty() ? Sale.State.VOID : Sale.State.UNKNOWN;
        become(sale.in(end), Optional.empty(), now);
    }

    /// A record of it is, from before a handover: the end of it, or the beginning.
    private boolean isOnItsWay(Sale sale) {
        return booking.values().stream()
                .anyMatch(
                        it ->
                                it instanceof Booking.OfSale(_, var other)
                                        && other.id().equals(sale.id()));
    }

    /// What the journal would not hold is offered again, what stands on a counter may change by
    /// time alone, and a batch is over with its business date.
    void due(Moment now) {
        if (again.filter(now::reached).isPresent()) {
            again = Optional.empty();
            settleRest(now);
        }
        boolean looks = dates.map(now::reached).orElse(true);
        if (looks) {
            dates = Optional.of(now.plus(DATES));
        }
        for (var slot : points.values()) {
            var sells = slot.parts.sells().orElseThrow();
            sells.counter().due(now);
            if (looks) {
                left(slot, now);
                endWithItsDate(slot, sells.terms(), now);
            }
        }
        if (looks) {
            closed(now);
        }
    }

    /// Whoever was drawing when the power went, or a loop stopped turning, draws no more; a point
    /// at which somebody draws now knows better, and hears nothing by it. How much it was may be on
    /// its way yet.
    private void left(PointSlot<?> slot, Moment now) {
        if (hasValve(slot)) {
            ledger.drawing(slot.parts.id()).stream()
                    .findFirst()
                    .filter(it -> !isRead(it.sale().id()))
                    .map(it -> new Input.AtTill.OfMeter.Left(it.sale().id(), it.drawn()))
                    .ifPresent(it -> mover.step(slot, it, Cause.FAULT, now));
        }
    }

    private static boolean hasValve(PointSlot<?> slot) {
        return slot.parts.relays().containsKey(Output.VALVE);
    }

    private boolean isRead(SaleId sale) {
        return booking.values().stream()
                .anyMatch(
                        it ->
                                it instanceof Booking.OfReading(_, var reading)
                                        && reading.sale().equals(sale));
    }

    void run(PointSlot<?> slot, Effect.AtTill effect, Moment now) {
        var counter = slot.parts.sells().orElseThrow().counter();
        switch (effect) {
            case Effect.AtTill.Book(var sale, var tap) -> book(slot, sale, tap, now);
            case Effect.AtTill.OfPurse order -> purses.run(slot, order, now);
            case Effect.AtTill.Tell(var tap, var sale, var left) -> {
                var words = TillWords.paid(sale, left);
                slot.panelOf(tap).show(Panel.Signal.PAID, words.zh(), words.en());
                told.put(slot.parts.id(), new Slip.Paid(sale, left.filter(_ -> isStaffed(slot))));
                counter.tell(sale, left, now);
            }
            case Effect.AtTill.Post(var price) -> counter.post(price, now);
            case Effect.AtTill.Reverse(var wish, var staff) -> reverse(slot, wish, staff, now);
            case Effect.AtTill.TellReversed(var reversal) -> {
                told.put(slot.parts.id(), new Slip.Back(reversal, now.wall()));
                counter.tell(reversal, now);
            }
            case Effect.AtTill.Settle _ -> {
                if (ledger.batches().of(slot.parts.id()).isEmpty()) {
                    counter.say(Phrase.NOTHING_TO_SETTLE.with(), now);
                }
                settle(slot, now);
            }
            case Effect.AtTill.TellTotals() ->
                    ledger.running(slot.parts.id(), now.wall())
                            .ifPresentOrElse(
                                    soFar -> counter.totals(soFar, now),
                                    () -> counter.say(Phrase.NOTHING_TO_SETTLE.with(), now));
            case Effect.AtTill.Reprint() ->
                    last(slot.parts.id())
                            .ifPresentOrElse(
                                    slip -> counter.again(slip, now),
                                    () -> counter.say(Phrase.NOTHING_TO_REPRINT.with(), now));
            case Effect.AtTill.Rate(var sale, var stars) ->
                    send(
                            new Booking.OfRating(slot.parts.id(), stars),
                            name -> Events.rating(name, sale, stars, now));
            case Effect.AtTill.Read(var reading) ->
                    send(
                            new Booking.OfReading(slot.parts.id(), reading),
                            name -> Draws.event(name, reading, now));
            case Effect.AtTill.TellAccount(var tap, var account) -> {
                var words = TillWords.account(account);
                slot.panelOf(tap).show(Panel.Signal.GRANTED, words.zh(), words.en());
                counter.tell(account, now);
            }
            case Effect.AtTill.Say said -> counter.say(Phrase.of(said), now);
            case Effect.AtTill.Unpriced(var tags) -> counter.unpriced(tags, now);
        }
    }

    /// Whoever shows a card that has paid before hears so where they show it.
    private static void tellSettled(PointSlot<?> slot, Sale sale, Moment now) {
        var words = PurseWords.settled(sale);
        counterOf(slot).say(words, now);
        if (sale.state() == Sale.State.DONE) {
            slot.parts.panel().show(Panel.Signal.PAID, words.zh(), words.en());
        }
    }

    /// Where nobody works, the next one at the keys is not to see what the last one has left.
    private static boolean isStaffed(PointSlot<?> slot) {
        return slot.parts.sells().flatMap(PointSlot.Sells::operators).isPresent();
    }

    /// What was told last; after a start as far as the books say.
    private Optional<Slip> last(String point) {
        var settled = ledger.batches().lastSettled(point);
        return Optional.ofNullable(told.get(point))
                .or(
                        () ->
                                ledger.lastDone(point)
                                        .filter(sale -> isSince(settled, sale))
                                        .map(sale -> new Slip.Paid(sale, Optional.empty())))
                .or(() -> settled.map(Slip.Settled::new));
    }

    private static boolean isSince(Optional<Settlement> settled, Sale sale) {
        return settled.map(it -> sale.under().batch() > it.batch().number()).orElse(true);
    }

    // --- sales ---

    private void book(PointSlot<?> slot, Sale sale, TapId tap, Moment now) {
        switch (sale.state()) {
            case PENDING, DONE -> {
                if (sale.state() == Sale.State.PENDING) {
                    ledger = ledger.after(sale, Optional.empty());
                    // Of what was sold before on another date, or in another shift.
                    settleDue(slot.parts.id(), now);
                } else {
                    owed.withdraw(new Owed.Line.Sold(sale.id())); // that it was unknown
                }
                boolean check = isChecked(slot, sale);
                send(
                        new Booking.OfSale(slot.parts.id(), sale),
                        name -> Events.sale(name, sale, check, Optional.of(tap), now));
            }
            case VOID, UNKNOWN -> become(sale, Optional.of(tap), now);
        }
    }

    /// Whether the host is asked to look at the account now, so that what it says holds at the next
    /// tap: where money moved, and only once.
    private boolean isChecked(PointSlot<?> slot, Sale sale) {
        return sale.state() == Sale.State.DONE
                && !sale.amount().isZero()
                && !sale.under().training()
                && checked.hits(slot.parts.sells().orElseThrow().checkPercent());
    }

    /// It has come to this whatever the journal says, and a restart must know it.
    private void become(Sale sale, Optional<TapId> tap, Moment now) {
        ledger = ledger.after(sale, Optional.empty());
        metrics.sale(sale.state());
        owed.offer(new Owed.Line.Sold(sale.id()), Events.sale(names.get(), sale, tap, now));
    }

    /// The purse of a card has told of a sale of before, for which no till waits any more.
    ///
    /// @param here where it was shown
    /// @param sale done, or void
    void settled(PointSlot<?> here, Sale sale, Moment now) {
        if (sale.state() == Sale.State.DONE) {
            owed.withdraw(new Owed.Line.Sold(sale.id()));
            ledger = ledger.counting(sale);
            send(
                    new Booking.OfSettled(here.parts.id(), sale),
                    name -> Events.sale(name, sale, Optional.empty(), now));
        } else {
            become(sale, Optional.empty(), now);
            here.parts.sells().orElseThrow().counter().say(PurseWords.settled(sale), now);
        }
    }

    // --- money that goes back ---

    private void reverse(PointSlot<?> slot, Wish wish, Staff staff, Moment now) {
        var sale = soldAs(slot, wish);
        switch (decided(slot, wish, sale, staff, now)) {
            case RefundRules.Back.Yes(var reversal) -> reverse(slot.parts.id(), reversal, now);
            case RefundRules.Back.No(var why) -> {
                var answer = new Input.AtTill.NotReversed(sale, why);
                mover.step(slot, answer, Cause.COMMAND, now);
            }
        }
    }

    private void reverse(String point, Reversal reversal, Moment now) {
        send(
                new Booking.OfReversal(point, reversal),
                name -> Events.reversal(name, point, reversal, now));
    }

    private static SaleId soldAs(PointSlot<?> slot, Wish wish) {
        return switch (wish) {
            case Wish.Void(var last) -> last;
            case Wish.Refund(var number, _) -> new SaleId(slot.parts.id(), number);
            case Wish.Rest(var journey, _) -> journey;
        };
    }

    private RefundRules.Back decided(
            PointSlot<?> slot, Wish wish, SaleId sale, Staff staff, Moment now) {
        if (isGoingBack(sale) || slot.awaitsNumber && !(wish instanceof Wish.Void)) {
            return new RefundRules.Back.No(Reason.BUSY);
        }
        return switch (wish) {
            case Wish.Void _ -> RefundRules.takeBack(ledger, sale, staff);
            case Wish.Refund(_, var amount) ->
                    RefundRules.refund(ledger, sale, amount, desk(slot, staff, now));
            case Wish.Rest(_, var fare) ->
                    JourneyRules.end(ledger, sale, fare, desk(slot, staff, now));
        };
    }

    private static RefundRules.Desk desk(PointSlot<?> slot, Staff staff, Moment now) {
        var meals = slot.parts.sells().orElseThrow().terms().meals();
        var today = meals.businessDate(now.wall());
        var mono = Optional.of(now.mono());
        return new RefundRules.Desk(slot.parts.id(), staff, today, now.wall(), mono);
    }

    /// Two tills of one device must not give the same money back.
    private boolean isGoingBack(SaleId sale) {
        return booking.values().stream()
                .anyMatch(it -> it instanceof Booking.OfReversal back && back.isOf(sale));
    }

    // --- settlements ---

    /// What was sold until now is settled; whoever sold it takes nothing of it back any more.
    @Override
    public void settle(PointSlot<?> slot, Moment now) {
        settle(slot.parts.id(), now);
    }

    private void settle(String point, Moment now) {
        ledger = ledger.ended(point);
        settleDue(point, now);
    }

    private void endWithItsDate(PointSlot<?> slot, Terms terms, Moment now) {
        var point = slot.parts.id();
        var current = ledger.batches().current(point);
        if (current.isPresent()
                && now.trust() != ClockTrust.UNTRUSTED
                && slot.isIdle()
                && current.get().businessDate().isBefore(terms.meals().businessDate(now.wall()))) {
            settle(slot, now);
        }
    }

    /// Of the first batch that is over; the next follows once that is durable. Once, however often
    /// it is due.
    private void settleDue(String point, Moment now) {
        var due = ledger.due(point, now.wall()).stream().findFirst();
        if (due.filter(this::isCounted).isPresent()) {
            unsettled.add(point);
            return;
        }
        due.filter(_ -> !isSettling(point))
                .ifPresent(
                        settled ->
                                send(
                                        new Booking.OfSettlement(point, settled),
                                        name -> Events.settlement(name, settled, now)));
    }

    /// Whether something is on its way into that batch, a sale of before, or one that a loop which
    /// turns no more had sent: its totals are not known yet.
    private boolean isCounted(Settlement due) {
        return booking.values().stream().anyMatch(it -> it.isIn(due));
    }

    private void settleRest(Moment now) {
        var tills = List.copyOf(unsettled);
        unsettled.clear();
        tills.forEach(point -> settleDue(point, now));
    }

    @Override
    public Optional<Difference> compared(PointSlot<?> slot, HostCount host) {
        return ledger.batches()
                .settled(slot.parts.id(), host.batch())
                .map(settled -> Difference.of(settled, host));
    }

    @Override
    public void differs(PointSlot<?> slot, Difference difference, Moment now) {
        send(
                new Booking.OfDifference(slot.parts.id(), difference),
                name -> Events.difference(name, difference, now));
    }

    private boolean isSettling(String point) {
        return booking.values().stream()
                .anyMatch(
                        it ->
                                it instanceof Booking.OfSettlement(_, var settled)
                                        && settled.point().equals(point));
    }

    // --- the journal ---

    private void send(Booking what, Function<TapId, Draft> draft) {
        var name = names.get();
        booking.put(name, what);
        journal.accept(draft.apply(name));
    }

    /// The host holds every record up to there.
    void held(Place upTo) {
        ledger = ledger.held(upTo);
    }

    /// What is durable now; empty if nothing of a till is called so.
    Optional<Booking> recorded(TapId name, long seq, Moment now) {
        var booked = Optional.ofNullable(booking.remove(name));
        boolean left = leftBehind.remove(name);
        booked.ifPresent(
                it -> {
                    ledger = it.in(ledger, new Place(epoch, seq));
                    if (left) {
                        awaitNumbers();
                    }
                    switch (it) {
                        case Booking.OfSale(_, var sale) -> {
                            metrics.sale(sale.state());
                            if (left && sale.state() == Sale.State.PENDING) {
                                ends(sale, now);
                            }
                        }
                        case Booking.OfSettled(var point, var sale) -> {
                            metrics.sale(sale.state());
                            at(point).ifPresent(slot -> tellSettled(slot, sale, now));
                        }
                        case Booking.OfReading(var point, _) ->
                                at(point).ifPresent(slot -> left(slot, now));
                        case Booking.OfReversal(_, var reversal) -> metrics.reversal(reversal);
                        case Booking.OfSettlement(var point, var settled) -> {
                            told.put(point, new Slip.Settled(settled));
                            at(point).ifPresent(slot -> counterOf(slot).tell(settled, now));
                        }
                        case Booking.OfRating(var point, var stars) -> {
                            metrics.rating(stars);
                            at(point).ifPresent(slot -> counterOf(slot).rated(stars, now));
                        }
                        case Booking.OfDifference(var point, var difference) ->
                                at(point).ifPresent(slot -> counterOf(slot).tell(difference, now));
                    }
                    settleAfter(it, now);
                });
        return booked;
    }

    /// What waited for it, and what is due at its till.
    private void settleAfter(Booking answered, Moment now) {
        if (at(answered.point()).isEmpty()) {
            closed(now); // what it has sold or paid ahead is known only now
        }
        settleRest(now);
        settleDue(answered.point(), now);
    }

    private static Counter counterOf(PointSlot<?> slot) {
        return slot.parts.sells().orElseThrow().counter();
    }

    /// The same of what will not be in the journal.
    Optional<Booking> notRecorded(TapId name, Reason why, Moment now) {
        var refused = Optional.ofNullable(booking.remove(name));
        boolean left = leftBehind.remove(name);
        refused.ifPresent(
                it -> {
                    switch (it) {
                        case Booking.OfSale(_, var sale) -> {
                            if (sale.state() == Sale.State.PENDING) {
                                ledger = ledger.never(sale.id());
                            } else if (left) {
                                ends(sale, now);
                            }
                        }
                        case Booking.OfSettled(_, var sale) -> {
                            ledger = ledger.notCounting(sale);
                            ledger.line(sale.id())
                                    .ifPresent(line -> become(line.sale(), Optional.empty(), now));
                        }
                        case Booking.OfRating(var point, _) ->
                                at(point)
                                        .ifPresent(
                                                slot ->
                                                        counterOf(slot)
                                                                .say(
                                                                        ReasonWords.of(why).shown(),
                                                                        now));
                        case Booking.OfReading(var point, _) ->
                                at(point).ifPresent(slot -> left(slot, now));
                        case Booking.OfReversal _,
                                Booking.OfDifference _,
                                Booking.OfSettlement _ -> {}
                    }
                    if (left) {
                        awaitNumbers();
                    }
                    switch (it) {
                        case Booking.OfSettlement(var point, _) -> {
                            unsettled.add(point);
                            again = again.or(() -> Optional.of(now.plus(Owed.AGAIN)));
                        }
                        case Booking.OfSale _, Booking.OfSettled _, Booking.OfReversal _ ->
                                settleRest(now);
                        case Booking.OfReading _, Booking.Told _ -> {}
                    }
                });
        return refused;
    }

    /// Whether the journal has answered everything.
    boolean isQuiet() {
        return booking.isEmpty();
    }

    Optional<Mono> nextWake() {
        return again;
    }
}
