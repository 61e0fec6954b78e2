package onecard.hal.serial;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Cuts what a scanner sends into codes: at the suffix, or at silence. Pure: fed with bytes and
/// time, owned by one thread, and never holds more than one code's length.
///
/// What is longer than a code may be is dropped, with everything behind it until the line falls
/// silent: nobody can tell where the next code begins.
final class CodeFraming {

    /// A scanner sends a code in one go; at 9600 baud a byte takes 1 ms, and a USB packet comes
    /// every few. Scans follow each other no faster than 100 ms.
    static final Duration GAP = Duration.ofMillis(40);

    private final CodeRules rules;
    private final byte[] suffix;
    private final byte[] prefix;
    private final byte[] held;
    private int size;
    private boolean dropping;
    private long lastNanos;

    CodeFraming(CodeRules rules) {
        this.rules = rules;
        this.suffix = rules.suffix().bytes();
        this.prefix = rules.prefix().getBytes(StandardCharsets.US_ASCII);
        // The line ends that a wrongly set scanner may add on either side.
        this.held = new byte[prefix.length + rules.lengthMax() + suffix.length + 1];
    }

    /// The codes that end with these bytes, which are wiped.
    List<byte[]> feed(byte[] bytes, int count, long nanos) {
        var codes = new ArrayList<byte[]>();
        for (int i = 0; i < count; i++) {
            feed(bytes[i]).ifPresent(codes::add);
        }
        Arrays.fill(bytes, 0, count, (byte) 0);
        if (count > 0) {
            lastNanos = nanos;
        }
        return codes;
    }

    private Optional<byte[]> feed(byte next) {
        if (dropping) {
            return Optional.empty();
        }
        if (size == held.length) {
            dropping = true;
            forget();
            return Optional.empty();
        }
        held[size++] = next;
        return suffix.length > 0 && endsWith(suffix) ? cut() : Optional.empty();
    }

    /// To be called when a wait brought nothing: the code that this silence ends. Time alone does
    /// not tell it, since a thread that was held up finds the bytes of one code apart.
    Optional<byte[]> silent(long nanos) {
        if (nanos - lastNanos < GAP.toNanos()) {
            return Optional.empty();
        }
        var code = cut();
        dropping = false;
        return code;
    }

    /// Whether something has begun that silence would end.
    boolean pending() {
        return size > 0 || dropping;
    }

    private Optional<byte[]> cut() {
        int from = 0;
        int to = size;
        if (suffix.length > 0) {
            while (to > from && isLineEnd(held[to - 1])) {
                to--;
            }
            while (from < to && isLineEnd(held[from])) {
                from++;
            }
        }
        if (startsWith(prefix, from, to)) {
            from += prefix.length;
        }
        var code = Arrays.copyOfRange(held, from, to);
        forget();
        dropping |= code.length > rules.lengthMax();
        return dropping || code.length == 0 ? Optional.empty() : Optional.of(code);
    }

    private static boolean isLineEnd(byte next) {
        return next == '\r' || next == '\n';
    }

    private boolean endsWith(byte[] end) {
        return size >= end.length
                && Arrays.equals(held, size - end.length, size, end, 0, end.length);
    }

    private boolean startsWith(byte[] start, int from, int to) {
        return to - from >= start.length
                && Arrays.equals(held, from, from + start.length, start, 0, start.length);
    }

    private void forget() {
        Arrays.fill(held, (byte) 0);
        size = 0;
    }
}
