package onecard.edge.audit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import onecard.edge.crypto.Json;
import onecard.edge.crypto.JsonReader;

/// `scripts/audit-journal`, the auditor of another make: what it says of exports.
public final class AuditScript {

    private static final Path SCRIPT = Path.of("..", "scripts", "audit-journal");

    private final Path scratch;
    private final List<String> options;

    /// @param scratch a directory of its own
    public AuditScript(Path scratch, String... options) {
        this.scratch = scratch;
        this.options = List.of(options);
    }

    /// What it says of one export, or of several together.
    ///
    /// @param rules that are broken, by their names
    /// @param done fen of each sale that is done and no training, by device and sale
    /// @param takings fen by business date, meal and wallet
    /// @param findings in its words; those of the chain first
    public record Verdict(
            TreeSet<String> rules,
            Map<String, Long> done,
            Map<String, Long> takings,
            List<Json.Obj> findings) {

        /// At which line of the export, from 1, the first of them is.
        public long line() {
            return findings.getFirst().number("line").orElseThrow();
        }

        private static Verdict of(Json.Obj said) {
            var rules = new TreeSet<String>();
            var findings = new ArrayList<Json.Obj>();
            for (var item : said.array("findings").orElseThrow().items()) {
                var finding = (Json.Obj) item;
                rules.add(finding.text("rule").orElseThrow());
                findings.add(finding);
            }
            var done = new TreeMap<String, Long>();
            said.object("sales")
                    .orElseThrow()
                    .forEach(
                            (id, sale) -> {
                                var each = (Json.Obj) sale;
                                if (each.text("state").orElseThrow().equals("done")
                                        && !each.bool("training").orElseThrow()) {
                                    done.put(id, each.number("fen").orElseThrow());
                                }
                            });
            var takings = new TreeMap<String, Long>();
            said.object("takings")
                    .orElseThrow()
                    .forEach((of, fen) -> takings.put(of, ((Json.Num) fen).value()));
            return new Verdict(rules, done, takings, findings);
        }
    }

    /// Of each by itself.
    public List<Verdict> each(List<Export> exports) throws IOException, InterruptedException {
        return run(exports, List.of("--each"));
    }

    /// Of all together.
    public Verdict together(List<Export> exports) throws IOException, InterruptedException {
        return run(exports, List.of()).getFirst();
    }

    private List<Verdict> run(List<Export> exports, List<String> how)
            throws IOException, InterruptedException {
        var words = new ArrayList<String>(List.of("python3", SCRIPT.toString(), "--json"));
        words.addAll(how);
        words.addAll(options);
        for (int i = 0; i < exports.size(); i++) {
            var export = exports.get(i);
            var file = scratch.resolve("export-" + i);
            // As the command writes it; a forged line may hold what no UTF-8 has.
            Files.writeString(file, String.join("\n", export.lines()) + "\n");
            words.add(
                    file
                            + export.key().map(key -> "," + key).orElse("")
                            + export.head().map(head -> "," + head).orElse(""));
        }
        var said = scratch.resolve("verdicts");
        var process =
                new ProcessBuilder(words)
                        .redirectErrorStream(true)
                        .redirectOutput(said.toFile())
                        .start();
        int ended = process.waitFor();
        var lines = Files.readAllLines(said, StandardCharsets.UTF_8);
        if (ended > 1) {
            throw new IOException(String.join("\n", lines));
        }
        return lines.stream()
                .map(line -> Verdict.of(JsonReader.object(line).orElseThrow()))
                .toList();
    }
}
