package onecard.site;

import java.util.Map;
import onecard.words.Lang;

/// What of a board stands on the counters of tills and is written to, by name.
///
/// @param displays that face whoever pays
/// @param voices that speak to them
/// @param printers of receipts
public record Countertop(
        Map<String, Display> displays, Map<String, Voice> voices, Map<String, Printer> printers) {

    /// A board whose tills have nothing on their counters.
    public static final Countertop BARE = new Countertop(Map.of(), Map.of(), Map.of());

    public Countertop {
        displays = Map.copyOf(displays);
        voices = Map.copyOf(voices);
        printers = Map.copyOf(printers);
    }

    /// @param columns of normal characters on its paper: 32 on 58 mm, 48 on 80 mm
    public record Printer(PrinterAt at, int columns) {}

    /// Where receipts are printed.
    public sealed interface PrinterAt {
        /// An ESC/POS printer.
        ///
        /// @param device a path that survives re-plugging
        record Serial(String device, int baud) implements PrinterAt {}

        /// Into the log.
        record Sim() implements PrinterAt {}
    }

    /// Where a customer reads.
    public sealed interface Display {
        /// @param device a path that survives re-plugging
        record Serial(String device, int baud, Kind kind) implements Display {}

        record Sim() implements Display {}

        /// What it can show.
        enum Kind {
            /// Two lines of 20 characters.
            LINES,
            /// One number.
            FIGURES
        }
    }

    /// @param lang that it speaks
    public record Voice(VoiceBy by, Lang lang) {}

    /// Who speaks.
    public enum VoiceBy {
        /// The program espeak-ng.
        ESPEAK,
        /// The log, in writing.
        SIM
    }
}
