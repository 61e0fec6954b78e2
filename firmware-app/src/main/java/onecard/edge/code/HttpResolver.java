package onecard.edge.code;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import onecard.access.CredentialKind;
import onecard.access.Token;
import onecard.edge.crypto.Json;
import onecard.edge.crypto.JsonReader;
import onecard.edge.crypto.Tokens;
import onecard.edge.uplink.Tls;
import onecard.hal.Pseudonym;
import onecard.hal.card.CitizenNumber;
import onecard.hal.card.ResidenceNumber;

/// Asks a decode service over HTTPS: `POST` with the code as it was scanned as the body, and for an
/// answer `200` and `{"kind":"ssc","id":"..."}`, or `404` for a code that names nobody. It follows
/// no redirect, and reads no more than [#ANSWER_BYTES_MAX]. Thread-safe.
public final class HttpResolver implements CodeResolver, AutoCloseable {

    /// An answer has some sixty bytes.
    static final int ANSWER_BYTES_MAX = 4_096;

    private static final int REGION_DIGITS = 6;

    private static final Pattern SSC = Pattern.compile("[0-9a-f]{32}");

    /// Nobody waits for a greeting: longer than a slow board takes to load TLS.
    private static final Duration GREETING = Duration.ofSeconds(30);

    /// Where and how to ask.
    ///
    /// @param bearer sent with each question; read anew each time, absent: none
    /// @param deadline for connecting, asking and the whole answer together
    public record Service(URI url, Optional<Supplier<byte[]>> bearer, Duration deadline) {}

    /// A client believes certificates by the day on which it was made, and the authorities that
    /// were on the disk then: after so long, or on another day by a clock that was set, there is a
    /// new one.
    private static final Duration CLIENT_LIFE = Duration.ofHours(1);

    private final Service service;
    private final Tls tls;
    private final Pseudonym tokens;
    private final Supplier<Instant> wall;
    private Client client; // guarded by this

    private record Client(HttpClient http, Instant made) {
        boolean isOf(Instant now) {
            return !now.isBefore(made) && now.isBefore(made.plus(CLIENT_LIFE));
        }
    }

    private HttpResolver(
            Service service, Tls tls, Pseudonym tokens, Supplier<Instant> wall, Client client) {
        this.service = service;
        this.tls = tls;
        this.tokens = tokens;
        this.wall = wall;
        this.client = client;
    }

    /// @param tls whom to believe
    /// @param tokens where the named identity goes straight
    /// @param wall when certificates must be valid: now, but never before the time floor
    /// @throws IOException if the authorities cannot be read
    public static HttpResolver of(
            Service service, Tls tls, Pseudonym tokens, Supplier<Instant> wall) throws IOException {
        return new HttpResolver(service, tls, tokens, wall, client(service, tls, wall.get()));
    }

    private static Client client(Service service, Tls tls, Instant at) throws IOException {
        var http =
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .followRedirects(HttpClient.Redirect.NEVER)
                        .connectTimeout(service.deadline());
        if ("https".equals(service.url().getScheme())) {
            try {
                http.sslContext(tls.context(at));
            } catch (GeneralSecurityException unusable) {
                throw new IOException(unusable.getMessage(), unusable);
            }
        }
        return new Client(http.build(), at);
    }

    private HttpClient client() throws IOException {
        var now = wall.get();
        if (!client.isOf(now)) {
            var old = client;
            client = client(service, tls, now);
            old.http().shutdown();
        }
        return client.http();
    }

    /// Opens a connection and asks about nobody. The first question of a process pays for loading
    /// TLS, which took 1.6 s on a busy PC where the next took 20 ms, and no holder should wait for
    /// that. Returns at once.
    ///
    /// @return why the service cannot be reached; empty if it answered, whatever it said
    public CompletableFuture<Optional<String>> greet() {
        var greeting =
                HttpRequest.newBuilder(service.url())
                        .timeout(GREETING)
                        .method("OPTIONS", HttpRequest.BodyPublishers.noBody())
                        .build();
        return sent(greeting, BodyHandlers.discarding())
                .handle(
                        (_, failed) ->
                                failed == null ? Optional.empty() : Optional.of(why(failed)));
    }

    @Override
    public Resolution resolve(String code) {
        HttpRequest question;
        try {
            question = request(code);
        } catch (UncheckedIOException unread) {
            // Gone, being replaced this very moment, or not kept as a secret must be.
            return new Resolution.Unreachable(
                    "the file of its token cannot be read: " + why(unread));
        } catch (IllegalArgumentException _) {
            // Not told further: the words would hold the token.
            return new Resolution.Unreachable("its token must be one line of text, but is not");
        }
        var asked =
                sent(question, BodyHandlers.limiting(BodyHandlers.ofByteArray(), ANSWER_BYTES_MAX));
        try {
            return answered(asked.get(service.deadline().toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException _) {
            asked.cancel(true);
            return new Resolution.Unreachable("no answer within " + service.deadline());
        } catch (ExecutionException failed) {
            return new Resolution.Unreachable(why(failed));
        } catch (InterruptedException _) {
            asked.cancel(true);
            Thread.currentThread().interrupt();
            return new Resolution.Unreachable("asked to stop");
        }
    }

    /// By a client that nobody shuts down in between.
    private synchronized <T> CompletableFuture<HttpResponse<T>> sent(
            HttpRequest request, HttpResponse.BodyHandler<T> body) {
        try {
            return client().sendAsync(request, body);
        } catch (IOException unreadable) {
            return CompletableFuture.failedFuture(unreadable);
        }
    }

    private static String why(Throwable failed) {
        return String.valueOf(failed.getCause() == null ? failed : failed.getCause());
    }

    private HttpRequest request(String code) {
        var request =
                HttpRequest.newBuilder(service.url())
                        .timeout(service.deadline())
                        .header("Content-Type", "text/plain; charset=us-ascii")
                        .POST(HttpRequest.BodyPublishers.ofString(code, StandardCharsets.US_ASCII));
        service.bearer()
                .map(Supplier::get)
                .map(bytes -> new String(bytes, StandardCharsets.US_ASCII))
                .ifPresent(token -> request.header("Authorization", "Bearer " + token));
        return request.build();
    }

    private Resolution answered(HttpResponse<byte[]> answer) {
        return switch (answer.statusCode()) {
            case 200 ->
                    JsonReader.object(answer.body())
                            .flatMap(this::named)
                            .orElse(new Resolution.Unreachable("an answer of another form"));
            case 404 -> new Resolution.Refused();
            default -> new Resolution.Unreachable("status " + answer.statusCode());
        };
    }

    private Optional<Resolution> named(Json.Obj answer) {
        var kind = answer.text("kind").flatMap(CredentialKind::ofWire);
        var id = kind.flatMap(known -> answer.text("id").flatMap(text -> canonical(known, text)));
        return kind.flatMap(
                known ->
                        id.map(
                                number ->
                                        new Resolution.Named(
                                                known,
                                                Token.of(tokens.of(known.wire(), number)),
                                                region(known, number),
                                                Tokens.renamed(tokens, known.wire(), number))));
    }

    /// A card identification code begins with its issuer's region.
    private static Optional<String> region(CredentialKind kind, String id) {
        return Optional.of(id.substring(0, REGION_DIGITS))
                .filter(_ -> kind == CredentialKind.SSC)
                .filter(digits -> digits.chars().allMatch(Character::isDigit));
    }

    /// The id as lists have it before it is hashed, whichever letters the service writes; empty for
    /// a kind that no e-card stands for.
    private static Optional<String> canonical(CredentialKind kind, String id) {
        return switch (kind) {
            case SSC ->
                    Optional.of(id.toLowerCase(Locale.ROOT))
                            .filter(code -> SSC.matcher(code).matches());
            case IDCARD ->
                    Optional.of(id.toUpperCase(Locale.ROOT))
                            .filter(
                                    number ->
                                            CitizenNumber.isOne(number)
                                                    || ResidenceNumber.isOne(number));
            case IDCARD_SERIAL,
                    TUNION,
                    UID,
                    QR,
                    PASS,
                    PLATE,
                    FACE,
                    FINGER,
                    VEIN,
                    PIN,
                    OPERATOR,
                    ORDER ->
                    Optional.empty();
        };
    }

    @Override
    public synchronized void close() {
        client.http().shutdownNow();
    }
}
