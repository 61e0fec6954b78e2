package onecard.edge.loop;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import onecard.access.Reason;
import onecard.edge.store.Draft;
import onecard.edge.watch.Metrics;
import onecard.hal.Panel;
import onecard.money.Ledger;
import onecard.money.Place;
import onecard.money.Sale;
import onecard.point.Effect;
import onecard.point.Input;
import onecard.point.TapId;
import onecard.time.Moment;

/// Sales on their way through the journal, and the ledger that they build up. What is meant counts
/// from its decision on, so that two tills of one device never sell on the same money; what will
/// not be in the journal never was. Owned by the edge loop.
final class Tills {

    private final Supplier<TapId> names;
    private final Consumer<Draft> journal;
    private final Owed owed;
    private final Metrics metrics;
    private final String epoch;
    private final Map<TapId, Booking> booking = new HashMap<>();
    private Ledger ledger;

    /// A record of a sale that the journal has not answered yet.
    record Booking(PointSlot<?> slot, Sale sale) {

        Input.AtTill booked() {
            return new Input.AtTill.Booked(sale);
        }

        Input.AtTill notBooked(Reason why) {
            return new Input.AtTill.NotBooked(sale, why);
        }
    }

    /// @param ledger of before this start
    /// @param epoch of the journal's records from now on
    /// @param names for each record, until it is durable
    Tills(
            Ledger ledger,
            String epoch,
            Supplier<TapId> names,
            Consumer<Draft> journal,
            Owed owed,
            Metrics metrics) {
        this.ledger = ledger;
        this.epoch = epoch;
        this.names = names;
        this.journal = journal;
        this.owed = owed;
        this.metrics = metrics;
    }

    Ledger ledger() {
        return ledger;
    }

    /// Goes on with the books of a loop that turns no more.
    void after(Tills before) {
        ledger = before.ledger;
    }

    /// At power-up, before the first tap: what was meant and has no end in the journal was never
    /// debited, and nobody was told that it was.
    void start(List<PointSlot<?>> points, Moment now) {
        for (var sale : ledger.unfinished()) {
            become(sale.in(Sale.State.VOID), Optional.empty(), now);
        }
        for (var slot : points) {
            slot.parts.sells().ifPresent(sells -> sells.counter().post(slot.price(), now));
        }
    }

    /// What stands on a counter may change by time alone.
    static void due(PointSlot<?> slot, Moment now) {
        slot.parts.sells().ifPresent(sells -> sells.counter().due(now));
    }

    void run(PointSlot<?> slot, Effect.AtTill effect, Moment now) {
        var counter = slot.parts.sells().orElseThrow().counter();
        switch (effect) {
            case Effect.AtTill.Book(var sale, var tap) -> book(slot, sale, tap, now);
            case Effect.AtTill.Tell(var tap, var sale, var left) -> {
                var words = TillWords.paid(sale, left);
                slot.panelOf(tap).show(Panel.Signal.PAID, words.zh(), words.en());
                counter.tell(sale, left, now);
            }
            case Effect.AtTill.Post(var price) -> counter.post(price, now);
        }
    }

    private void book(PointSlot<?> slot, Sale sale, TapId tap, Moment now) {
        switch (sale.state()) {
            case PENDING, DONE -> {
                var name = names.get();
                booking.put(name, new Booking(slot, sale));
                if (sale.state() == Sale.State.PENDING) {
                    ledger = ledger.after(sale, Optional.empty());
                }
                journal.accept(Events.sale(name, sale, Optional.of(tap), now));
            }
            case VOID, UNKNOWN -> become(sale, Optional.of(tap), now);
        }
    }

    /// It has come to this whatever the journal says, and a restart must know it.
    private void become(Sale sale, Optional<TapId> tap, Moment now) {
        ledger = ledger.after(sale, Optional.empty());
        metrics.sale(sale.state());
        owed.offer(new Owed.Line.Sold(sale.id()), Events.sale(names.get(), sale, tap, now));
    }

    /// The host holds every record up to there.
    void held(Place upTo) {
        ledger = ledger.held(upTo);
    }

    /// What the machine hears of it; empty if no sale is called so.
    Optional<Booking> recorded(TapId name, long seq) {
        var booked = Optional.ofNullable(booking.remove(name));
        booked.map(Booking::sale)
                .ifPresent(
                        sale -> {
                            ledger = ledger.after(sale, Optional.of(new Place(epoch, seq)));
                            metrics.sale(sale.state());
                        });
        return booked;
    }

    /// The same of what will not be in the journal.
    Optional<Booking> notRecorded(TapId name) {
        var refused = Optional.ofNullable(booking.remove(name));
        refused.map(Booking::sale)
                .filter(sale -> sale.state() == Sale.State.PENDING)
                .ifPresent(sale -> ledger = ledger.never(sale.id()));
        return refused;
    }

    /// Whether the journal has answered everything.
    boolean isQuiet() {
        return booking.isEmpty();
    }
}
