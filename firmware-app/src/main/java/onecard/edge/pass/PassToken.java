package onecard.edge.pass;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A token's text taken apart; nothing of it is believed before [#signed] says so.
sealed interface PassToken permits CosePass, CompactPass, RollingCode {

    /// What a QR code of version 12 holds at level M: more than any pass of eight addresses, and
    /// all that is looked at of a longer text.
    int CHARS_MAX = 419;

    /// How every token begins: the form, its version, and a colon.
    int PREFIX_CHARS = 4;

    List<String> PREFIXES = List.of(CosePass.PREFIX, CompactPass.PREFIX, RollingCode.PREFIX);

    /// Empty if it is too long, begins otherwise, or does not decode to exactly one token.
    static Optional<PassToken> parse(String text) {
        if (text.length() > CHARS_MAX || text.length() < PREFIX_CHARS) {
            return Optional.empty();
        }
        var rest = text.substring(PREFIX_CHARS);
        return switch (text.substring(0, PREFIX_CHARS)) {
            case CosePass.PREFIX -> Base45.decode(rest).flatMap(CosePass::decode);
            case CompactPass.PREFIX -> Base45.decode(rest).flatMap(CompactPass::decode);
            case RollingCode.PREFIX -> Base45.decode(rest).flatMap(RollingCode::decode);
            default -> Optional.empty();
        };
    }

    /// Whether a known key that is not revoked made it.
    boolean signed(PassKeys keys);

    PassClaims claims();

    /// When the pass ends that this is, or is one code of.
    default Instant end() {
        return claims().until();
    }

    /// What is counted: the pass itself, or one code of it.
    String useOf();
}
