package onecard.edge.state;

import java.util.ArrayDeque;
import java.util.Deque;
import org.tinylog.Logger;

/// What a process made and must close, in reverse of the order it was made in. What comes late is
/// closed at once. Any thread.
public final class Parts implements AutoCloseable {

    private final Deque<AutoCloseable> made = new ArrayDeque<>();
    private final Deque<AutoCloseable> lines = new ArrayDeque<>();
    private boolean closed;

    /// The part itself, closed before all that were added so far.
    public synchronized <T extends AutoCloseable> T add(T part) {
        return added(made, part);
    }

    /// Closed before everything else, whenever it was made.
    public synchronized <T extends AutoCloseable> T relaysFirst(T part) {
        return added(lines, part);
    }

    private <T extends AutoCloseable> T added(Deque<AutoCloseable> parts, T part) {
        parts.push(part);
        if (closed) {
            closeAll(parts);
        }
        return part;
    }

    @Override
    public synchronized void close() {
        closed = true;
        closeAll(lines);
        closeAll(made);
    }

    private static void closeAll(Deque<AutoCloseable> parts) {
        while (!parts.isEmpty()) {
            try {
                parts.pop().close();
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            } catch (Exception failed) {
                Logger.error(failed, "a part did not close; the others still do");
            }
        }
    }
}
