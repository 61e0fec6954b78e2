package onecard.edge.site;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import onecard.site.Countertop;
import onecard.site.Countertop.Antenna;
import onecard.site.Countertop.AntennaAt;
import onecard.site.Countertop.Display;
import onecard.site.Countertop.Printer;
import onecard.site.Countertop.PrinterAt;
import onecard.site.Countertop.Scale;
import onecard.site.Countertop.Voice;
import onecard.site.Countertop.VoiceBy;
import onecard.words.Lang;

/// Binds `board.printers`, `displays`, `voices`, `trays` and `scales`: each has one driver, and a
/// line of its own.
final class CountertopBinder {

    private final Settings board;
    private final SerialLines lines;
    private final Problems problems;

    CountertopBinder(Settings board, SerialLines lines, Problems problems) {
        this.board = board;
        this.lines = lines;
        this.problems = problems;
    }

    Countertop bind() {
        return new Countertop(
                each("displays", this::display),
                each("voices", this::voice),
                each("printers", this::printer),
                each("trays", this::tray),
                each("scales", this::scale));
    }

    private <T> Map<String, T> each(String key, Function<Settings, T> binder) {
        var bound = new HashMap<String, T>();
        board.entries(key).forEach((name, device) -> bound.put(name, binder.apply(device)));
        return bound;
    }

    private Printer printer(Settings printer) {
        var at =
                isSerial(printer, "baud")
                        ? new PrinterAt.Serial(printer.text("serial"), (int) printer.whole("baud"))
                        : new PrinterAt.Sim();
        return new Printer(at, (int) printer.whole("columns"));
    }

    private Antenna tray(Settings tray) {
        var at =
                isSerial(tray, "baud")
                        ? new AntennaAt.Serial(tray.text("serial"), (int) tray.whole("baud"))
                        : new AntennaAt.Sim();
        var settle = Duration.ofMillis(tray.whole("settle_ms"));
        return new Antenna(at, (int) tray.whole("rounds"), settle);
    }

    private Scale scale(Settings scale) {
        return isSerial(scale, "baud", "protocol")
                ? new Scale.Serial(
                        scale.text("serial"),
                        (int) scale.whole("baud"),
                        Scale.Protocol.valueOf(upper(scale, "protocol")))
                : new Scale.Sim();
    }

    private Display display(Settings display) {
        return isSerial(display, "baud", "kind")
                ? new Display.Serial(
                        display.text("serial"),
                        (int) display.whole("baud"),
                        Display.Kind.valueOf(upper(display, "kind")))
                : new Display.Sim();
    }

    private Voice voice(Settings voice) {
        var driver = new Driver(voice, List.of("espeak", "sim"), problems);
        return new Voice(
                driver.chosen().equals("espeak") ? VoiceBy.ESPEAK : VoiceBy.SIM,
                Lang.valueOf(upper(voice, "lang")));
    }

    /// Whether it is on a line, which is then its own.
    ///
    /// @param only keys that mean something there alone
    private boolean isSerial(Settings device, String... only) {
        var driver = new Driver(device, List.of("serial", "sim"), problems);
        driver.only("serial", only);
        boolean serial = driver.chosen().equals("serial");
        if (serial) {
            lines.claim(device);
        }
        return serial;
    }

    private static String upper(Settings section, String key) {
        return section.text(key).toUpperCase(Locale.ROOT);
    }
}
