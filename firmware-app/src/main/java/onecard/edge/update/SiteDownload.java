package onecard.edge.update;

import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import onecard.edge.uplink.Tls;

/// From a server of the site, over HTTP or HTTPS: what is fetched is believed by its hash, and no
/// word of the server's. Its address must be one that no router sends to the Internet, no redirect
/// is followed and no proxy asked: a board that is told to update does so from within.
///
/// @param tls whom to believe, where the URL wants that
/// @param wall when certificates must be valid
/// @param within for connecting, asking and the whole package together
public record SiteDownload(Tls tls, Supplier<Instant> wall, Duration within) implements Fetch {

    private static final Duration CONNECT_WITHIN = Duration.ofSeconds(30);
    private static final int PRIVATE_MASK = 0xFE;
    private static final int PRIVATE_V6 = 0xFC; // fc00::/7, RFC 4193

    /// Longer than a package takes at 50 KB a second.
    public static final Duration WITHIN = Duration.ofHours(1);

    @Override
    public Optional<Refusal> fetch(URI url, Path to, long bytesMax) throws InterruptedException {
        try {
            var addresses = InetAddress.getAllByName(url.getHost());
            if (!Arrays.stream(addresses).allMatch(SiteDownload::isOfSite)) {
                return Optional.of(new Refusal(Why.URL, addresses[0].getHostAddress()));
            }
            return fetched(url, to, bytesMax);
        } catch (UnknownHostException unknown) {
            return unreachable("no such host: " + unknown.getMessage());
        } catch (IOException | GeneralSecurityException failed) {
            return unreachable(failed.toString());
        }
    }

    static boolean isOfSite(InetAddress address) {
        return address.isLoopbackAddress()
                || address.isSiteLocalAddress()
                || address.isLinkLocalAddress()
                || (address instanceof Inet6Address
                        && (address.getAddress()[0] & PRIVATE_MASK) == PRIVATE_V6);
    }

    private Optional<Refusal> fetched(URI url, Path to, long bytesMax)
            throws IOException, GeneralSecurityException, InterruptedException {
        var builder =
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .followRedirects(HttpClient.Redirect.NEVER)
                        .proxy(HttpClient.Builder.NO_PROXY)
                        .connectTimeout(CONNECT_WITHIN);
        if ("https".equalsIgnoreCase(url.getScheme())) {
            builder.sslContext(tls.context(wall.get()));
        }
        BodyHandler<Path> file = BodyHandlers.limiting(BodyHandlers.ofFile(to), bytesMax);
        BodyHandler<Path> body =
                answer ->
                        answer.statusCode() == 200
                                ? file.apply(answer)
                                : BodySubscribers.replacing(to);
        // Closed without waiting: a server that says no more would be waited for.
        var client = builder.build();
        var request = HttpRequest.newBuilder(url).timeout(CONNECT_WITHIN).GET().build();
        var asked = client.sendAsync(request, body);
        try {
            int status = asked.get(within.toMillis(), TimeUnit.MILLISECONDS).statusCode();
            return status == 200 ? Optional.empty() : unreachable("status " + status);
        } catch (TimeoutException _) {
            return unreachable("not whole within " + within);
        } catch (ExecutionException failed) {
            return unreachable(String.valueOf(failed.getCause()));
        } finally {
            asked.cancel(true);
            client.shutdownNow();
        }
    }

    private static Optional<Refusal> unreachable(String why) {
        return Optional.of(new Refusal(Why.UNREACHABLE, why));
    }
}
