package onecard.edge.watch;

/// The end of a thread that writes: once it was waited for, nobody writes beside whoever comes
/// next. Where that is not worth waiting for, a [Deadline] ends the process.
public final class Ending {

    private Ending() {}

    /// Interrupts it, and returns once it has ended, however long its disk takes and whoever
    /// interrupts the caller meanwhile.
    public static void of(Thread thread) {
        thread.interrupt();
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException _) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
