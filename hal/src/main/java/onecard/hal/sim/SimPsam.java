package onecard.hal.sim;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import onecard.hal.Algorithm;
import onecard.hal.CardChannel;
import onecard.hal.SecurityModule;
import onecard.hal.card.IssuerKey;

/// A PSAM in a slot, as software: the commands that are public, T=0, and published keys for one
/// algorithm. It can be pulled at any command. For one thread at a time.
public final class SimPsam implements CardChannel, SimIcc {

    private static final HexFormat HEX = HexFormat.of();
    private static final String APPLICATION = "d15600000590";
    private static final int BLOCK = SecurityModule.BLOCK_BYTES;
    private static final byte[] NONE = {};

    private final Algorithm algorithm;
    private final SecurityModule.Key key;
    private int commandsLeft = Integer.MAX_VALUE;
    private boolean selected;
    private Optional<List<byte[]>> derived = Optional.empty();
    private byte[] waiting = NONE;

    /// @param key the only one it has
    public SimPsam(Algorithm algorithm, SecurityModule.Key key) {
        this.algorithm = algorithm;
        this.key = key;
    }

    /// It answers so many commands more and is pulled.
    public SimPsam pulledAfter(int commands) {
        commandsLeft = commands;
        return this;
    }

    @Override
    public byte[] transmit(byte[] command) throws CardLost {
        if (commandsLeft-- <= 0) {
            throw new CardLost("pulled");
        }
        return answer(command);
    }

    /// Power went: what was selected and derived is forgotten.
    @Override
    public void reset() {
        selected = false;
        derived = Optional.empty();
        waiting = NONE;
    }

    /// What it answers, over any channel.
    @Override
    public byte[] answer(byte[] command) {
        int length = command.length > 4 ? command[4] & 0xff : 0;
        int ins = command.length > 4 ? (command[0] & 0xff) << 8 | command[1] & 0xff : 0;
        boolean sends = ins != 0x00C0;
        if (sends && command.length != 5 + length) {
            return status(0x6700);
        }
        var data = sends ? Arrays.copyOfRange(command, 5, command.length) : NONE;
        return switch (ins) {
            case 0x00A4 -> {
                selected = HEX.formatHex(data).equals(APPLICATION);
                yield status(selected ? 0x9000 : 0x6A82);
            }
            case 0xBFDE -> derive(command[2] & 0xff, command[3] & 0xff, data);
            case 0x80FA -> encipher(data);
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

    private byte[] derive(int usage, int id, byte[] factors) {
        derived = Optional.empty();
        if (!selected) {
            return status(0x6985);
        }
        if (id != key.id() || (usage & 0x1f) != key.type()) {
            return status(0x9403);
        }
        if (factors.length != (usage >> 5) * BLOCK) {
            return status(0x6A80);
        }
        var list = new ArrayList<byte[]>();
        for (int at = 0; at < factors.length; at += BLOCK) {
            list.add(Arrays.copyOfRange(factors, at, at + BLOCK));
        }
        derived = Optional.of(list);
        return status(0x9000);
    }

    private byte[] encipher(byte[] block) {
        if (derived.isEmpty() || block.length != BLOCK) {
            return status(0x6985);
        }
        waiting = IssuerKey.published(algorithm).answer(derived.get(), block);
        return status(0x6100 | waiting.length);
    }

    private static byte[] status(int words) {
        return new byte[] {(byte) (words >> 8), (byte) words};
    }

    @Override
    public byte[] atr() {
        return HEX.parseHex("3b6d0000" + "0031c0716686001122334455aa");
    }
}
