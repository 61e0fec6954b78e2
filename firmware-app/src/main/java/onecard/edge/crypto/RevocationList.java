package onecard.edge.crypto;

import java.io.IOException;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.gm.GMObjectIdentifiers;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.CertificateList;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.TBSCertList;

/// A CRL (RFC 5280), whole, of one issuer, signed SM3withSM2. Immutable.
///
/// @param next when its successor was promised
/// @param revoked serial numbers
record RevocationList(
        X500Name issuer,
        Instant issued,
        Instant next,
        Set<BigInteger> revoked,
        byte[] signed,
        byte[] signature) {

    /// Empty for whatever is none, for a part of one, and for one without a successor.
    static Optional<RevocationList> of(byte[] der) {
        try {
            var list = CertificateList.getInstance(ASN1Primitive.fromByteArray(der));
            return Arrays.equals(list.getEncoded(ASN1Encoding.DER), der)
                    ? parsed(list)
                    : Optional.empty();
        } catch (IOException | RuntimeException _) {
            // The library's reader falls over what is no CRL in many ways.
            return Optional.empty();
        }
    }

    private static Optional<RevocationList> parsed(CertificateList list) throws IOException {
        var body = list.getTBSCertList();
        var algorithm = GMObjectIdentifiers.sm2sign_with_sm3;
        boolean usable =
                list.getSignatureAlgorithm().getAlgorithm().equals(algorithm)
                        && body.getSignature().getAlgorithm().equals(algorithm)
                        && list.getNextUpdate() != null
                        && nothingCritical(body.getExtensions());
        if (!usable) {
            return Optional.empty();
        }
        Set<BigInteger> revoked = new HashSet<>();
        var entries = body.getRevokedCertificateEnumeration();
        while (entries.hasMoreElements()) {
            var entry = (TBSCertList.CRLEntry) entries.nextElement();
            if (!nothingCritical(entry.getExtensions())) {
                return Optional.empty();
            }
            revoked.add(entry.getUserCertificate().getPositiveValue());
        }
        return Optional.of(
                new RevocationList(
                        list.getIssuer(),
                        list.getThisUpdate().getDate().toInstant(),
                        list.getNextUpdate().getDate().toInstant(),
                        Collections.unmodifiableSet(revoked),
                        body.getEncoded(ASN1Encoding.DER),
                        list.getSignature().getOctets()));
    }

    /// A critical extension narrows what a CRL speaks of, or lets it speak for others.
    private static boolean nothingCritical(Extensions extensions) {
        return extensions == null || extensions.getCriticalExtensionOIDs().length == 0;
    }

    boolean signedBy(Sm2Certificate authority) {
        return issuer.equals(authority.subject()) && authority.key().verifiesDer(signed, signature);
    }
}
