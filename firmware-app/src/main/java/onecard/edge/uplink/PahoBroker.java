package onecard.edge.uplink;

import java.io.UncheckedIOException;
import java.util.Optional;
import onecard.site.Uplink.Version;

/// MQTT by Eclipse Paho, one client object an attempt. Paho keeps nothing and repeats nothing:
/// durability is the journal's, patience the courier's.
public final class PahoBroker implements Broker {

    private final Way way;
    private final Version version;

    /// @param version the one that is spoken
    public PahoBroker(Way way, Version version) {
        this.way = way;
        this.version = version;
    }

    @Override
    public Link open(Hello hello, Events events) {
        try {
            var link = new PahoLink(way, version, hello.clientId(), events);
            link.connect(hello);
            return link;
        } catch (IllegalArgumentException | UncheckedIOException refused) {
            return refused(refused, events);
        } catch (RuntimeException bug) {
            throw bug;
        } catch (Exception refused) {
            return refused(refused, events);
        }
    }

    private static Link refused(Exception why, Events events) {
        events.down(Trouble.of(why), Trouble.words(why));
        return new NoLink();
    }

    @Override
    public Optional<String> warning() {
        return way.warning();
    }
}
