package onecard.edge.crypto;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import onecard.edge.crypto.TestAuthority.Claims;
import onecard.hal.Proof;
import onecard.time.ClockTrust;
import onecard.time.Moment;
import onecard.time.Mono;
import org.junit.jupiter.api.io.TempDir;

/// Certificates as any card may hold them, and revocation lists as somebody may copy them here.
class CertificateFuzzTest {

    private static final Duration SOON = Duration.ofSeconds(10);
    private static final String CODE = "342500d1560000050000000000000001";
    private static final Moment NOW = new Moment(new Mono(0), TestAuthority.NOW, ClockTrust.SYNCED);
    private static final TestAuthority ROOT =
            TestAuthority.root(1, Claims.authority("root", 1, OptionalInt.empty()));

    @TempDir Path dir;

    @FuzzTest
    void anyBytesAreJudgedAndNoneAreGenuine(byte[] bytes) throws IOException {
        var issuers = dir.resolve("issuers.pem");
        var list = dir.resolve("root.crl");
        TestAuthority.pem(issuers, ROOT.certificate());
        Files.write(list, bytes);
        assertTimeout(
                SOON,
                () -> {
                    var certificates =
                            new CardCertificates(issuers, List.of(list), Duration.ZERO, () -> NOW);
                    // No fuzzer signs: a list of this root's would have to come from a seed.
                    assertEquals(Set.of(list), certificates.renew());
                    var check = certificates.at("site/door-1");
                    var challenge = check.challenge();
                    var proof = check.judge(bytes, CODE, challenge, new byte[64]);
                    assertFalse(proof instanceof Proof.Genuine, proof::toString);
                    Sm2Certificate.of(bytes)
                            .ifPresent(
                                    found -> {
                                        assertFalse(found.signedBy(below()), "by a stranger");
                                        assertTrue(found.signed().length < bytes.length);
                                    });
                });
    }

    private static Sm2Certificate below() {
        return Sm2Certificate.of(ROOT.certificate()).orElseThrow();
    }
}
