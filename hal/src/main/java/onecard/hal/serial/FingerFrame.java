package onecard.hal.serial;

import java.util.Arrays;

/// A frame of a fingerprint module with the chips of Synochip or GROW, or of those that speak like
/// it (AS608, ZFM-20, R30x, R50x, FPM10A), whole and sound:
///
/// | Byte | What |
/// |---|---|
/// | 0, 1 | `EF 01` |
/// | 2..5 | address of the module |
/// | 6 | type: `01` a command, `07` its answer, `02` data and more to come, `08` the last data |
/// | 7, 8 | how many bytes follow, sum among them, most significant first |
/// | 9.. | content: the command's or answer's code first |
/// | last two | the sum of all bytes from the type to the last of the content |
///
/// Source: GROW, R503 fingerprint module user manual 1.2, IV communication protocol.
///
/// @param content owned by the frame
record FingerFrame(int type, byte[] content) {

    static final int COMMAND = 0x01;
    static final int DATA = 0x02;
    static final int ANSWER = 0x07;
    static final int LAST = 0x08;

    /// The longest content: a packet of data.
    static final int CONTENT_MAX = 256;

    private static final int FIRST = 0xEF;
    private static final int SECOND = 0x01;
    private static final int TYPE = 6;
    private static final int HEAD = 9;
    private static final int SUM = 2;

    /// As it goes over the line, to or from that address.
    byte[] bytes(int address) {
        var bytes = new byte[HEAD + content.length + SUM];
        bytes[0] = (byte) FIRST;
        bytes[1] = (byte) SECOND;
        put(bytes, 2, address >>> 16);
        put(bytes, 4, address);
        bytes[TYPE] = (byte) type;
        put(bytes, TYPE + 1, content.length + SUM);
        System.arraycopy(content, 0, bytes, HEAD, content.length);
        put(bytes, bytes.length - SUM, sum(bytes, bytes.length - SUM));
        return bytes;
    }

    /// Overwrites the content.
    void wipe() {
        Arrays.fill(content, (byte) 0);
    }

    private static void put(byte[] bytes, int at, int number) {
        bytes[at] = (byte) (number >> 8);
        bytes[at + 1] = (byte) number;
    }

    /// Two bytes, most significant first.
    static int number(byte[] bytes, int at) {
        return (bytes[at] & 0xff) << 8 | bytes[at + 1] & 0xff;
    }

    private static int sum(byte[] bytes, int to) {
        int sum = 0;
        for (int i = TYPE; i < to; i++) {
            sum += bytes[i] & 0xff;
        }
        return sum & 0xffff;
    }

    /// What comes from the module at that address. Commands, and frames of another, are none.
    record Shape(int address) implements CheckedFraming.Shape<FingerFrame> {

        @Override
        public int longest() {
            return HEAD + CONTENT_MAX + SUM;
        }

        @Override
        public boolean begins(byte first) {
            return first == (byte) FIRST;
        }

        @Override
        public int judge(byte[] held, int size) {
            if (!begins(held[0]) || size > 1 && held[1] != SECOND) {
                return CheckedFraming.BAD;
            }
            if (size < HEAD) {
                return CheckedFraming.OPEN;
            }
            int from = number(held, 2) << 16 | number(held, 4);
            int type = held[TYPE];
            int follow = number(held, TYPE + 1);
            if (from != address
                    || type != DATA && type != ANSWER && type != LAST
                    || follow <= SUM
                    || follow > CONTENT_MAX + SUM) {
                return CheckedFraming.BAD;
            }
            int length = HEAD + follow;
            if (size < length) {
                return CheckedFraming.OPEN;
            }
            return number(held, length - SUM) == sum(held, length - SUM)
                    ? length
                    : CheckedFraming.BAD;
        }

        @Override
        public FingerFrame frame(byte[] held, int length) {
            return new FingerFrame(held[TYPE], Arrays.copyOfRange(held, HEAD, length - SUM));
        }
    }
}
