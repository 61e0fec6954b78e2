package onecard.edge;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import onecard.edge.clock.BoardClock;
import onecard.edge.crypto.Secrets;
import onecard.edge.state.StateDir;
import onecard.edge.uplink.Endpoint;
import onecard.edge.uplink.PahoBroker;
import onecard.edge.uplink.Tls;

/// What the site file says of the broker, in the words of its client.
final class Brokers {

    private Brokers() {}

    /// @param clock whose time is never before the time floor
    /// @throws IOException if a secret's file is not where it should be
    static PahoBroker of(onecard.site.Uplink uplink, StateDir state, BoardClock clock)
            throws IOException {
        var endpoint = Endpoint.of(uplink.url().toString());
        Optional<Tls> tls = Optional.empty();
        if (endpoint.tls()) {
            Optional<Tls.Identity> identity = Optional.empty();
            if (uplink.cert().isPresent() && uplink.key().isPresent()) {
                identity =
                        Optional.of(
                                new Tls.Identity(
                                        Secrets.file(uplink.cert().get(), state.path()),
                                        Secrets.file(uplink.key().get(), state.path())));
            }
            tls = Optional.of(new Tls(uplink.ca().map(Path::of), identity));
        }
        Optional<PahoBroker.Login> login = Optional.empty();
        if (uplink.username().isPresent() && uplink.password().isPresent()) {
            var password = Secrets.file(uplink.password().get(), state.path());
            login =
                    Optional.of(
                            new PahoBroker.Login(
                                    uplink.username().get(), () -> Secrets.bytes(password)));
        }
        return new PahoBroker(endpoint, tls, login, () -> clock.get().wall());
    }
}
