package onecard.hal.pcsc;

import java.time.Duration;
import java.util.List;

/// One connection to the smart card service, made at first use and made anew after the service
/// went. For one thread at a time, except [#cancel] and [#close].
final class PcscContext implements AutoCloseable {

    /// INFINITE of winscard.h.
    static final Duration FOR_EVER = Duration.ofMillis(0xFFFF_FFFFL);

    private static final long NONE = 0;

    private long context = NONE; // guarded by this

    /// What is done in a context.
    interface Work<T> {
        T in(long context) throws PcscException;
    }

    /// @throws PcscException also when the service is gone; the next call finds it again if it is
    ///     back
    <T> T run(Work<T> work) throws PcscException {
        try {
            return work.in(established());
        } catch (PcscException failed) {
            if (SmartCardService.gone(failed)) {
                close();
            }
            throw failed;
        }
    }

    private synchronized long established() throws PcscException {
        if (context == NONE) {
            context = PcscLibrary.establishContext();
        }
        return context;
    }

    List<String> readers() throws PcscException {
        return run(PcscLibrary::readers);
    }

    /// Waits for news of these readers; false if there were none in that time.
    boolean await(ReaderStates states, Duration atMost) throws PcscException {
        return run(in -> states.await(in, atMost.toMillis()));
    }

    /// Ends the wait that another thread is in, if it is in one.
    synchronized void cancel() {
        if (context != NONE) {
            try {
                PcscLibrary.cancel(context);
            } catch (PcscException _) {
                // The service is gone, and the wait with it.
            }
        }
    }

    /// Idempotent; a later call establishes it again.
    @Override
    public synchronized void close() {
        if (context != NONE) {
            try {
                PcscLibrary.releaseContext(context);
            } catch (PcscException _) {
                // The service is gone and took it along.
            }
            context = NONE;
        }
    }
}
