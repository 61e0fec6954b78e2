package onecard.edge.site;

import static onecard.edge.words.Message.BOTH_OR_NEITHER;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import onecard.site.CodeScanner;

/// Binds `board.scanners`: each scanner has one driver, and a name that no reader has.
final class ScannersBinder {

    private final Settings board;
    private final Set<String> readers;
    private final SerialLines lines;
    private final Problems problems;

    /// @param readers names of the board's readers: in events both are readers
    ScannersBinder(Settings board, Set<String> readers, SerialLines lines, Problems problems) {
        this.board = board;
        this.readers = readers;
        this.lines = lines;
        this.problems = problems;
    }

    Map<String, CodeScanner> bind() {
        var scanners = new LinkedHashMap<String, CodeScanner>();
        board.entries("scanners")
                .forEach(
                        (name, scanner) -> {
                            if (readers.contains(name)) {
                                problems.nameTaken(scanner, name);
                            }
                            scanners.put(name, scanner(scanner));
                        });
        return scanners;
    }

    private CodeScanner scanner(Settings scanner) {
        return new CodeScanner(
                source(scanner),
                CodeScanner.Suffix.valueOf(upper(scanner, "suffix")),
                scanner.text("prefix"),
                (int) scanner.whole("max_chars"),
                Duration.ofMillis(scanner.whole("same_code_ms")));
    }

    private CodeScanner.Source source(Settings scanner) {
        var driver = new Driver(scanner, List.of("serial", "sim"), problems);
        driver.only("serial", "baud", "maker", "settings");
        needs(scanner, "maker", "settings");
        needs(scanner, "settings", "maker");
        return switch (driver.chosen()) {
            case "serial" -> {
                lines.claim(scanner);
                yield new CodeScanner.Source.Serial(
                        scanner.text("serial"), (int) scanner.whole("baud"), setup(scanner));
            }
            default -> new CodeScanner.Source.Sim();
        };
    }

    private static Optional<CodeScanner.Setup> setup(Settings scanner) {
        return scanner.find("maker")
                .map(_ -> CodeScanner.Maker.valueOf(upper(scanner, "maker")))
                .map(maker -> new CodeScanner.Setup(maker, scanner.items("settings")));
    }

    private void needs(Settings scanner, String one, String other) {
        if (scanner.at(one).isPresent() && scanner.at(other).isEmpty()) {
            problems.add(scanner, other, "required", "nothing", BOTH_OR_NEITHER.with(one));
        }
    }

    private static String upper(Settings section, String key) {
        return section.text(key).toUpperCase(Locale.ROOT);
    }
}
