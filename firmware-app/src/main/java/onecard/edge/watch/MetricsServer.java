package onecard.edge.watch;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

/// `metrics.listen`: the metrics as OpenMetrics text at `/metrics`, on loopback unless the site
/// file says otherwise.
public final class MetricsServer implements AutoCloseable {

    private final HttpServer server;

    /// @param listen `host:port`
    public MetricsServer(String listen, Metrics metrics) throws IOException {
        int colon = listen.lastIndexOf(':');
        var address =
                new InetSocketAddress(
                        listen.substring(0, colon), Integer.parseInt(listen.substring(colon + 1)));
        HttpLimits.apply();
        server = HttpServer.create(address, 4);
        server.createContext(
                "/metrics",
                exchange -> {
                    var body = metrics.text().getBytes(StandardCharsets.UTF_8);
                    exchange.getResponseHeaders()
                            .set(
                                    "Content-Type",
                                    "application/openmetrics-text; version=1.0.0; charset=utf-8");
                    exchange.sendResponseHeaders(200, body.length);
                    try (var out = exchange.getResponseBody()) {
                        out.write(body);
                    }
                });
        server.start();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
