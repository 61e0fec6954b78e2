package onecard.edge.state;

import java.io.IOException;
import java.util.Set;
import onecard.edge.uplink.Inbound.Arrived;
import onecard.edge.uplink.Topics;

/// What is denied everywhere, as a broker brings it. It has a thread of its own, so that it never
/// waits for a list, however large.
final class DenyDesk implements Intake.Desk {

    private final Set<String> topics;
    private final DenyFeed feed;

    DenyDesk(Topics topics, DenyFeed feed) {
        this.topics = Set.of(topics.deny());
        this.feed = feed;
    }

    @Override
    public Set<String> topics() {
        return topics;
    }

    @Override
    public Outcome take(Arrived message, long nowNanos) throws IOException {
        return feed.deny(message.payload());
    }

    @Override
    public Set<String> look(long nowNanos) {
        return Set.of();
    }
}
