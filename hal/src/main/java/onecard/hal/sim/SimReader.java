package onecard.hal.sim;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import onecard.hal.CardChannel;
import onecard.hal.CardReader;
import onecard.hal.DeviceEvent;
import onecard.hal.Pseudonym;
import onecard.hal.card.ReadingPlan;
import onecard.hal.card.Unreadable;

/// A reader that cards are held to by calling it. Reads with the same card applications as a real
/// one, on a thread of its own.
public final class SimReader implements CardReader {

    private final String name;
    private final ReadingPlan plan;
    private final Pseudonym pseudonym;
    private final LongSupplier nanos;
    private final ExecutorService thread;
    private Consumer<DeviceEvent> events = _ -> {};

    public SimReader(String name, ReadingPlan plan, Pseudonym pseudonym, LongSupplier nanos) {
        this.name = name;
        this.plan = plan;
        this.pseudonym = pseudonym;
        this.nanos = nanos;
        this.thread =
                Executors.newSingleThreadExecutor(
                        work ->
                                Thread.ofPlatform()
                                        .name("reader-" + name)
                                        .daemon()
                                        .unstarted(work));
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void open(Consumer<DeviceEvent> listener) {
        run(
                () -> {
                    events = listener;
                    events.accept(new DeviceEvent.ReaderBack(name, nanos.getAsLong()));
                });
    }

    /// A card comes into the field.
    ///
    /// @param tear when it leaves by itself
    public void present(SimCard card, SimTear tear) {
        run(
                () -> {
                    long seen = nanos.getAsLong();
                    events.accept(read(new SimChannel(card, tear), seen));
                });
    }

    /// The card leaves the field.
    public void remove() {
        run(() -> events.accept(new DeviceEvent.CardGone(name, nanos.getAsLong())));
    }

    /// The cable is pulled.
    public void lose() {
        run(() -> events.accept(new DeviceEvent.ReaderLost(name, "unplugged", nanos.getAsLong())));
    }

    /// The cable is back.
    public void giveBack() {
        run(() -> events.accept(new DeviceEvent.ReaderBack(name, nanos.getAsLong())));
    }

    private DeviceEvent read(CardChannel channel, long seen) {
        try {
            return new DeviceEvent.CardSeen(name, plan.read(channel, pseudonym), seen);
        } catch (CardChannel.CardLost lost) {
            return new DeviceEvent.CardUnreadable(name, plan.fault(lost), seen);
        } catch (Unreadable refused) {
            return new DeviceEvent.CardUnreadable(name, refused.fault(), seen);
        }
    }

    private void run(Runnable work) {
        thread.execute(work);
    }

    /// Idle by choice is progress: nothing can be stuck in here.
    @Override
    public long progressNanos() {
        return nanos.getAsLong();
    }

    @Override
    public void close() {
        thread.shutdown();
        try {
            boolean _ = thread.awaitTermination(1, TimeUnit.SECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
