package onecard.hal.pcsc;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javax.smartcardio.Card;
import javax.smartcardio.CardException;
import javax.smartcardio.CardNotPresentException;
import javax.smartcardio.CardTerminal;
import javax.smartcardio.CommandAPDU;

/// One reader, or one slot of a reader, in a context of its own. For one thread at a time, except
/// [#cancel].
public final class PcscTerminal extends CardTerminal implements AutoCloseable {

    private static final long SHARED = 2;
    private static final long DIRECT = 3;

    private static final long ICC_PRESENCE = 0x00090300; // SCARD_ATTR_ICC_PRESENCE of reader.h

    private static final long CHANNEL_ID = 0x00020110; // SCARD_ATTR_CHANNEL_ID
    private static final int USB = 0x0020;

    private static final int REHEARSALS = 25;
    private static final byte[] SELECT = {0x00, (byte) 0xA4, 0x04, 0x00};

    private final String name;
    private final PcscContext context = new PcscContext();
    private final Buffers buffers = new Buffers();
    private ReaderStates state;

    PcscTerminal(String name) {
        this.name = name;
        this.state = new ReaderStates(List.of(name));
    }

    /// Connects to a reader that is not there, and sends commands to a card that is none: handle 0
    /// is nobody's, and the library says so by itself. Often enough for the compiler to have seen
    /// it; in one context, which is given back.
    static void rehearse() {
        try (var nowhere = new PcscTerminal("nobody")) {
            try {
                nowhere.connect("*").disconnect(false);
            } catch (CardException _) {
                // There is no such reader, as was to be expected.
            }
            var handle = new PcscLibrary.Connection(0, PcscCard.T1);
            var card = new PcscCard(nowhere.context, handle, new byte[0], nowhere.buffers);
            try {
                card.getBasicChannel().transmit(new CommandAPDU(SELECT));
            } catch (CardException _) {
                // Nor such a card.
            }
            for (int i = 0; i < REHEARSALS; i++) {
                try {
                    PcscLibrary.transmit(0, PcscCard.T1, SELECT, nowhere.buffers);
                } catch (PcscException _) {
                    // Nor now.
                }
            }
        }
    }

    @Override
    public String getName() {
        return name;
    }

    /// @param protocol `T=0`, `T=1`, `*` for what the card prefers, or `DIRECT` for the reader
    ///     itself, with or without a card
    @Override
    public Card connect(String protocol) throws CardException {
        long share = protocol.equals("DIRECT") ? DIRECT : SHARED;
        long protocols =
                switch (protocol) {
                    case "T=0" -> PcscCard.T0;
                    case "T=1" -> PcscCard.T1;
                    case "*" -> PcscCard.T0 | PcscCard.T1;
                    case "DIRECT" -> 0;
                    default -> throw new IllegalArgumentException("no such protocol: " + protocol);
                };
        try {
            return context.run(in -> card(PcscLibrary.connect(in, name, share, protocols)));
        } catch (PcscException failed) {
            if (failed.code() == PcscException.NO_SMARTCARD
                    || failed.code() == PcscException.REMOVED_CARD) {
                throw new CardNotPresentException("no card in " + name, failed);
            }
            throw failed;
        }
    }

    /// With the answer to reset that the last look saw, which spares the service a question.
    private PcscCard card(PcscLibrary.Connection connection) throws PcscException {
        var seen = state.cardPresent(0) ? state.atr(0) : new byte[0];
        return seen.length > 0
                ? new PcscCard(context, connection, seen, buffers)
                : PcscCard.of(context, connection, buffers);
    }

    @Override
    public boolean isCardPresent() throws CardException {
        var now = new ReaderStates(List.of(name));
        context.await(now, Duration.ZERO);
        return present(now);
    }

    @Override
    public boolean waitForCardPresent(long timeoutMillis) throws CardException {
        return await(true, timeoutMillis);
    }

    @Override
    public boolean waitForCardAbsent(long timeoutMillis) throws CardException {
        return await(false, timeoutMillis);
    }

    private boolean await(boolean wanted, long timeoutMillis) throws CardException {
        if (timeoutMillis < 0) {
            throw new IllegalArgumentException("timeout must not be negative: " + timeoutMillis);
        }
        long end = System.nanoTime() + timeoutMillis * 1_000_000;
        var states = new ReaderStates(List.of(name));
        context.await(states, Duration.ZERO);
        while (present(states) != wanted) {
            long left = (end - System.nanoTime()) / 1_000_000;
            if (timeoutMillis != 0 && left <= 0) {
                return false;
            }
            context.await(
                    states, timeoutMillis == 0 ? PcscContext.FOR_EVER : Duration.ofMillis(left));
        }
        return true;
    }

    /// Whether a card lies there. Returns when that, or anything else about the reader, differs
    /// from what the last call saw, at the first call at once, and in any case after `atMost`.
    boolean look(Duration atMost) throws PcscException {
        try {
            context.await(state, atMost);
            return present(state);
        } catch (PcscException gone) {
            // What comes after the service's return is news, whatever was before.
            state = new ReaderStates(List.of(name));
            throw gone;
        }
    }

    private boolean present(ReaderStates states) throws PcscException {
        if (states.readerGone(0)) {
            throw new PcscException(PcscException.READER_UNAVAILABLE);
        }
        return states.cardPresent(0);
    }

    /// Whether the reader itself answers, whatever lies on it: asked for its slot's status, which
    /// libccid asks of the reader each time and never of its memory. A card is known to lie
    /// there, so a slot without one is a reader that could not tell.
    ///
    /// True also where it cannot be asked: its driver does not know the question, or another
    /// program keeps it.
    boolean answers() {
        try {
            var present = attribute(ICC_PRESENCE);
            return present.length == 0 || present[0] != 0;
        } catch (PcscException failed) {
            return !SmartCardService.readerFailed(failed);
        }
    }

    /// Where on its USB bus it is, as libccid says: `0x0020bbdd`, bus and device. Empty: it is on
    /// none, or its driver does not say.
    Optional<UsbPort.Address> address() {
        try {
            return address(attribute(CHANNEL_ID));
        } catch (PcscException _) {
            return Optional.empty();
        }
    }

    static Optional<UsbPort.Address> address(byte[] channel) {
        if (channel.length != Integer.BYTES) {
            return Optional.empty();
        }
        int id = ByteBuffer.wrap(channel).order(ByteOrder.nativeOrder()).getInt();
        return id >>> 16 == USB
                ? Optional.of(new UsbPort.Address(id >>> 8 & 0xff, id & 0xff))
                : Optional.empty();
    }

    /// What its driver says of it, with or without a card.
    byte[] attribute(long id) throws PcscException {
        return context.run(
                in -> {
                    long handle = PcscLibrary.connect(in, name, DIRECT, 0).handle();
                    try {
                        return PcscLibrary.attribute(handle, id);
                    } finally {
                        PcscLibrary.disconnect(handle, PcscCard.LEAVE);
                    }
                });
    }

    /// Ends a wait that another thread is in.
    void cancel() {
        context.cancel();
    }

    /// Ends the context; a later call makes it anew.
    @Override
    public void close() {
        context.close();
    }
}
