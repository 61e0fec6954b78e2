package onecard.edge.plates;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import onecard.edge.crypto.Json;
import onecard.edge.watch.Device.Standing;
import onecard.edge.watch.HttpLimits;
import onecard.hal.PlateEvent;
import onecard.hal.PlateSource;
import org.tinylog.Logger;

/// A camera that pushes plates by HTTP, each in one POST ([PlatePost]). It is answered once the
/// plate is on its way to the source's own thread, never for what becomes of it: 204, or why it was
/// not taken. Nothing waits for a camera but some threads that have nothing else to do.
///
/// The port is this source's: it listens from its opening on, and while it cannot it is lost.
public final class HttpPlateSource implements PlateSource {

    /// More than any plate takes; a picture is larger.
    static final int BODY_MAX = 4_096;

    /// Waiting for the source's thread: more than a lane sees while one plate is looked up.
    static final int WAITING_MAX = 16;

    /// A second, of one camera: some read several pictures of one vehicle.
    static final int POSTS_MAX = 20;

    private static final int BACKLOG = 8;

    /// Who is answered so may not be a camera.
    private static final Set<Integer> STRAY = Set.of(401, 404, 405);

    /// As long as one address that tried too often is not listened to, at most.
    private static final int WAIT_SECONDS = 60;

    /// A thread that serves nobody for so long ends.
    private static final Duration KEPT = Duration.ofSeconds(30);

    /// Between two signs of life to the watchdog, and two tries to listen.
    private static final Duration IDLE = Duration.ofMillis(200);

    private final String name;
    private final Port port;
    private final Duration silence;
    private final LongSupplier nanos;
    private final AtomicLong unreadable = new AtomicLong(); // counted by clients, read by anybody
    private final AtomicLong progress = new AtomicLong();
    private final BlockingQueue<PlatePost> posts = new ArrayBlockingQueue<>(WAITING_MAX);
    private final Rate rate;
    private final Strays strays;
    private Thread thread = Thread.ofPlatform().unstarted(() -> {});
    private volatile boolean closing;

    /// Where a camera pushes to.
    ///
    /// @param secret that it must say, as a bearer's token or as the password of any user; absent:
    ///     none
    /// @param plateKey the member that holds the plate
    /// @param confidenceKey the member that holds how sure it is
    public record Port(
            InetSocketAddress address,
            String path,
            Optional<Supplier<byte[]>> secret,
            String plateKey,
            String confidenceKey) {}

    /// @param silence a camera that says nothing for so long is lost
    public HttpPlateSource(String name, Port port, Duration silence, LongSupplier nanos) {
        this.name = name;
        this.port = port;
        this.silence = silence;
        this.nanos = nanos;
        this.rate = new Rate(nanos);
        this.strays = new Strays(nanos);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void open(Consumer<PlateEvent> events) {
        progressed();
        thread =
                Thread.ofPlatform()
                        .name("plates-" + name)
                        .daemon()
                        .start(
                                () -> {
                                    try {
                                        new Talk(events).run();
                                    } catch (InterruptedException _) {
                                        // Asked to stop.
                                    }
                                });
    }

    // --- the source's thread ---

    /// With whoever hears of plates. Of the thread.
    private final class Talk {

        private final Consumer<PlateEvent> events;
        private Standing told = Standing.UNKNOWN;

        Talk(Consumer<PlateEvent> events) {
            this.events = events;
        }

        void run() throws InterruptedException {
            while (!closing) {
                try (var _ = listen()) {
                    serve();
                } catch (IOException | UncheckedIOException failed) {
                    lost("cannot listen at " + port.address() + ": " + failed.getMessage());
                }
                progressed();
                Thread.sleep(IDLE);
            }
        }

        /// It is there as soon as it can reach us, for a lane may be empty for long; one that was
        /// silent when it says something.
        private void serve() throws InterruptedException {
            long heardNanos = nanos.getAsLong();
            back();
            while (!closing) {
                var post = posts.poll(IDLE.toMillis(), TimeUnit.MILLISECONDS);
                progressed();
                if (post != null) {
                    heardNanos = nanos.getAsLong();
                    back();
                    if (post instanceof PlatePost.Plate(var plate, var confidence)) {
                        events.accept(new PlateEvent.Read(name, plate, confidence, heardNanos));
                    }
                } else if (nanos.getAsLong() - heardNanos >= silence.toNanos()) {
                    lost("the camera is silent");
                }
            }
        }

        private void back() {
            if (told != Standing.UP) {
                told = Standing.UP;
                events.accept(new PlateEvent.Back(name, nanos.getAsLong()));
            }
        }

        private void lost(String why) {
            if (told != Standing.LOST) {
                told = Standing.LOST;
                events.accept(new PlateEvent.Lost(name, why, nanos.getAsLong()));
            }
        }
    }

    /// Of the source's thread.
    private void progressed() {
        progress.set(nanos.getAsLong());
    }

    // --- the threads of clients ---

    /// A port that is listened at.
    private record Listening(HttpServer server, ExecutorService clients) implements AutoCloseable {
        @Override
        public void close() {
            server.stop(0);
            clients.shutdownNow();
        }
    }

    /// @throws UncheckedIOException if the secret cannot be read: nobody could push
    private Listening listen() throws IOException {
        HttpLimits.apply();
        var secret = port.secret().map(Supplier::get);
        var server = HttpServer.create(port.address(), BACKLOG);
        var clients =
                new ThreadPoolExecutor(
                        0,
                        HttpLimits.CONNECTIONS, // one each: no client waits for another
                        KEPT.toSeconds(),
                        TimeUnit.SECONDS,
                        new SynchronousQueue<>(),
                        Thread.ofPlatform().name("plate-client-", 0).daemon().factory());
        server.setExecutor(clients);
        server.createContext("/", exchange -> handle(exchange, secret));
        server.start();
        return new Listening(server, clients);
    }

    private record Answer(int status, String why) {
        static Answer again(HttpExchange exchange, int afterSeconds, String why) {
            exchange.getResponseHeaders().set("Retry-After", Integer.toString(afterSeconds));
            return new Answer(429, why);
        }
    }

    private void log(int count, InetAddress address, Answer last) {
        Logger.warn(
                "{}: {} requests refused, the last one of {}: {}",
                name,
                count,
                address.getHostAddress(),
                last.why());
    }

    private void handle(HttpExchange exchange, Optional<byte[]> secret) throws IOException {
        try (exchange) {
            var address = exchange.getRemoteAddress().getAddress();
            var answer =
                    strays.mayAsk(address)
                            ? answer(exchange, secret)
                            : Answer.again(exchange, WAIT_SECONDS, "too many wrong requests");
            if (answer.status() != 204) {
                unreadable.incrementAndGet();
            }
            if (STRAY.contains(answer.status())) {
                strays.refused(address).ifPresent(count -> log(count, address, answer));
            }
            if (answer.status() != 204 && answer.status() != 503) {
                exchange.getResponseHeaders().set("Connection", "close"); // holds no place
            }
            say(exchange, answer);
        }
    }

    private static void say(HttpExchange exchange, Answer answer) throws IOException {
        if (answer.why().isEmpty()) {
            exchange.sendResponseHeaders(answer.status(), -1);
            return;
        }
        var body =
                Json.Obj.EMPTY
                        .with("error", answer.why())
                        .toString()
                        .getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(answer.status(), body.length);
        exchange.getResponseBody().write(body);
    }

    private Answer answer(HttpExchange exchange, Optional<byte[]> secret) throws IOException {
        if (!port.path().equals(exchange.getRequestURI().getPath())) {
            return new Answer(404, "plates are pushed to " + port.path());
        }
        if (!exchange.getRequestMethod().equals("POST")) {
            exchange.getResponseHeaders().set("Allow", "POST");
            return new Answer(405, "must be a POST");
        }
        if (!mayPush(exchange, secret)) {
            exchange.getResponseHeaders().set("WWW-Authenticate", "Bearer");
            return new Answer(401, "must know the secret");
        }
        if (!rate.take()) {
            return Answer.again(exchange, 1, "at most " + POSTS_MAX + " a second");
        }
        var body = exchange.getRequestBody().readNBytes(BODY_MAX + 1);
        if (body.length > BODY_MAX) {
            return new Answer(413, "at most " + BODY_MAX + " bytes, and no picture");
        }
        return taken(PlatePost.of(body, new PlatePost.Keys(port.plateKey(), port.confidenceKey())));
    }

    private Answer taken(PlatePost post) {
        if (post instanceof PlatePost.Bad(var status, var why)) {
            return new Answer(status, why);
        }
        return posts.offer(post)
                ? new Answer(204, "")
                : new Answer(503, "too many plates wait; send it again");
    }

    /// Compared in the same time whatever is wrong with it.
    private static boolean mayPush(HttpExchange exchange, Optional<byte[]> secret) {
        var said =
                Optional.ofNullable(exchange.getRequestHeaders().getFirst("Authorization"))
                        .flatMap(HttpPlateSource::secret);
        return secret.isEmpty()
                || said.filter(it -> MessageDigest.isEqual(it, secret.get())).isPresent();
    }

    private static Optional<byte[]> secret(String authorization) {
        if (authorization.startsWith("Bearer ")) {
            return Optional.of(
                    authorization.substring(7).strip().getBytes(StandardCharsets.ISO_8859_1));
        }
        if (!authorization.startsWith("Basic ")) {
            return Optional.empty();
        }
        try {
            var pair =
                    new String(
                            Base64.getDecoder().decode(authorization.substring(6).strip()),
                            StandardCharsets.ISO_8859_1);
            int colon = pair.indexOf(':');
            return colon < 0
                    ? Optional.empty()
                    : Optional.of(pair.substring(colon + 1).getBytes(StandardCharsets.ISO_8859_1));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    @Override
    public long unreadable() {
        return unreadable.get();
    }

    @Override
    public long progressNanos() {
        return progress.get();
    }

    @Override
    public void close() {
        closing = true;
        thread.interrupt();
        try {
            thread.join(1_000);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
