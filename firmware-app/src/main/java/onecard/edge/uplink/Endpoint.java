package onecard.edge.uplink;

import java.net.URI;
import java.util.Locale;
import java.util.Optional;

/// Where the broker is: the site file's URL in the words Paho knows, to which each line is a plain
/// one.
///
/// @param uri with `tcp`, and a port
/// @param tls whether the line beneath is TLS
/// @param webSocket the path of the WebSocket, if it is one
public record Endpoint(String uri, boolean tls, Optional<String> webSocket) {

    /// Where MQTT usually is among the paths of a web server.
    private static final String USUAL_PATH = "/mqtt";

    private static final String PLAIN = "tcp://";

    /// @throws IllegalArgumentException naming the rule; the site file's check has refused such a
    /// URL before
    public static Endpoint of(String url) {
        var given = URI.create(url);
        var scheme = given.getScheme() == null ? "" : given.getScheme().toLowerCase(Locale.ROOT);
        if (given.getHost() == null) {
            throw new IllegalArgumentException("url must be scheme://host[:port], but was " + url);
        }
        return switch (scheme) {
            case "mqtt", "tcp" -> new Endpoint(at(given, 1883), false, Optional.empty());
            case "mqtts", "ssl" -> new Endpoint(at(given, 8883), true, Optional.empty());
            case "ws" -> new Endpoint(at(given, 80), false, Optional.of(path(given)));
            case "wss" -> new Endpoint(at(given, 443), true, Optional.of(path(given)));
            default ->
                    throw new IllegalArgumentException(
                            "scheme must be mqtt, mqtts, ws or wss, but was " + scheme);
        };
    }

    /// Host and port as in a URL: an address of IPv6 in brackets.
    public String authority() {
        return uri.substring(PLAIN.length());
    }

    private static String path(URI uri) {
        var path =
                uri.getRawPath() == null || uri.getRawPath().isEmpty()
                        ? USUAL_PATH
                        : uri.getRawPath();
        return uri.getRawQuery() == null ? path : path + "?" + uri.getRawQuery();
    }

    private static String at(URI uri, int usualPort) {
        return PLAIN + uri.getHost() + ":" + (uri.getPort() < 0 ? usualPort : uri.getPort());
    }
}
