package onecard.hal.serial;

import java.util.Arrays;

/// A frame of a UHF module with MagicRF's M100 or QM100 chip, or of those that speak like it
/// (YRM100, R200, JRD-4035 and most small ones sold in China), whole and sound:
///
/// | Byte | What |
/// |---|---|
/// | 0 | `BB` |
/// | 1 | type: `00` a command to the module, `01` its answer, `02` a tag it tells of |
/// | 2 | command; `FF` in the answer that refuses one |
/// | 3, 4 | how many bytes of parameters, most significant first |
/// | 5.. | parameters |
/// | last but one | the sum of all bytes from the type to the last parameter, its lowest 8 bits |
/// | last | `7E` |
///
/// `BB` and `7E` may stand in parameters, too.
///
/// Source: MagicRF, M100 & QM100 firmware manual, 1.1 frame format.
record TagFrame(int type, int command, byte[] parameters) {

    static final int BEGIN = 0xBB;
    static final int END = 0x7E;
    static final int COMMAND = 0x00;
    static final int ANSWER = 0x01;
    static final int TAG = 0x02;

    /// Begin, type, command, length.
    static final int HEAD = 5;

    /// Sum and end.
    static final int TAIL = 2;

    /// The longest that tells of a tag: signal strength, protocol control, an EPC of 31 words,
    /// CRC. What is longer answers nothing we ask.
    static final int PARAMETERS_MAX = 1 + 2 + 62 + 2;

    /// How answers, and what is told of tags, look on the line. Where no frame begins the next
    /// `BB` is looked at: what a tag has in its memory never counts as a frame of its own.
    enum Shape implements CheckedFraming.Shape<TagFrame> {
        OF_MODULE;

        @Override
        public int longest() {
            return HEAD + PARAMETERS_MAX + TAIL;
        }

        @Override
        public boolean begins(byte first) {
            return first == (byte) BEGIN;
        }

        @Override
        public int judge(byte[] held, int size) {
            if (!begins(held[0]) || size > 1 && held[1] != ANSWER && held[1] != TAG) {
                return CheckedFraming.BAD;
            }
            if (size < HEAD) {
                return CheckedFraming.OPEN;
            }
            if (TagFrame.length(held) > PARAMETERS_MAX) {
                return CheckedFraming.BAD;
            }
            int length = HEAD + TagFrame.length(held) + TAIL;
            if (size < length) {
                return CheckedFraming.OPEN;
            }
            boolean whole = held[length - 1] == END && held[length - 2] == sum(held, length - TAIL);
            return whole ? length : CheckedFraming.BAD;
        }

        @Override
        public TagFrame frame(byte[] held, int length) {
            return of(held, length);
        }
    }

    /// As it goes over the line.
    byte[] bytes() {
        var bytes = new byte[HEAD + parameters.length + TAIL];
        bytes[0] = (byte) BEGIN;
        bytes[1] = (byte) type;
        bytes[2] = (byte) command;
        bytes[3] = (byte) (parameters.length >> 8);
        bytes[4] = (byte) parameters.length;
        System.arraycopy(parameters, 0, bytes, HEAD, parameters.length);
        bytes[bytes.length - 2] = sum(bytes, bytes.length - TAIL);
        bytes[bytes.length - 1] = (byte) END;
        return bytes;
    }

    /// How many parameters the head of a frame says it has.
    static int length(byte[] bytes) {
        return (bytes[3] & 0xff) << 8 | bytes[4] & 0xff;
    }

    /// The sum over type, command, length and parameters, which end at `to`.
    static byte sum(byte[] bytes, int to) {
        byte sum = 0;
        for (int i = 1; i < to; i++) {
            sum += bytes[i];
        }
        return sum;
    }

    /// The frame that these bytes are.
    static TagFrame of(byte[] bytes, int length) {
        return new TagFrame(
                bytes[1] & 0xff, bytes[2] & 0xff, Arrays.copyOfRange(bytes, HEAD, length - TAIL));
    }
}
