package onecard.hal.sim;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import onecard.hal.Algorithm;
import onecard.hal.CardChannel;
import onecard.hal.SamSlot;
import onecard.hal.card.IssuerKey;
import onecard.hal.purse.CardSide;
import onecard.hal.purse.Charge;
import onecard.hal.purse.Mac;
import onecard.hal.purse.SessionKey;

/// A PSAM for purses in a slot, as software: its commands for purchases by T=0, and the published
/// keys. It checks the purchase that it opened last, once, and locks itself after three that were
/// false. It can be pulled at any command. For one thread at a time.
public final class SimPursePsam implements CardChannel, SamSlot {

    /// By which its purchases are selected.
    public static final String APPLICATION = "a00000000386980701";

    private static final HexFormat HEX = HexFormat.of();
    private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern("uuuuMMddHHmmss");
    private static final int FALSE_MAX = 3;
    private static final byte[] NONE = {};

    private final String terminal;
    private final IssuerKey purchases = IssuerKey.published(Algorithm.DES);
    private int sequence;
    private int falses;
    private boolean selected;
    private boolean pulled;
    private int commandsLeft = Integer.MAX_VALUE;
    private Optional<Mac> expected = Optional.empty();
    private byte[] waiting = NONE;

    /// @param terminal 12 hex digits
    /// @param sequence of the first purchase it opens
    public SimPursePsam(String terminal, int sequence) {
        this.terminal = terminal;
        this.sequence = sequence;
    }

    /// Taken out, or put back.
    public void pull(boolean out) {
        pulled = out;
    }

    /// It answers so many commands more and is pulled.
    public void pulledAfter(int commands) {
        commandsLeft = commands;
    }

    /// How many it took for false since one was genuine.
    public int falses() {
        return falses;
    }

    @Override
    public CardChannel connect() throws IOException {
        if (pulled) {
            throw new IOException("nothing in the slot");
        }
        selected = false;
        expected = Optional.empty();
        return this;
    }

    @Override
    public byte[] transmit(byte[] command) throws CardLost {
        if (pulled || commandsLeft-- <= 0) {
            pulled = true;
            throw new CardLost("pulled");
        }
        int length = command.length > 5 ? command[4] & 0xff : 0;
        var data = length > 0 ? Arrays.copyOfRange(command, 5, 5 + length) : NONE;
        int ins = (command[0] & 0xff) << 8 | command[1] & 0xff;
        return switch (ins) {
            case 0x00A4 -> {
                selected = HEX.formatHex(data).equals(APPLICATION);
                yield status(selected ? 0x9000 : 0x6A82);
            }
            case 0x00B0 -> selected && command[2] == (byte) 0x96 ? number(command) : status(0x6A82);
            case 0x8070 -> selected ? opened(data) : status(0x6985);
            case 0x8072 -> selected ? checked(data) : status(0x6985);
            case 0x00C0 -> {
                var out = Arrays.copyOf(waiting, waiting.length + 2);
                boolean some = waiting.length > 0;
                waiting = NONE;
                out[out.length - 2] = some ? (byte) 0x90 : 0x69;
                out[out.length - 1] = some ? 0x00 : (byte) 0x85;
                yield out;
            }
            default -> status(0x6D00);
        };
    }

    private byte[] number(byte[] command) {
        if (command[4] != 6) {
            return status(0x6C06);
        }
        var out = Arrays.copyOf(HEX.parseHex(terminal), 8);
        out[6] = (byte) 0x90;
        return out;
    }

    private byte[] opened(byte[] data) {
        if (data.length != 28) {
            return status(0x6700);
        }
        if (falses >= FALSE_MAX) {
            return status(0x6983);
        }
        var asked = ByteBuffer.wrap(data);
        int random = asked.getInt();
        int counter = Short.toUnsignedInt(asked.getShort());
        long fen = Integer.toUnsignedLong(asked.getInt());
        byte type = asked.get();
        var at = LocalDateTime.parse(HEX.formatHex(data, 11, 18), MOMENT);
        if (type != 0x06 || data[18] != SimPurse.KEY_VERSION || data[19] != SimPurse.ALGORITHM) {
            return status(0x9403);
        }
        var card = purchases.derived(Arrays.copyOfRange(data, 20, 28));
        var charge = new Charge(fen, at);
        var side = new CardSide(fen, counter, data[18], data[19], random);
        var session = SessionKey.of(card, side, Integer.toUnsignedLong(sequence));
        expected = Optional.of(session.mac2(charge));
        waiting =
                ByteBuffer.allocate(8)
                        .putInt(sequence++)
                        .put(session.mac1(charge, terminal).bytes())
                        .array();
        return status(0x6108);
    }

    private byte[] checked(byte[] mac2) {
        if (expected.isEmpty()) {
            return status(0x6901);
        }
        boolean genuine = Arrays.equals(expected.get().bytes(), mac2);
        expected = Optional.empty();
        falses = genuine ? 0 : falses + 1;
        return status(genuine ? 0x9000 : 0x9302);
    }

    private static byte[] status(int words) {
        return new byte[] {(byte) (words >> 8), (byte) words};
    }

    /// By its contacts.
    @Override
    public byte[] atr() {
        return HEX.parseHex("3b6d0000" + "0031c0716686001122334455aa");
    }

    @Override
    public void letGo() {
        selected = false;
    }

    @Override
    public void close() {}
}
