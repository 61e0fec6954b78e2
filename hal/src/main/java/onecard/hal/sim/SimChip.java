package onecard.hal.sim;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import onecard.hal.SecurityModule;
import onecard.hal.card.CertificateProof;
import onecard.hal.card.IssuerKey;

/// What a software chip can prove of itself. Real cards' answers are not public: these are what
/// [onecard.hal.card.ModuleProof] and [CertificateProof] ask for.
///
/// @param key of its issuer, which a real chip holds derived
/// @param signer SM3withSM2 by the key of its certificate: challenge in, r and s out
record SimChip(Optional<IssuerKey> key, Optional<UnaryOperator<byte[]>> signer) {

    static final SimChip NONE = new SimChip(Optional.empty(), Optional.empty());

    private static final int HALF = SecurityModule.BLOCK_BYTES;

    SimChip keyed(IssuerKey issuers) {
        return new SimChip(Optional.of(issuers), signer);
    }

    SimChip certified(UnaryOperator<byte[]> by) {
        return new SimChip(key, Optional.of(by));
    }

    /// INTERNAL AUTHENTICATE; empty where it has no such key.
    ///
    /// @param application that is selected
    /// @param atr the card's by its contacts
    /// @param code the card identification code, hex; empty text if it has none
    Optional<byte[]> authenticate(String application, String atr, String code, byte[] challenge) {
        if (application.equals(CertificateProof.SIMULATED)) {
            return signer.map(sign -> sign.apply(challenge));
        }
        if (!application.equals(SimImage.SSSE)
                || code.length() != 4 * HALF
                || challenge.length != 2 * HALF) {
            return Optional.empty();
        }
        var hex = HexFormat.of();
        var path =
                List.of(
                        hex.parseHex(code.substring(0, 2 * HALF)),
                        hex.parseHex(atr.substring(atr.length() - 2 * HALF)),
                        Arrays.copyOf(challenge, HALF));
        return key.map(
                issuers -> issuers.answer(path, Arrays.copyOfRange(challenge, HALF, 2 * HALF)));
    }
}
