package onecard.hal.purse;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.Optional;
import onecard.hal.CardChannel.CardLost;
import onecard.hal.SamSlot;
import onecard.hal.card.Collision;
import onecard.hal.card.Exchanges;
import onecard.hal.card.Exchanges.Command;
import onecard.hal.card.Unreadable;

/// A PSAM for purchases in a slot: JR/T 0025, part 1, and the PBOC specification that it follows.
/// Which application it has and which keys are in it is the issuer's; no real one was at hand.
///
/// It can check the purchase that it opened last, and that once; of any other it cannot say. It
/// counts false MAC2s and locks itself after some: it is shown [#FALSE_MAX] in a row and no more,
/// until it is connected anew.
public final class PsamPurse implements PurseModule {

    private static final int FALSE_MAX = 2;

    /// Short id 0x16: the file with the terminal's number.
    private static final int TERMINAL_FILE = 0x16;

    private static final int TERMINAL_BYTES = 6;
    private static final int FACTOR_BYTES = 8;
    private static final int OPENED_BYTES = 8;

    private final SamSlot slot;
    private final byte[] application;
    private Optional<Connected> connected = Optional.empty();
    private Optional<TerminalSide> last = Optional.empty(); // opened, and not checked
    private int falses;

    private record Connected(Exchanges module, String terminal) {}

    /// @param application by which its purchases are selected, 5 to 16 bytes
    public PsamPurse(SamSlot slot, byte[] application) {
        this.slot = slot;
        this.application = application.clone();
    }

    @Override
    public Optional<String> terminal() {
        if (connected.isEmpty()) {
            connect();
        }
        return connected.map(Connected::terminal);
    }

    private void connect() {
        try {
            var module = new Exchanges(slot.connect(), Collision.NONE);
            var file = Command.of(0x00, 0xB0, 0x80 | TERMINAL_FILE, 0x00).expecting(TERMINAL_BYTES);
            connected =
                    module.select(application)
                            .good()
                            .flatMap(_ -> number(module, file))
                            .map(number -> new Connected(module, number));
            falses = 0;
            last = Optional.empty();
        } catch (IOException | Unreadable _) {
            connected = Optional.empty();
        }
        if (connected.isEmpty()) {
            slot.letGo();
        }
    }

    private static Optional<String> number(Exchanges module, Command file) {
        try {
            return module.ask(file)
                    .good()
                    .filter(bytes -> bytes.length == TERMINAL_BYTES)
                    .map(HexFormat.of()::formatHex);
        } catch (CardLost | Unreadable _) {
            return Optional.empty();
        }
    }

    /// INIT_SAM_FOR_PURCHASE.
    @Override
    public Answer open(Question question) {
        last = Optional.empty();
        if (terminal().isEmpty()) {
            return new Answer.Absent("nothing in the slot answers");
        }
        var held = connected.orElseThrow();
        try {
            var command = Command.of(0x80, 0x70, 0x00, 0x00).with(asked(question));
            var answer = held.module().ask(held.module().answered(command, OPENED_BYTES));
            if (answer.good().isEmpty()) {
                return new Answer.Refused(answer.status());
            }
            if (answer.data().length != OPENED_BYTES) {
                return away("an answer that is none");
            }
            long sequence = Integer.toUnsignedLong(ByteBuffer.wrap(answer.data()).getInt());
            var side = new TerminalSide(held.terminal(), sequence);
            last = Optional.of(side);
            return new Answer.Opened(side, Mac.of(answer.data(), Mac.BYTES));
        } catch (CardLost | Unreadable _) {
            return away("it left while it was asked");
        }
    }

    /// Random, sequence, amount, type, date and time, key version and algorithm of the card, and by
    /// which its key is derived.
    private static byte[] asked(Question question) {
        var card = question.card();
        return ByteBuffer.allocate(4 + 2 + 4 + 1 + Charge.MOMENT_BYTES + 1 + 1 + FACTOR_BYTES)
                .putInt(card.random())
                .putShort((short) card.sequence())
                .putInt((int) question.charge().amountFen())
                .put(Charge.PURCHASE)
                .put(question.charge().moment())
                .put((byte) card.keyVersion())
                .put((byte) card.algorithm())
                .put(question.number().factor())
                .array();
    }

    private Answer away(String why) {
        connected = Optional.empty();
        slot.letGo();
        return new Answer.Absent(why);
    }

    /// CREDIT_SAM_FOR_PURCHASE.
    @Override
    public Verdict check(Intent intent, PurseNumber number, Mac mac2) {
        boolean its = last.equals(Optional.of(intent.terminalSide()));
        if (!its || connected.isEmpty() || falses >= FALSE_MAX) {
            return Verdict.CANNOT_SAY;
        }
        last = Optional.empty();
        try {
            var command = Command.of(0x80, 0x72, 0x00, 0x00).with(mac2.bytes());
            var answer = connected.get().module().ask(command);
            if (answer.good().isPresent()) {
                falses = 0;
                return Verdict.GENUINE;
            }
            if (answer.status() == 0x9302 || answer.status() == 0x6988) {
                falses++;
                return Verdict.FALSE;
            }
            return Verdict.CANNOT_SAY;
        } catch (CardLost | Unreadable _) {
            var _ = away("it left while it was asked");
            return Verdict.CANNOT_SAY;
        }
    }

    @Override
    public void close() {
        slot.close();
    }
}
