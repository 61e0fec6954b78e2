package onecard.edge.uplink;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import onecard.edge.crypto.Secrets;
import onecard.site.Uplink.Version;

/// A broker by what is said of it, in the words of its client.
public final class Brokers {

    private Brokers() {}

    /// One that asks for no name, believed if the Java runtime trusts its authority.
    ///
    /// @throws IllegalArgumentException if it is no URL of a broker
    public static Broker at(String url) {
        var endpoint = Endpoint.of(url);
        var tls = new Tls(Optional.empty(), Optional.empty());
        return new PahoBroker(
                new Way(
                        endpoint,
                        endpoint.tls() ? Optional.of(tls) : Optional.empty(),
                        Optional.empty(),
                        Instant::now),
                Version.MQTT_5);
    }

    /// As the site file has it.
    ///
    /// @param state the state directory, where secrets may lie
    /// @param wall never before the time floor
    /// @throws IOException if a secret's file is not where it should be
    public static Broker of(onecard.site.Uplink uplink, Path state, Supplier<Instant> wall)
            throws IOException {
        var endpoint = Endpoint.of(uplink.url().toString());
        Optional<Tls> tls = Optional.empty();
        if (endpoint.tls()) {
            Optional<Tls.Identity> identity = Optional.empty();
            if (uplink.cert().isPresent() && uplink.key().isPresent()) {
                identity =
                        Optional.of(
                                new Tls.Identity(
                                        Secrets.file(uplink.cert().get(), state).path(),
                                        Secrets.file(uplink.key().get(), state)));
            }
            tls = Optional.of(new Tls(uplink.ca().map(Path::of), identity));
        }
        Optional<Way.Login> login = Optional.empty();
        if (uplink.username().isPresent() && uplink.password().isPresent()) {
            var password = Secrets.file(uplink.password().get(), state);
            login = Optional.of(new Way.Login(uplink.username().get(), password::password));
        }
        return new PahoBroker(new Way(endpoint, tls, login, wall), uplink.version());
    }
}
