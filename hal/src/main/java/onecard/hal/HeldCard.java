package onecard.hal;

/// A card that was read and is held while somebody is told of it, for whatever else is to be asked
/// of it then. Of the reader's own thread, on which it is told; once that is over, whoever still
/// has it finds no card.
public final class HeldCard implements CardChannel, AutoCloseable {

    private final CardChannel card;
    private final Thread owner = Thread.currentThread();
    private boolean over;

    /// Made on the reader's thread.
    public HeldCard(CardChannel card) {
        this.card = card;
    }

    /// @throws IllegalStateException on any other thread
    @Override
    public byte[] transmit(byte[] command) throws CardLost {
        requireOwner();
        if (over) {
            throw new CardLost("it was let go of");
        }
        return card.transmit(command);
    }

    @Override
    public byte[] atr() {
        requireOwner();
        return card.atr();
    }

    private void requireOwner() {
        if (Thread.currentThread() != owner) {
            throw new IllegalStateException("a card is its reader's");
        }
    }

    /// It is let go of.
    @Override
    public void close() {
        over = true;
    }
}
