package onecard.hal.card;

import java.util.Arrays;
import java.util.Optional;
import onecard.hal.CardChannel;
import onecard.hal.CardChannel.CardLost;

/// The few commands a point sends, ISO 7816-4, short form.
final class Apdu {

    private static final int OK = 0x9000;

    private Apdu() {}

    /// SELECT by name; true if the card has it.
    static boolean selectByName(CardChannel card, byte[] name) throws CardLost {
        return send(card, command(0x00, 0xA4, 0x04, 0x00, name)).isPresent();
    }

    /// SELECT a file below the application by its two-byte id.
    static boolean selectFile(CardChannel card, int id) throws CardLost {
        var file = new byte[] {(byte) (id >> 8), (byte) id};
        return send(card, command(0x00, 0xA4, 0x02, 0x00, file)).isPresent();
    }

    /// READ RECORD by number; empty if there is none, or it is not for us.
    static Optional<byte[]> readRecord(CardChannel card, int number, int bytes) throws CardLost {
        return send(card, new byte[] {0x00, (byte) 0xB2, (byte) number, 0x04, (byte) bytes});
    }

    /// GET DATA answered by the reader itself: the card's serial (PC/SC part 3).
    static Optional<byte[]> serial(CardChannel card) throws CardLost {
        return send(card, new byte[] {(byte) 0xFF, (byte) 0xCA, 0x00, 0x00, 0x00});
    }

    private static byte[] command(int cla, int ins, int p1, int p2, byte[] data) {
        var command = new byte[5 + data.length];
        command[0] = (byte) cla;
        command[1] = (byte) ins;
        command[2] = (byte) p1;
        command[3] = (byte) p2;
        command[4] = (byte) data.length;
        System.arraycopy(data, 0, command, 5, data.length);
        return command;
    }

    /// The data of a good answer.
    private static Optional<byte[]> send(CardChannel card, byte[] command) throws CardLost {
        var answer = card.transmit(command);
        if (answer.length < 2) {
            throw new CardLost("an answer must end with two status bytes");
        }
        int status = (answer[answer.length - 2] & 0xff) << 8 | answer[answer.length - 1] & 0xff;
        return status == OK
                ? Optional.of(Arrays.copyOf(answer, answer.length - 2))
                : Optional.empty();
    }
}
