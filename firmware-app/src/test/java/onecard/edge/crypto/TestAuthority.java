package onecard.edge.crypto;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.gm.GMObjectIdentifiers;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.ExtensionsGenerator;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x509.Time;
import org.bouncycastle.asn1.x509.V2TBSCertListGenerator;
import org.bouncycastle.asn1.x509.V3TBSCertificateGenerator;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.crypto.signers.PlainDSAEncoding;
import org.bouncycastle.crypto.signers.StandardDSAEncoding;

/// A maker of certificates and revocation lists, right ones and wrong ones, by keys that everybody
/// can compute.
public final class TestAuthority {

    public static final Instant NOW = Instant.parse("2030-06-01T00:00:00Z");
    public static final int SIGNS = KeyUsage.keyCertSign | KeyUsage.cRLSign;

    private static final AlgorithmIdentifier SM3_WITH_SM2 =
            new AlgorithmIdentifier(GMObjectIdentifiers.sm2sign_with_sm3);

    /// What a certificate says.
    public record Claims(
            String subject,
            int serial,
            Instant from,
            Instant until,
            OptionalInt usage,
            Optional<BasicConstraints> basic,
            Optional<ASN1ObjectIdentifier> critical) {

        public static Claims card(String code, int serial) {
            return new Claims(
                    "C=CN,CN=card,SERIALNUMBER=" + code,
                    serial,
                    NOW.minus(Duration.ofDays(365)),
                    NOW.plus(Duration.ofDays(365)),
                    OptionalInt.of(KeyUsage.digitalSignature),
                    Optional.empty(),
                    Optional.empty());
        }

        public static Claims authority(String name, int serial, OptionalInt below) {
            return new Claims(
                    "C=CN,CN=" + name,
                    serial,
                    NOW.minus(Duration.ofDays(3_650)),
                    NOW.plus(Duration.ofDays(3_650)),
                    OptionalInt.of(SIGNS),
                    Optional.of(
                            below.isPresent()
                                    ? new BasicConstraints(below.getAsInt())
                                    : new BasicConstraints(true)),
                    Optional.empty());
        }

        public Claims during(Instant begin, Instant end) {
            return new Claims(subject, serial, begin, end, usage, basic, critical);
        }

        public Claims using(OptionalInt bits) {
            return new Claims(subject, serial, from, until, bits, basic, critical);
        }

        public Claims as(Optional<BasicConstraints> constraints) {
            return new Claims(subject, serial, from, until, usage, constraints, critical);
        }

        public Claims demanding(String oid) {
            return new Claims(
                    subject,
                    serial,
                    from,
                    until,
                    usage,
                    basic,
                    Optional.of(new ASN1ObjectIdentifier(oid)));
        }
    }

    private final SigningKey key;
    private final Claims claims;
    private final byte[] certificate;

    private TestAuthority(SigningKey key, Claims claims, byte[] certificate) {
        this.key = key;
        this.claims = claims;
        this.certificate = certificate;
    }

    public static SigningKey key(int number) {
        return SigningKey.sm2Of(BigInteger.valueOf(1_000 + number).toByteArray());
    }

    public static TestAuthority root(int number, Claims claims) {
        var key = key(number);
        return new TestAuthority(key, claims, certificate(key, claims.subject(), key, claims));
    }

    public TestAuthority below(int number, Claims below) {
        return new TestAuthority(key(number), below, certify(key(number), below));
    }

    /// A certificate of that key, signed by this authority.
    public byte[] certify(SigningKey of, Claims about) {
        return certificate(of, claims.subject(), key, about);
    }

    public byte[] certificate() {
        return certificate.clone();
    }

    public byte[] revoking(Instant issued, Instant next, int... serials) {
        return revoking(issued, Optional.of(next), Optional.empty(), serials);
    }

    byte[] revoking(
            Instant issued,
            Optional<Instant> next,
            Optional<ASN1ObjectIdentifier> critical,
            int... serials) {
        var list = new V2TBSCertListGenerator();
        list.setSignature(SM3_WITH_SM2);
        list.setIssuer(new X500Name(claims.subject()));
        list.setThisUpdate(new Time(Date.from(issued)));
        next.ifPresent(then -> list.setNextUpdate(new Time(Date.from(then))));
        for (int serial : serials) {
            list.addCRLEntry(new ASN1Integer(serial), new Time(Date.from(issued)), 0);
        }
        var more = new ExtensionsGenerator();
        critical.ifPresent(oid -> add(more, oid, new DERSequence()));
        if (!more.isEmpty()) {
            list.setExtensions(more.generate());
        }
        return signed(list.generateTBSCertList(), key);
    }

    public static void pem(Path file, byte[]... certificates) throws IOException {
        var text = new StringBuilder();
        for (var der : certificates) {
            text.append("-----BEGIN CERTIFICATE-----\n")
                    .append(Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der))
                    .append("\n-----END CERTIFICATE-----\n");
        }
        Files.writeString(file, text, StandardCharsets.US_ASCII);
    }

    private static byte[] certificate(SigningKey of, String issuer, SigningKey by, Claims about) {
        var body = new V3TBSCertificateGenerator();
        body.setSerialNumber(new ASN1Integer(about.serial()));
        body.setSignature(SM3_WITH_SM2);
        body.setIssuer(new X500Name(issuer));
        body.setSubject(new X500Name(about.subject()));
        body.setStartDate(new Time(Date.from(about.from())));
        body.setEndDate(new Time(Date.from(about.until())));
        var point = VerifyKey.decoded(of.publicText().substring("sm2:".length())).orElseThrow();
        body.setSubjectPublicKeyInfo(
                new SubjectPublicKeyInfo(
                        new AlgorithmIdentifier(
                                X9ObjectIdentifiers.id_ecPublicKey, GMObjectIdentifiers.sm2p256v1),
                        point));
        var more = new ExtensionsGenerator();
        about.usage().ifPresent(bits -> add(more, Extension.keyUsage, new KeyUsage(bits)));
        about.basic().ifPresent(basic -> add(more, Extension.basicConstraints, basic));
        about.critical().ifPresent(oid -> add(more, oid, new DERSequence()));
        if (!more.isEmpty()) {
            body.setExtensions(more.generate());
        }
        return signed(body.generateTBSCertificate(), by);
    }

    private static void add(ExtensionsGenerator to, ASN1ObjectIdentifier oid, ASN1Encodable value) {
        try {
            to.addExtension(oid, true, value);
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static byte[] signed(ASN1Encodable body, SigningKey by) {
        try {
            var bytes = body.toASN1Primitive().getEncoded(ASN1Encoding.DER);
            var order = VerifyKey.SM2_DOMAIN.getN();
            var parts = PlainDSAEncoding.INSTANCE.decode(order, by.sign(bytes));
            var whole = new ASN1EncodableVector();
            whole.addAll(
                    List.of(
                                    body,
                                    SM3_WITH_SM2,
                                    new DERBitString(
                                            StandardDSAEncoding.INSTANCE.encode(
                                                    order, parts[0], parts[1])))
                            .toArray(ASN1Encodable[]::new));
            return new DERSequence(whole).getEncoded(ASN1Encoding.DER);
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
