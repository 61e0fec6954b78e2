package onecard.edge.crypto;

import static onecard.edge.crypto.TestAuthority.NOW;
import static onecard.edge.crypto.TestAuthority.SIGNS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;
import onecard.edge.crypto.TestAuthority.Claims;
import onecard.edge.words.Failed;
import onecard.hal.CertificateCheck;
import onecard.hal.Proof;
import onecard.hal.Proof.Cause;
import onecard.time.ClockTrust;
import onecard.time.Moment;
import onecard.time.Mono;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// Certificates of cards, on 1 June 2030. A root, a province below it, and the card.
class CardCertificatesTest {

    private static final String CODE = "342500d1560000050000000000000001";
    private static final Duration GRACE = Duration.ofHours(72);
    private static final Duration DAY = Duration.ofDays(1);
    private static final Proof GENUINE = new Proof.Genuine(3);

    private static final TestAuthority ROOT =
            TestAuthority.root(1, Claims.authority("root", 1, OptionalInt.of(1)));
    private static final TestAuthority PROVINCE =
            ROOT.below(2, Claims.authority("province", 2, OptionalInt.of(0)));
    private static final SigningKey CARD = TestAuthority.key(3);
    private static final Claims CLAIMS = Claims.card(CODE, 4711);

    @TempDir Path dir;
    private Path issuers;
    private Path rootList;
    private Path provinceList;
    private Moment now = new Moment(new Mono(0), NOW, ClockTrust.SYNCED);

    @BeforeEach
    void files() throws IOException {
        issuers = dir.resolve("issuers.pem");
        rootList = dir.resolve("root.crl");
        provinceList = dir.resolve("province.crl");
        TestAuthority.pem(issuers, ROOT.certificate(), PROVINCE.certificate());
        Files.write(rootList, ROOT.revoking(NOW.minus(DAY), NOW.plus(DAY)));
        Files.write(provinceList, PROVINCE.revoking(NOW.minus(DAY), NOW.plus(DAY)));
    }

    private CardCertificates certificates() throws IOException {
        return new CardCertificates(issuers, List.of(rootList, provinceList), GRACE, () -> now);
    }

    private CertificateCheck check() throws IOException {
        var certificates = certificates();
        assertEquals(Set.of(), certificates.renew());
        return certificates.at("site/door-1");
    }

    private Proof judged(byte[] certificate) throws IOException {
        var check = check();
        var challenge = check.challenge();
        return check.judge(certificate, CODE, challenge, CARD.sign(challenge));
    }

    private static Proof unproved(Cause cause) {
        return new Proof.Unproved(cause);
    }

    @Test
    void aCardOfThisProvinceIsGenuine() throws Exception {
        assertEquals(GENUINE, judged(PROVINCE.certify(CARD, CLAIMS)));
        assertEquals(GENUINE, judged(ROOT.certify(CARD, CLAIMS)));
    }

    static Stream<Arguments> cards() {
        var soon = NOW.plus(DAY);
        var lately = NOW.minus(DAY);
        var long1 = NOW.minus(Duration.ofDays(999));
        return Stream.of(
                Arguments.of("expired", CLAIMS.during(long1, lately), Cause.EXPIRED),
                Arguments.of(
                        "not yet valid", CLAIMS.during(soon, soon.plus(DAY)), Cause.NOT_YET_VALID),
                Arguments.of(
                        "for encryption",
                        CLAIMS.using(OptionalInt.of(KeyUsage.keyEncipherment)),
                        Cause.WRONG_USAGE),
                Arguments.of("for nothing", CLAIMS.using(OptionalInt.empty()), Cause.WRONG_USAGE),
                Arguments.of(
                        "an authority's",
                        CLAIMS.as(Optional.of(new BasicConstraints(true))),
                        Cause.WRONG_USAGE),
                Arguments.of("more than is known", CLAIMS.demanding("1.2.3.4"), Cause.WRONG_USAGE),
                Arguments.of(
                        "another card's",
                        Claims.card("00" + CODE.substring(2), 5),
                        Cause.WRONG_HOLDER));
    }

    @ParameterizedTest
    @MethodSource("cards")
    void aCertificateThatDoesNotHoldIsNoProof(String what, Claims claims, Cause cause)
            throws Exception {
        assertEquals(unproved(cause), judged(PROVINCE.certify(CARD, claims)), what);
    }

    @Test
    void aRootThatTheSiteDoesNotNameIsUnknown() throws Exception {
        var namesake = TestAuthority.root(9, Claims.authority("province", 2, OptionalInt.empty()));

        assertEquals(unproved(Cause.UNKNOWN_ISSUER), judged(namesake.certify(CARD, CLAIMS)));
        assertEquals(
                unproved(Cause.UNKNOWN_ISSUER),
                judged(
                        TestAuthority.root(8, Claims.authority("other", 1, OptionalInt.empty()))
                                .certify(CARD, CLAIMS)));
    }

    static Stream<Arguments> provinces() {
        var good = Claims.authority("city", 3, OptionalInt.empty());
        return Stream.of(
                Arguments.of(good, GENUINE),
                Arguments.of(
                        good.using(OptionalInt.of(KeyUsage.cRLSign)), unproved(Cause.WRONG_USAGE)),
                Arguments.of(good.using(OptionalInt.empty()), unproved(Cause.WRONG_USAGE)),
                Arguments.of(good.demanding("1.2.3.4"), unproved(Cause.WRONG_USAGE)),
                Arguments.of(
                        good.during(NOW.minus(DAY), NOW.minusSeconds(60)),
                        unproved(Cause.EXPIRED)));
    }

    @ParameterizedTest
    @MethodSource("provinces")
    void anAuthorityMustHoldToo(Claims claims, Proof proof) throws Exception {
        var city = ROOT.below(5, claims);
        TestAuthority.pem(issuers, ROOT.certificate(), city.certificate());
        boolean signsLists = claims.usage().orElse(0) == SIGNS;
        Files.write(
                provinceList, (signsLists ? city : ROOT).revoking(NOW.minus(DAY), NOW.plus(DAY)));

        assertEquals(proof, judged(city.certify(CARD, CLAIMS)));
    }

    /// The province may not have authorities below it, and the root one level at most.
    @Test
    void aPathLongerThanItsAuthoritiesAllowIsNone() throws Exception {
        var city = PROVINCE.below(5, Claims.authority("city", 3, OptionalInt.empty()));
        TestAuthority.pem(issuers, ROOT.certificate(), PROVINCE.certificate(), city.certificate());
        var cityList = dir.resolve("city.crl");
        Files.write(cityList, city.revoking(NOW.minus(DAY), NOW.plus(DAY)));
        var certificates =
                new CardCertificates(
                        issuers, List.of(rootList, provinceList, cityList), GRACE, () -> now);
        assertEquals(Set.of(), certificates.renew());
        var check = certificates.at("site/door-1");
        var challenge = check.challenge();

        assertEquals(
                unproved(Cause.WRONG_USAGE),
                check.judge(city.certify(CARD, CLAIMS), CODE, challenge, CARD.sign(challenge)));
    }

    @Test
    void aRootPastItsTimeVouchesForNobody() throws Exception {
        now = new Moment(new Mono(0), NOW.plus(Duration.ofDays(4_000)), ClockTrust.SYNCED);
        var until = NOW.plus(Duration.ofDays(9_000));
        Files.write(rootList, ROOT.revoking(now.wall().minus(DAY), now.wall().plus(DAY)));

        assertEquals(
                unproved(Cause.EXPIRED), judged(ROOT.certify(CARD, CLAIMS.during(NOW, until))));
    }

    @Test
    void aRevokedCardIsRefused() throws Exception {
        var list = PROVINCE.revoking(NOW.minus(DAY), NOW.plus(DAY), 17, 4711);
        Files.write(provinceList, list);

        assertEquals(new Proof.Forged(Cause.REVOKED), judged(PROVINCE.certify(CARD, CLAIMS)));
        assertEquals(GENUINE, judged(ROOT.certify(CARD, CLAIMS)), "another issuer's number");
    }

    @Test
    void aRevokedProvinceTakesItsCardsAlong() throws Exception {
        Files.write(rootList, ROOT.revoking(NOW.minus(DAY), NOW.plus(DAY), 2));

        assertEquals(new Proof.Forged(Cause.REVOKED), judged(PROVINCE.certify(CARD, CLAIMS)));
    }

    @Test
    void aRevokedCardIsRefusedThoughNobodyKnowsTheTime() throws Exception {
        Files.write(provinceList, PROVINCE.revoking(NOW.minus(DAY), NOW.plus(DAY), 4711));
        now = new Moment(new Mono(0), Instant.EPOCH, ClockTrust.UNTRUSTED);

        assertEquals(new Proof.Forged(Cause.REVOKED), judged(PROVINCE.certify(CARD, CLAIMS)));
    }

    @ParameterizedTest
    @CsvSource({"-1, true", "0, true", "71, true", "72, true", "73, false", "9000, false"})
    void aListSpeaksForItsGraceAndNoLonger(int hoursPast, boolean proved) throws Exception {
        var next = NOW.minus(Duration.ofHours(hoursPast));
        Files.write(provinceList, PROVINCE.revoking(next.minus(DAY), next));

        assertEquals(
                proved ? GENUINE : unproved(Cause.REVOCATION_STALE),
                judged(PROVINCE.certify(CARD, CLAIMS)));
    }

    @Test
    void anIssuerWithoutAListProvesNothing() throws Exception {
        Files.delete(provinceList);
        var certificates = certificates();
        assertEquals(Set.of(provinceList), certificates.renew());
        var check = certificates.at("site/door-1");
        var challenge = check.challenge();
        var card = PROVINCE.certify(CARD, CLAIMS);

        assertEquals(
                unproved(Cause.REVOCATION_STALE),
                check.judge(card, CODE, challenge, CARD.sign(challenge)));

        Files.write(provinceList, PROVINCE.revoking(NOW.minus(DAY), NOW.plus(DAY)));
        assertEquals(Set.of(), certificates.renew());
        assertEquals(GENUINE, check.judge(card, CODE, challenge, CARD.sign(challenge)));
    }

    @Test
    void onlyABelievedAndNewerListTakesTheOthersPlace() throws Exception {
        Files.write(provinceList, PROVINCE.revoking(NOW.minus(DAY), NOW.plus(DAY), 4711));
        var certificates = certificates();
        assertEquals(Set.of(), certificates.renew());
        var check = certificates.at("site/door-1");
        var challenge = check.challenge();
        var card = PROVINCE.certify(CARD, CLAIMS);
        var namesake = TestAuthority.root(9, Claims.authority("province", 2, OptionalInt.empty()));
        var good = PROVINCE.revoking(NOW, NOW.plus(DAY));
        var flipped = good.clone();
        flipped[flipped.length - 1] ^= 1;
        var half = PROVINCE.revoking(NOW, Optional.empty(), Optional.empty());
        var delta =
                PROVINCE.revoking(
                        NOW,
                        Optional.of(NOW.plus(DAY)),
                        Optional.of(org.bouncycastle.asn1.x509.Extension.deltaCRLIndicator));
        int minute = 0;
        for (var bad :
                List.of(namesake.revoking(NOW, NOW.plus(DAY)), flipped, half, delta, new byte[3])) {
            replaced(provinceList, bad, ++minute);
            assertEquals(Set.of(provinceList), certificates.renew());
            assertEquals(
                    new Proof.Forged(Cause.REVOKED),
                    check.judge(card, CODE, challenge, CARD.sign(challenge)));
        }
        replaced(provinceList, PROVINCE.revoking(NOW.minus(DAY.multipliedBy(2)), NOW), ++minute);
        assertEquals(Set.of(), certificates.renew());
        assertEquals(
                new Proof.Forged(Cause.REVOKED),
                check.judge(card, CODE, challenge, CARD.sign(challenge)),
                "an older list took its place");

        replaced(provinceList, good, ++minute);
        assertEquals(Set.of(), certificates.renew());
        assertEquals(GENUINE, check.judge(card, CODE, challenge, CARD.sign(challenge)));
    }

    /// Written at another minute, so that it counts as changed on every file system.
    private static void replaced(Path file, byte[] bytes, int minute) throws IOException {
        Files.write(file, bytes);
        Files.setLastModifiedTime(file, FileTime.from(NOW.plus(Duration.ofMinutes(minute))));
    }

    @Test
    void withoutATrustedClockNothingIsProved() throws Exception {
        now = new Moment(new Mono(0), NOW, ClockTrust.UNTRUSTED);

        assertEquals(unproved(Cause.CLOCK_UNTRUSTED), judged(PROVINCE.certify(CARD, CLAIMS)));
    }

    @Test
    void aDriftingClockChipRefusesNobodyAtTheEdges() throws Exception {
        var claims = CLAIMS.during(NOW.plusSeconds(90), NOW.plus(DAY));
        assertEquals(unproved(Cause.NOT_YET_VALID), judged(PROVINCE.certify(CARD, claims)));

        now = new Moment(new Mono(0), NOW, ClockTrust.RTC);
        assertEquals(GENUINE, judged(PROVINCE.certify(CARD, claims)));
    }

    @Test
    void aSignatureForAnotherPointIsFalse() throws Exception {
        var certificates = certificates();
        assertEquals(Set.of(), certificates.renew());
        var here = certificates.at("site/door-1");
        var there = certificates.at("site/door-2").challenge();
        var challenge = here.challenge();
        var card = PROVINCE.certify(CARD, CLAIMS);
        var mixed = challenge.clone();
        System.arraycopy(there, 16, mixed, 16, 16);

        for (var signed : List.of(there, mixed)) {
            assertEquals(
                    new Proof.Forged(Cause.WRONG_SIGNATURE),
                    here.judge(card, CODE, challenge, CARD.sign(signed)));
        }
        assertFalse(Arrays.equals(there, 16, 32, challenge, 16, 32));
    }

    @Test
    void aSignatureHeardBeforeIsFalse() throws Exception {
        var check = check();
        var card = PROVINCE.certify(CARD, CLAIMS);
        var earlier = CARD.sign(check.challenge());
        var challenge = check.challenge();

        assertEquals(
                new Proof.Forged(Cause.WRONG_SIGNATURE),
                check.judge(card, CODE, challenge, earlier));
        assertEquals(
                new Proof.Forged(Cause.WRONG_SIGNATURE),
                check.judge(card, CODE, challenge, TestAuthority.key(7).sign(challenge)));
        for (int bytes : new int[] {0, 63, 65, 1_000}) {
            assertEquals(
                    new Proof.Forged(Cause.WRONG_SIGNATURE),
                    check.judge(card, CODE, challenge, new byte[bytes]));
        }
    }

    @Test
    void challengesNeverRepeat() throws Exception {
        var check = check();
        assertEquals(
                1_000,
                Stream.generate(check::challenge)
                        .limit(1_000)
                        .peek(challenge -> assertEquals(32, challenge.length))
                        .map(HexFormat.of()::formatHex)
                        .distinct()
                        .count());
    }

    @Test
    void anyBitFlippedInACertificateProvesNothing() throws Exception {
        var check = check();
        var challenge = check.challenge();
        var signature = CARD.sign(challenge);
        var card = PROVINCE.certify(CARD, CLAIMS);
        for (int bit = 0; bit < card.length * 8; bit++) {
            var flipped = card.clone();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);
            int at = bit;
            assertFalse(
                    check.judge(flipped, CODE, challenge, signature) instanceof Proof.Genuine,
                    () -> "bit " + at);
        }
    }

    /// Made by OpenSSL 3.0: `openssl req -x509`, `x509 -req`, `ca -gencrl`, `pkeyutl -sign`, all
    /// with `-sm3` and `distid:1234567812345678`.
    @Test
    void whatOpenSslMadeIsGenuine() throws Exception {
        var folder = Path.of("src/test/resources/onecard/edge/crypto/openssl");
        var certificates =
                new CardCertificates(
                        folder.resolve("root.pem"),
                        List.of(folder.resolve("root.crl.pem")),
                        GRACE,
                        () -> now);
        assertEquals(Set.of(), certificates.renew());
        var leaf =
                Base64.getMimeDecoder()
                        .decode(
                                Files.readString(folder.resolve("leaf.pem"))
                                        .replaceAll("-----[A-Z ]+-----", ""));
        var challenge =
                HexFormat.of()
                        .parseHex(
                                "000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f");
        var signature =
                HexFormat.of()
                        .parseHex(
                                "3cbd59e03aa18a8f13e851be2e25025b96f0f7ac841d080e0e516d6a478d95dc"
                                        + "42c544f35a5298e80db4126510a898dc98cfe494ff4de86166b2492bf71a70f9");

        var check = certificates.at("site/door-1");
        assertEquals(GENUINE, check.judge(leaf, CODE, challenge, signature));
        var parsed = Sm2Certificate.of(leaf).orElseThrow();
        assertEquals(Optional.of(CODE), parsed.holder());
        assertEquals(4711, parsed.serial().intValueExact());
    }

    @Test
    void issuersWithoutARootAreRefused() throws Exception {
        TestAuthority.pem(issuers, PROVINCE.certificate());
        assertThrows(Failed.class, this::certificates);
        TestAuthority.pem(issuers, ROOT.certificate(), PROVINCE.certify(CARD, CLAIMS));
        assertThrows(Failed.class, this::certificates);
        TestAuthority.pem(issuers, new byte[] {1, 2, 3});
        assertThrows(Failed.class, this::certificates);
        Files.writeString(issuers, "-----BEGIN CERTIFICATE-----\n=A==\n-----END CERTIFICATE-----");
        assertThrows(Failed.class, this::certificates);
        Files.delete(issuers);
        assertTrue(assertThrows(IOException.class, this::certificates) != null);
    }
}
