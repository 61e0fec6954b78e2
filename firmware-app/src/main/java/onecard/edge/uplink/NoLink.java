package onecard.edge.uplink;

import java.util.List;

/// Of an attempt that did not even start.
final class NoLink implements Broker.Link {
    @Override
    public void subscribe(List<String> filters, long ticket) {}

    @Override
    public void unsubscribe(List<String> filters) {}

    @Override
    public void publish(Broker.Message message, long ticket) {}

    @Override
    public void disconnect() {}

    @Override
    public void abandon() {}
}
