package onecard.hal.sim;

/// What answers in a slot: a card, or a security module. For one thread at a time.
public interface SimIcc {

    /// @param command as the reader sends it; any bytes get an answer
    byte[] answer(byte[] command);

    /// The answer to reset.
    byte[] atr();

    /// Forgets what was selected and asked.
    void reset();
}
