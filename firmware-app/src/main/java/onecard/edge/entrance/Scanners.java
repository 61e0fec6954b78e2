package onecard.edge.entrance;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import onecard.hal.Scanner;
import onecard.hal.serial.CodeRules;
import onecard.hal.serial.ScannerSetup;
import onecard.hal.serial.SerialScanner;
import onecard.hal.sim.SimScanner;
import onecard.site.CodeScanner;

/// What the site file says of scanners, in the words of their drivers.
final class Scanners {

    private Scanners() {}

    /// Each by its name; none is opened yet.
    static Map<String, Scanner> of(Map<String, CodeScanner> board, LongSupplier nanos) {
        var scanners = new HashMap<String, Scanner>();
        board.forEach((name, scanner) -> scanners.put(name, scanner(name, scanner, nanos)));
        return scanners;
    }

    private static Scanner scanner(String name, CodeScanner scanner, LongSupplier nanos) {
        return switch (scanner.source()) {
            case CodeScanner.Source.Serial(var device, var baud, var setup) ->
                    new SerialScanner(
                            name,
                            Path.of(device),
                            baud,
                            rules(scanner),
                            setup.map(Scanners::setup).orElseGet(ScannerSetup.None::new),
                            nanos);
            case CodeScanner.Source.Sim() -> new SimScanner(name, nanos);
        };
    }

    private static CodeRules rules(CodeScanner scanner) {
        var suffix =
                switch (scanner.suffix()) {
                    case CR -> CodeRules.Suffix.CR;
                    case LF -> CodeRules.Suffix.LF;
                    case CRLF -> CodeRules.Suffix.CRLF;
                    case NONE -> CodeRules.Suffix.NONE;
                };
        return new CodeRules(suffix, scanner.prefix(), scanner.maxChars(), scanner.sameCode());
    }

    private static ScannerSetup setup(CodeScanner.Setup setup) {
        return switch (setup.maker()) {
            case NEWLAND -> new ScannerSetup.Newland(setup.settings());
            case HONEYWELL -> new ScannerSetup.Honeywell(setup.settings());
        };
    }
}
