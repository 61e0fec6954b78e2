package onecard.edge.match.face;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// The one thread of the process on which nets are opened and run, whoever asks. What ONNX Runtime
/// is told of denormals it tells the processor once in a process, for the thread that opens the
/// first net: whoever compares faces in a later run would compare with denormals again, in twelve
/// times the time. It begins with the first net, and holds up no end of the process.
final class NetThread {

    private static final ExecutorService ONE =
            Executors.newSingleThreadExecutor(
                    work -> Thread.ofPlatform().name("nets").daemon().unstarted(work));

    private NetThread() {}

    /// What is done there.
    @FunctionalInterface
    interface Work<T, F extends Exception> {
        T run() throws F;
    }

    /// Waits for it, even if interrupted: a net cannot be stopped half way. Whoever is interrupted
    /// is so still.
    static <T, F extends Exception> T call(Work<T, F> work) throws F {
        var done = ONE.submit(work::run);
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return result(done);
                } catch (InterruptedException _) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /// @throws F whatever the work has thrown
    @SuppressWarnings("unchecked") // what is not checked is thrown as it is
    private static <T, F extends Exception> T result(Future<T> done)
            throws F, InterruptedException {
        try {
            return done.get();
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof Error error) {
                throw error;
            }
            throw (F) failed.getCause();
        }
    }
}
