package onecard.hal.pcsc;

import java.nio.ByteBuffer;
import javax.smartcardio.ATR;
import javax.smartcardio.Card;
import javax.smartcardio.CardChannel;
import javax.smartcardio.CardException;
import javax.smartcardio.CommandAPDU;
import javax.smartcardio.ResponseAPDU;

/// A card that is connected, shared with other processes except within
/// [#beginExclusive]. For one thread at a time.
///
/// 61xx and 6Cxx come as the card sent them: only whoever knows the command can follow them
/// without harm to its data.
final class PcscCard extends Card {

    static final long T0 = 1;
    static final long T1 = 2;

    static final long LEAVE = 0;
    private static final long RESET = 1;

    private final PcscContext context;
    private final long handle;
    private final long protocol;
    private final ATR atr;
    private final Buffers buffers;
    private boolean connected = true;

    PcscCard(PcscContext context, PcscLibrary.Connection connection, byte[] atr, Buffers buffers) {
        this.context = context;
        this.handle = connection.handle();
        this.protocol = connection.protocol();
        this.atr = new ATR(atr);
        this.buffers = buffers;
    }

    /// Asks for the answer to reset; a reader without a card has none.
    static PcscCard of(PcscContext context, PcscLibrary.Connection connection, Buffers buffers)
            throws PcscException {
        try {
            var atr =
                    connection.protocol() == 0 ? new byte[0] : PcscLibrary.atr(connection.handle());
            return new PcscCard(context, connection, atr, buffers);
        } catch (PcscException failed) {
            PcscLibrary.disconnect(connection.handle(), LEAVE);
            throw failed;
        }
    }

    @Override
    public ATR getATR() {
        return atr;
    }

    @Override
    public String getProtocol() {
        return protocol == T0 ? "T=0" : protocol == T1 ? "T=1" : "DIRECT";
    }

    @Override
    public CardChannel getBasicChannel() {
        return new Channel(0);
    }

    /// MANAGE CHANNEL, ISO 7816-4.
    @Override
    public CardChannel openLogicalChannel() throws CardException {
        var answer = new ResponseAPDU(exchange(new byte[] {0, 0x70, 0, 0, 1}));
        if (answer.getSW() != 0x9000 || answer.getData().length != 1) {
            throw new CardException("the card opens no channel, SW %04X".formatted(answer.getSW()));
        }
        return new Channel(answer.getData()[0]);
    }

    @Override
    public void beginExclusive() throws CardException {
        inContext(() -> PcscLibrary.beginTransaction(handle));
    }

    @Override
    public void endExclusive() throws CardException {
        inContext(() -> PcscLibrary.endTransaction(handle, LEAVE));
    }

    /// To the reader's driver; what it takes is in its manual.
    @Override
    public byte[] transmitControlCommand(int controlCode, byte[] command) throws CardException {
        return context.run(
                _ ->
                        PcscLibrary.control(
                                handle, Integer.toUnsignedLong(controlCode), command, buffers));
    }

    /// @param reset whether the card loses what was selected
    @Override
    public void disconnect(boolean reset) throws CardException {
        if (connected) {
            connected = false;
            PcscLibrary.disconnect(handle, reset ? RESET : LEAVE);
        }
    }

    private byte[] exchange(byte[] command) throws CardException {
        if (!connected) {
            throw new IllegalStateException("the card is disconnected");
        }
        return context.run(_ -> PcscLibrary.transmit(handle, protocol, command, buffers));
    }

    private interface Call {
        void run() throws PcscException;
    }

    private void inContext(Call call) throws PcscException {
        boolean _ =
                context.run(
                        _ -> {
                            call.run();
                            return true;
                        });
    }

    /// The basic channel, or a logical one: its number goes into the class byte.
    private final class Channel extends CardChannel {
        private final int number;

        Channel(int number) {
            this.number = number;
        }

        @Override
        public Card getCard() {
            return PcscCard.this;
        }

        @Override
        public int getChannelNumber() {
            return number;
        }

        @Override
        public ResponseAPDU transmit(CommandAPDU command) throws CardException {
            return new ResponseAPDU(exchange(addressed(command.getBytes())));
        }

        @Override
        public int transmit(ByteBuffer command, ByteBuffer answer) throws CardException {
            var bytes = new byte[command.remaining()];
            command.get(bytes);
            var answered = exchange(addressed(bytes));
            answer.put(answered);
            return answered.length;
        }

        /// ISO 7816-4 section 5.4.1: two bits for channels 0 to 3, four for 4 to 19. A class of
        /// the maker's own is left as it is.
        private byte[] addressed(byte[] command) {
            if (number != 0 && command[0] >= 0) {
                command[0] |= (byte) (number < 4 ? number : 0x40 | (number - 4));
            }
            return command;
        }

        @Override
        public void close() throws CardException {
            if (number == 0) {
                throw new IllegalStateException("the basic channel cannot be closed");
            }
            exchange(addressed(new byte[] {0, 0x70, (byte) 0x80, (byte) number}));
        }
    }
}
