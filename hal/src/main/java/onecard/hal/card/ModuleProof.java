package onecard.hal.card;

import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.function.Supplier;
import onecard.hal.CardChannel.CardLost;
import onecard.hal.Proof;
import onecard.hal.Proof.Cause;
import onecard.hal.SecurityModule;
import onecard.hal.SecurityModule.Answer;

/// Assurance A2: a chip answers a fresh challenge as only a holder of its issuer's key can, and a
/// security module says what that answer is. INTERNAL AUTHENTICATE with 8 bytes that derive a
/// session key and 8 to encipher under it.
///
/// @param module one that knows at once whether it is in trouble
/// @param random 16 bytes never used before
public record ModuleProof(SecurityModule module, SecurityModule.Key key, Supplier<byte[]> random) {

    private static final int HALF = SecurityModule.BLOCK_BYTES;

    /// The card's own application must be selected. The card first: what a genuine chip answers
    /// crosses lines that somebody may listen to, and must be worth nothing by then.
    Proof prove(Apdu card, Chip chip) throws CardLost, Unreadable {
        var factors = chip.factors();
        if (factors.isEmpty()) {
            return new Proof.Unproved(Cause.NO_FACTORS);
        }
        if (module.trouble().isPresent()) {
            return new Proof.Unproved(Cause.MODULE_ABSENT); // the card need not be asked
        }
        var challenge = random.get();
        var answered = card.internalAuthenticate(key.id(), challenge, HALF);
        if (answered.isEmpty()) {
            return new Proof.Unproved(Cause.CARD_REFUSED);
        }
        if (answered.get().length != HALF) {
            return new Proof.Unproved(Cause.MALFORMED);
        }
        var path = new ArrayList<>(factors.get());
        path.add(Arrays.copyOf(challenge, HALF));
        var question =
                new SecurityModule.Question(
                        key,
                        chip.algorithm(),
                        path,
                        Arrays.copyOfRange(challenge, HALF, challenge.length));
        return switch (module.answer(question)) {
            case Answer.Cryptogram(var genuine) -> compared(chip, genuine, answered.get());
            case Answer.Absent _ -> new Proof.Unproved(Cause.MODULE_ABSENT);
            case Answer.Refused _ -> new Proof.Unproved(Cause.MODULE_REFUSED);
            case Answer.TimedOut _ -> new Proof.Unproved(Cause.MODULE_LATE);
        };
    }

    /// What differs under a guessed algorithm says nothing of the chip.
    private static Proof compared(Chip chip, byte[] genuine, byte[] answered) {
        if (MessageDigest.isEqual(genuine, answered)) {
            return new Proof.Genuine(2);
        }
        return chip.told().isPresent()
                ? new Proof.Forged(Cause.WRONG_CRYPTOGRAM)
                : new Proof.Unproved(Cause.NO_FACTORS);
    }
}
