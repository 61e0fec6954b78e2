package onecard.edge.uplink;

import java.net.URI;
import java.util.Locale;

/// Where the broker is: the site file's URL in the words Paho knows.
///
/// @param uri with `tcp` or `ws`, and a port
/// @param tls whether the line beneath is TLS, which is not Paho's business
public record Endpoint(String uri, boolean tls) {

    /// @throws IllegalArgumentException naming the rule; the site file's check has refused such a
    /// URL before
    public static Endpoint of(String url) {
        var given = URI.create(url);
        var scheme = given.getScheme() == null ? "" : given.getScheme().toLowerCase(Locale.ROOT);
        if (given.getHost() == null) {
            throw new IllegalArgumentException("url must be scheme://host[:port], but was " + url);
        }
        var path = given.getRawPath() == null ? "" : given.getRawPath();
        return switch (scheme) {
            case "mqtt", "tcp" -> new Endpoint("tcp://" + authority(given, 1883), false);
            case "mqtts", "ssl" -> new Endpoint("tcp://" + authority(given, 8883), true);
            case "ws" -> new Endpoint("ws://" + authority(given, 80) + path, false);
            case "wss" -> new Endpoint("ws://" + authority(given, 443) + path, true);
            default ->
                    throw new IllegalArgumentException(
                            "scheme must be mqtt, mqtts, ws or wss, but was " + scheme);
        };
    }

    private static String authority(URI uri, int usualPort) {
        return uri.getHost() + ":" + (uri.getPort() < 0 ? usualPort : uri.getPort());
    }
}
