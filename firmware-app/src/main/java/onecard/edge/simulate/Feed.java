package onecard.edge.simulate;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import onecard.edge.crypto.Json;

/// What happens, as one stream of numbered objects for however many listen. Whoever comes later is
/// told first how everything stands. Thread-safe.
public final class Feed {

    /// What one listener may be behind: some seconds of the busiest scene. One who is further
    /// behind is let go, and comes back for the state.
    private static final int BEHIND_MAX = 4_096;

    /// @param number of this object, rising by one
    public record Told(long number, Json.Obj event) {}

    private final Scene scene = new Scene();
    private final List<Listener> listeners = new CopyOnWriteArrayList<>();
    private long number;

    /// Something happened.
    public synchronized void tell(Json.Obj event) {
        scene.apply(event);
        number++;
        var told = new Told(number, event);
        listeners.forEach(listener -> listener.hear(told));
    }

    /// Somebody listens from now on; the first thing they hear is the state.
    public synchronized Listener listen() {
        var listener = new Listener();
        listener.hear(new Told(number, scene.state(System.nanoTime() / 1_000)));
        listeners.add(listener);
        return listener;
    }

    /// One who listens. For one thread.
    public final class Listener implements AutoCloseable {
        private final BlockingQueue<Told> queue = new ArrayBlockingQueue<>(BEHIND_MAX);
        private volatile boolean lost;

        private Listener() {}

        private void hear(Told told) {
            if (!queue.offer(told)) {
                lost = true;
            }
        }

        /// Whether something was told that is not heard here any more.
        public boolean lost() {
            return lost;
        }

        /// The next, waited for; empty if nothing happened for so long.
        public Optional<Told> next(Duration within) throws InterruptedException {
            return Optional.ofNullable(queue.poll(within.toMillis(), TimeUnit.MILLISECONDS));
        }

        @Override
        public void close() {
            listeners.remove(this);
        }
    }
}
