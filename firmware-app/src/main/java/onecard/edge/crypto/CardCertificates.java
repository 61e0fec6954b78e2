package onecard.edge.crypto;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import onecard.hal.CertificateCheck;
import onecard.hal.Proof;
import onecard.hal.Proof.Cause;
import onecard.time.Moment;

/// Judges the certificates of cards at all points of one site: a signature over a fresh challenge
/// that names the point, a path to one of the site's roots, revocation, and time by a clock that is
/// trusted. Thread-safe, [#renew] apart.
public final class CardCertificates {

    private static final int RANDOM_BYTES = 16;
    private static final int CHALLENGE_BYTES = 32;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final CardIssuers issuers;
    private final Revocations revocations;
    private final Supplier<Moment> clock;

    /// @param issuers PEM file of roots and of authorities below them
    /// @param lists files of revocation lists, one an authority
    /// @param grace how long after its end a list still speaks
    /// @throws IOException if the issuers cannot be read; lists may come later
    public CardCertificates(Path issuers, List<Path> lists, Duration grace, Supplier<Moment> clock)
            throws IOException {
        this.issuers = CardIssuers.read(issuers);
        this.revocations = new Revocations(lists, grace, this.issuers);
        this.clock = clock;
    }

    /// Reads the lists that changed; for one thread.
    ///
    /// @return the files that are missing or cannot be believed
    public Set<Path> renew() {
        return revocations.look();
    }

    /// @param point `SITE/POINT`
    public CertificateCheck at(String point) {
        var hash = Sm3.bytes(point.getBytes(StandardCharsets.UTF_8));
        return new CertificateCheck() {
            @Override
            public byte[] challenge() {
                var challenge = new byte[CHALLENGE_BYTES];
                RANDOM.nextBytes(challenge);
                System.arraycopy(hash, 0, challenge, RANDOM_BYTES, CHALLENGE_BYTES - RANDOM_BYTES);
                return challenge;
            }

            @Override
            public Proof judge(byte[] der, String id, byte[] challenge, byte[] signature) {
                return CardCertificates.this.judge(der, id, challenge, signature);
            }
        };
    }

    private Proof judge(byte[] der, String id, byte[] challenge, byte[] signature) {
        var certificate = Sm2Certificate.of(der);
        if (certificate.isEmpty()) {
            return new Proof.Unproved(Cause.MALFORMED);
        }
        if (!certificate.get().key().verifies(challenge, signature)) {
            return new Proof.Forged(Cause.WRONG_SIGNATURE);
        }
        if (certificate.get().holder().filter(id::equals).isEmpty()) {
            return new Proof.Unproved(Cause.WRONG_HOLDER);
        }
        return issuers.judge(certificate.get(), revocations.held(), clock.get());
    }
}
