package onecard.edge.crypto;

/// How something is signed: always 64 bytes.
public enum SignatureAlgorithm {
    /// RFC 8032, without pre-hash or context.
    ED25519,
    /// GB/T 32918.2 with SM3, user id 1234567812345678, r and s side by side.
    SM2
}
