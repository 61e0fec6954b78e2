package onecard.hal;

import java.util.List;
import java.util.Optional;

/// Holds the issuer's keys and lets none out: a PSAM in a slot, an HSM elsewhere, or a software
/// double with published keys. Asked what a genuine chip would answer, by the command shape that
/// is public of PSAMs: a key is derived by factors, then enciphers one block.
///
/// For one thread at a time unless the implementation says otherwise. Never throws: what goes
/// wrong is an answer, and none of them is a verdict on the chip.
public interface SecurityModule extends AutoCloseable {

    /// Bytes of a factor, a block and a cryptogram.
    int BLOCK_BYTES = 8;

    /// What a genuine chip answers. A module that is not connected says so at once.
    Answer answer(Question question);

    /// Connects where need be, and says why it cannot answer; empty if it can. May take seconds.
    Optional<String> trouble();

    @Override
    void close();

    /// One of the module's keys.
    ///
    /// @param type 0 to 31
    /// @param id 0 to 255
    record Key(int type, int id) {
        public Key {
            if (type < 0 || type > 31 || id < 0 || id > 255) {
                throw new IllegalArgumentException(
                        "a key must be of type 0..31 and id 0..255, but was " + type + ", " + id);
            }
        }
    }

    /// @param algorithm of the card
    /// @param factors by which the key is derived, one after another; 8 bytes each, at most 7
    /// @param block 8 bytes, enciphered by the derived key
    record Question(Key key, Algorithm algorithm, List<byte[]> factors, byte[] block) {
        public Question {
            factors = List.copyOf(factors);
            if (factors.size() > 7
                    || block.length != BLOCK_BYTES
                    || factors.stream().anyMatch(factor -> factor.length != BLOCK_BYTES)) {
                throw new IllegalArgumentException("a question is at most 7 factors and a block");
            }
        }
    }

    /// What came of a question.
    sealed interface Answer {

        /// @param bytes 8 of them
        record Cryptogram(byte[] bytes) implements Answer {}

        /// It is not there, or left while it was asked.
        record Absent(String why) implements Answer {}

        /// It is there and does not serve this: no such key, or not now.
        ///
        /// @param status words of the module, SW1 SW2
        record Refused(int status) implements Answer {}

        /// It did not answer in time.
        record TimedOut() implements Answer {}
    }
}
