package onecard.edge.uplink;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;

/// Under which topics something came that could not be kept, oldest first: the broker is asked
/// again for what it retains of each. So few are asked for at once that there is room for them, so
/// that of any number each comes in the end; and the longer a flood goes on, the more seldom. Any
/// thread.
final class Lost {

    /// Of a topic with 100 characters some 400 KB in all. Where it is more that is lost, and be
    /// they made-up topics, it is asked for by the filter once these are through.
    static final int TOPICS_MAX = 2_048;

    /// Half of what there is room for, and one packet.
    static final int ASKED_MAX = Mailbox.MESSAGES_MAX / 2;

    /// While nothing more is lost.
    static final Duration NEXT = Duration.ofSeconds(1);

    /// A flood may end meanwhile. Doubled each time that it has not, up to the longest.
    static final Duration AGAIN = Duration.ofSeconds(5);

    static final Duration LONGEST = Duration.ofSeconds(60);

    private final SequencedSet<String> topics = new LinkedHashSet<>();
    private final SequencedSet<String> filters = new LinkedHashSet<>();
    private Duration pause = AGAIN;
    private boolean again; // lost since it was asked last
    private boolean flooded; // and before that
    private long askAt;

    /// A new link, which brings all anew.
    synchronized void begin(long now) {
        topics.clear();
        filters.clear();
        pause = AGAIN;
        again = false;
        flooded = false;
        askAt = now;
    }

    /// @return whether there was room for it; if not, [#addAll] is for what has it
    synchronized boolean add(String topic) {
        again = true;
        if (topics.size() < TOPICS_MAX) {
            topics.add(topic);
        }
        return topics.contains(topic);
    }

    /// Of those nobody knows how many are lost.
    synchronized void addAll(List<String> some) {
        again = true;
        filters.addAll(some);
    }

    /// Whether it is time to ask, if there is anything to ask for.
    synchronized boolean isTime(long now) {
        return now >= askAt;
    }

    /// How many are asked for next.
    synchronized int next() {
        return Math.min(topics.isEmpty() ? filters.size() : topics.size(), ASKED_MAX);
    }

    /// Forgotten before they are asked for: what is lost meanwhile comes once more.
    synchronized List<String> take(long now) {
        var from = topics.isEmpty() ? filters : topics;
        var some = from.stream().limit(ASKED_MAX).toList();
        some.forEach(from::remove);
        if (again) {
            pause = flooded ? min(pause.multipliedBy(2)) : AGAIN;
        }
        askAt = now + (again ? pause : NEXT).toNanos();
        flooded = again;
        again = false;
        return some;
    }

    private static Duration min(Duration pause) {
        return pause.compareTo(LONGEST) < 0 ? pause : LONGEST;
    }
}
