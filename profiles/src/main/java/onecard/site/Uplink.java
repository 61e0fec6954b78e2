package onecard.site;

import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// The broker, and how it is reached.
///
/// @param version of MQTT that is spoken
/// @param ca certificates to trust instead of the system's
/// @param homeAssistant whether Home Assistant is told what there is
/// @param backlogPerSecond the pace of a backlog; what is live has none
public record Uplink(
        URI url,
        Version version,
        Optional<String> ca,
        Optional<Secret> cert,
        Optional<Secret> key,
        Optional<String> username,
        Optional<Secret> password,
        boolean homeAssistant,
        int backlogPerSecond) {

    /// Of the protocol; chosen by a person, and never by what a broker answers.
    public enum Version {
        MQTT_5,
        MQTT_3_1_1
    }

    public static final Set<String> SCHEMES = Set.of("mqtt", "mqtts", "ws", "wss", "tcp", "ssl");

    public static final int PORT_MAX = 65_535;

    /// More than any broker takes of one device.
    public static final int BACKLOG_PER_SECOND_MAX = 100_000;

    public Uplink {
        if (!accepts(url)) {
            throw new IllegalArgumentException("not a broker: " + url.getScheme());
        }
        if (backlogPerSecond < 1 || backlogPerSecond > BACKLOG_PER_SECOND_MAX) {
            throw new IllegalArgumentException("no pace of a backlog: " + backlogPerSecond);
        }
    }

    /// Whether a URL names a broker this release can reach: known scheme, a host, a port
    /// that exists, no password.
    public static boolean accepts(URI url) {
        return url.getScheme() != null
                && SCHEMES.contains(url.getScheme().toLowerCase(Locale.ROOT))
                && url.getHost() != null
                && url.getPort() <= PORT_MAX
                && url.getUserInfo() == null;
    }

    /// The same way to another broker.
    public Uplink at(URI other) {
        return new Uplink(
                other, version, ca, cert, key, username, password, homeAssistant, backlogPerSecond);
    }

    /// Whether the broker runs on this very machine; decided from the text, no name is looked up.
    public boolean loopback() {
        return loopback(url);
    }

    public static boolean loopback(URI url) {
        var host = url.getHost();
        return host != null
                && (host.equalsIgnoreCase("localhost")
                        || host.equals("[::1]")
                        || host.matches("127\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}"));
    }
}
