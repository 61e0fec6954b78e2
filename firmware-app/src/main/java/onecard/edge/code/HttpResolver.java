package onecard.edge.code;

import java.io.IOException;
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

    private final Service service;
    private final Pseudonym tokens;
    private final HttpClient client;

    private HttpResolver(Service service, Pseudonym tokens, HttpClient client) {
        this.service = service;
        this.tokens = tokens;
        this.client = client;
    }

    /// @param tls whom to believe; read once, when this is made
    /// @param tokens where the named identity goes straight
    /// @param at when certificates must be valid
    /// @throws IOException if the authorities cannot be read
    public static HttpResolver of(Service service, Tls tls, Pseudonym tokens, Instant at)
            throws IOException {
        var client =
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .followRedirects(HttpClient.Redirect.NEVER)
                        .connectTimeout(service.deadline());
        if ("https".equals(service.url().getScheme())) {
            try {
                client.sslContext(tls.context(at));
            } catch (GeneralSecurityException unusable) {
                throw new IOException(unusable.getMessage(), unusable);
            }
        }
        return new HttpResolver(service, tokens, client.build());
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
        return client.sendAsync(greeting, BodyHandlers.discarding())
                .handle(
                        (_, failed) ->
                                failed == null
                                        ? Optional.empty()
                                        : Optional.of(String.valueOf(failed.getCause())));
    }

    @Override
    public Resolution resolve(String code) {
        var asked =
                client.sendAsync(
                        request(code),
                        BodyHandlers.limiting(BodyHandlers.ofByteArray(), ANSWER_BYTES_MAX));
        try {
            return answered(asked.get(service.deadline().toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException _) {
            asked.cancel(true);
            return new Resolution.Unreachable("no answer within " + service.deadline());
        } catch (ExecutionException failed) {
            return new Resolution.Unreachable(String.valueOf(failed.getCause()));
        } catch (InterruptedException _) {
            asked.cancel(true);
            Thread.currentThread().interrupt();
            return new Resolution.Unreachable("asked to stop");
        }
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
                                                region(known, number))));
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
            case IDCARD_SERIAL, TUNION, UID, QR, PASS, PLATE, FACE, FINGER, VEIN, PIN, OPERATOR ->
                    Optional.empty();
        };
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
