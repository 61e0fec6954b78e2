package onecard.edge.uplink;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import javax.net.ssl.CertPathTrustManagerParameters;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import onecard.edge.crypto.SecretFile;

/// Whom to trust and who we are, in PEM files. Read at each attempt, so a renewed certificate
/// needs no restart.
///
/// @param ca the authorities whose brokers we believe; absent: those the Java runtime trusts
/// @param identity our own certificate and key, for mutual TLS
public record Tls(Optional<Path> ca, Optional<Identity> identity) {

    /// @param key PKCS#8, unencrypted: EC, RSA or Ed25519
    public record Identity(Path cert, SecretFile key) {}

    /// Of the protocol, as Java names them: nothing older is spoken with a broker.
    static final List<String> VERSIONS = List.of("TLSv1.3");

    private static final Pattern PKCS8 =
            Pattern.compile(
                    "-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");
    private static final char[] IN_MEMORY = new char[0];

    /// @param at when certificates must be valid: now, but never before the time floor, so that a
    /// board that wakes in 1970 still checks them and does not fail for ever
    public SSLContext context(Instant at) throws GeneralSecurityException, IOException {
        var context = SSLContext.getInstance("TLS");
        context.init(keys().getKeyManagers(), trust(at).getTrustManagers(), null);
        return context;
    }

    TrustManagerFactory trust(Instant at) throws GeneralSecurityException, IOException {
        var checks = new PKIXBuilderParameters(anchors(), new X509CertSelector());
        checks.setDate(Date.from(at));
        checks.setRevocationEnabled(false);
        var trust = TrustManagerFactory.getInstance("PKIX");
        trust.init(new CertPathTrustManagerParameters(checks));
        return trust;
    }

    KeyManagerFactory keys() throws GeneralSecurityException, IOException {
        var keys = KeyManagerFactory.getInstance("PKIX");
        keys.init(own(), IN_MEMORY);
        return keys;
    }

    private Set<TrustAnchor> anchors() throws GeneralSecurityException, IOException {
        var trusted = ca.isPresent() ? certificates(ca.get()) : ofTheRuntime();
        if (trusted.length == 0) {
            throw new CertificateException(
                    ca.map(file -> "no certificate in " + file)
                            .orElse("the Java runtime trusts no authority; name one as ca"));
        }
        var anchors = new HashSet<TrustAnchor>();
        for (var certificate : trusted) {
            anchors.add(new TrustAnchor((X509Certificate) certificate, null));
        }
        return anchors;
    }

    /// The runtime's own trust manager would check by the clock of the machine; its authorities
    /// are taken, its clock is not.
    private static Certificate[] ofTheRuntime() throws GeneralSecurityException {
        var usual = TrustManagerFactory.getInstance("PKIX");
        usual.init((KeyStore) null);
        return Arrays.stream(usual.getTrustManagers())
                .filter(X509TrustManager.class::isInstance)
                .map(X509TrustManager.class::cast)
                .flatMap(manager -> Arrays.stream(manager.getAcceptedIssuers()))
                .toArray(Certificate[]::new);
    }

    private KeyStore own() throws GeneralSecurityException, IOException {
        var store = empty();
        if (identity.isPresent()) {
            var chain = certificates(identity.get().cert());
            if (chain.length == 0) {
                throw new CertificateException("no certificate in " + identity.get().cert());
            }
            var key = key(identity.get().key(), chain[0].getPublicKey().getAlgorithm());
            store.setKeyEntry("own", key, IN_MEMORY, chain);
        }
        return store;
    }

    private static PrivateKey key(SecretFile file, String algorithm)
            throws GeneralSecurityException, IOException {
        var bytes =
                pkcs8(file.text())
                        .orElseThrow(
                                () ->
                                        new GeneralSecurityException(
                                                "key must be unencrypted PKCS#8 PEM, but was not in "
                                                        + file.path()
                                                        + "; openssl pkcs8 -topk8 makes it"));
        return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(bytes));
    }

    private static Optional<byte[]> pkcs8(String pem) {
        var found = PKCS8.matcher(pem);
        try {
            return found.find()
                    ? Optional.of(Base64.getMimeDecoder().decode(found.group(1)))
                    : Optional.empty();
        } catch (IllegalArgumentException _) {
            return Optional.empty(); // Cut short, or damaged: these are the letters, but no Base64.
        }
    }

    /// When the first certificate of our own chain ends; empty if we have none, or none that can
    /// be read now.
    Optional<Instant> ends() {
        if (identity.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Arrays.stream(certificates(identity.get().cert()))
                    .map(it -> ((X509Certificate) it).getNotAfter().toInstant())
                    .min(Instant::compareTo);
        } catch (GeneralSecurityException | IOException _) {
            // While it is being replaced; the next attempt to connect says what is wrong.
            return Optional.empty();
        }
    }

    private static Certificate[] certificates(Path file)
            throws GeneralSecurityException, IOException {
        return CertificateFactory.getInstance("X.509")
                .generateCertificates(new ByteArrayInputStream(Files.readAllBytes(file)))
                .toArray(Certificate[]::new);
    }

    private static KeyStore empty() throws GeneralSecurityException, IOException {
        var store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        return store;
    }
}
