package onecard.edge.uplink;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/// A link on which nothing happens by itself: what was published waits for an answer.
final class QuietLink implements Broker.Link {

    final SequencedMap<Long, String> published = new LinkedHashMap<>(); // topics, by ticket

    long lastTicket() {
        return published.lastEntry().getKey();
    }

    @Override
    public void subscribe(List<String> filters, long ticket) {}

    @Override
    public void unsubscribe(List<String> filters) {}

    @Override
    public void publish(Broker.Message message, long ticket) {
        published.put(ticket, message.topic());
    }

    @Override
    public void disconnect() {}

    @Override
    public void abandon() {}
}
