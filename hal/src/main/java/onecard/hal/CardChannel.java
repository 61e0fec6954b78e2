package onecard.hal;

import java.io.IOException;

/// Bytes in, bytes out, to one card that lies on a reader. Used by the reader's own thread only.
public interface CardChannel {

    /// Sends one short command and returns the answer, data then SW1 SW2: 2 to 258 bytes. It may
    /// end in 61xx or 6Cxx as the card said it, or the service below may have followed those
    /// already; whoever sends must be ready for both.
    ///
    /// @throws CardLost when the card left, was reset or does not answer; the presence is over,
    /// do not retry
    byte[] transmit(byte[] command) throws CardLost;

    /// The card's answer to reset, as the reader reports it; any bytes if the reader is not honest.
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
