package onecard.hal.serial;

import java.util.EnumSet;
import java.util.Set;
import onecard.hal.PrinterEvent.Trouble;

/// What the bytes mean that an ESC/POS printer answers. Pure.
///
/// A byte says of itself to which kind of question it belongs: fixed bits differ.
/// Source: makers' command references, DLE EOT and GS r.
final class EscPosStatus {

    /// Real-time questions there are: printer, offline, error and paper, as DLE EOT 1 to 4.
    static final int QUESTIONS = 4;

    private static final int PRINTER_OFFLINE = 0x08;
    private static final int OFFLINE_COVER = 0x04;
    private static final int OFFLINE_PAPER = 0x20;
    private static final int OFFLINE_ERROR = 0x40;
    private static final int ERROR_CUTTER = 0x08;
    private static final int ERROR_OTHER = 0x60; // for good, or until the head has cooled
    private static final int PAPER_LOW = 0x0c;
    private static final int PAPER_OUT = 0x60;

    private EscPosStatus() {}

    /// An answer to DLE EOT: `0xx1xx10`.
    static boolean isRealTime(int answer) {
        return (answer & 0x93) == 0x12;
    }

    /// An answer to GS r, which comes when all that was sent before it is done: `0xx0xxxx`.
    static boolean isInTurn(int answer) {
        return (answer & 0x90) == 0;
    }

    /// @param answers to DLE EOT 1 to 4
    static Set<Trouble> troubles(int[] answers) {
        var troubles = EnumSet.noneOf(Trouble.class);
        add(troubles, Trouble.COVER_OPEN, answers[1], OFFLINE_COVER);
        add(troubles, Trouble.PAPER_OUT, answers[1], OFFLINE_PAPER);
        add(troubles, Trouble.PAPER_OUT, answers[3], PAPER_OUT);
        add(troubles, Trouble.CUTTER, answers[2], ERROR_CUTTER);
        if (troubles.isEmpty()) { // else why it is offline is known
            add(troubles, Trouble.OFFLINE, answers[0], PRINTER_OFFLINE);
            add(troubles, Trouble.OFFLINE, answers[1], OFFLINE_ERROR);
            add(troubles, Trouble.OFFLINE, answers[2], ERROR_OTHER);
        }
        add(troubles, Trouble.PAPER_LOW, answers[3], PAPER_LOW);
        return troubles;
    }

    private static void add(Set<Trouble> troubles, Trouble trouble, int answer, int bits) {
        if ((answer & bits) != 0) {
            troubles.add(trouble);
        }
    }
}
