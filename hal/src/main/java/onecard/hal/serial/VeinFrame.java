package onecard.hal.serial;

import java.util.Arrays;

/// A frame of a module that knows palms or fingers by their veins, in the protocol that such
/// modules share with those for faces, whole and sound:
///
/// | Byte | What |
/// |---|---|
/// | 0, 1 | `EF AA` |
/// | 2 | what it is: a command, or `00` the reply to one, `01` a note that nobody asked for |
/// | 3, 4 | bytes of content, most significant first |
/// | 5.. | content; of a reply: the command's code, the result, and what the command gives |
/// | last | all bytes from the third to the last of the content, by exclusive or |
///
/// The check finds one spoilt bit, and misses two that lie alike: what matters is said twice, and
/// [VeinDialogue] compares both.
///
/// Source: serial protocol of the L015 palm vein module, 2 message format; that of the FM22x face
/// modules is the same.
///
/// @param content owned by the frame
record VeinFrame(int id, byte[] content) {

    static final int REPLY = 0x00;
    static final int NOTE = 0x01;

    /// Users that one module tells of.
    static final int USERS_MAX = 255;

    /// The longest content that is asked for: a list of all users.
    static final int CONTENT_MAX = 3 + 2 * USERS_MAX;

    private static final int FIRST = 0xEF;
    private static final int SECOND = 0xAA;
    private static final int ID = 2;
    private static final int HEAD = 5;
    private static final int CHECK = 1;

    /// As it goes over the line.
    byte[] bytes() {
        var bytes = new byte[HEAD + content.length + CHECK];
        bytes[0] = (byte) FIRST;
        bytes[1] = (byte) SECOND;
        bytes[ID] = (byte) id;
        bytes[ID + 1] = (byte) (content.length >> 8);
        bytes[ID + 2] = (byte) content.length;
        System.arraycopy(content, 0, bytes, HEAD, content.length);
        bytes[bytes.length - 1] = check(bytes, bytes.length - CHECK);
        return bytes;
    }

    /// Of a reply: to which command.
    int command() {
        return content[0] & 0xff;
    }

    /// Of a reply: how it went. Of a note: what it is of.
    int result() {
        return content[id == REPLY ? 1 : 0] & 0xff;
    }

    /// Two bytes of the content, most significant first.
    int number(int at) {
        return FingerFrame.number(content, at);
    }

    private static byte check(byte[] bytes, int to) {
        byte check = 0;
        for (int i = ID; i < to; i++) {
            check ^= bytes[i];
        }
        return check;
    }

    /// What comes from a module: replies and notes. Commands, and pictures, which nobody asks for,
    /// are none.
    record Shape() implements CheckedFraming.Shape<VeinFrame> {

        @Override
        public int longest() {
            return HEAD + CONTENT_MAX + CHECK;
        }

        @Override
        public boolean begins(byte first) {
            return first == (byte) FIRST;
        }

        @Override
        public int judge(byte[] held, int size) {
            if (!begins(held[0]) || size > 1 && held[1] != (byte) SECOND) {
                return CheckedFraming.BAD;
            }
            if (size < HEAD) {
                return CheckedFraming.OPEN;
            }
            int follow = FingerFrame.number(held, ID + 1);
            boolean reply = held[ID] == REPLY && follow >= 2;
            boolean note = held[ID] == NOTE && follow >= 1;
            if (!reply && !note || follow > CONTENT_MAX) {
                return CheckedFraming.BAD;
            }
            int length = HEAD + follow + CHECK;
            if (size < length) {
                return CheckedFraming.OPEN;
            }
            return held[length - CHECK] == check(held, length - CHECK)
                    ? length
                    : CheckedFraming.BAD;
        }

        @Override
        public VeinFrame frame(byte[] held, int length) {
            return new VeinFrame(held[ID], Arrays.copyOfRange(held, HEAD, length - CHECK));
        }
    }
}
