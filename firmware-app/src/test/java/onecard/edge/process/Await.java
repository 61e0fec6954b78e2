package onecard.edge.process;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/// Waiting for another process, whose clock no test can turn: looks again and again until a
/// deadline, and fails past it.
public final class Await {

    private static final long LOOK_NANOS = 5_000_000;

    private Await() {}

    public static void until(String what, Duration limit, BooleanSupplier holds) {
        long end = System.nanoTime() + limit.toNanos();
        while (!holds.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("waited " + limit + " in vain for " + what);
            }
            LockSupport.parkNanos(LOOK_NANOS);
        }
    }
}
