package onecard.hal.sim;

import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import onecard.hal.CardChannel;
import onecard.hal.CardReader;
import onecard.hal.DeviceEvent;
import onecard.hal.HeldCard;
import onecard.hal.Pseudonym;
import onecard.hal.card.ReadingPlan;
import onecard.hal.card.Unreadable;

/// A reader that cards are held to by calling it. Reads with the same card applications as a real
/// one, on a thread of its own.
public final class SimReader implements CardReader {

    private final String name;
    private final ReadingPlan plan;
    private final Pseudonym pseudonym;
    private final boolean holds;
    private final SimThread thread;

    public SimReader(String name, ReadingPlan plan, Pseudonym pseudonym, LongSupplier nanos) {
        this(name, plan, pseudonym, false, nanos);
    }

    /// @param holds a card is held while it is told of
    public SimReader(
            String name, ReadingPlan plan, Pseudonym pseudonym, boolean holds, LongSupplier nanos) {
        this.name = name;
        this.holds = holds;
        this.plan = plan;
        this.pseudonym = pseudonym;
        this.thread = new SimThread(name, nanos);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void open(Consumer<DeviceEvent> listener) {
        thread.open(listener);
    }

    /// A card comes into the field.
    ///
    /// @param tear when it leaves by itself
    public void present(SimCard card, SimTear tear) {
        thread.happens(seen -> read(new SimChannel(card, tear), seen), SimReader::letGo);
    }

    /// The card leaves the field.
    public void remove() {
        thread.happens(now -> new DeviceEvent.CardGone(name, now));
    }

    /// Returns once whatever has happened to it so far was told.
    public void awaitTold() {
        thread.awaitTold();
    }

    /// The cable is pulled.
    public void lose() {
        thread.lose();
    }

    /// The cable is back.
    public void giveBack() {
        thread.giveBack();
    }

    private DeviceEvent read(CardChannel channel, long seen) {
        try {
            var facts = plan.read(channel, pseudonym);
            return new DeviceEvent.CardSeen(
                    name,
                    facts,
                    seen,
                    holds ? Optional.of(new HeldCard(channel)) : Optional.empty());
        } catch (CardChannel.CardLost lost) {
            return new DeviceEvent.CardUnreadable(name, plan.fault(lost), seen);
        } catch (Unreadable refused) {
            return new DeviceEvent.CardUnreadable(name, refused.fault(), seen);
        }
    }

    private static void letGo(DeviceEvent told) {
        if (told instanceof DeviceEvent.CardSeen(_, _, _, var card)) {
            card.ifPresent(HeldCard::close);
        }
    }

    @Override
    public long progressNanos() {
        return thread.progressNanos();
    }

    @Override
    public void close() {
        thread.close();
    }
}
