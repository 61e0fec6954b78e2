package onecard.edge.watch;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.tinylog.Logger;

/// The thread `watchdog`: tells the supervisor we are alive only while every part of the present
/// run makes progress. It lives as long as the process, so that the supervisor is told between two
/// runs as well. It restarts nothing itself; silence makes the supervisor do it.
public final class Watchdog {

    private static final Duration BEAT = Duration.ofSeconds(5);

    private final Supervisor supervisor;
    private volatile Progress progress = Progress.OF_NOBODY; // told by whoever changes the run

    /// Looks every 5 s from now on.
    public Watchdog(Supervisor supervisor) {
        this.supervisor = supervisor;
        Thread.ofPlatform().name("watchdog").daemon().start(this::run);
    }

    /// Whom it watches from now on. Any thread.
    public void watch(Progress progress) {
        this.progress = progress;
    }

    private void run() {
        while (true) {
            look();
            LockSupport.parkNanos(this, BEAT.toNanos());
        }
    }

    /// Feeds the supervisor, or says who is stuck and does not.
    private void look() {
        var stuck = progress.stuck();
        if (stuck.isEmpty()) {
            supervisor.alive();
            return;
        }
        Logger.error(
                "no progress for {} s in {}: the supervisor is not told we live",
                Progress.STUCK.toSeconds(),
                stuck);
        supervisor.status("stuck: " + String.join(", ", stuck));
    }
}
