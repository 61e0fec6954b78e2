package onecard.hal.purse;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import onecard.hal.CardChannel;
import onecard.hal.CardChannel.CardLost;
import onecard.hal.card.Collision;
import onecard.hal.card.Exchanges;
import onecard.hal.card.Exchanges.Answer;
import onecard.hal.card.Exchanges.Command;
import onecard.hal.card.Unreadable;

/// The commands of a purse: JR/T 0025, part 1. The only ones in this house that move money, and
/// of them only the debit does.
final class PurseApdu {

    /// The number stands there in the public application data.
    private static final int NUMBER_AT = 10;

    private static final int PROOF_BYTES = 2 * Mac.BYTES;

    private final Exchanges card;
    private final PurseApplication application;

    PurseApdu(CardChannel channel, Collision collision, PurseApplication application) {
        this.card = new Exchanges(channel, collision);
        this.application = application;
    }

    /// The card does not do what was asked, and says so.
    static final class Unwilling extends Exception {
        private static final long serialVersionUID = 1L;

        private final int status;

        Unwilling(int status) {
            super("%04X".formatted(status));
            this.status = status;
        }

        int status() {
            return status;
        }

        Refusal why() {
            return Refusal.of(status);
        }
    }

    /// Selects the purse, and reads its number.
    PurseNumber select() throws CardLost, Unreadable, Unwilling {
        good(card.select(application.nameBytes()));
        int end = NUMBER_AT + PurseNumber.BYTES;
        var file = Command.of(0x00, 0xB0, 0x80 | application.numberFile(), 0x00);
        var bytes = sized(card.ask(file.expecting(end)), end);
        return new PurseNumber(HexFormat.of().formatHex(bytes, NUMBER_AT, end));
    }

    /// GET BALANCE.
    long balance() throws CardLost, Unreadable, Unwilling {
        var answer = card.ask(Command.of(0x80, 0x5C, 0x00, 0x02).expecting(4));
        return Integer.toUnsignedLong(ByteBuffer.wrap(sized(answer, 4)).getInt());
    }

    /// INITIALIZE FOR PURCHASE.
    ///
    /// @param terminal 12 hex digits
    CardSide initialise(long amountFen, String terminal) throws CardLost, Unreadable, Unwilling {
        var data =
                ByteBuffer.allocate(1 + 4 + 6)
                        .put((byte) application.keyIndex())
                        .putInt((int) amountFen)
                        .put(HexFormat.of().parseHex(terminal))
                        .array();
        var answer = card.ask(asking(0x50, 0x01, 0x02, data, CardSide.BYTES));
        return CardSide.of(sized(answer, CardSide.BYTES));
    }

    /// DEBIT FOR PURCHASE, which is sent once: TAC and MAC2, or why not.
    Answer debit(Intent intent, Mac mac1) throws CardLost, Unreadable {
        var data = new ByteArrayOutputStream();
        int sequence = (int) intent.terminalSide().sequence();
        data.writeBytes(ByteBuffer.allocate(4).putInt(sequence).array());
        data.writeBytes(intent.charge().moment());
        data.writeBytes(mac1.bytes());
        return card.askOnce(asking(0x54, 0x01, 0x00, data.toByteArray(), PROOF_BYTES));
    }

    /// GET TRANSACTION PROVE: MAC2 and TAC of the last debit if it has that number, or why not.
    Answer prove(int sequence) throws CardLost, Unreadable {
        var number = ByteBuffer.allocate(2).putShort((short) sequence).array();
        return card.ask(asking(0x5A, 0x00, Charge.PURCHASE, number, PROOF_BYTES));
    }

    /// The two check values of a debit, whichever stands first.
    record Proof(Mac first, Mac second) {}

    /// @param data of an answer that says 9000
    static Proof proof(byte[] data) throws Unreadable {
        if (data.length != PROOF_BYTES) {
            throw new Unreadable("a proof must be " + PROOF_BYTES + " bytes");
        }
        return new Proof(Mac.of(data, 0), Mac.of(data, Mac.BYTES));
    }

    private Command asking(int ins, int p1, int p2, byte[] data, int bytes) {
        return card.answered(Command.of(0x80, ins, p1, p2).with(data), bytes);
    }

    private static byte[] sized(Answer answer, int bytes) throws Unreadable, Unwilling {
        var data = good(answer);
        if (data.length != bytes) {
            throw new Unreadable(
                    "an answer must be %d bytes, but was %d".formatted(bytes, data.length));
        }
        return data;
    }

    private static byte[] good(Answer answer) throws Unwilling {
        return answer.good().orElseThrow(() -> new Unwilling(answer.status()));
    }
}
