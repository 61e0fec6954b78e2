package onecard.hal.sim;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import onecard.hal.TrayEvent;
import onecard.hal.TrayReader;

/// An antenna that plates are put on by calling it, on a thread of its own. It goes round when
/// told ([#look]); [#start] lets another thread tell it.
public final class SimTrayReader implements TrayReader, SimPart {

    /// As a real one goes round.
    private static final Duration ROUND = Duration.ofMillis(100);

    private final String name;
    private final LongSupplier nanos;
    private final SimThread thread;
    private Thread rounds = Thread.ofPlatform().unstarted(() -> {});

    // Of the thread.
    private Consumer<TrayEvent> events = _ -> {};
    private Set<String> tags = Set.of();
    private Set<String> hidden = Set.of();
    private boolean lost;

    public SimTrayReader(String name, LongSupplier nanos) {
        this.name = name;
        this.nanos = nanos;
        this.thread = new SimThread(name, nanos);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void open(Consumer<TrayEvent> listener) {
        thread.run(
                () -> {
                    events = listener;
                    back();
                });
    }

    /// From now on these plates lie there, and no others.
    public void lay(Set<String> plates) {
        var laid = Set.copyOf(plates);
        thread.run(() -> tags = laid);
    }

    /// These do not answer in the next round, though they may lie there.
    public void hide(Set<String> plates) {
        var next = Set.copyOf(plates);
        thread.run(() -> hidden = next);
    }

    /// Goes round once.
    public void look() {
        thread.run(
                () -> {
                    if (!lost) {
                        var found = new HashSet<>(tags);
                        found.removeAll(hidden);
                        hidden = Set.of();
                        events.accept(new TrayEvent.Inventory(name, found, nanos.getAsLong()));
                    }
                });
    }

    /// Lets a thread go round all the time, until it is closed.
    public void start() {
        if (!rounds.isAlive()) {
            rounds = Thread.ofPlatform().name("sim-rounds-" + name).daemon().start(this::goRound);
        }
    }

    private void goRound() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                look();
                Thread.sleep(ROUND);
            }
        } catch (InterruptedException _) {
            // Asked to stop.
        }
    }

    @Override
    public void lose() {
        thread.run(
                () -> {
                    lost = true;
                    events.accept(new TrayEvent.Lost(name, "unplugged", nanos.getAsLong()));
                });
    }

    @Override
    public void giveBack() {
        thread.run(this::back);
    }

    private void back() {
        lost = false;
        events.accept(new TrayEvent.Back(name, nanos.getAsLong()));
    }

    /// Whatever it says makes sense.
    @Override
    public long unreadable() {
        return 0;
    }

    @Override
    public long progressNanos() {
        return thread.progressNanos();
    }

    @Override
    public void close() {
        rounds.interrupt();
        try {
            rounds.join(1_000);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        thread.close();
    }
}
