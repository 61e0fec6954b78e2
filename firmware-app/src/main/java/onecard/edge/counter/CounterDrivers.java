package onecard.edge.counter;

import java.nio.file.Path;
import java.util.function.LongSupplier;
import onecard.hal.CustomerDisplay;
import onecard.hal.Printer;
import onecard.hal.ReceiptLayout;
import onecard.hal.Scale;
import onecard.hal.TrayReader;
import onecard.hal.TrayStability;
import onecard.hal.Voice;
import onecard.hal.serial.DisplayModel;
import onecard.hal.serial.EscPosPrinter;
import onecard.hal.serial.ScaleProtocol;
import onecard.hal.serial.SerialDisplay;
import onecard.hal.serial.SerialScale;
import onecard.hal.serial.SerialTrayReader;
import onecard.hal.sim.SimDisplay;
import onecard.hal.sim.SimHappening;
import onecard.hal.sim.SimPrinter;
import onecard.hal.sim.SimScale;
import onecard.hal.sim.SimTrayReader;
import onecard.hal.sim.SimVoice;
import onecard.hal.sim.SimWitness;
import onecard.hal.voice.EspeakVoice;
import onecard.site.Countertop;
import org.tinylog.Logger;

/// What the site file says of displays, voices and printers, in the words of their drivers.
final class CounterDrivers {

    private CounterDrivers() {}

    static CustomerDisplay display(
            String name, Countertop.Display display, SimWitness witness, LongSupplier nanos) {
        return switch (display) {
            case Countertop.Display.Serial(var device, var baud, var kind) ->
                    new SerialDisplay(name, Path.of(device), baud, model(kind), nanos);
            case Countertop.Display.Sim() ->
                    new SimDisplay(
                            name,
                            text -> {
                                Logger.info(
                                        "{}| {} | {}",
                                        name,
                                        text.upper().stripTrailing(),
                                        text.lower().stripTrailing());
                                witness.saw(name, new SimHappening.Glass(text));
                            },
                            nanos);
        };
    }

    private static DisplayModel model(Countertop.Display.Kind kind) {
        return switch (kind) {
            case LINES -> DisplayModel.LINES;
            case FIGURES -> DisplayModel.FIGURES;
        };
    }

    static CounterDevices.Antenna tray(
            String name, Countertop.Antenna antenna, LongSupplier nanos) {
        TrayReader reader =
                switch (antenna.at()) {
                    case Countertop.AntennaAt.Serial(var device, var baud) ->
                            new SerialTrayReader(name, Path.of(device), baud, nanos);
                    case Countertop.AntennaAt.Sim() -> goesRound(new SimTrayReader(name, nanos));
                };
        return new CounterDevices.Antenna(
                reader, new TrayStability.Rules(antenna.rounds(), antenna.settle()));
    }

    static Scale scale(String name, Countertop.Scale scale, LongSupplier nanos) {
        return switch (scale) {
            case Countertop.Scale.Serial(var device, var baud, var protocol) ->
                    new SerialScale(name, Path.of(device), baud, protocol(protocol), nanos);
            case Countertop.Scale.Sim() -> new SimScale(name, nanos);
        };
    }

    private static ScaleProtocol protocol(Countertop.Scale.Protocol protocol) {
        return switch (protocol) {
            case CONTINUOUS -> ScaleProtocol.CONTINUOUS;
            case SICS -> ScaleProtocol.SICS;
        };
    }

    private static TrayReader goesRound(SimTrayReader reader) {
        reader.start();
        return reader;
    }

    static Voice voice(
            String name, Countertop.Voice voice, SimWitness witness, LongSupplier nanos) {
        return switch (voice.by()) {
            case ESPEAK -> new EspeakVoice(name, nanos);
            case SIM ->
                    new SimVoice(
                            name,
                            said -> {
                                Logger.info("{}: {}", name, String.join(", ", said.prompts()));
                                witness.saw(name, new SimHappening.Said(said));
                            },
                            nanos);
        };
    }

    static Printer printer(
            String name, Countertop.Printer printer, SimWitness witness, LongSupplier nanos) {
        var layout = new ReceiptLayout(printer.columns());
        return switch (printer.at()) {
            case Countertop.PrinterAt.Serial(var device, var baud) ->
                    new EscPosPrinter(name, Path.of(device), baud, layout, nanos);
            case Countertop.PrinterAt.Sim() ->
                    new SimPrinter(
                            name,
                            layout,
                            line -> {
                                Logger.info("{}| {}", name, line);
                                witness.saw(name, new SimHappening.Printed(line));
                            },
                            nanos);
        };
    }
}
