package onecard.edge.counter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import onecard.edge.loop.Counter;
import onecard.edge.loop.LogCounter;
import onecard.edge.site.SiteFile;
import onecard.edge.site.WrittenOut;
import onecard.edge.watch.Device;
import onecard.edge.watch.Liveness;
import onecard.edge.watch.Vitals;
import onecard.hal.DisplayText;
import onecard.hal.Receipt;
import onecard.hal.Sentence;
import onecard.hal.TrayReader;
import onecard.hal.serial.EscPosPrinter;
import onecard.hal.serial.SerialDisplay;
import onecard.hal.serial.SerialScale;
import onecard.hal.serial.SerialTrayReader;
import onecard.hal.sim.SimHappening;
import onecard.hal.sim.SimPrinter;
import onecard.hal.sim.SimScale;
import onecard.hal.sim.SimTrayReader;
import onecard.hal.sim.SimWitness;
import onecard.hal.voice.EspeakVoice;
import org.junit.jupiter.api.Test;

/// From the site file to what stands on a counter.
class CounterDevicesTest {

    private static final Path CANTEEN = Path.of("..", "profiles", "examples", "canteen.yaml");

    @Test
    void eachIsTheDriverThatTheSiteFileNames() throws IOException {
        try (var devices = devices(uncommented())) {
            assertInstanceOf(SerialDisplay.class, devices.displays().get("customer"));
            assertInstanceOf(EspeakVoice.class, devices.voices().get("speaker"));
            assertInstanceOf(EscPosPrinter.class, devices.printers().get("receipts"));
        }
    }

    @Test
    void soIsWhatReadsPlatesAndWeighs() throws IOException {
        var text =
                WrittenOut.of(Files.readString(CANTEEN))
                        .replace(
                                "\nschedules:",
                                "  trays: { plates: { serial: /dev/plates }, none: { sim: true } }\n"
                                        + "  scales: { pan: { serial: /dev/pan, protocol: sics },"
                                        + " none: { sim: true } }\n\nschedules:");
        try (var devices = devices(text)) {
            assertInstanceOf(SerialTrayReader.class, reader(devices, "plates"));
            assertInstanceOf(SimTrayReader.class, reader(devices, "none"));
            assertInstanceOf(SerialScale.class, devices.scales().get("pan"));
            assertInstanceOf(SimScale.class, devices.scales().get("none"));
            var vitals = new Vitals((_, _) -> {});
            devices.watchedBy(vitals);
            assertEquals(4, vitals.devices().size());
        }
    }

    /// The text is there before the voice speaks, and both before a receipt takes its time.
    @Test
    void aCounterTellsItsDisplayFirstAndItsPrinterLast() throws IOException {
        var all = assertInstanceOf(Together.class, counter(uncommented()));
        assertEquals(
                List.of(OnDisplay.class, Aloud.class, OnPaper.class),
                all.customers().stream().<Class<?>>map(Object::getClass).toList());
        assertEquals(all.customers(), all.operators());
    }

    @Test
    void aCounterOfTwoSidesTellsTheOperatorApart() throws IOException {
        var text =
                uncommented()
                        .replaceFirst(
                                "(?m)^( *)displays: \\{ ", "$1displays: { back: { sim: true }, ")
                        .replaceFirst("(?m)^( *)(display: .*)$", "$1$2\n$1operator_display: back");
        var all = assertInstanceOf(Together.class, counter(text));
        assertEquals(
                List.of(OnDisplay.class, OnPaper.class),
                all.operators().stream().<Class<?>>map(Object::getClass).toList());
        assertEquals(all.customers().getLast(), all.operators().getLast(), "one printer");
        assertNotEquals(all.customers().getFirst(), all.operators().getFirst());
    }

    @Test
    void whereNothingStandsTheLogTells() throws IOException {
        assertEquals(new LogCounter("lunch-1"), counter(WrittenOut.of(Files.readString(CANTEEN))));
    }

    @Test
    void whatSimulatedOnesDoIsSeen() throws Exception {
        var text =
                WrittenOut.of(Files.readString(CANTEEN))
                        .replace(
                                "\nschedules:",
                                "  displays: { glass: { sim: true } }\n"
                                        + "  voices: { speaker: { sim: true } }\n"
                                        + "  printers: { paper: { sim: true } }\n\nschedules:");
        var site = assertInstanceOf(SiteFile.Read.Good.class, SiteFile.read(text)).profile();
        var shown = DisplayText.of("12.50", "");
        var please = new Sentence(Sentence.Language.EN, List.of("please pay"));
        var receipt = new Receipt("a", List.of(new Receipt.Rule()));
        var seen = new LinkedBlockingQueue<SimHappening>();
        try (var devices = CounterDevices.of(site, (_, it) -> seen.add(it), System::nanoTime)) {
            for (var display : devices.displays().values()) {
                display.open(_ -> {});
                display.show(shown);
            }
            assertEquals(new SimHappening.Glass(shown), next(seen));
            for (var voice : devices.voices().values()) {
                voice.open(_ -> {});
                voice.say(please);
            }
            assertEquals(new SimHappening.Said(please), next(seen));
            for (var printer : devices.printers().values()) {
                printer.open(_ -> {});
                assertEquals(Optional.empty(), printer.print(receipt));
            }
            assertEquals(new SimHappening.Printed("-".repeat(32)), next(seen));
            assertEquals(new SimHappening.Printed(SimPrinter.CUT), next(seen));
        }
    }

    private static SimHappening next(BlockingQueue<SimHappening> seen) throws Exception {
        return Objects.requireNonNull(seen.poll(30, TimeUnit.SECONDS));
    }

    /// One that hangs is unknown, and nothing that the process ends for.
    @Test
    void eachIsWatchedAndNoneEndsTheProcess() throws IOException {
        var vitals = new Vitals((_, _) -> {});
        try (var devices = devices(uncommented())) {
            devices.watchedBy(vitals);
        }
        assertEquals(
                List.of(
                        new Device(Device.Kind.DISPLAY, "customer"),
                        new Device(Device.Kind.VOICE, "speaker"),
                        new Device(Device.Kind.PRINTER, "receipts")),
                vitals.devices().stream().map(Liveness.Vital::device).toList());
        // By a clock that is long past everything.
        assertEquals(List.of(), vitals.progress(() -> Long.MAX_VALUE).stuck());
    }

    private static TrayReader reader(CounterDevices devices, String name) {
        return Objects.requireNonNull(devices.trays().get(name)).reader();
    }

    private static Counter counter(String text) {
        var site = ((SiteFile.Read.Good) SiteFile.read(text)).profile();
        try (var devices = devices(text)) {
            return devices.at(site.points().getFirst(), site, _ -> {});
        }
    }

    private static CounterDevices devices(String text) {
        var read = assertInstanceOf(SiteFile.Read.Good.class, SiteFile.read(text));
        return CounterDevices.of(read.profile(), SimWitness.NOBODY, System::nanoTime);
    }

    private static String uncommented() throws IOException {
        return WrittenOut.of(Files.readString(CANTEEN))
                .replaceAll("(?m)^( *)# ((printer|display|voice)s?: )", "$1$2");
    }
}
