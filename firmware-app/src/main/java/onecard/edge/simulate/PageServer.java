package onecard.edge.simulate;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import onecard.edge.crypto.Canonical;
import onecard.edge.crypto.Json;
import onecard.edge.crypto.JsonReader;
import onecard.edge.watch.HttpLimits;
import onecard.edge.words.Message;
import onecard.words.Words;
import org.tinylog.Logger;

/// Serves the simulator's page to this machine alone, and what it shows.
///
/// A page of somebody else in the same browser can send requests here, too. So nothing is answered
/// unless `Host` names this very server (a name that was made to lead here does not), and nothing
/// is done unless `Origin` does and the body is declared as JSON, which such a page may not do.
public final class PageServer implements AutoCloseable {

    /// Longer than any request of the page.
    private static final int BODY_BYTES_MAX = 64 * 1024;

    /// A comment goes out so often while nothing happens: a connection that is gone is noticed.
    private static final Duration ALIVE = Duration.ofSeconds(15);

    private static final String POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
                    + " connect-src %s; base-uri 'none'; form-action 'none';"
                    + " frame-ancestors 'none'";

    /// What is shown, and what is done to it. Called by many threads.
    public interface Stage {
        /// What there is, which does not change while it runs.
        Json.Obj site();

        /// What happens.
        Feed feed();

        /// Does what the page asks.
        ///
        /// @return why not; empty: it is done
        /// @throws IOException if it failed for a reason that nobody has words for
        Optional<Words> play(Json.Obj asked) throws IOException;
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Pages pages;
    private final Stage stage;
    private final Set<String> hosts;
    private final Set<String> origins;

    /// Serves at once.
    ///
    /// @param port 0: a free one
    /// @throws java.net.BindException if somebody else has that port
    public PageServer(int port, Pages pages, Stage stage) throws IOException {
        HttpLimits.applyForStreams();
        this.pages = pages;
        this.stage = stage;
        server = HttpServer.create(new InetSocketAddress("127.0.0.1", port), 16);
        var names = List.of("127.0.0.1:" + port(), "localhost:" + port());
        hosts = Set.copyOf(names);
        origins = Set.of("http://" + names.getFirst(), "http://" + names.getLast());
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    public int port() {
        return server.getAddress().getPort();
    }

    /// Where a browser finds the page.
    public String url() {
        return "http://127.0.0.1:" + port() + "/";
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            var path = exchange.getRequestURI().getPath();
            guard(exchange.getResponseHeaders(), path);
            var asked = exchange.getRequestHeaders();
            if (!only(asked, "Host").map(hosts::contains).orElse(false)) {
                refuse(exchange, 403);
                return;
            }
            switch (exchange.getRequestMethod()) {
                case "GET" -> get(exchange, path);
                case "POST" -> post(exchange, path);
                default -> refuse(exchange, 405);
            }
        }
    }

    /// The fleet page's worker goes to whatever broker its reader names; that page itself says that
    /// it goes nowhere.
    private static void guard(Headers answer, String path) {
        var where = path.startsWith("/fleet/") ? "'self' ws: wss:" : "'self'";
        answer.set("Content-Security-Policy", POLICY.formatted(where));
        answer.set("X-Content-Type-Options", "nosniff");
        answer.set("Referrer-Policy", "no-referrer");
        answer.set("Cross-Origin-Resource-Policy", "same-origin");
        answer.set("Cache-Control", "no-store");
    }

    private void get(HttpExchange exchange, String path) throws IOException {
        switch (path) {
            case "/api/site" -> json(exchange, 200, stage.site());
            case "/api/events" -> events(exchange);
            default -> file(exchange, path);
        }
    }

    private void file(HttpExchange exchange, String path) throws IOException {
        var file = pages.file(path);
        if (file.isEmpty()) {
            refuse(exchange, 404);
            return;
        }
        var bytes = Files.readAllBytes(file.get());
        var answer = exchange.getResponseHeaders();
        answer.set("Content-Type", Pages.type(file.get()));
        answer.set("Cache-Control", "no-cache");
        exchange.sendResponseHeaders(200, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    private void post(HttpExchange exchange, String path) throws IOException {
        var asked = exchange.getRequestHeaders();
        if (!only(asked, "Origin").map(origins::contains).orElse(false)) {
            refuse(exchange, 403);
            return;
        }
        if (!path.equals("/api/do")) {
            refuse(exchange, 404);
            return;
        }
        if (!only(asked, "Content-Type").map(PageServer::isJson).orElse(false)) {
            refuse(exchange, 415);
            return;
        }
        var body = exchange.getRequestBody().readNBytes(BODY_BYTES_MAX + 1);
        if (body.length > BODY_BYTES_MAX) {
            refuse(exchange, 413);
            return;
        }
        var done = JsonReader.object(body);
        if (done.isEmpty()) {
            refuse(exchange, 400);
            return;
        }
        Optional<Words> why;
        try {
            why = stage.play(done.get());
        } catch (IOException failed) {
            Logger.warn(failed, "what the page asked for cannot be done");
            json(
                    exchange,
                    500,
                    told(Message.SIMULATE_CANNOT.with(String.valueOf(failed.getMessage()))));
            return;
        }
        if (why.isPresent()) {
            json(exchange, 400, told(why.get()));
            return;
        }
        exchange.sendResponseHeaders(204, -1);
    }

    private static Json.Obj told(Words words) {
        return Json.Obj.EMPTY.with("zh", words.zh()).with("en", words.en());
    }

    /// Server-sent events, until the page goes.
    private void events(HttpExchange exchange) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
        exchange.sendResponseHeaders(200, 0);
        var out = exchange.getResponseBody();
        try (var listener = stage.feed().listen()) {
            while (!listener.lost()) {
                var told = listener.next(ALIVE);
                var text = told.map(PageServer::message).orElse(":\n\n");
                out.write(text.getBytes(StandardCharsets.UTF_8));
                out.flush();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt(); // the server ends
        }
    }

    private static String message(Feed.Told told) {
        return "id: " + told.number() + "\ndata: " + Canonical.text(told.event()) + "\n\n";
    }

    private static boolean isJson(String type) {
        return type.strip().toLowerCase(Locale.ROOT).matches("application/json *(;.*)?");
    }

    /// A header that stands there once; twice is as none.
    private static Optional<String> only(Headers headers, String name) {
        var values = headers.get(name);
        return values == null || values.size() != 1
                ? Optional.empty()
                : Optional.of(values.getFirst());
    }

    private static void json(HttpExchange exchange, int status, Json.Obj body) throws IOException {
        var bytes = Canonical.bytes(body);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    private static void refuse(HttpExchange exchange, int status) throws IOException {
        exchange.sendResponseHeaders(status, -1);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
