package onecard.hal;

import java.io.IOException;

/// Bytes in, bytes out, to one card that lies on a reader. Used by the reader's own thread only.
public interface CardChannel {

    /// Sends one short command and returns the answer, data then SW1 SW2: 2 to 258 bytes. 61xx
    /// and 6Cxx are already followed.
    ///
    /// @throws CardLost when the card left, was reset or does not answer; the presence is over,
    /// do not retry
    byte[] transmit(byte[] command) throws CardLost;

    /// The card's answer to reset, as the reader reports it.
    byte[] atr();

    /// The card is gone, or as good as gone.
    final class CardLost extends IOException {
        private static final long serialVersionUID = 1L;

        public CardLost(String what, Throwable cause) {
            super(what, cause);
        }

        public CardLost(String what) {
            super(what);
        }
    }
}
