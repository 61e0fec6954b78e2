package onecard.hal;

/// Judges what a chip shows of its certificate at one point. Thread-safe; does no input or output
/// that could hold up a tap.
public interface CertificateCheck {

    /// Plain signatures, r and s.
    int SIGNATURE_BYTES = 64;

    /// 32 bytes that no chip was ever asked to sign, in which the point is bound: a signature made
    /// for another point, or earlier, is none here.
    byte[] challenge();

    /// @param certificate X.509, DER
    /// @param id the card's identifier, which the certificate must name
    /// @param challenge as it was sent
    /// @param signature SM3withSM2 over it, r and s
    Proof judge(byte[] certificate, String id, byte[] challenge, byte[] signature);
}
