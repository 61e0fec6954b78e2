package onecard.hal.card;

import java.io.ByteArrayOutputStream;
import java.util.HexFormat;
import java.util.Optional;
import onecard.hal.CardChannel;
import onecard.hal.CardChannel.CardLost;
import onecard.hal.SecurityModule.Answer;
import onecard.hal.SecurityModule.Question;

/// The dialogue with a PSAM of the social security card, as far as it is public: its application,
/// deriving a key and enciphering one block. No real one was at hand; which key and which factors
/// it wants is the issuer's to say. For the thread that owns the slot.
public final class Psam {

    private static final byte[] APPLICATION = HexFormat.of().parseHex("d15600000590");

    /// The derivation's depth stands above the key's type.
    private static final int LEVEL_SHIFT = 5;

    private final Apdu module;

    public Psam(CardChannel slot) {
        this.module = new Apdu(slot, Collision.NONE);
    }

    /// Selects its application; empty if it did, else why not.
    public Optional<String> trouble() {
        try {
            return module.select(APPLICATION).isPresent()
                    ? Optional.empty()
                    : Optional.of("what lies in the slot is no PSAM");
        } catch (CardLost _) {
            return Optional.of("nothing in the slot answers");
        } catch (Unreadable garbled) {
            return Optional.of(String.valueOf(garbled.getMessage()));
        }
    }

    public Answer answer(Question question) {
        try {
            var factors = new ByteArrayOutputStream();
            question.factors().forEach(factors::writeBytes);
            int usage = question.factors().size() << LEVEL_SHIFT | question.key().type();
            var derived = module.deriveKey(usage, question.key().id(), factors.toByteArray());
            if (derived.good().isEmpty()) {
                return new Answer.Refused(derived.status());
            }
            var enciphered = module.encipher(question.block());
            return enciphered
                    .good()
                    .filter(bytes -> bytes.length == question.block().length)
                    .<Answer>map(Answer.Cryptogram::new)
                    .orElseGet(() -> new Answer.Refused(enciphered.status()));
        } catch (CardLost lost) {
            return new Answer.Absent("it left while it was asked");
        } catch (Unreadable garbled) {
            return new Answer.Absent(String.valueOf(garbled.getMessage()));
        }
    }
}
