package onecard.hal.card;

import java.util.Optional;

/// The symmetric algorithm that a social security card says it uses.
enum Algorithm {
    DES,
    SSF33,
    SM4;

    /// Found where it stands in what SELECT answers, `9F 0C 86 xx`: how it is framed there is not
    /// public, so the bytes are looked for and not parsed.
    static Optional<Algorithm> of(byte[] selected) {
        for (int at = 0; at + 3 < selected.length; at++) {
            if (selected[at] == (byte) 0x9F
                    && selected[at + 1] == 0x0C
                    && selected[at + 2] == (byte) 0x86) {
                return switch (selected[at + 3]) {
                    case 0x01 -> Optional.of(DES);
                    case 0x02 -> Optional.of(SSF33);
                    case 0x03 -> Optional.of(SM4);
                    default -> Optional.empty();
                };
            }
        }
        return Optional.empty();
    }

    /// Third-generation cards use SM4, and they alone.
    boolean fits(int generation) {
        return (this == SM4) == (generation == 3);
    }
}
