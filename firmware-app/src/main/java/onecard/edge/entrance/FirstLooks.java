package onecard.edge.entrance;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import onecard.hal.DeviceEvent;

/// Whether every card reader was looked at since the start, or is told to be away. Until then a
/// card there counts as one that lay there before, and is not read: whoever says that the daemon
/// serves waits for it. Any thread.
public final class FirstLooks {

    /// A reader that is there is found by then, and one that is not is waited for no longer.
    private static final Duration SOON = Duration.ofSeconds(2);

    private final Set<String> awaited = ConcurrentHashMap.newKeySet();
    private final CountDownLatch left;

    public FirstLooks(Set<String> readers) {
        awaited.addAll(readers);
        left = new CountDownLatch(readers.size());
    }

    /// What a reader tells: its first event is that it was looked at, or cannot be.
    public Consumer<DeviceEvent> of(String reader, Consumer<DeviceEvent> told) {
        return event -> {
            told.accept(event);
            if (awaited.remove(reader)) {
                left.countDown();
            }
        };
    }

    /// Returns once they all were, and in any case soon.
    public void await() throws InterruptedException {
        boolean _ = left.await(SOON.toMillis(), TimeUnit.MILLISECONDS);
    }
}
