package onecard.edge.state;

import java.io.IOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.SequencedSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import onecard.edge.state.ListFeed.Wanted;
import onecard.edge.uplink.Inbound.Arrived;
import onecard.edge.uplink.Topics;

/// Lists as a broker brings them: the topics of a [ListFeed].
final class ListDesk implements Intake.Desk {

    /// Buckets. Each is a subscription, which a broker must grant anew on each link.
    static final int LISTENED_FOR_MAX = 256;

    private final Topics topics;
    private final ListFeed feed;
    private final Map<String, String> heads = new HashMap<>();
    private Map<String, Wanted> buckets = new HashMap<>(); // whose turn it is
    private final Set<String> again = new HashSet<>(); // whose turn it is once more

    /// Asked for once and still lacking. It is listened for while others have their turn: a slow
    /// line brings it then, and where the broker has none, whoever publishes it says it again.
    private final Map<String, Wanted> asked = new ConcurrentHashMap<>();

    /// The same, those last whose turn was last.
    private final SequencedSet<String> turns = new LinkedHashSet<>();

    /// @param lists that the site file names
    ListDesk(Topics topics, Collection<String> lists, ListFeed feed) {
        this.topics = topics;
        this.feed = feed;
        lists.forEach(list -> heads.put(topics.listHead(list), list));
    }

    @Override
    public Set<String> topics() {
        var wanted = new HashSet<>(heads.keySet());
        wanted.addAll(asked.keySet());
        return wanted;
    }

    @Override
    public boolean wants(String topic) {
        return heads.containsKey(topic) || asked.containsKey(topic);
    }

    @Override
    public Outcome take(Arrived message, long nowNanos) throws IOException {
        try {
            return taken(message, nowNanos);
        } finally {
            follow(nowNanos);
        }
    }

    private Outcome taken(Arrived message, long nowNanos) throws IOException {
        var head = heads.get(message.topic());
        if (head != null) {
            return feed.head(head, message.payload());
        }
        var bucket = asked.remove(message.topic());
        if (bucket == null) {
            return Outcome.OLD;
        }
        feed.came(nowNanos);
        return feed.bucket(bucket.list(), bucket.sha256(), message.payload());
    }

    @Override
    public Set<String> look(long nowNanos) throws IOException {
        buckets.keySet().removeAll(topics(feed.overdue(nowNanos)).keySet());
        feed.tryAgain(nowNanos);
        asked.values().removeIf(it -> !feed.lacks(it));
        follow(nowNanos);
        again.retainAll(asked.keySet());
        var now = Set.copyOf(again);
        again.clear();
        return now;
    }

    private void follow(long nowNanos) {
        var chosen = topics(feed.wanted(nowNanos));
        chosen.keySet().stream()
                .filter(topic -> asked.containsKey(topic) && !buckets.containsKey(topic))
                .forEach(again::add);
        buckets = chosen;
        turns.retainAll(asked.keySet());
        chosen.keySet().forEach(turns::addLast);
        while (turns.size() > LISTENED_FOR_MAX) {
            asked.remove(turns.removeFirst());
        }
        asked.putAll(chosen);
    }

    private Map<String, Wanted> topics(Collection<Wanted> wanted) {
        var topics = new HashMap<String, Wanted>();
        wanted.forEach(it -> topics.put(this.topics.listBucket(it.list(), it.sha256()), it));
        return topics;
    }
}
