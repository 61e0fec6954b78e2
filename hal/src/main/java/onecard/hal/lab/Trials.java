package onecard.hal.lab;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import onecard.hal.DeviceEvent;
import onecard.hal.card.ReadingPlan;
import onecard.hal.card.ReadingPlan.Slot;
import onecard.hal.sim.SimCard;
import onecard.hal.sim.SimTear;

/// Holds one card after another to the reader of a bench and keeps what it tells; after each, a
/// sound card, which must be read. For one thread at a time.
public final class Trials implements AutoCloseable {

    /// The longest dialogue there is: every application, and the citizen number too.
    public static final ReadingPlan PLAN =
            ReadingPlan.of(List.of("ssc", "idcard", "tunion", "uid"), Map.of(), true, Slot.ANY);

    /// Longer than a service takes to notice a card, and than a reader waits for a hung one.
    private static final Duration PATIENCE = Duration.ofSeconds(8);

    /// A service that is only starting, on a machine that has much else to do.
    private static final Duration START = Duration.ofSeconds(10);

    /// Of one trial there are two or three; a reader gone mad is told by the first few.
    private static final int EVENTS_MAX = 64;

    private final BlockingQueue<Heard> heard = new LinkedBlockingQueue<>(EVENTS_MAX);
    private final AtomicInteger numbers = new AtomicInteger();
    private final Bench bench;
    private final Duration patience;
    private int sound;

    private record Heard(DeviceEvent event, long nanos) {}

    /// Opens the bench's reader.
    ///
    /// @throws IOException if it is not there
    public Trials(Bench.Maker maker) throws IOException, InterruptedException {
        this(maker, PATIENCE);
    }

    /// @param patience for each event that is wanted
    Trials(Bench.Maker maker, Duration patience) throws IOException, InterruptedException {
        this.patience = patience;
        bench =
                maker.make(
                        PLAN,
                        (kind, id) -> {
                            numbers.incrementAndGet();
                            return "%032x".formatted((kind + id).hashCode() & 0xffff_ffffL);
                        });
        bench.reader().open(this::hear);
        if (!back()) {
            close();
            throw new IOException("the reader is not there");
        }
        // The first reading loads what every later one finds there.
        hold(SimCard.plain("04000000"), SimTear.afterBytes(1));
    }

    /// A service that is only starting may drop its first caller.
    private boolean back() throws InterruptedException {
        long end = System.nanoTime() + START.toNanos();
        while (System.nanoTime() < end) {
            var told = next(START);
            if (told.filter(first -> first.event() instanceof DeviceEvent.ReaderBack).isPresent()) {
                return true;
            }
        }
        return false;
    }

    private void hear(DeviceEvent event) {
        boolean _ = heard.offer(new Heard(event, System.nanoTime()));
    }

    /// Holds a card to the reader until something is told of it, takes it away if it has not left,
    /// and holds a sound one there.
    public Trial hold(SimCard card, SimTear tear) throws IOException, InterruptedException {
        heard.clear();
        numbers.set(0);
        var presence = presence(card, tear);
        int asked = numbers.get();
        var next = presence.ended() ? sound() : Optional.<Duration>empty();
        return new Trial(presence.told(), asked, presence.took(), next);
    }

    /// @param ended whether the reader saw it go
    private record Presence(List<DeviceEvent> told, Duration took, boolean ended) {}

    private Presence presence(SimCard card, SimTear tear) throws IOException, InterruptedException {
        var told = new ArrayList<DeviceEvent>();
        var took = Duration.ZERO;
        try (var held = bench.hold(card, tear)) {
            var first = next(patience);
            if (first.isPresent()) {
                told.add(first.get().event());
                took = Duration.ofNanos(Math.max(0, first.get().nanos() - held.sinceNanos()));
            }
        }
        boolean ended = false;
        for (var more = next(patience); more.isPresent() && !ended; ) {
            ended = more.get().event() instanceof DeviceEvent.CardGone;
            if (!ended) {
                told.add(more.get().event());
                more = next(patience);
            }
        }
        return new Presence(told, took, ended);
    }

    /// A card that nothing is wrong with, and not the last one.
    private Optional<Duration> sound() throws IOException, InterruptedException {
        var card = SimCard.plain("04%06x".formatted(++sound & 0xff_ffff));
        var presence = presence(card, SimTear.NEVER);
        boolean read =
                presence.ended()
                        && presence.told().size() == 1
                        && presence.told().getFirst() instanceof DeviceEvent.CardSeen;
        return Optional.of(presence.took()).filter(_ -> read);
    }

    private Optional<Heard> next(Duration atMost) throws InterruptedException {
        return Optional.ofNullable(heard.poll(atMost.toNanos(), TimeUnit.NANOSECONDS));
    }

    @Override
    public void close() {
        bench.reader().close();
    }
}
