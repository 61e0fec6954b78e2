package onecard.edge.draw;

import java.util.ArrayList;
import java.util.List;

/// How wide text is: by a table of the widest common sans serif (DejaVu), so that no reader's font
/// needs more. Chinese characters are squares.
public final class Widths {

    /// Of the characters from the blank to the tilde, in thousandths of the size.
    private static final short[] PLAIN = {
        318, 401, 460, 838, 636, 950, 780, 275, 390, 390, 500, 838, 318, 361, 318, 337, 636, 636,
        636, 636, 636, 636, 636, 636, 636, 636, 337, 337, 838, 838, 838, 531, 1000, 684, 686, 698,
        770, 632, 575, 775, 752, 295, 295, 656, 557, 863, 748, 787, 603, 787, 695, 635, 611, 732,
        684, 989, 685, 611, 685, 390, 337, 390, 838, 500, 500, 613, 635, 550, 635, 615, 352, 635,
        634, 278, 278, 579, 278, 974, 634, 612, 635, 635, 411, 521, 392, 634, 592, 818, 592, 592,
        525, 636, 337, 636, 838
    };

    /// The same in bold.
    private static final short[] BOLD = {
        348, 456, 521, 838, 696, 1002, 872, 306, 457, 457, 523, 838, 380, 415, 380, 365, 696, 696,
        696, 696, 696, 696, 696, 696, 696, 696, 400, 400, 838, 838, 838, 580, 1000, 774, 762, 734,
        830, 683, 683, 821, 837, 372, 372, 775, 637, 995, 837, 850, 733, 850, 770, 720, 682, 812,
        774, 1103, 771, 724, 725, 457, 365, 457, 838, 500, 500, 675, 716, 593, 716, 678, 435, 716,
        712, 343, 343, 665, 343, 1042, 712, 687, 716, 716, 493, 595, 478, 712, 652, 924, 645, 652,
        582, 712, 365, 712, 838
    };

    private static final int OTHER = 1_000;
    private static final String CUT = "...";

    private Widths() {}

    /// In the unit of `size`.
    public static double of(String text, double size, boolean bold) {
        var table = bold ? BOLD : PLAIN;
        int sum = text.codePoints().map(c -> c >= ' ' && c <= '~' ? table[c - ' '] : OTHER).sum();
        return sum * size / 1_000;
    }

    /// Lines that are no wider than `width`: broken at blanks, behind hyphens and slashes, before
    /// and behind Chinese characters, and anywhere where a word alone is wider. What needs more
    /// than `most` lines is cut in its middle, where a path says least.
    public static List<String> wrap(
            String text, double width, double size, boolean bold, int most) {
        var shown = text;
        var lines = lines(shown, width, size, bold);
        int kept = text.length();
        while (lines.size() > most) {
            kept -= 2;
            int half = kept / 2;
            shown = text.substring(0, half) + CUT + text.substring(text.length() - half);
            lines = lines(shown, width, size, bold);
        }
        return lines;
    }

    private static List<String> lines(String text, double width, double size, boolean bold) {
        var lines = new ArrayList<String>();
        var rest = text.strip();
        while (of(rest, size, bold) > width) {
            int end = fitting(rest, width, size, bold);
            int broken = end;
            while (broken > 0 && !breaks(rest, broken)) {
                broken--;
            }
            int at = broken > 0 ? broken : end;
            lines.add(rest.substring(0, at).strip());
            rest = rest.substring(at).strip();
        }
        lines.add(rest);
        return lines;
    }

    /// How many characters of it fit, one at least.
    private static int fitting(String text, double width, double size, boolean bold) {
        int end = 1;
        while (end < text.length() && of(text.substring(0, end + 1), size, bold) <= width) {
            end++;
        }
        return end;
    }

    private static boolean breaks(String text, int at) {
        char before = text.charAt(at - 1);
        char after = text.charAt(at);
        return before == ' '
                || after == ' '
                || before == '-'
                || before == '/'
                || before > 0x2e7f && closes(after)
                || after > 0x2e7f && closes(after);
    }

    /// Whether a line may begin with it.
    private static boolean closes(char c) {
        return "，。;；:：、）)」%".indexOf(c) < 0;
    }
}
