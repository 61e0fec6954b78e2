package onecard.hal.serial;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;

/// What a scanner is told each time it is opened, in its maker's own commands: the factory
/// settings differ by model and by batch. Settings are volatile, so that nothing wears the
/// scanner's memory and a replaced scanner is set like the old one.
///
/// A setting is what the maker's manual prints: tag, sub-tag and value, such as `TSUENA1`.
public sealed interface ScannerSetup {

    /// The settings, in their order.
    List<String> settings();

    /// What the scanner is sent for one setting.
    byte[] command(String setting);

    /// As it was delivered, or set with the maker's own bar codes.
    record None() implements ScannerSetup {
        @Override
        public List<String> settings() {
            return List.of();
        }

        @Override
        public byte[] command(String setting) {
            return new byte[0];
        }
    }

    /// Newland: `~` SOH `0000#` setting `;` ETX; the answer has ACK, ENQ or NAK behind the
    /// setting. Source: user manuals NLS-HR52 and NLS-HR42.
    record Newland(List<String> settings) implements ScannerSetup {
        public Newland {
            settings = checked(settings);
        }

        @Override
        public byte[] command(String setting) {
            return ("~\u00010000#" + setting + ";\u0003").getBytes(StandardCharsets.US_ASCII);
        }
    }

    /// Honeywell: SYN `M` CR setting `!`; the answer is the setting with ACK, ENQ or NAK behind
    /// it. Source: user guides N86 and N431x, serial programming commands.
    record Honeywell(List<String> settings) implements ScannerSetup {
        public Honeywell {
            settings = checked(settings);
        }

        @Override
        public byte[] command(String setting) {
            return ("\u0016M\r" + setting + "!").getBytes(StandardCharsets.US_ASCII);
        }
    }

    /// What a scanner answered to one setting.
    enum Answer {
        DONE,
        /// No such setting, or a value out of its range.
        REFUSED,
        /// Nothing yet.
        NONE
    }

    /// Looks for the answer in what was heard since the command; a code scanned meanwhile may
    /// stand around it.
    static Answer answer(byte[] heard, int count, String setting) {
        var text = new String(heard, 0, count, StandardCharsets.ISO_8859_1);
        var echo =
                Pattern.compile(
                        Pattern.quote(setting) + "([\u0006\u0005\u0015])",
                        Pattern.CASE_INSENSITIVE);
        var found = echo.matcher(text);
        if (!found.find()) {
            return Answer.NONE;
        }
        return found.group(1).charAt(0) == 0x06 ? Answer.DONE : Answer.REFUSED;
    }

    private static List<String> checked(List<String> settings) {
        for (var setting : settings) {
            // Without the marks that join or end commands: one setting, one answer.
            if (!setting.matches("[A-Za-z]{3}[A-Za-z0-9]{3}[ -~&&[^,;!.]]{0,58}")) {
                throw new IllegalArgumentException(
                        "a scanner setting must be tag, sub-tag and value, but was " + setting);
            }
        }
        return List.copyOf(settings);
    }
}
