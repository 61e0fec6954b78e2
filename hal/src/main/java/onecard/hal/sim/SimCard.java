package onecard.hal.sim;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A card made of bytes: answers commands as the real one would, over any channel. Synthetic data
/// only. A command that could harm a citizen's card is remembered, so that a test can fail on it.
public final class SimCard {

    private static final HexFormat HEX = HexFormat.of();
    private static final byte[] SSSE = HEX.parseHex("7378312e73682ec9e7bbe1b1a3d5cf");

    private final byte[] uid;
    private final Map<Integer, byte[]> issuerFile;
    private final List<String> harmful = new ArrayList<>();
    private boolean application;
    private boolean file;

    private SimCard(byte[] uid, Map<Integer, byte[]> issuerFile) {
        this.uid = uid;
        this.issuerFile = issuerFile;
    }

    /// A plain contactless card.
    ///
    /// @param uid 8, 14 or 20 hex digits
    public static SimCard plain(String uid) {
        return new SimCard(HEX.parseHex(uid), Map.of());
    }

    /// A social security card.
    ///
    /// @param code card identification code, 32 hex digits
    /// @param generation 1 to 3
    /// @param expires YYYYMMDD; absent: the card does not say
    public static SimCard socialSecurity(String code, int generation, Optional<String> expires) {
        var records = new HashMap<Integer, byte[]>();
        records.put(1, HEX.parseHex("0110" + code));
        records.put(2, HEX.parseHex("020133"));
        records.put(3, tagged(3, (generation + ".00").getBytes(StandardCharsets.US_ASCII)));
        expires.ifPresent(date -> records.put(6, HEX.parseHex("0604" + date)));
        return new SimCard(HEX.parseHex("08112233"), records);
    }

    /// The answer to reset: a contactless card's, with TCK.
    public byte[] atr() {
        return issuerFile.isEmpty()
                ? HEX.parseHex("3b8f8001804f0ca000000306030001000000006a")
                : HEX.parseHex("3b888001000000000000000009");
    }

    /// What the card answers; data and two status bytes.
    public byte[] answer(byte[] command) {
        if (command.length < 4) {
            return status(0x6700);
        }
        int cla = command[0] & 0xff;
        int ins = command[1] & 0xff;
        if (cla == 0xff && ins == 0xca) {
            return ok(uid);
        }
        return switch (ins) {
            case 0xA4 -> select(command);
            case 0xB2 -> read(command);
            case 0x20, 0x24, 0xA8, 0xD6, 0xDC, 0x50, 0x54, 0x82 -> {
                harmful.add(HEX.formatHex(command, 0, 4));
                yield status(0x6985);
            }
            default -> status(0x6D00);
        };
    }

    /// Power went: selections are forgotten.
    public void reset() {
        application = false;
        file = false;
    }

    /// Commands it should never have been sent, first four bytes each.
    public List<String> harmful() {
        return List.copyOf(harmful);
    }

    private byte[] select(byte[] command) {
        if (command[2] == 0x04) {
            application =
                    !issuerFile.isEmpty()
                            && command.length >= 20
                            && java.util.Arrays.equals(command, 5, 20, SSSE, 0, 15);
            file = false;
            return status(application ? 0x9000 : 0x6A82);
        }
        file =
                application
                        && command.length >= 7
                        && (command[5] & 0xff) == 0xEF
                        && command[6] == 0x05;
        return status(file ? 0x9000 : 0x6A82);
    }

    private byte[] read(byte[] command) {
        var record = issuerFile.get(command[2] & 0xff);
        if (!file) {
            return status(0x6985);
        }
        if (record == null) {
            return status(0x6A83);
        }
        int le = command.length > 4 ? command[4] & 0xff : 0;
        return le == 0 || le == record.length ? ok(record) : status(0x6C00 | record.length);
    }

    private static byte[] tagged(int tag, byte[] value) {
        var record = new byte[value.length + 2];
        record[0] = (byte) tag;
        record[1] = (byte) value.length;
        System.arraycopy(value, 0, record, 2, value.length);
        return record;
    }

    private static byte[] ok(byte[] data) {
        var answer = java.util.Arrays.copyOf(data, data.length + 2);
        answer[data.length] = (byte) 0x90;
        return answer;
    }

    private static byte[] status(int words) {
        return new byte[] {(byte) (words >> 8), (byte) words};
    }
}
