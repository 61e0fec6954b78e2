package onecard.hal.card;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.OptionalInt;
import onecard.hal.CardChannel;
import onecard.hal.CardChannel.CardLost;
import onecard.hal.CardFault;
import onecard.hal.Face;

/// The few commands a point sends to one card, ISO 7816-4, short form. None that could harm a
/// citizen's card: no PIN, no payment, no write.
///
/// The one place that follows 61xx (more bytes wait) and 6Cxx (the right length is xx), whether
/// or not the service below did so already.
final class Apdu {

    /// Commands that one question may take. 16 bytes a round, as the smallest chips answer, still
    /// carry a whole short answer; a card that says 61xx for ever ends here.
    static final int ROUNDS_MAX = 16;

    /// Bytes of one answer: twice what the longest file read here holds.
    static final int BYTES_MAX = 512;

    private static final int OK = 0x9000;
    private static final int WRONG_LENGTH = 0x6700;
    private static final int MORE_BYTES = 0x61;
    private static final int RIGHT_LENGTH = 0x6C;
    private static final Command GET_RESPONSE = Command.of(0x00, 0xC0, 0x00, 0x00);

    /// PC/SC part 3: how the answer to reset begins that a reader makes up for a storage card.
    private static final byte[] STORAGE_CARD = HexFormat.of().parseHex("3b8f8001804f0ca000000306");

    private final CardChannel card;
    private final Collision collision;
    private final boolean takesDataAndLength;
    private final boolean storageCard;

    /// @param collision what this reader says when several cards lie there
    Apdu(CardChannel card, Collision collision) {
        this.card = card;
        this.collision = collision;
        // T=0 has no command with both; every contactless card has.
        this.takesDataAndLength = Face.ofAtr(card.atr()) == Face.CONTACTLESS;
        this.storageCard = beginsWith(STORAGE_CARD, card.atr());
    }

    /// The card's answer to reset.
    byte[] atr() {
        return card.atr();
    }

    /// SELECT by name.
    ///
    /// @return what the card tells of the application, no bytes if nothing; empty if it has none
    Optional<byte[]> select(byte[] name) throws CardLost, Unreadable {
        var select = Command.of(0x00, 0xA4, 0x04, 0x00).with(name);
        if (!takesDataAndLength) {
            return unless(Absence.APPLICATION, send(select));
        }
        var answer = send(select.expecting(0));
        // Some cards take the name alone.
        return unless(Absence.APPLICATION, answer.status() == WRONG_LENGTH ? send(select) : answer);
    }

    /// SELECT a file below the application by its two-byte id; true if it is there.
    boolean selectFile(int id, Absence absence) throws CardLost, Unreadable {
        var file = new byte[] {(byte) (id >> 8), (byte) id};
        return unless(absence, send(Command.of(0x00, 0xA4, 0x02, 0x00).with(file))).isPresent();
    }

    /// READ RECORD by number; empty if there is none.
    Optional<byte[]> record(int number, int bytes, Absence absence) throws CardLost, Unreadable {
        return unless(absence, send(Command.of(0x00, 0xB2, number, 0x04).expecting(bytes)));
    }

    /// READ BINARY from the start of a file by its short id; empty if there is none.
    Optional<byte[]> binary(int shortId, int bytes, Absence absence) throws CardLost, Unreadable {
        return unless(absence, send(Command.of(0x00, 0xB0, 0x80 | shortId, 0x00).expecting(bytes)));
    }

    /// READ BINARY from within the file that was read last; empty if it ends before.
    Optional<byte[]> binaryFrom(int offset, int bytes) throws CardLost, Unreadable {
        return unless(
                Absence.OFFSET, send(Command.of(0x00, 0xB0, offset >> 8, offset).expecting(bytes)));
    }

    /// INTERNAL AUTHENTICATE: the chip proves that it holds a key; empty if it does not, by
    /// whatever status: what it said before keeps its worth.
    Optional<byte[]> internalAuthenticate(int keyId, byte[] challenge, int bytes)
            throws CardLost, Unreadable {
        var command = Command.of(0x00, 0x88, 0x00, keyId).with(challenge);
        return send(takesDataAndLength ? command.expecting(bytes) : command).good();
    }

    /// Derives one of a security module's keys for what is asked next.
    Answer deriveKey(int usage, int keyId, byte[] factors) throws CardLost, Unreadable {
        return send(Command.of(0xBF, 0xDE, usage, keyId).with(factors));
    }

    /// Enciphers one block under the key a security module derived.
    Answer encipher(byte[] block) throws CardLost, Unreadable {
        return send(Command.of(0x80, 0xFA, 0x00, 0x00).with(block));
    }

    /// The chip serial of a resident ID card, which knows no application.
    Optional<byte[]> idCardSerial() throws CardLost, Unreadable {
        return unless(Absence.COMMAND, send(Command.of(0x00, 0x36, 0x00, 0x00).expecting(8)));
    }

    /// GET DATA answered by the reader itself: the card's serial, PC/SC part 3.
    Optional<byte[]> serial() throws CardLost, Unreadable {
        return unless(Absence.READER_DATA, send(Command.of(0xFF, 0xCA, 0x00, 0x00).expecting(0)));
    }

    /// A storage card has no applications; each reader refuses for it in words of its own.
    private Optional<byte[]> unless(Absence absence, Answer answer) throws Unreadable {
        if (answer.good().isEmpty() && !storageCard && !absence.toldBy(answer.status())) {
            throw new Unreadable("a command failed with %04X".formatted(answer.status()));
        }
        return answer.good();
    }

    private static boolean beginsWith(byte[] head, byte[] bytes) {
        int differs = Arrays.mismatch(head, bytes);
        return differs < 0 || differs == head.length;
    }

    private Answer send(Command first) throws CardLost, Unreadable {
        var data = new ByteArrayOutputStream();
        var command = first;
        for (int round = 0; round < ROUNDS_MAX; round++) {
            var answer = card.transmit(command.bytes());
            if (answer.length < 2) {
                throw new Unreadable("an answer without status words");
            }
            int sw1 = answer[answer.length - 2] & 0xff;
            int sw2 = answer[answer.length - 1] & 0xff;
            if (collision.toldBy(sw1 << 8 | sw2)) {
                throw new Unreadable(CardFault.MULTIPLE_CARDS, "the reader tells of several cards");
            }
            if (!beginsStatus(sw1)) {
                throw new Unreadable("an answer cut short, without status words");
            }
            if (sw1 == RIGHT_LENGTH) {
                command = command.expecting(sw2);
                continue;
            }
            data.write(answer, 0, answer.length - 2);
            if (data.size() > BYTES_MAX) {
                throw new Unreadable("an answer longer than " + BYTES_MAX + " bytes");
            }
            if (sw1 != MORE_BYTES) {
                return new Answer(data.toByteArray(), sw1 << 8 | sw2);
            }
            command = GET_RESPONSE.expecting(sw2);
        }
        throw new Unreadable("an answer without end");
    }

    /// ISO 7816-4 section 5.1.3: 61 to 6F and 90 to 9F. Anything else is data whose end was lost,
    /// and must not be taken for a card that has no such record.
    private static boolean beginsStatus(int sw1) {
        return sw1 > 0x60 && sw1 <= 0x6F || sw1 >= 0x90 && sw1 <= 0x9F;
    }

    /// @param expected how many bytes are wanted, 0 for as many as there are; absent: none
    private record Command(byte[] header, byte[] data, OptionalInt expected) {

        static Command of(int cla, int ins, int p1, int p2) {
            var header = new byte[] {(byte) cla, (byte) ins, (byte) p1, (byte) p2};
            return new Command(header, new byte[0], OptionalInt.empty());
        }

        Command with(byte[] sent) {
            return new Command(header, sent, expected);
        }

        Command expecting(int bytes) {
            return new Command(header, data, OptionalInt.of(bytes));
        }

        byte[] bytes() {
            var bytes = new ByteArrayOutputStream();
            bytes.writeBytes(header);
            if (data.length > 0) {
                bytes.write(data.length);
                bytes.writeBytes(data);
            }
            expected.ifPresent(bytes::write);
            return bytes.toByteArray();
        }
    }

    record Answer(byte[] data, int status) {
        Optional<byte[]> good() {
            return status == OK ? Optional.of(data) : Optional.empty();
        }
    }
}
