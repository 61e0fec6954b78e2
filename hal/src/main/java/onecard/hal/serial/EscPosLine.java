package onecard.hal.serial;

import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import onecard.hal.PrinterEvent;
import onecard.hal.PrinterEvent.Trouble;
import onecard.hal.PrinterEvent.Why;
import onecard.hal.linux.DeviceException;

/// What is said on the line of an ESC/POS printer, and what is believed of its answers. Owned by
/// the printer's thread.
///
/// Two kinds of question: one in real time (DLE EOT) is answered at once, while what was sent
/// before it may still be in the buffer; one in turn (GS r) only when all of that is done. So the
/// second follows each piece, and while its answer is awaited the first ones tell what is wrong: a
/// printer out of paper does not answer in turn until it has some.
///
/// No answer says to which question it belongs, and one that comes late would be taken for the next
/// one's. So one that nobody asked for, or none in time, ends all trust, and before anything else
/// is printed the line has to be silent for a while.
final class EscPosLine {

    /// How long is waited on a line.
    ///
    /// @param answer for one answer in real time
    /// @param look between two looks while a piece is printed
    /// @param piece until a piece is printed, as long as nothing is wrong
    /// @param quiet the silence after which no answer is on its way any more
    record Patience(Duration answer, Duration look, Duration piece, Duration quiet) {

        /// Printers answer within some tens of milliseconds. The slowest print 50 mm a second, and
        /// a piece with the largest code is 60 mm: 10 s are far beyond it, also at 9600 baud.
        static final Patience USUAL =
                new Patience(
                        Duration.ofSeconds(1),
                        Duration.ofMillis(300),
                        Duration.ofSeconds(10),
                        Duration.ofMillis(500));
    }

    /// GS r 1.
    private static final byte[] DONE = {0x1d, 'r', 1};

    /// Answers in turn to one question: of those to earlier ones, some may come with it. A line
    /// that goes on is broken, and says nothing but zeros.
    private static final int DONE_MAX = 64;

    private static final int CHUNK_BYTES = 64;
    private static final int NONE = -1;

    private final SerialPort port;
    private final Patience patience;
    private final Runnable progressed;
    private final byte[] chunk = new byte[CHUNK_BYTES];
    private int size;
    private int at;
    private int done; // answers in turn since the question
    private boolean settled;
    private boolean torn;

    /// @param torn of the line before this one, see [#torn()]
    /// @param progressed told again and again while it waits
    EscPosLine(SerialPort port, Patience patience, boolean torn, Runnable progressed) {
        this.port = port;
        this.patience = patience;
        this.torn = torn;
        this.progressed = progressed;
    }

    /// Part of a receipt is on paper, and not cut off.
    boolean torn() {
        return torn;
    }

    /// Prints one receipt, and returns when it is cut off.
    ///
    /// @return why it is not printed; empty: it is
    Optional<Why> print(List<byte[]> pieces) throws DeviceException {
        var why = why();
        if (why.isEmpty() && !settled) {
            why = settle();
        }
        if (why.isPresent()) {
            return why;
        }
        if (torn) {
            why = piece(EscPosReceipt.CUT); // else it would be this one's head
        }
        for (var piece : pieces) {
            if (why.isEmpty()) {
                torn = true;
                why = piece(piece);
            }
        }
        if (why.isEmpty()) {
            // Its buffer is empty: answered at once, and by one answer alone. So none that came
            // late was among those that said that all is well.
            why = piece(new byte[0]);
            torn = why.isPresent();
        }
        settled = why.isEmpty();
        return why;
    }

    /// What is wrong with the printer; empty when it does not answer as it should.
    Optional<Set<Trouble>> troubles() throws DeviceException {
        if (unasked()) {
            return Optional.empty();
        }
        var answers = new int[EscPosStatus.QUESTIONS];
        for (int i = 0; i < answers.length; i++) {
            port.write(new byte[] {0x10, 0x04, (byte) (i + 1)});
            long deadline = after(patience.answer());
            do {
                answers[i] = answer(deadline);
            } while (EscPosStatus.isInTurn(answers[i]));
            progressed.run();
            if (answers[i] == NONE) {
                settled = false;
                return Optional.empty();
            }
        }
        return Optional.of(EscPosStatus.troubles(answers));
    }

    /// Something in real time is told that was not asked. In turn, it may be an answer to a piece
    /// that was given up.
    private boolean unasked() throws DeviceException {
        int answer;
        do {
            answer = answer(System.nanoTime());
        } while (EscPosStatus.isInTurn(answer));
        settled &= answer == NONE;
        return answer != NONE;
    }

    private Optional<Why> why() throws DeviceException {
        return troubles().map(PrinterEvent::why).orElse(Optional.of(Why.NO_ANSWER));
    }

    /// Nothing is on its way, and nothing waits in the printer.
    ///
    /// @return why that cannot be had
    Optional<Why> settle() throws DeviceException {
        ask(EscPosReceipt.INIT);
        long deadline = after(patience.piece());
        while (System.nanoTime() - deadline < 0) {
            int answer = answer(after(patience.quiet()));
            progressed.run();
            if (answer == NONE) {
                settled = done > 0; // those to earlier questions came before it
                var why = why();
                if (settled || why.isPresent()) {
                    return why;
                }
            }
        }
        return Optional.of(Why.NO_ANSWER);
    }

    /// Has one piece printed.
    private Optional<Why> piece(byte[] piece) throws DeviceException {
        ask(piece);
        long deadline = after(patience.piece());
        while (done == 0) {
            int answer = answer(after(patience.look()));
            progressed.run();
            if (EscPosStatus.isRealTime(answer) || System.nanoTime() - deadline > 0) {
                return Optional.of(Why.NO_ANSWER);
            }
            if (answer == NONE) {
                var why = why();
                if (why.isPresent()) {
                    return why;
                }
            }
        }
        var why = why();
        return done == 1 ? why : Optional.of(Why.NO_ANSWER);
    }

    /// Says this, and asks when it is done.
    private void ask(byte[] saying) throws DeviceException {
        done = 0;
        var bytes = new ByteArrayOutputStream();
        bytes.writeBytes(saying);
        bytes.writeBytes(DONE);
        port.write(bytes.toByteArray());
    }

    /// The next answer of either kind, if one comes until then; anything else is noise.
    private int answer(long deadline) throws DeviceException {
        boolean over = false;
        while (true) {
            while (at < size) {
                int answer = chunk[at++] & 0xff;
                if (EscPosStatus.isInTurn(answer)) {
                    done++;
                    return done > DONE_MAX ? NONE : answer;
                }
                if (EscPosStatus.isRealTime(answer)) {
                    return answer;
                }
            }
            if (over) {
                return NONE;
            }
            long left = deadline - System.nanoTime();
            over = left <= 0;
            at = 0;
            size = port.read(chunk, Duration.ofNanos(Math.max(0, left)));
            if (size == 0) {
                return NONE;
            }
        }
    }

    private static long after(Duration wait) {
        return System.nanoTime() + wait.toNanos();
    }
}
