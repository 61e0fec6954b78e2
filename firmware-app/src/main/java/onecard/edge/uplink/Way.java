package onecard.edge.uplink;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import javax.net.ssl.SSLSocketFactory;

/// How a broker is reached and who we are to it, whatever version of MQTT is spoken.
///
/// @param login absent: the broker asks for none
/// @param notBeforeFloor the wall clock, never before the persisted time floor
public record Way(
        Endpoint endpoint,
        Optional<Tls> tls,
        Optional<Login> login,
        Supplier<Instant> notBeforeFloor) {

    static final int KEEP_ALIVE_SECONDS = 30;

    /// Unanswered messages that a broker may send us; only MQTT 5 can tell it so.
    static final int RECEIVE_MAXIMUM = 16;

    /// Of any packet, without its fixed header.
    static final long PACKET_BYTES_MAX = 1 << 20;

    /// Time for a person to renew a certificate.
    private static final Duration RENEWAL = Duration.ofDays(30);

    /// @param password read at each attempt, so it can be changed under a running daemon
    public record Login(String username, Supplier<byte[]> password) {}

    /// For one attempt.
    ///
    /// @param properties whether packets have them: MQTT 5
    BrokerSockets sockets(boolean properties) throws GeneralSecurityException, IOException {
        Optional<SSLSocketFactory> secured = Optional.empty();
        if (tls.isPresent()) {
            var context = tls.get().context(notBeforeFloor.get());
            secured = Optional.of(context.getSocketFactory());
        }
        return new BrokerSockets(
                secured,
                endpoint.webSocket().map(path -> new WebSocket.Target(endpoint.authority(), path)),
                () -> new PacketCheck(PACKET_BYTES_MAX, properties));
    }

    /// Our own certificate, as long as there is still time.
    Optional<String> warning() {
        return tls.flatMap(Tls::ends)
                .filter(end -> end.isBefore(notBeforeFloor.get().plus(RENEWAL)))
                .map(end -> "our certificate ends at " + end + "; renew it, no restart is needed");
    }
}
