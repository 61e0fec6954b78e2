package onecard.hal.card;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalInt;
import onecard.hal.CardChannel;
import onecard.hal.CardChannel.CardLost;
import onecard.hal.CardFault;
import onecard.hal.Face;

/// Commands to one card and what it answers, ISO 7816-4, short form. Which commands those are is
/// for the vocabularies above to say. For the thread that owns the channel.
///
/// The one place that follows 61xx (more bytes wait) and 6Cxx (the right length is xx), whether
/// or not the service below did so already.
public final class Exchanges {

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

    private final CardChannel card;
    private final Collision collision;
    private final boolean takesDataAndLength;

    /// @param collision what this reader says when several cards lie there
    public Exchanges(CardChannel card, Collision collision) {
        this.card = card;
        this.collision = collision;
        // T=0 has no command with both; every contactless card has.
        this.takesDataAndLength = Face.ofAtr(card.atr()) == Face.CONTACTLESS;
    }

    /// The card's answer to reset.
    byte[] atr() {
        return card.atr();
    }

    /// A command with data that has an answer of so many bytes, 0 for as many as there are.
    public Command answered(Command command, int bytes) {
        return takesDataAndLength ? command.expecting(bytes) : command;
    }

    /// SELECT by name.
    public Answer select(byte[] name) throws CardLost, Unreadable {
        var select = Command.of(0x00, 0xA4, 0x04, 0x00).with(name);
        var answer = ask(answered(select, 0));
        // Some cards take the name alone.
        return takesDataAndLength && answer.status() == WRONG_LENGTH ? ask(select) : answer;
    }

    /// Asks until the answer is whole.
    ///
    /// @throws CardLost when the presence is over
    /// @throws Unreadable when the answer is none, or never ends
    public Answer ask(Command command) throws CardLost, Unreadable {
        return collected(command, true);
    }

    /// Asks what must not be done twice: 6Cxx is the answer, and nothing is sent again. A status
    /// is the command's own: where the card had more to say and then does not say it, the answer
    /// is lost, and what the command did is not known.
    ///
    /// @throws CardLost when the presence is over
    /// @throws Unreadable when the answer is none, is lost, or never ends
    public Answer askOnce(Command command) throws CardLost, Unreadable {
        return collected(command, false);
    }

    private Answer collected(Command first, boolean again) throws CardLost, Unreadable {
        var data = new ByteArrayOutputStream();
        var command = first;
        boolean waited = false;
        for (int round = 0; round < ROUNDS_MAX; round++) {
            var answer = answer(command);
            int sw1 = answer.status() >> 8;
            int sw2 = answer.status() & 0xff;
            if (sw1 == RIGHT_LENGTH && (again || waited)) {
                command = command.expecting(sw2);
                continue;
            }
            data.writeBytes(answer.data());
            if (data.size() > BYTES_MAX) {
                throw new Unreadable("an answer longer than " + BYTES_MAX + " bytes");
            }
            if (sw1 != MORE_BYTES) {
                if (!again && waited && answer.status() != OK) {
                    throw new Unreadable("an answer that waited and was not given");
                }
                return new Answer(data.toByteArray(), answer.status());
            }
            waited = true;
            command = GET_RESPONSE.expecting(sw2);
        }
        throw new Unreadable("an answer without end");
    }

    private Answer answer(Command command) throws CardLost, Unreadable {
        var answer = card.transmit(command.bytes());
        if (answer.length < 2) {
            throw new Unreadable("an answer without status words");
        }
        int sw1 = answer[answer.length - 2] & 0xff;
        int status = sw1 << 8 | answer[answer.length - 1] & 0xff;
        if (collision.toldBy(status)) {
            throw new Unreadable(CardFault.MULTIPLE_CARDS, "the reader tells of several cards");
        }
        if (!beginsStatus(sw1)) {
            throw new Unreadable("an answer cut short, without status words");
        }
        return new Answer(Arrays.copyOf(answer, answer.length - 2), status);
    }

    /// ISO 7816-4 section 5.1.3: 61 to 6F and 90 to 9F. Anything else is data whose end was lost,
    /// and must not be taken for a card that has no such record.
    private static boolean beginsStatus(int sw1) {
        return sw1 > 0x60 && sw1 <= 0x6F || sw1 >= 0x90 && sw1 <= 0x9F;
    }

    /// One command.
    ///
    /// @param expected how many bytes are wanted, 0 for as many as there are; absent: none
    public record Command(byte[] header, byte[] data, OptionalInt expected) {

        public static Command of(int cla, int ins, int p1, int p2) {
            var header = new byte[] {(byte) cla, (byte) ins, (byte) p1, (byte) p2};
            return new Command(header, new byte[0], OptionalInt.empty());
        }

        public Command with(byte[] sent) {
            return new Command(header, sent, expected);
        }

        public Command expecting(int bytes) {
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

    /// What came back.
    ///
    /// @param status SW1 SW2
    public record Answer(byte[] data, int status) {

        /// The data of a command that was carried out.
        public Optional<byte[]> good() {
            return status == OK ? Optional.of(data) : Optional.empty();
        }
    }
}
