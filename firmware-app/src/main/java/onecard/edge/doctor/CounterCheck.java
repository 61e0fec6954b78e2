package onecard.edge.doctor;

import static onecard.edge.words.Message.PROGRAM_FOUND;
import static onecard.edge.words.Message.PROGRAM_NONE;
import static onecard.edge.words.Message.PROGRAM_NONE_NEXT;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiFunction;
import onecard.edge.watch.Device.Kind;
import onecard.hal.voice.EspeakVoice;
import onecard.site.Countertop;
import onecard.site.Countertop.Antenna;
import onecard.site.Countertop.AntennaAt;
import onecard.site.Countertop.Display;
import onecard.site.Countertop.Printer;
import onecard.site.Countertop.PrinterAt;
import onecard.site.Countertop.Scale;
import onecard.site.Countertop.Voice;

/// What stands on the counters of tills: whether each is there, and how a daemon that runs finds
/// it. Says, shows and prints nothing.
public final class CounterCheck {

    private final DeviceLook look;
    private final Path espeak;

    /// @param daemon that runs, and knows how they are
    public CounterCheck(Optional<Running> daemon) {
        this(daemon, EspeakVoice.PROGRAM);
    }

    CounterCheck(Optional<Running> daemon, Path espeak) {
        this.look = new DeviceLook(daemon);
        this.espeak = espeak;
    }

    /// One finding a device, by name: displays, voices, printers, antennas, scales.
    public List<Finding> check(Countertop board) {
        var findings = new ArrayList<Finding>();
        findings.addAll(
                each(Kind.DISPLAY, "board.displays.", board.displays(), CounterCheck::display));
        findings.addAll(each(Kind.VOICE, "board.voices.", board.voices(), this::voice));
        findings.addAll(
                each(Kind.PRINTER, "board.printers.", board.printers(), CounterCheck::printer));
        findings.addAll(each(Kind.TRAY, "board.trays.", board.trays(), CounterCheck::tray));
        findings.addAll(each(Kind.SCALE, "board.scales.", board.scales(), CounterCheck::scale));
        return findings;
    }

    private <T> List<Finding> each(
            Kind kind, String group, Map<String, T> named, BiFunction<String, T, Finding> check) {
        return new TreeMap<>(named)
                .entrySet().stream()
                        .map(it -> check.apply(group + it.getKey(), it.getValue()))
                        .map(found -> look.judged(kind, found))
                        .toList();
    }

    private static Finding display(String part, Display display) {
        return switch (display) {
            case Display.Serial(var device, _, _) -> DeviceLook.device(part, device);
            case Display.Sim() -> DeviceLook.simulated(part);
        };
    }

    private Finding voice(String part, Voice voice) {
        return switch (voice.by()) {
            case ESPEAK ->
                    Files.isExecutable(espeak)
                            ? new Finding.Ok(part, PROGRAM_FOUND.with(espeak))
                            : new Finding.Fail(
                                    part, PROGRAM_NONE.with(espeak), PROGRAM_NONE_NEXT.with());
            case SIM -> DeviceLook.simulated(part);
        };
    }

    private static Finding scale(String part, Scale scale) {
        return switch (scale) {
            case Scale.Serial(var device, _, _) -> DeviceLook.device(part, device);
            case Scale.Sim() -> DeviceLook.simulated(part);
        };
    }

    private static Finding tray(String part, Antenna antenna) {
        return switch (antenna.at()) {
            case AntennaAt.Serial(var device, _) -> DeviceLook.device(part, device);
            case AntennaAt.Sim() -> DeviceLook.simulated(part);
        };
    }

    private static Finding printer(String part, Printer printer) {
        return switch (printer.at()) {
            case PrinterAt.Serial(var device, _) -> DeviceLook.device(part, device);
            case PrinterAt.Sim() -> DeviceLook.simulated(part);
        };
    }
}
