package onecard.edge.code;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import onecard.access.CredentialKind;
import onecard.access.Token;
import onecard.edge.crypto.Tokens;
import onecard.edge.simulate.DecodeServer;
import onecard.edge.uplink.Tls;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Against a real server on loopback, encrypted where it says so.
class HttpResolverTest {

    private static final String CODE = "SSC0123456789ABCDEF";
    private static final String ANN = "342500d1560000050000000000000001";
    private static final Tokens TOKENS = new Tokens(new byte[32]);

    /// A question to loopback takes milliseconds; ten seconds are a hang.
    private static final Duration SOON = Duration.ofSeconds(10);

    @TempDir static Path shared;
    private static Path certificate = Path.of("");
    private static Path store = Path.of("");

    /// One self-signed certificate for 127.0.0.1, made by the JDK's own tool.
    @BeforeAll
    static void makeCertificate() throws Exception {
        store = shared.resolve("decode.p12");
        certificate = shared.resolve("decode.pem");
        // An authority of its own: nobody asks how old a certificate is that is trusted by itself.
        keytool("-genkeypair -alias authority -keyalg EC -dname CN=authority -ext bc:c=ca:true");
        keytool("-genkeypair -alias decode -keyalg EC -dname CN=decode");
        var request = shared.resolve("decode.csr");
        var signed = shared.resolve("signed.pem");
        keytool("-certreq -alias decode -file " + request);
        keytool(
                "-gencert -alias authority -rfc -validity 365 -ext san=ip:127.0.0.1 -infile "
                        + request
                        + " -outfile "
                        + signed);
        keytool("-importcert -noprompt -alias decode -file " + signed);
        keytool("-exportcert -alias authority -rfc -file " + certificate);
        keytool("-delete -alias authority"); // the server has no other certificate than its own
    }

    @Test
    void itNamesWhomTheServiceNamesAndKeepsOnlyTheToken() throws Exception {
        var people = Map.of(CODE, "{\"kind\":\"ssc\",\"id\":\"" + ANN + "\"}");
        try (var server = encrypted(DecodeServer.naming(people));
                var resolver = resolver(server, trusting(certificate))) {
            var expected =
                    new Resolution.Named(
                            CredentialKind.SSC,
                            Token.of(TOKENS.of("ssc", ANN)),
                            Optional.of("342500"));

            assertEquals(expected, ask(resolver, CODE));
            assertEquals(new Resolution.Refused(), ask(resolver, CODE + "0"));
            assertEquals(List.of(CODE, CODE + "0"), server.asked());
        }
    }

    /// The number printed in GB 11643, and one of a foreigner's card, in letters of either case.
    @ParameterizedTest
    @CsvSource({
        "idcard, 11010519491231002X, 11010519491231002x",
        "idcard, USA110080010110, usa110080010110",
        "ssc, 342500d1560000050000000000000001, 342500D1560000050000000000000001"
    })
    void whoeverIsNamedHasTheTokenThatListsHave(String kind, String listed, String named)
            throws Exception {
        var people = Map.of(CODE, "{\"kind\":\"%s\",\"id\":\"%s\"}".formatted(kind, named));
        try (var server = encrypted(DecodeServer.naming(people));
                var resolver = resolver(server, trusting(certificate))) {
            var answer = assertInstanceOf(Resolution.Named.class, ask(resolver, CODE));
            assertEquals(Token.of(TOKENS.of(kind, listed)), answer.token());
            assertEquals(kind.equals("ssc"), answer.region().isPresent());
        }
    }

    @Test
    void aServiceOfAnotherAuthorityIsNotBelieved() throws Exception {
        try (var server = encrypted(DecodeServer.naming(Map.of()));
                var resolver = resolver(server, new Tls(Optional.empty(), Optional.empty()))) {
            var why = assertInstanceOf(Resolution.Unreachable.class, ask(resolver, CODE)).why();
            assertTrue(why.contains("certif") || why.contains("SSL"), why);
            assertEquals(List.of(), server.asked());
        }
    }

    @Test
    void aServiceThatIsSilentHoldsNobodyBeyondTheDeadline() throws Exception {
        var over = new CountDownLatch(1);
        DecodeServer.Answer silent = (_, _) -> await(over);
        DecodeServer.Answer halfway =
                (question, _) -> {
                    question.sendResponseHeaders(200, 100);
                    question.getResponseBody().write('{');
                    question.getResponseBody().flush();
                    await(over);
                };
        for (var answer : List.of(silent, halfway)) {
            try (var server = encrypted(answer);
                    var resolver = resolver(server, trusting(certificate), Duration.ofSeconds(2))) {
                assertInstanceOf(Resolution.Unreachable.class, ask(resolver, CODE));
            }
        }
        over.countDown();
    }

    /// Redirects, other statuses, other answers, and one without end.
    @Test
    void whatIsNoAnswerIsNoIdentity() throws Exception {
        var answers = new ArrayList<DecodeServer.Answer>();
        answers.add(
                (question, _) -> {
                    question.getResponseHeaders().set("Location", "/elsewhere");
                    DecodeServer.say(question, 302, "");
                });
        answers.add((question, _) -> DecodeServer.say(question, 500, ""));
        for (var body :
                List.of(
                        "",
                        "[]",
                        "{}",
                        "{\"kind\":\"ssc\"}",
                        "{\"kind\":\"operator\",\"id\":\"" + ANN + "\"}",
                        "{\"kind\":\"ssc\",\"id\":\"a b\"}",
                        "{\"kind\":\"ssc\",\"id\":\"1234\"}",
                        "{\"kind\":\"uid\",\"id\":\"04a1b2c3\"}",
                        "{\"kind\":\"idcard\",\"id\":\"110105194912310021\"}",
                        "{\"kind\":\"ssc\",\"id\":\"" + "1".repeat(65) + "\"}",
                        "{\"kind\":\"ssc\",\"id\":\""
                                + ANN
                                + "\",\"more\":\""
                                + "x".repeat(5_000)
                                + "\"}")) {
            answers.add((question, _) -> DecodeServer.say(question, 200, body));
        }
        answers.add(
                (question, _) -> {
                    question.sendResponseHeaders(200, 0);
                    var piece = new byte[8_192];
                    while (true) {
                        question.getResponseBody().write(piece);
                    }
                });
        for (var answer : answers) {
            try (var server = plain(answer);
                    var resolver = resolver(server, new Tls(Optional.empty(), Optional.empty()))) {
                assertInstanceOf(Resolution.Unreachable.class, ask(resolver, CODE));
                assertEquals(List.of(CODE), server.asked());
            }
        }
    }

    @Test
    void theBearerTokenGoesWithEachQuestion() throws Exception {
        var said = new ArrayList<String>();
        try (var server =
                        plain(
                                (question, _) -> {
                                    said.add(
                                            question.getRequestHeaders().getFirst("Authorization"));
                                    DecodeServer.say(question, 404, "");
                                });
                var resolver =
                        HttpResolver.of(
                                new HttpResolver.Service(
                                        url("http", server),
                                        Optional.of(
                                                () -> "secret".getBytes(StandardCharsets.US_ASCII)),
                                        SOON),
                                new Tls(Optional.empty(), Optional.empty()),
                                TOKENS,
                                Instant::now)) {
            assertEquals(new Resolution.Refused(), ask(resolver, CODE));
        }
        assertEquals(List.of("Bearer secret"), said);
    }

    @Test
    void aGreetingAsksAboutNobodyAndSaysWhetherTheServiceIsThere() throws Exception {
        var server = encrypted(DecodeServer.naming(Map.of()));
        try (var resolver = resolver(server, trusting(certificate));
                var stranger = resolver(server, new Tls(Optional.empty(), Optional.empty()))) {
            assertEquals(Optional.empty(), greeted(resolver));
            assertTrue(greeted(stranger).isPresent());
            assertEquals(List.of(), server.asked());
            server.close();
            assertTrue(greeted(resolver).isPresent());
        }
    }

    private static Optional<String> greeted(HttpResolver resolver) throws Exception {
        return resolver.greet().get(SOON.toSeconds(), TimeUnit.SECONDS);
    }

    @Test
    void nobodyListeningIsUnreachable() throws Exception {
        var server = plain(DecodeServer.naming(Map.of()));
        try (var resolver = resolver(server, new Tls(Optional.empty(), Optional.empty()))) {
            server.close();
            assertInstanceOf(Resolution.Unreachable.class, ask(resolver, CODE));
        }
    }

    /// A token's file is replaced while people come, or holds what no header can.
    @Test
    void aTokenThatCannotBeSentIsAServiceThatCannotBeAsked() throws Exception {
        Supplier<byte[]> gone =
                () -> {
                    throw new UncheckedIOException(new IOException("no such file"));
                };
        Supplier<byte[]> twoLines = () -> "a\nb".getBytes(StandardCharsets.US_ASCII);
        try (var server = plain(DecodeServer.naming(Map.of()))) {
            for (var bearer : List.of(gone, twoLines)) {
                var service =
                        new HttpResolver.Service(
                                url("http", server), Optional.of(bearer), SOON.dividedBy(2));
                var tls = new Tls(Optional.empty(), Optional.empty());
                try (var resolver = HttpResolver.of(service, tls, TOKENS, Instant::now)) {
                    assertInstanceOf(Resolution.Unreachable.class, ask(resolver, CODE));
                }
            }
            assertEquals(List.of(), server.asked());
        }
    }

    /// A board that woke in 1970, and one that runs for years.
    @Test
    void certificatesAreJudgedByTheClockAsItIs() throws Exception {
        var now = new AtomicReference<>(Instant.EPOCH);
        try (var server = encrypted(DecodeServer.naming(Map.of()))) {
            var service =
                    new HttpResolver.Service(
                            url("https", server), Optional.empty(), SOON.dividedBy(2));
            try (var resolver = HttpResolver.of(service, trusting(certificate), TOKENS, now::get)) {
                assertInstanceOf(Resolution.Unreachable.class, ask(resolver, CODE));
                now.set(Instant.now().plus(Duration.ofHours(1)));
                assertEquals(new Resolution.Refused(), ask(resolver, CODE));
                now.set(Instant.now().plus(Duration.ofDays(4_000)));
                assertInstanceOf(Resolution.Unreachable.class, ask(resolver, CODE));
            }
        }
    }

    private static Resolution ask(HttpResolver resolver, String code) {
        return assertTimeoutPreemptively(SOON, () -> resolver.resolve(code));
    }

    /// Longer than a first handshake on any machine; a test that waits for the end says its own.
    private static HttpResolver resolver(DecodeServer server, Tls tls) throws IOException {
        return resolver(server, tls, SOON.dividedBy(2));
    }

    private static HttpResolver resolver(DecodeServer server, Tls tls, Duration deadline)
            throws IOException {
        var scheme = tls.ca().isPresent() || server.encrypted() ? "https" : "http";
        var service = new HttpResolver.Service(url(scheme, server), Optional.empty(), deadline);
        return HttpResolver.of(service, tls, TOKENS, Instant::now);
    }

    private static URI url(String scheme, DecodeServer server) {
        return URI.create(scheme + "://127.0.0.1:" + server.port() + "/v1/code");
    }

    private static Tls trusting(Path authority) {
        return new Tls(Optional.of(authority), Optional.empty());
    }

    private static DecodeServer plain(DecodeServer.Answer answer) throws IOException {
        return new DecodeServer(Optional.empty(), answer);
    }

    private static DecodeServer encrypted(DecodeServer.Answer answer) throws Exception {
        var keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, "changeit".toCharArray());
        }
        var managers = KeyManagerFactory.getInstance("PKIX");
        managers.init(keys, "changeit".toCharArray());
        var context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return new DecodeServer(Optional.of(context), answer);
    }

    private static void await(CountDownLatch over) {
        try {
            over.await();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt(); // the server closes
        }
    }

    private static void keytool(String arguments) throws Exception {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(List.of(arguments.split(" ")));
        command.addAll(List.of("-keystore", store.toString(), "-storepass", "changeit"));
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), said);
    }
}
