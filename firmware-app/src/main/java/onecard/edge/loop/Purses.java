package onecard.edge.loop;

import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import onecard.access.Reason;
import onecard.edge.intake.PurseCard;
import onecard.edge.intake.PurseCard.Outcome;
import onecard.edge.intake.PurseCard.Task;
import onecard.edge.intake.PurseShown;
import onecard.edge.intake.PurseWords;
import onecard.edge.intake.Stimulus;
import onecard.hal.purse.Debit;
import onecard.hal.purse.Opening;
import onecard.hal.purse.Recovery;
import onecard.money.Sale;
import onecard.money.SaleId;
import onecard.point.Cause;
import onecard.point.Effect;
import onecard.point.Input;
import onecard.point.TapId;
import onecard.time.Moment;

/// What the loop asks of cards with purses, and what their tills hear of the answers. A card of
/// which a sale is unknown is asked about that first, whatever it was presented for. Owned by the
/// edge loop.
final class Purses {

    /// Decides over a presentation, once its card was asked.
    interface Decider {

        /// @param settles the sale that its till waited for, and which this card has paid
        /// @param open whether one is unknown still that the card may tell of another time
        void decide(
                PointSlot<?> slot,
                Stimulus.Presented presented,
                Optional<SaleId> settles,
                boolean open,
                Moment now);
    }

    private final Tills tills;
    private final Map<String, PointSlot<?>> points;
    private final Postures.Mover mover;
    private final Decider decider;
    private final Consumer<String> forget;
    private final Map<PurseCard, Work> working = new IdentityHashMap<>();

    /// What a card was asked.
    private sealed interface Work {}

    private record OfSale(PointSlot<?> slot, TapId tap, Sale sale) implements Work {}

    /// @param left to be asked about, the first of them now
    private record Asking(
            PointSlot<?> slot,
            Stimulus.Presented presented,
            List<Sale> left,
            Optional<SaleId> settles,
            boolean open)
            implements Work {

        Sale now() {
            return left.getFirst();
        }

        Asking then(Optional<SaleId> paid, boolean unknown) {
            return new Asking(
                    slot,
                    presented,
                    left.subList(1, left.size()),
                    settles.or(() -> paid),
                    open || unknown);
        }
    }

    /// @param points by id
    /// @param forget whoever lay on that reader may come again at once
    Purses(
            Tills tills,
            Map<String, PointSlot<?>> points,
            Postures.Mover mover,
            Decider decider,
            Consumer<String> forget) {
        this.tills = tills;
        this.points = points;
        this.mover = mover;
        this.decider = decider;
        this.forget = forget;
    }

    /// Somebody came: their card is asked about what is unknown of it, and then decided over.
    void present(PointSlot<?> slot, Stimulus.Presented presented, Moment now) {
        var unknown =
                presented
                        .purse()
                        .map(shown -> new ArrayList<>(tills.ledger().unknown(shown.card())))
                        .orElseGet(ArrayList::new);
        // The one that was debited last first: of the others the card may know nothing any more.
        unknown.sort((one, other) -> other.at().compareTo(one.at()));
        asks(new Asking(slot, presented, List.copyOf(unknown), Optional.empty(), false), now);
    }

    private void asks(Asking asking, Moment now) {
        var at = asking.presented().purse().map(PurseShown::at);
        if (asking.left().isEmpty() || at.isEmpty()) {
            decider.decide(asking.slot(), asking.presented(), asking.settles(), asking.open(), now);
            at.filter(card -> !working.containsKey(card)).ifPresent(PurseCard::letGo);
            return;
        }
        var card = at.get();
        working.put(card, asking);
        if (!card.order(new Task.Recover(PurseWords.intent(asking.now())))) {
            working.remove(card);
            asks(asking.then(Optional.empty(), true), now);
        }
    }

    /// A till orders.
    void run(PointSlot<?> slot, Effect.AtTill.OfPurse order, Moment now) {
        switch (order) {
            case Effect.AtTill.Open(var tap, var sale) -> {
                var zone = slot.parts.sells().orElseThrow().terms().meals().zone();
                var charge = PurseWords.charge(sale, LocalDateTime.ofInstant(sale.at(), zone));
                if (!isTaken(slot, tap, sale, new Task.Open(charge))) {
                    left(slot, tap, new Input.AtTill.NotOpened(sale, Reason.CARD_UNREADABLE), now);
                }
            }
            case Effect.AtTill.Debit(var tap, var sale) -> {
                if (!isTaken(slot, tap, sale, new Task.Pay())) {
                    left(slot, tap, new Input.AtTill.NotDebited(sale, Reason.CARD_UNREADABLE), now);
                }
            }
        }
    }

    private boolean isTaken(PointSlot<?> slot, TapId tap, Sale sale, Task task) {
        var card = slot.purseOf(tap);
        if (card.isEmpty()) {
            return false;
        }
        working.put(card.get(), new OfSale(slot, tap, sale));
        boolean taken = card.get().order(task);
        if (!taken) {
            working.remove(card.get());
        }
        return taken;
    }

    /// What came of what was asked; nobody waits for it where a till has begun anew.
    void answered(PurseCard card, Outcome outcome, Moment now) {
        switch (working.remove(card)) {
            case OfSale(var slot, var tap, var sale) -> ofSale(slot, tap, sale, outcome, now);
            case Asking asking -> recovered(asking, outcome, now);
            case null -> {}
        }
    }

    private void ofSale(PointSlot<?> slot, TapId tap, Sale sale, Outcome outcome, Moment now) {
        switch (outcome) {
            case Outcome.Opened(Opening.Opened opened) -> {
                var agreed = sale.with(sale.basis().with(PurseWords.debit(opened.intent())));
                step(slot, new Input.AtTill.Opened(agreed), now);
            }
            case Outcome.Opened(Opening.NotDebited(var why, _)) ->
                    left(slot, tap, new Input.AtTill.NotOpened(sale, PurseWords.reason(why)), now);
            case Outcome.Paid(Debit.Done(var proof)) ->
                    step(slot, new Input.AtTill.Debited(PurseWords.proved(sale, proof.tac())), now);
            case Outcome.Paid(Debit.Refused(_, var why, _)) ->
                    left(slot, tap, new Input.AtTill.NotDebited(sale, PurseWords.reason(why)), now);
            case Outcome.Paid(Debit.Torn _), Outcome.Broken(Task.Pay()) ->
                    left(slot, tap, new Input.AtTill.Torn(sale), now);
            case Outcome.NotBegun(Task.Pay()) ->
                    left(slot, tap, new Input.AtTill.NotDebited(sale, Reason.CARD_UNREADABLE), now);
            case Outcome.NotBegun _, Outcome.Broken _, Outcome.Recovered _ ->
                    left(slot, tap, new Input.AtTill.NotOpened(sale, Reason.CARD_UNREADABLE), now);
        }
    }

    private void recovered(Asking asking, Outcome outcome, Moment now) {
        var sale = asking.now();
        switch (outcome) {
            case Outcome.Recovered(Recovery.Done(var proof)) -> {
                var done = tills.ledger().counted(PurseWords.proved(sale, proof.tac()));
                boolean meant =
                        settle(asking.slot(), done.in(Sale.State.DONE), now)
                                || isOfNow(asking.slot(), sale, now);
                asks(asking.then(meant ? Optional.of(sale.id()) : Optional.empty(), false), now);
            }
            case Outcome.Recovered(Recovery.NotDebited _) -> {
                boolean _ = settle(asking.slot(), sale.in(Sale.State.VOID), now);
                asks(asking.then(Optional.empty(), false), now);
            }
            case Outcome.Recovered(Recovery.StillUnknown(_, var why)) ->
                    asks(asking.then(Optional.empty(), PurseWords.isOpen(why)), now);
            case Outcome.NotBegun _, Outcome.Broken _, Outcome.Opened _, Outcome.Paid _ ->
                    asks(asking.then(Optional.empty(), true), now);
        }
    }

    /// Whether it is what they came for just now: whoever was told to show the card again has the
    /// meal, though the till has begun anew or others were served meanwhile.
    private static boolean isOfNow(PointSlot<?> here, Sale sale, Moment now) {
        var meals = here.parts.sells().orElseThrow().terms().meals();
        return sale.id().point().equals(here.parts.id())
                && meals.at(now.wall()).equals(Optional.of(sale.serving()));
    }

    /// The till that waits for it books it; else it is booked where its card is now.
    ///
    /// @return whether one waited
    private boolean settle(PointSlot<?> here, Sale sale, Moment now) {
        var own = Optional.<PointSlot<?>>ofNullable(points.get(sale.id().point()));
        var waits = own.filter(slot -> slot.torn().equals(Optional.of(sale.id())));
        waits.ifPresentOrElse(
                slot -> step(slot, new Input.AtTill.Recovered(sale), now),
                () -> tills.settled(here, sale, now));
        return waits.isPresent();
    }

    /// Whoever has to show their card once more is not taken to wave.
    private void left(PointSlot<?> slot, TapId tap, Input.AtTill.OfPurse input, Moment now) {
        slot.madeAt(tap).ifPresent(forget);
        slot.purseOf(tap).ifPresent(PurseCard::letGo);
        step(slot, input, now);
    }

    private void step(PointSlot<?> slot, Input input, Moment now) {
        mover.step(slot, input, Cause.TAP, now);
    }

    /// Whether no card is asked for anything.
    boolean isQuiet() {
        return working.isEmpty();
    }
}
