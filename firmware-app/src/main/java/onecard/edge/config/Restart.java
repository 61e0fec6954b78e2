package onecard.edge.config;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/// The wish that the daemon run by another site file, or that its process end.
public final class Restart implements Runnable {

    private final Semaphore wanted = new Semaphore(0);
    private volatile Optional<Duration> leaving = Optional.empty(); // before the wish is told

    /// It is wished, from any thread.
    @Override
    public void run() {
        wanted.release();
    }

    /// The end of the process is wished, from any thread.
    ///
    /// @param within after which it ends though somebody is on the way, but for a fire
    public void leave(Duration within) {
        leaving = Optional.of(within);
        wanted.release();
    }

    /// Within what the process is to end; absent: it is not.
    public Optional<Duration> leaving() {
        return leaving;
    }

    /// Returns once it is wished.
    public void await() throws InterruptedException {
        wanted.acquire();
        wanted.drainPermits();
    }
}
