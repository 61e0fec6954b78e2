package onecard.hal.linux;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/// The one thread of a device: opens it, serves it until it fails, says lost and back, and tries
/// again for as long as it takes.
///
/// @param <D> the open device; closing it from any thread ends a call that is blocked in it
public final class DeviceThread<D extends DeviceThread.Device> implements AutoCloseable {

    /// Between two tries to open: an unplugged cable is noticed well within 2 s of its return.
    private static final Duration RETRY = Duration.ofMillis(250);

    /// What can be served.
    public interface Device extends AutoCloseable {
        @Override
        void close();
    }

    /// Whom the thread tells that the device went or came: a driver says it on in the words of its
    /// port. Called on the thread, with the monotonic clock at that moment.
    public interface Presence {
        /// Once for each absence, the first one at start among them.
        ///
        /// @param why what failed, for a person
        void lost(String why, long nanos);

        void back(long nanos);

        /// The thread ends, because it was asked to: the last that is called.
        default void ended() {}
    }

    /// How a driver comes by its device.
    public interface Opening<D> {
        D open() throws DeviceException;
    }

    /// What a driver does with its open device, until an exception ends it.
    public interface Service<D> {
        /// @param ready to be called once the device answers as it should
        void serve(D device, Runnable ready) throws DeviceException, InterruptedException;
    }

    private final String name;
    private final Opening<D> opening;
    private final LongSupplier nanos;
    private final AtomicLong progress = new AtomicLong();
    private Said said = Said.NOTHING; // of the thread itself
    private Thread thread = Thread.ofPlatform().unstarted(() -> {});

    // Written by one side and read by the other, each before it looks at the other's: whichever
    // comes second sees the first, so no device opened during a close is left waiting.
    private volatile Optional<D> open = Optional.empty();
    private volatile boolean closing;

    private enum Said {
        NOTHING,
        BACK,
        LOST
    }

    /// @param name of the thread: kind and name of the device, `reader-north`
    public DeviceThread(String name, Opening<D> opening, LongSupplier nanos) {
        this.name = name;
        this.opening = opening;
        this.nanos = nanos;
    }

    /// Begins, and never again.
    public void start(Presence presence, Service<D> service) {
        progressed();
        thread =
                Thread.ofPlatform()
                        .name(name)
                        .daemon()
                        .start(
                                () -> {
                                    try {
                                        run(presence, service);
                                    } catch (InterruptedException _) {
                                        // Asked to stop.
                                    }
                                    presence.ended();
                                });
    }

    private void run(Presence presence, Service<D> service) throws InterruptedException {
        while (!closing) {
            try (var device = opening.open()) {
                open = Optional.of(device);
                if (closing) {
                    return;
                }
                service.serve(device, () -> back(presence));
            } catch (DeviceException failed) {
                if (closing) {
                    return;
                }
                lost(presence, String.valueOf(failed.getMessage()));
            }
            progressed();
            Thread.sleep(RETRY);
        }
    }

    private void back(Presence presence) {
        said = Said.BACK;
        presence.back(nanos.getAsLong());
    }

    private void lost(Presence presence, String why) {
        if (said != Said.LOST) {
            said = Said.LOST;
            presence.lost(why, nanos.getAsLong());
        }
    }

    /// The driver is alive. Its own thread.
    public void progressed() {
        progress.set(nanos.getAsLong());
    }

    /// Nanoseconds on the monotonic clock when it last said so; the watchdog's view.
    public long progressNanos() {
        return progress.get();
    }

    /// Returns once the thread is gone, at most 1 s.
    @Override
    public void close() {
        closing = true;
        open.ifPresent(DeviceThread.Device::close);
        thread.interrupt();
        try {
            thread.join(1_000);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
