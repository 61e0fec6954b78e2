package onecard.edge.watch;

import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;
import org.tinylog.Logger;

/// The thread `watchdog`: tells the supervisor we are alive only while every watched part makes
/// progress. It restarts nothing itself; silence makes the supervisor do it.
public final class Watchdog implements AutoCloseable {

    /// A part that did nothing for so long is stuck: ten times the slowest honest turn, well
    /// under WatchdogSec=30.
    public static final Duration STUCK = Duration.ofSeconds(10);

    private static final long BEAT_MILLIS = 5_000;

    /// @param progressNanos monotonic time of the part's last progress
    public record Watched(String name, LongSupplier progressNanos) {}

    private final List<Watched> parts;
    private final Supervisor supervisor;
    private final LongSupplier nanos;
    private final Thread thread;

    /// @param nanos the monotonic clock
    public Watchdog(List<Watched> parts, Supervisor supervisor, LongSupplier nanos) {
        this.parts = List.copyOf(parts);
        this.supervisor = supervisor;
        this.nanos = nanos;
        this.thread = Thread.ofPlatform().name("watchdog").daemon().unstarted(this::watch);
    }

    /// Begins to look, every 5 s.
    public void start() {
        thread.start();
    }

    /// Who makes no progress now. Any thread.
    public List<String> stuck() {
        long now = nanos.getAsLong();
        return parts.stream()
                .filter(part -> now - part.progressNanos().getAsLong() > STUCK.toNanos())
                .map(Watched::name)
                .toList();
    }

    /// One look: feeds the supervisor, or says who is stuck and does not.
    boolean beat() {
        var stuck = stuck();
        if (stuck.isEmpty()) {
            supervisor.alive();
            return true;
        }
        Logger.error(
                "no progress for {} s in {}: the supervisor is not told we live",
                STUCK.toSeconds(),
                stuck);
        supervisor.status("stuck: " + String.join(", ", stuck));
        return false;
    }

    private void watch() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                beat();
                Thread.sleep(BEAT_MILLIS);
            }
        } catch (InterruptedException _) {
            // Asked to stop.
        }
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
