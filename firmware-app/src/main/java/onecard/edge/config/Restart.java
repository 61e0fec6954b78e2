package onecard.edge.config;

import java.util.concurrent.Semaphore;

/// The wish that the daemon run by another site file.
public final class Restart implements Runnable {

    private final Semaphore wanted = new Semaphore(0);

    /// It is wished, from any thread.
    @Override
    public void run() {
        wanted.release();
    }

    /// Returns once it is wished.
    public void await() throws InterruptedException {
        wanted.acquire();
        wanted.drainPermits();
    }
}
