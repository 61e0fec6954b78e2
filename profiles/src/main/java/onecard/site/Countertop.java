package onecard.site;

import java.time.Duration;
import java.util.Map;
import onecard.words.Lang;

/// What of a board stands on the counters of tills, by name.
///
/// @param displays that face whoever pays
/// @param voices that speak to them
/// @param printers of receipts
/// @param trays what reads the tags of the plates that are put down there
/// @param scales below food that is sold by weight
public record Countertop(
        Map<String, Display> displays,
        Map<String, Voice> voices,
        Map<String, Printer> printers,
        Map<String, Antenna> trays,
        Map<String, Scale> scales) {

    /// A board whose tills have nothing on their counters.
    public static final Countertop BARE =
            new Countertop(Map.of(), Map.of(), Map.of(), Map.of(), Map.of());

    public Countertop {
        displays = Map.copyOf(displays);
        voices = Map.copyOf(voices);
        printers = Map.copyOf(printers);
        trays = Map.copyOf(trays);
        scales = Map.copyOf(scales);
    }

    /// Whether anything of it is simulated.
    boolean isSimulated() {
        return displays.values().stream().anyMatch(Display.Sim.class::isInstance)
                || voices.values().stream().anyMatch(voice -> voice.by() == VoiceBy.SIM)
                || printers.values().stream()
                        .anyMatch(printer -> printer.at() instanceof PrinterAt.Sim)
                || trays.values().stream().anyMatch(tray -> tray.at() instanceof AntennaAt.Sim)
                || scales.values().stream().anyMatch(Scale.Sim.class::isInstance);
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

    /// Below where a tray is put down.
    ///
    /// @param rounds of looking that must find the same before a tray rests
    /// @param settle and so long
    public record Antenna(AntennaAt at, int rounds, Duration settle) {}

    /// Where tags are read.
    public sealed interface AntennaAt {
        /// A UHF module.
        ///
        /// @param device a path that survives re-plugging
        record Serial(String device, int baud) implements AntennaAt {}

        /// What lies there, whoever plays says.
        record Sim() implements AntennaAt {}
    }

    /// Where food is weighed.
    public sealed interface Scale {
        /// @param device a path that survives re-plugging
        record Serial(String device, int baud, Protocol protocol) implements Scale {}

        /// What lies on it, whoever plays says.
        record Sim() implements Scale {}

        /// How it says what lies on it.
        enum Protocol {
            /// By itself, in A&D's standard format.
            CONTINUOUS,
            /// When asked, by MT-SICS.
            SICS
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
