package onecard.edge.loop;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;
import onecard.edge.intake.Inbox;
import onecard.edge.intake.Stimulus;
import onecard.edge.watch.Metrics;
import onecard.time.Moment;
import onecard.time.Mono;

/// The thread `edge-loop`: the only writer of point state. Takes one stimulus a turn, and with it
/// whatever the journal has answered; stamps the one official moment, and runs what is due.
/// Anything unexpected ends the process; the supervisor starts it again.
public final class LoopThread implements AutoCloseable {

    /// The loop turns at least this often, so that the watchdog sees it live.
    private static final Duration IDLE = Duration.ofSeconds(1);

    private final EdgeLoop loop;
    private final Inbox inbox;
    private final Supplier<Moment> clock;
    private final Metrics metrics;
    private final AtomicLong progressNanos = new AtomicLong();
    private final Thread thread;
    private volatile Optional<Wish> wished = Optional.empty();
    private Optional<Mono> overdue = Optional.empty(); // of the thread itself

    /// @param ends whether the thread is to end then
    private record Wish(
            BooleanSupplier quiet, Optional<Duration> limit, boolean ends, CountDownLatch met) {}

    /// @param fatal told of an unexpected exception, on the loop's thread
    public LoopThread(
            EdgeLoop loop,
            Inbox inbox,
            Supplier<Moment> clock,
            Metrics metrics,
            Consumer<Throwable> fatal) {
        this.loop = loop;
        this.inbox = inbox;
        this.clock = clock;
        this.metrics = metrics;
        this.thread =
                Thread.ofPlatform()
                        .name("edge-loop")
                        .unstarted(
                                () -> {
                                    try {
                                        if (run()) {
                                            loop.handOver(clock.get());
                                        } else {
                                            loop.end(clock.get());
                                        }
                                    } catch (Throwable bug) {
                                        fatal.accept(bug);
                                    }
                                });
    }

    /// Begins to turn; what waits in the inbox comes first.
    public void start() {
        progressNanos.set(clock.get().mono().nanos());
        thread.start();
    }

    /// Returns after the first turn that leaves things so, with nobody on the way and nothing
    /// waiting to be heard; it turns on, and hears contacts alone from that turn on. Never while a
    /// fire holds a point.
    ///
    /// @param quiet asked on the loop's thread
    /// @param limit after which it returns however things are; absent: none
    public void standBy(BooleanSupplier quiet, Optional<Duration> limit)
            throws InterruptedException {
        var wish = new Wish(quiet, limit, false, new CountDownLatch(1));
        wished = Optional.of(wish);
        while (thread.isAlive() && !wish.met().await(IDLE.toMillis(), TimeUnit.MILLISECONDS)) {
            // It may have been told to end.
        }
    }

    /// As [#standBy], and ends after that turn. Nothing but a turn moves an output, so none
    /// moves from then on; in a fire, whoever begins next would first let go of what it holds.
    public void endWhen(BooleanSupplier quiet, Optional<Duration> limit)
            throws InterruptedException {
        wished = Optional.of(new Wish(quiet, limit, true, new CountDownLatch(1)));
        thread.join();
    }

    /// Monotonic, when the last turn ended.
    public long progressNanos() {
        return progressNanos.get();
    }

    /// @return whether another loop goes on after it; false: it was asked to stop
    private boolean run() {
        loop.start(clock.get());
        try {
            while (!Thread.currentThread().isInterrupted()) {
                if (mayEnd()) {
                    return true;
                }
                turn(inbox.take(untilNextWake()));
            }
        } catch (InterruptedException _) {
            // The one way it is asked to stop.
        }
        return false;
    }

    private boolean mayEnd() {
        var wish = wished.filter(this::isMet);
        if (wish.isEmpty()) {
            return false;
        }
        wished = Optional.empty();
        overdue = Optional.empty();
        if (!wish.get().ends()) {
            loop.standBy(clock.get());
        }
        wish.get().met().countDown();
        return wish.get().ends();
    }

    private boolean isMet(Wish wish) {
        return inbox.isEmpty()
                && !loop.isOnFire()
                && (isOverdue(wish) || loop.isQuiet() && wish.quiet().getAsBoolean());
    }

    private boolean isOverdue(Wish wish) {
        var now = clock.get();
        if (overdue.isEmpty()) {
            overdue = wish.limit().map(now::plus);
        }
        return overdue.filter(now::reached).isPresent();
    }

    private void turn(Optional<Stimulus> stimulus) {
        var now = clock.get();
        stimulus.ifPresent(some -> loop.turn(some, now));
        inbox.answers().forEach(answer -> loop.turn(answer, now));
        loop.due(now);
        var end = clock.get().mono();
        metrics.turn(end.since(now.mono()).toNanos() / 1_000);
        progressNanos.set(end.nanos());
    }

    private Duration untilNextWake() {
        Mono now = clock.get().mono();
        var wait = loop.nextWake().map(wake -> wake.since(now)).orElse(IDLE);
        return wait.isNegative() ? Duration.ZERO : wait.compareTo(IDLE) < 0 ? wait : IDLE;
    }

    /// Ends the thread after its turn; at most 1 s.
    @Override
    public void close() {
        thread.interrupt();
        try {
            thread.join(1_000);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
