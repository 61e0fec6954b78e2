package onecard.edge;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/// The word that whoever shows a card waits for, one at a time. Any thread says it.
final class Word {

    private final BlockingQueue<Long> said = new ArrayBlockingQueue<>(1);

    void say() {
        if (!said.offer(System.nanoTime())) {
            throw new IllegalStateException("nobody waits for this word");
        }
    }

    /// Waits for it.
    ///
    /// @param whose it is, for whoever reads that it never came
    /// @return when it was said, as [System#nanoTime]
    long said(String whose) throws InterruptedException {
        var at = said.poll(5, TimeUnit.SECONDS);
        if (at == null) {
            throw new IllegalStateException("no word for " + whose);
        }
        return at;
    }
}
