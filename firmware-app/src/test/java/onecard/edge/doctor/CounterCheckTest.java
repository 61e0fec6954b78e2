package onecard.edge.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import onecard.edge.crypto.Json;
import onecard.edge.watch.Device;
import onecard.edge.watch.Metrics;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What `doctor` says of the counters of tills.
class CounterCheckTest {

    @TempDir Path dir;

    @Test
    void whatIsMissingIsSaidAndWhatIsThereIsFound() throws IOException {
        assertEquals(
                List.of(
                        "Fail board.displays.glass: there is no device " + dir.resolve("glass"),
                        "Fail board.voices.speaker: there is no program " + dir.resolve("espeak"),
                        "Fail board.printers.paper: there is no device " + dir.resolve("paper"),
                        "Fail board.trays.plates: there is no device " + dir.resolve("plates"),
                        "Fail board.scales.pan: there is no device " + dir.resolve("pan")),
                said(Optional.empty()));

        Files.createFile(dir.resolve("glass"));
        Files.createFile(dir.resolve("paper"));
        Files.createFile(dir.resolve("plates"));
        Files.createFile(dir.resolve("pan"));
        assertTrue(Files.createFile(dir.resolve("espeak")).toFile().setExecutable(true));

        assertEquals(
                List.of(
                        "Ok board.displays.glass: the device " + dir.resolve("glass"),
                        "Ok board.voices.speaker: the program " + dir.resolve("espeak"),
                        "Ok board.printers.paper: the device " + dir.resolve("paper"),
                        "Ok board.trays.plates: the device " + dir.resolve("plates"),
                        "Ok board.scales.pan: the device " + dir.resolve("pan")),
                said(Optional.empty()));
    }

    /// It is there, and says nothing that a scale says.
    @Test
    void whatTheDaemonLostIsNotWell() throws IOException {
        for (var name : List.of("glass", "paper", "espeak", "plates", "pan")) {
            assertTrue(Files.createFile(dir.resolve(name)).toFile().setExecutable(true));
        }
        var metrics = new Metrics();
        metrics.device(new Device(Device.Kind.DISPLAY, "glass"), Device.Standing.UP);
        metrics.device(new Device(Device.Kind.SCALE, "pan"), Device.Standing.LOST);
        var running = new Running(Json.Obj.EMPTY.with("devices", metrics.standings()));

        assertEquals(
                "Fail board.scales.pan: the daemon calls it lost",
                said(Optional.of(running)).getLast());
        assertEquals(
                "Ok board.displays.glass: the device " + dir.resolve("glass"),
                said(Optional.of(running)).getFirst());
    }

    private List<String> said(Optional<Running> daemon) {
        var board =
                new Countertop(
                        Map.of("glass", new Display.Serial(at("glass"), 9600, Display.Kind.LINES)),
                        Map.of("speaker", new Voice(VoiceBy.ESPEAK, Lang.ZH)),
                        Map.of("paper", new Printer(new PrinterAt.Serial(at("paper"), 9600), 32)),
                        Map.of(
                                "plates",
                                new Antenna(
                                        new AntennaAt.Serial(at("plates"), 115_200),
                                        3,
                                        Duration.ofMillis(300))),
                        Map.of("pan", new Scale.Serial(at("pan"), 9600, Scale.Protocol.SICS)));
        return Findings.texts(new CounterCheck(daemon, dir.resolve("espeak")).check(board));
    }

    private String at(String name) {
        return dir.resolve(name).toString();
    }
}
