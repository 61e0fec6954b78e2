package onecard.hal.card;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import onecard.hal.CardChannel;
import onecard.hal.CardChannel.CardLost;
import onecard.hal.card.Exchanges.Answer;
import onecard.hal.card.Exchanges.Command;

/// The few commands a point sends to one card to know it. None that could harm a citizen's card:
/// no PIN, no payment, no write.
final class Apdu {

    /// PC/SC part 3: how the answer to reset begins that a reader makes up for a storage card.
    private static final byte[] STORAGE_CARD = HexFormat.of().parseHex("3b8f8001804f0ca000000306");

    private final Exchanges card;
    private final boolean storageCard;

    /// @param collision what this reader says when several cards lie there
    Apdu(CardChannel card, Collision collision) {
        this.card = new Exchanges(card, collision);
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
        return unless(Absence.APPLICATION, card.select(name));
    }

    /// SELECT a file below the application by its two-byte id; true if it is there.
    boolean selectFile(int id, Absence absence) throws CardLost, Unreadable {
        var file = new byte[] {(byte) (id >> 8), (byte) id};
        return unless(absence, card.ask(Command.of(0x00, 0xA4, 0x02, 0x00).with(file))).isPresent();
    }

    /// READ RECORD by number; empty if there is none.
    Optional<byte[]> record(int number, int bytes, Absence absence) throws CardLost, Unreadable {
        return unless(absence, card.ask(Command.of(0x00, 0xB2, number, 0x04).expecting(bytes)));
    }

    /// READ BINARY from the start of a file by its short id; empty if there is none.
    Optional<byte[]> binary(int shortId, int bytes, Absence absence) throws CardLost, Unreadable {
        return unless(
                absence, card.ask(Command.of(0x00, 0xB0, 0x80 | shortId, 0x00).expecting(bytes)));
    }

    /// READ BINARY from within the file that was read last; empty if it ends before.
    Optional<byte[]> binaryFrom(int offset, int bytes) throws CardLost, Unreadable {
        return unless(
                Absence.OFFSET,
                card.ask(Command.of(0x00, 0xB0, offset >> 8, offset).expecting(bytes)));
    }

    /// INTERNAL AUTHENTICATE: the chip proves that it holds a key; empty if it does not, by
    /// whatever status: what it said before keeps its worth.
    Optional<byte[]> internalAuthenticate(int keyId, byte[] challenge, int bytes)
            throws CardLost, Unreadable {
        var command = Command.of(0x00, 0x88, 0x00, keyId).with(challenge);
        return card.ask(card.answered(command, bytes)).good();
    }

    /// Derives one of a security module's keys for what is asked next.
    Answer deriveKey(int usage, int keyId, byte[] factors) throws CardLost, Unreadable {
        return card.ask(Command.of(0xBF, 0xDE, usage, keyId).with(factors));
    }

    /// Enciphers one block under the key a security module derived.
    Answer encipher(byte[] block) throws CardLost, Unreadable {
        return card.ask(Command.of(0x80, 0xFA, 0x00, 0x00).with(block));
    }

    /// The chip serial of a resident ID card, which knows no application.
    Optional<byte[]> idCardSerial() throws CardLost, Unreadable {
        return unless(Absence.COMMAND, card.ask(Command.of(0x00, 0x36, 0x00, 0x00).expecting(8)));
    }

    /// GET DATA answered by the reader itself: the card's serial, PC/SC part 3.
    Optional<byte[]> serial() throws CardLost, Unreadable {
        return unless(
                Absence.READER_DATA, card.ask(Command.of(0xFF, 0xCA, 0x00, 0x00).expecting(0)));
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
}
