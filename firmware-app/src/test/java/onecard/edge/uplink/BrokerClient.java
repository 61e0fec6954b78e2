package onecard.edge.uplink;

import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import onecard.site.Uplink.Version;

/// The clients that a broker is reached by: the one in use, and the one that could be.
public enum BrokerClient {
    PAHO {
        @Override
        Broker broker(Way way) {
            return new PahoBroker(way, Version.MQTT_5);
        }
    },
    /// MQTT 3.1.1.
    PAHO_3 {
        @Override
        Broker broker(Way way) {
            return new PahoBroker(way, Version.MQTT_3_1_1);
        }
    },
    HIVEMQ {
        @Override
        Broker broker(Way way) {
            return new HiveMqBroker(way);
        }
    };

    abstract Broker broker(Way way);

    public Broker broker(
            String url,
            Optional<Tls> tls,
            Optional<Way.Login> login,
            Supplier<Instant> notBeforeFloor) {
        return broker(new Way(Endpoint.of(url), tls, login, notBeforeFloor));
    }

    /// In the open, for everybody.
    Broker broker(int port) {
        return broker("mqtt://127.0.0.1:" + port, Optional.empty(), Optional.empty(), Instant::now);
    }
}
