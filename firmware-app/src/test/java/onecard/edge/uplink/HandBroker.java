package onecard.edge.uplink;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A broker that a test plays by hand, on its own thread: it lets in whoever comes, grants what is
/// asked for, and takes all, unless it is told not to answer.
public final class HandBroker implements Broker {

    final List<List<String>> asked = new ArrayList<>();
    int links;
    boolean takes = true;
    private Optional<Events> events = Optional.empty();

    /// To whoever came last.
    public void say(String topic, String text) {
        events.orElseThrow().arrived(topic, text.getBytes(StandardCharsets.UTF_8), true);
    }

    void cut() {
        events.orElseThrow().down(Trouble.NETWORK, "cut");
    }

    @Override
    public Link open(Hello hello, Events told) {
        links++;
        events = Optional.of(told);
        told.connected(10);
        return new Link() {
            @Override
            public void subscribe(List<String> filters, long ticket) {
                asked.add(filters);
                told.subscribed(ticket, filters.stream().map(_ -> 1).toList());
            }

            @Override
            public void unsubscribe(List<String> filters) {}

            @Override
            public void publish(Message message, long ticket) {
                if (takes) {
                    told.published(ticket, 0);
                }
            }

            @Override
            public void disconnect() {}

            @Override
            public void abandon() {}
        };
    }
}
