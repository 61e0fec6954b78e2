package onecard.site;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// A window of the board that codes are held to.
///
/// @param source which device
/// @param prefix what the scanner puts before a code; taken off where it stands, may be empty
/// @param maxChars of the longest code taken
/// @param sameCode how long a code must be out of sight before it counts again
public record CodeScanner(
        Source source, Suffix suffix, String prefix, int maxChars, Duration sameCode) {

    public CodeScanner {
        if (maxChars < 1 || maxChars > ForeignCode.CHARS_MAX) {
            throw new IllegalArgumentException(
                    "a code must have 1.."
                            + ForeignCode.CHARS_MAX
                            + " characters, not "
                            + maxChars);
        }
    }

    /// Where codes are read.
    public sealed interface Source {
        /// @param device a path that survives re-plugging
        /// @param setup what it is told at each opening; absent: nothing
        record Serial(String device, int baud, Optional<Setup> setup) implements Source {}

        record Sim() implements Source {}
    }

    /// What a scanner puts behind a code; silence ends one, too.
    public enum Suffix {
        CR,
        LF,
        CRLF,
        NONE
    }

    /// A scanner's settings in the words of its maker's manual, in their order.
    public record Setup(Maker maker, List<String> settings) {
        public Setup {
            settings = List.copyOf(settings);
        }
    }

    public enum Maker {
        NEWLAND,
        HONEYWELL
    }
}
