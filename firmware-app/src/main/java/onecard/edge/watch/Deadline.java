package onecard.edge.watch;

import java.time.Duration;
import java.util.function.Consumer;

/// Something that must be over in time, or the process is not worth going on. Closed once it is
/// over, by the thread that did it.
public final class Deadline implements AutoCloseable {

    private final Thread thread;

    /// @param what for people
    /// @param fatal told on a thread of ours that it is not over; ends the process
    public Deadline(String what, Duration limit, Consumer<Throwable> fatal) {
        thread =
                Thread.ofPlatform()
                        .name("deadline")
                        .daemon()
                        .start(() -> watch(what, limit, fatal));
    }

    private static void watch(String what, Duration limit, Consumer<Throwable> fatal) {
        try {
            Thread.sleep(limit);
        } catch (InterruptedException _) {
            return; // It is over.
        }
        fatal.accept(
                new IllegalStateException(
                        what + " was not over within " + limit.toSeconds() + " s"));
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
