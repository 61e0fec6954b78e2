package onecard.hal.card;

import java.io.ByteArrayOutputStream;
import java.util.HexFormat;
import java.util.Optional;
import onecard.hal.CardChannel.CardLost;
import onecard.hal.CertificateCheck;
import onecard.hal.Proof;
import onecard.hal.Proof.Cause;

/// Assurance A3: a chip signs a fresh challenge by the key of its certificate.
///
/// Of the real card's certificate application neither name nor files nor commands are public. What
/// stands here is the application of the software card: a file of short id 1 with an X.509
/// certificate, and INTERNAL AUTHENTICATE, whose data is signed without a PIN. A real card without
/// it answers SELECT with 6A82 and keeps its lower level.
///
/// @param application its name, 10 to 32 hex digits
public record CertificateProof(String application, CertificateCheck check) {

    /// The software card's: of the range that nobody registers, then `onecard.cert`.
    public static final String SIMULATED = "f06f6e65636172642e63657274";

    /// Longest certificate read, twice what one with a single SM2 key takes.
    static final int CERTIFICATE_BYTES_MAX = 1_024;

    private static final int FILE = 1;

    /// Bytes of one answer: some readers' buffers end at 256 with status words.
    private static final int CHUNK = 224;

    private static final int DER_SEQUENCE = 0x30;
    private static final int DER_TWO_LENGTH_BYTES = 0x82;
    private static final int DER_ONE_LENGTH_BYTE = 0x81;

    Proof prove(Apdu card, Chip chip) throws CardLost, Unreadable {
        if (card.select(HexFormat.of().parseHex(application)).isEmpty()) {
            return new Proof.Unproved(Cause.CARD_REFUSED);
        }
        var certificate = certificate(card);
        if (certificate.isEmpty()) {
            return new Proof.Unproved(Cause.MALFORMED);
        }
        var challenge = check.challenge();
        var signature = card.internalAuthenticate(0, challenge, CertificateCheck.SIGNATURE_BYTES);
        return signature.isEmpty()
                ? new Proof.Unproved(Cause.CARD_REFUSED)
                : check.judge(certificate.get(), chip.idText(), challenge, signature.get());
    }

    /// As long as its first bytes say; empty if they say nonsense, or the file is shorter. Each
    /// answer must be as long as was asked for: byte by byte it would take minutes.
    private static Optional<byte[]> certificate(Apdu card) throws CardLost, Unreadable {
        var first = card.binary(FILE, CHUNK, Absence.FILE);
        if (first.isEmpty()) {
            return Optional.empty();
        }
        int length = length(first.get());
        if (length == 0
                || length > CERTIFICATE_BYTES_MAX
                || first.get().length < Math.min(CHUNK, length)) {
            return Optional.empty();
        }
        var bytes = new ByteArrayOutputStream();
        bytes.write(first.get(), 0, Math.min(length, first.get().length));
        while (bytes.size() < length) {
            int asked = Math.min(CHUNK, length - bytes.size());
            var more = card.binaryFrom(bytes.size(), asked);
            if (more.isEmpty() || more.get().length < asked) {
                return Optional.empty();
            }
            bytes.write(more.get(), 0, asked);
        }
        return Optional.of(bytes.toByteArray());
    }

    /// Of the whole, by its DER header; 0 for another form.
    private static int length(byte[] der) {
        if (der.length < 4 || der[0] != DER_SEQUENCE) {
            return 0;
        }
        return switch (der[1] & 0xff) {
            case DER_TWO_LENGTH_BYTES -> 4 + ((der[2] & 0xff) << 8 | der[3] & 0xff);
            case DER_ONE_LENGTH_BYTE -> 3 + (der[2] & 0xff);
            default -> 0;
        };
    }
}
