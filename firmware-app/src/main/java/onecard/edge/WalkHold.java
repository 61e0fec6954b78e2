package onecard.edge;

import java.io.IOException;
import java.util.function.Consumer;
import onecard.edge.walk.Walk;

/// What a walk has open at a time, its lines or its daemon: closed once, as the walk is done with
/// it or as a signal ends the program. A chip's line may keep the level that it was driven to last
/// once its process is gone, and a lock would stay open with nobody to shut it. Any thread.
final class WalkHold {

    private Runnable closes = () -> {};
    private boolean over;

    /// The next that is open. A signal waits until it is.
    ///
    /// @throws IOException if it cannot be had, or the walk was cut short
    synchronized <T> T open(Walk.Opening<T> opening, Consumer<T> closing) throws IOException {
        if (over) {
            throw new IOException("the walk was cut short");
        }
        var opened = opening.open();
        closes = () -> closing.accept(opened);
        return opened;
    }

    synchronized void close() {
        var open = closes;
        closes = () -> {};
        open.run();
    }

    /// As a signal asks for: nothing is opened any more.
    synchronized void cut() {
        over = true;
        close();
    }
}
