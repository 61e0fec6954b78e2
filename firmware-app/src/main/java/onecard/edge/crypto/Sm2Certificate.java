package onecard.edge.crypto;

import java.io.IOException;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.gm.GMObjectIdentifiers;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x500.style.IETFUtils;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Certificate;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;

/// An X.509 certificate of an SM2 key, signed SM3withSM2, as far as judging a card needs it.
/// Immutable.
///
/// @param holder serial number in the subject's name (2.5.4.5), lower case: which card it is for
/// @param usage absent where the certificate names none
/// @param authority may sign certificates
/// @param pathLength how many authorities may stand below it
/// @param understood carries nothing critical that is not known here
record Sm2Certificate(
        X500Name subject,
        X500Name issuer,
        BigInteger serial,
        Instant from,
        Instant until,
        VerifyKey key,
        Optional<String> holder,
        Optional<KeyUsage> usage,
        boolean authority,
        OptionalInt pathLength,
        boolean understood,
        byte[] signed,
        byte[] signature) {

    private static final Set<ASN1ObjectIdentifier> KNOWN =
            Set.of(Extension.keyUsage, Extension.basicConstraints);

    /// Empty for whatever is not such a certificate: any bytes are safe to pass.
    static Optional<Sm2Certificate> of(byte[] der) {
        try {
            var certificate = Certificate.getInstance(ASN1Primitive.fromByteArray(der));
            // One certificate, one form: what says the same in other bytes was not signed.
            return Arrays.equals(certificate.getEncoded(ASN1Encoding.DER), der)
                    ? parsed(certificate)
                    : Optional.empty();
        } catch (IOException | RuntimeException _) {
            // The library's reader falls over what is no certificate in many ways.
            return Optional.empty();
        }
    }

    private static Optional<Sm2Certificate> parsed(Certificate certificate) throws IOException {
        var body = certificate.getTBSCertificate();
        var algorithm = GMObjectIdentifiers.sm2sign_with_sm3;
        boolean sm2 =
                certificate.getSignatureAlgorithm().getAlgorithm().equals(algorithm)
                        && body.getSignature().getAlgorithm().equals(algorithm);
        var key = key(certificate.getSubjectPublicKeyInfo());
        if (!sm2 || key.isEmpty() || body.getVersionNumber() != 3) {
            return Optional.empty();
        }
        var extensions = Optional.ofNullable(body.getExtensions());
        var basic = extensions.map(BasicConstraints::fromExtensions);
        return Optional.of(
                new Sm2Certificate(
                        certificate.getSubject(),
                        certificate.getIssuer(),
                        certificate.getSerialNumber().getPositiveValue(),
                        certificate.getStartDate().getDate().toInstant(),
                        certificate.getEndDate().getDate().toInstant(),
                        key.get(),
                        holder(certificate.getSubject()),
                        extensions.map(KeyUsage::fromExtensions),
                        basic.filter(BasicConstraints::isCA).isPresent(),
                        basic.map(BasicConstraints::getPathLenConstraint)
                                .map(length -> OptionalInt.of(length.intValueExact()))
                                .orElse(OptionalInt.empty()),
                        extensions.map(Sm2Certificate::understood).orElse(true),
                        body.getEncoded(ASN1Encoding.DER),
                        certificate.getSignature().getOctets()));
    }

    private static Optional<VerifyKey> key(SubjectPublicKeyInfo info) {
        boolean sm2 =
                info.getAlgorithm().getAlgorithm().equals(X9ObjectIdentifiers.id_ecPublicKey)
                        && GMObjectIdentifiers.sm2p256v1.equals(
                                info.getAlgorithm().getParameters());
        return sm2
                ? VerifyKey.of(
                        "sm2:"
                                + Base64.getUrlEncoder()
                                        .withoutPadding()
                                        .encodeToString(info.getPublicKeyData().getOctets()))
                : Optional.empty();
    }

    private static Optional<String> holder(X500Name subject) {
        return Stream.of(subject.getRDNs(BCStyle.SERIALNUMBER))
                .map(name -> IETFUtils.valueToString(name.getFirst().getValue()))
                .map(text -> text.toLowerCase(Locale.ROOT))
                .findFirst();
    }

    private static boolean understood(Extensions extensions) {
        return Stream.of(extensions.getCriticalExtensionOIDs()).allMatch(KNOWN::contains);
    }

    /// @param bit of [KeyUsage]
    boolean allows(int bit) {
        return usage.filter(named -> named.hasUsages(bit)).isPresent();
    }

    boolean signedBy(Sm2Certificate above) {
        return issuer.equals(above.subject) && above.key.verifiesDer(signed, signature);
    }

    /// A root: it vouches for itself, and is believed because the site names it.
    boolean selfSigned() {
        return signedBy(this);
    }
}
