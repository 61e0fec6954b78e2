package onecard.edge.loop;

import java.time.Duration;
import java.util.Optional;
import onecard.time.Mono;

/// Plates that no list knows, before one camera. Each that is refused is a record, and whoever has
/// the camera's line can make up as many as they like: so many in a minute are told one by one, the
/// rest is left out, and counted. Owned by the edge loop.
final class Strangers {

    /// In a minute: more than any lane turns away, and a week of it leaves room in the journal.
    static final int REFUSED_MAX = 20;

    static final Duration MINUTE = Duration.ofMinutes(1);

    private Mono since = new Mono(0); // when this minute began
    private int refused; // in it
    private long leftOut; // since it was told that some are
    private Optional<Mono> last = Optional.empty(); // one that was left out

    /// One was decided about, and not let in.
    void refused(Mono now) {
        minute(now);
        refused++;
    }

    /// Whether one more would be left out.
    boolean isFull(Mono now) {
        minute(now);
        return refused >= REFUSED_MAX;
    }

    /// A reading of one that is not decided about.
    ///
    /// @return whether it is the first, and to be told of
    boolean leaveOut(Mono now) {
        boolean first = last.isEmpty();
        last = Optional.of(now);
        leftOut++;
        return first;
    }

    /// When it is over, if nothing more is left out.
    Optional<Mono> wake() {
        return last.map(it -> it.plus(MINUTE));
    }

    /// How many readings were left out until it was over, once.
    ///
    /// @param ends whatever else may come
    Optional<Long> over(Mono now, boolean ends) {
        if (wake().filter(until -> ends || now.reached(until)).isEmpty()) {
            return Optional.empty();
        }
        long count = leftOut;
        last = Optional.empty();
        leftOut = 0;
        return Optional.of(count);
    }

    private void minute(Mono now) {
        if (now.reached(since.plus(MINUTE))) {
            since = now;
            refused = 0;
        }
    }
}
