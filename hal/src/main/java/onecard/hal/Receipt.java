package onecard.hal;

import java.util.List;

/// What a printer prints and cuts off at once: the parts from top to bottom. What the paper cannot
/// show is printed as `?`; see [Columns].
///
/// @param id of whoever hands it over, said again when it is printed or not
public record Receipt(String id, List<Part> parts) {

    /// Some 80 cm of paper: more is a mistake, and would keep the next diner waiting.
    public static final int PARTS_MAX = 200;

    /// Longer than anything a receipt says, and one line of it is still one line of a log.
    public static final int TEXT_MAX = 200;

    /// What fits a QR code that is no wider than the paper, with modules a phone can read.
    public static final int CODE_MAX = 256;

    /// @throws IllegalArgumentException if it is empty or too long
    public Receipt {
        if (parts.isEmpty() || parts.size() > PARTS_MAX) {
            throw new IllegalArgumentException(
                    "a receipt has 1 to " + PARTS_MAX + " parts, but was given " + parts.size());
        }
        parts = List.copyOf(parts);
    }

    /// One thing below another.
    public sealed interface Part {}

    /// One text, on as many lines as it takes.
    public record Text(String text, Align align, Size size) implements Part {
        public Text {
            atMost(TEXT_MAX, text);
        }

        /// At the left, of normal size.
        public Text(String text) {
            this(text, Align.LEFT, Size.NORMAL);
        }
    }

    /// Two texts at the ends of one line: what it is, and what it costs.
    public record Pair(String left, String right, Size size) implements Part {
        public Pair {
            atMost(TEXT_MAX, left);
            atMost(TEXT_MAX, right);
        }

        /// Of normal size.
        public Pair(String left, String right) {
            this(left, right, Size.NORMAL);
        }
    }

    /// A line across the paper.
    public record Rule() implements Part {}

    /// A QR code, in the middle.
    ///
    /// @param text printable ASCII, as in an address of the web
    public record Code(String text) implements Part {
        public Code {
            atMost(CODE_MAX, text);
            if (!text.matches("[ -~]+")) {
                throw new IllegalArgumentException("a code must be printable ASCII: " + text);
            }
        }
    }

    /// Where on its line a text stands.
    public enum Align {
        LEFT,
        CENTRE,
        RIGHT
    }

    /// How large characters are.
    public enum Size {
        NORMAL(1),
        /// Twice as wide and as high.
        DOUBLE(2);

        private final int times;

        Size(int times) {
            this.times = times;
        }

        /// So many columns of the paper for each column of text.
        public int times() {
            return times;
        }
    }

    private static void atMost(int max, String text) {
        if (text.length() > max) {
            throw new IllegalArgumentException(
                    "at most " + max + " characters, but was given " + text.length());
        }
    }
}
