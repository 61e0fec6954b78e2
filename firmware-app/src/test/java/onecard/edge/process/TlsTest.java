package onecard.edge.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import onecard.edge.UplinkedJournal;
import onecard.edge.crypto.SecretFile;
import onecard.edge.process.Certificates.Pair;
import onecard.edge.process.Trial.Told;
import onecard.edge.uplink.Broker;
import onecard.edge.uplink.BrokerClient;
import onecard.edge.uplink.Courier;
import onecard.edge.uplink.Courier.Alarm;
import onecard.edge.uplink.Tls;
import onecard.edge.uplink.Trouble;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Encrypted links to a real mosquitto: who is believed, who is not, and that a person is told
/// why.
@Tag("mosquitto")
class TlsTest {

    private static final String HERE = "IP:127.0.0.1,DNS:localhost";
    private static final Instant IN_1970 = Instant.EPOCH.plusSeconds(30);
    private static final Duration A_MINUTE = Duration.ofMinutes(1);

    @TempDir Path dir;
    private int port;
    private Certificates certificates = new Certificates(Path.of(""));
    private Pair authority = new Pair(Path.of(""), Path.of(""));

    @BeforeEach
    void makeAuthority() throws Exception {
        port = Ports.free();
        certificates = new Certificates(dir);
        authority = certificates.authority("authority");
    }

    @Test
    void aBrokerOfOurAuthorityIsBelieved() throws Exception {
        try (var _ = mosquitto(server());
                var trial = trial(new Tls(Optional.of(authority.cert()), Optional.empty()))) {
            trial.assertServes();
            assertEquals(List.of(), trial.alarms());
        }
    }

    @Test
    void ourCertificateOpensABrokerThatWantsOne() throws Exception {
        var own = certificates.issued(authority, "door", "DNS:door", 365);
        var identity = new Tls.Identity(own.cert(), SecretFile.of(own.key()));
        try (var _ = mosquitto(server(), "require_certificate true", "tls_version tlsv1.3");
                var trial = trial(new Tls(Optional.of(authority.cert()), Optional.of(identity)))) {
            trial.assertServes();
        }
    }

    /// Renewed in place: the same link goes on with it when it connects next, and says so.
    @Test
    void aCertificateThatEndsWithinAMonthIsAnAlarmUntilItIsRenewed() throws Exception {
        var old = certificates.issued(authority, "old", "DNS:door", 20);
        var renewed = certificates.issued(authority, "renewed", "DNS:door", 365);
        var identity = new Tls.Identity(old.cert(), SecretFile.of(old.key()));
        var tls = new Tls(Optional.of(authority.cert()), Optional.of(identity));
        var log = dir.resolve("mosquitto.log");
        var broker =
                mosquitto(
                        server(),
                        "require_certificate true",
                        "use_identity_as_username true",
                        "log_dest file " + log);
        try (broker;
                var trial = new Trial(dir.resolve("state"), broker(tls, Instant::now), 100)) {
            trial.assertServes();
            assertEquals(List.of(Courier.Alarm.CERTIFICATE_EXPIRING), raised(trial));
            assertTrue(Files.readString(log).contains("u'old'"), () -> log.toString());

            Files.copy(renewed.key(), old.key(), StandardCopyOption.REPLACE_EXISTING);
            Files.copy(renewed.cert(), old.cert(), StandardCopyOption.REPLACE_EXISTING);
            broker.stop();
            broker.startAgain();

            Await.until(
                    "the alarm to be lowered; " + trial.alarms(),
                    Duration.ofSeconds(15),
                    () ->
                            trial.alarms().stream()
                                    .anyMatch(
                                            told ->
                                                    told.alarm() == Alarm.CERTIFICATE_EXPIRING
                                                            && !told.active()));
            trial.assertServes();
            assertTrue(Files.readString(log).contains("u'renewed'"), () -> log.toString());
        }
    }

    @Test
    void aBrokerThatSpeaksNothingNewerThanTls12IsToldApart() throws Exception {
        var broker = ofTls12();
        var greeting = Thread.ofPlatform().start(() -> greetUntilClosed(broker));
        try (broker;
                var trial = trial(new Tls(Optional.of(authority.cert()), Optional.empty()))) {
            assertRefused(trial, Trouble.TLS, A_MINUTE);

            assertTrue(
                    trial.health()
                            .detail()
                            .startsWith("the broker must speak TLS 1.3, but does not"),
                    trial.health()::detail);
        }
        greeting.join();
    }

    /// As far as the handshake, beyond which nobody comes.
    private SSLServerSocket ofTls12() throws Exception {
        var server = server();
        var identity = new Tls.Identity(server.cert(), SecretFile.of(server.key()));
        var context = new Tls(Optional.empty(), Optional.of(identity)).context(Instant.now());
        var broker =
                (SSLServerSocket)
                        context.getServerSocketFactory()
                                .createServerSocket(port, 1, InetAddress.getLoopbackAddress());
        broker.setEnabledProtocols(new String[] {"TLSv1.2"});
        return broker;
    }

    private static void greetUntilClosed(SSLServerSocket broker) {
        while (!broker.isClosed()) {
            try (var come = (SSLSocket) broker.accept()) {
                come.startHandshake();
            } catch (IOException _) {
                // Nobody whom it could agree with; or the end.
            }
        }
    }

    @Test
    void aKeyThatOthersMayReadIsNotUsed() throws Exception {
        var own = certificates.issued(authority, "door", "DNS:door", 365);
        Files.setPosixFilePermissions(own.key(), PosixFilePermissions.fromString("rw-r--r--"));
        var identity = new Tls.Identity(own.cert(), SecretFile.of(own.key()));
        try (var _ = mosquitto(server(), "require_certificate true");
                var trial = trial(new Tls(Optional.of(authority.cert()), Optional.of(identity)))) {
            assertRefused(trial, Trouble.TLS, A_MINUTE);
            assertEquals(
                    "%s: is not used: a secret must be its owner's alone (0600), but its mode is 0644; run chmod 600 %1$s"
                            .formatted(own.key()),
                    trial.health().detail());
        }
    }

    @Test
    void aDamagedKeyIsNotUsedUntilItIsReplaced() throws Exception {
        var own = certificates.issued(authority, "door", "DNS:door", 365);
        var good = Files.readString(own.key());
        Files.writeString(own.key(), good.replace("-----END", "=B\n-----END"));
        var identity = new Tls.Identity(own.cert(), SecretFile.of(own.key()));
        var tls = new Tls(Optional.of(authority.cert()), Optional.of(identity));
        try (var _ = mosquitto(server(), "require_certificate true");
                var trial = new Trial(dir.resolve("state"), broker(tls, Instant::now), 100)) {
            assertRefused(trial, Trouble.TLS, A_MINUTE);
            var why = "key must be unencrypted PKCS#8 PEM, but was not in " + own.key();
            assertTrue(trial.health().detail().contains(why), trial.health()::detail);

            Files.writeString(own.key(), good);
            trial.assertServes();
        }
    }

    private static List<Courier.Alarm> raised(Trial trial) {
        return trial.alarms().stream().filter(Told::active).map(Told::alarm).toList();
    }

    @Test
    void withoutOurCertificateThatBrokerIsAMatterForAPerson() throws Exception {
        try (var _ = mosquitto(server(), "require_certificate true", "tls_version tlsv1.3");
                var trial = trial(new Tls(Optional.of(authority.cert()), Optional.empty()))) {
            assertRefused(trial, Trouble.TLS, A_MINUTE);
        }
    }

    /// Under TLS 1.3 the alert comes after the handshake, and races with what we send.
    @Test
    void theLateAlertIsHeardEachTime() throws Exception {
        try (var _ = mosquitto(server(), "require_certificate true", "tls_version tlsv1.3");
                var trial =
                        new Trial(
                                dir.resolve("state"),
                                broker(
                                        new Tls(Optional.of(authority.cert()), Optional.empty()),
                                        Instant::now),
                                20_000)) {
            Await.until("attempts", Duration.ofSeconds(30), () -> trial.waits().size() >= 25);
            var troubles = trial.waits().stream().map(Trial.Wait::trouble).distinct().toList();
            assertEquals(List.of(Trouble.TLS), troubles);
        }
    }

    @Test
    void aBrokerOfAnotherAuthorityIsNotBelieved() throws Exception {
        var other = certificates.authority("other");
        try (var _ = mosquitto(server());
                var trial = trial(new Tls(Optional.of(other.cert()), Optional.empty()))) {
            assertRefused(trial, Trouble.TLS, A_MINUTE);
        }
    }

    @Test
    void aBrokerOfAnotherNameIsNotBelieved() throws Exception {
        var elsewhere = certificates.issued(authority, "server", "DNS:broker.example", 365);
        try (var _ = mosquitto(elsewhere);
                var trial = trial(new Tls(Optional.of(authority.cert()), Optional.empty()))) {
            assertRefused(trial, Trouble.TLS, A_MINUTE);
        }
    }

    @Test
    void anExpiredBrokerIsNotBelieved() throws Exception {
        var shortLived = certificates.issued(authority, "server", HERE, 1);
        var later = Instant.now().plus(Duration.ofDays(2));
        try (var _ = mosquitto(shortLived);
                var trial =
                        trial(new Tls(Optional.of(authority.cert()), Optional.empty()), later)) {
            assertRefused(trial, Trouble.TLS, A_MINUTE);
            assertTrue(trial.health().detail().contains("Expired"), trial.health()::detail);
        }
    }

    /// The board has no clock chip and no time floor above the certificate: the clock is named.
    @Test
    void aBoardIn1970NamesItsClock() throws Exception {
        try (var _ = mosquitto(server());
                var trial =
                        trial(new Tls(Optional.of(authority.cert()), Optional.empty()), IN_1970)) {
            assertRefused(trial, Trouble.CLOCK, A_MINUTE.dividedBy(2));
        }
    }

    /// The same board, once the floor it kept is above the certificate's first day.
    @Test
    void aBoardIn1970WithATimeFloorConnects() throws Exception {
        var tls = new Tls(Optional.of(authority.cert()), Optional.empty());
        try (var _ = mosquitto(server());
                var trial = trial(tls, UplinkedJournal.boardTime(IN_1970, Instant.now()))) {
            trial.assertServes();
        }
    }

    @Test
    void withoutCaTheAuthoritiesOfTheRuntimeCount() throws Exception {
        try (var _ = mosquitto(server());
                var trial = trial(new Tls(Optional.empty(), Optional.empty()))) {
            assertRefused(trial, Trouble.TLS, A_MINUTE);
        }
    }

    @Test
    void anAuthorityOfTheRuntimeIsBelievedAboutItsOwnNamesAndTimesOnly() throws Exception {
        trustInRuntime(authority.cert());
        var runtime = new Tls(Optional.empty(), Optional.empty());
        try (var _ = mosquitto(server())) {
            try (var trial = trial(runtime)) {
                trial.assertServes();
            }
            try (var trial = trial(runtime, IN_1970)) {
                assertRefused(trial, Trouble.CLOCK, A_MINUTE.dividedBy(2));
            }
        }
        var elsewhere = certificates.issued(authority, "elsewhere", "DNS:broker.example", 365);
        try (var _ = mosquitto(elsewhere);
                var trial = trial(runtime)) {
            assertRefused(trial, Trouble.TLS, A_MINUTE);
        } finally {
            System.clearProperty("javax.net.ssl.trustStore");
            System.clearProperty("javax.net.ssl.trustStorePassword");
        }
    }

    @Test
    void theDaemonServesOverMutualTls() throws Exception {
        var own = certificates.issued(authority, "door", "DNS:door", 365);
        var plain = Ports.free();
        var bench = new Bench(dir, port).withoutReader();
        bench.uplink(
                "{ url: \"mqtts://localhost:%d\", ca: %s, cert: { file: %s }, key: { file: %s } }"
                        .formatted(port, authority.cert(), own.cert(), own.key()));
        var said = new ArrayList<String>();
        try (var _ =
                        mosquitto(
                                server(),
                                "require_certificate true",
                                "listener %d 127.0.0.1".formatted(plain));
                var _ =
                        new Listener(
                                plain,
                                "host",
                                "oc/v1/bench/bench/status",
                                heard -> {
                                    synchronized (said) {
                                        said.add(heard.text());
                                    }
                                });
                var daemon = bench.run().awaitReady()) {
            Await.until(
                    "online over TLS:\n" + daemon.output(),
                    Duration.ofSeconds(15),
                    () -> {
                        synchronized (said) {
                            return said.stream().anyMatch(text -> text.contains("\"online\""));
                        }
                    });
            assertEquals(0, daemon.stop());
        }
    }

    private Pair server() throws Exception {
        return certificates.issued(authority, "server", HERE, 365);
    }

    private Service mosquitto(Pair server, String... more) throws Exception {
        var lines =
                new ArrayList<>(
                        List.of(
                                "per_listener_settings false",
                                "allow_anonymous true",
                                "listener %d 127.0.0.1".formatted(port),
                                "cafile " + authority.cert(),
                                "certfile " + server.cert(),
                                "keyfile " + server.key()));
        lines.addAll(List.of(more));
        return Service.mosquitto(port, dir, lines.toArray(String[]::new));
    }

    private Trial trial(Tls tls) throws Exception {
        return trial(tls, Instant.now());
    }

    private Trial trial(Tls tls, Instant boardTime) throws Exception {
        return trial(tls, () -> boardTime);
    }

    private Trial trial(Tls tls, Supplier<Instant> boardTime) throws Exception {
        return new Trial(Files.createTempDirectory(dir, "state"), broker(tls, boardTime), 1);
    }

    BrokerClient client() {
        return BrokerClient.PAHO;
    }

    private Broker broker(Tls tls, Supplier<Instant> boardTime) {
        return client().broker(
                        "mqtts://127.0.0.1:" + port, Optional.of(tls), Optional.empty(), boardTime);
    }

    /// One attempt, a word to a person, and a long wait.
    private static void assertRefused(Trial trial, Trouble trouble, Duration atLeast) {
        var health = trial.awaitTrouble();
        assertEquals(Optional.of(trouble), health.trouble(), health::detail);
        assertTrue(!health.detail().isBlank());
        System.out.printf("%s: %s%n", trouble, health.detail());
        assertEquals(1, trial.attempts());
        var wait = trial.waits().getFirst();
        assertTrue(wait.delay().compareTo(atLeast) >= 0, wait::toString);
        assertTrue(
                trial.alarms()
                        .equals(
                                List.of(
                                        new Trial.Told(
                                                Alarm.UPLINK_REFUSED, true, health.detail()))),
                () -> trial.alarms().toString());
    }

    private void trustInRuntime(Path cert) throws Exception {
        var store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        try (var in = Files.newInputStream(cert)) {
            store.setCertificateEntry(
                    "authority", CertificateFactory.getInstance("X.509").generateCertificate(in));
        }
        var file = dir.resolve("runtime.p12");
        try (OutputStream out = Files.newOutputStream(file)) {
            store.store(out, "changeit".toCharArray());
        }
        System.setProperty("javax.net.ssl.trustStore", file.toString());
        System.setProperty("javax.net.ssl.trustStorePassword", "changeit");
    }
}
