package onecard.edge;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// `RUNBOOK.md`: of each incident the commands, as they stand there.
final class Runbook {

    static final Path FILE = Path.of("RUNBOOK.md");

    /// What is none of the ten.
    static final int OTHERWISE = 0;

    private final Map<Integer, List<String>> commands = new TreeMap<>();

    private Runbook() {}

    static Runbook read() throws IOException {
        var book = new Runbook();
        int incident = OTHERWISE;
        boolean isCode = false;
        for (var line : Files.readAllLines(FILE)) {
            if (line.startsWith("## ")) {
                var number = line.substring(3).split(" ", 2)[0];
                incident = number.matches("[0-9]+") ? Integer.parseInt(number) : OTHERWISE;
            } else if (line.startsWith("```")) {
                isCode = !isCode;
            } else if (isCode) {
                book.commands.computeIfAbsent(incident, _ -> new ArrayList<>()).add(line);
            }
        }
        return book;
    }

    Map<Integer, List<String>> all() {
        return commands;
    }

    /// In their order; none is left over that no test runs.
    List<String> of(int incident) {
        return commands.getOrDefault(incident, List.of());
    }
}
