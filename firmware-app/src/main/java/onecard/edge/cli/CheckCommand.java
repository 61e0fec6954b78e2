package onecard.edge.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import onecard.edge.crypto.Canonical;
import onecard.edge.crypto.Json;
import onecard.edge.site.SiteFile;
import onecard.edge.site.WrittenOut;
import onecard.edge.words.Message;
import onecard.site.Problem;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `check`: every problem of a site file, at its place.
@Command(name = "check", mixinStandardHelpOptions = true)
public final class CheckCommand implements Callable<Integer> {

    @Parameters(arity = "1..*", paramLabel = "FILE", descriptionKey = "check-files")
    private List<Path> files = List.of();

    @ArgGroup private Form form = new Form();

    /// One way at most of saying more than what is wrong.
    private static final class Form {
        @Option(names = "--json")
        private boolean json;

        @Option(names = "--show")
        private boolean show;
    }

    private final Console console;

    /// @param console where it speaks
    public CheckCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        var all = new ArrayList<Json>();
        boolean good = true;
        for (var file : files) {
            var records = new RecordsCheck();
            var problems =
                    SiteFile.read(file, records) instanceof SiteFile.Read.Bad(var found)
                            ? found
                            : List.<Problem>of();
            good &= problems.isEmpty();
            for (var problem : problems) {
                all.add(json(file, problem));
                if (!form.json) {
                    console.print(Sites.line(file, problem).in(console.lang()));
                }
            }
            if (problems.isEmpty() && form.show) {
                console.print(WrittenOut.of(Files.readString(file)).stripTrailing());
            } else if (problems.isEmpty() && !form.json) {
                console.tell(Message.SITE_GOOD, file);
                records.notes().forEach(note -> console.print(note.in(console.lang())));
            }
        }
        if (form.json) {
            console.print(Canonical.text(new Json.Arr(all)));
        }
        return good ? 0 : Exit.PROBLEMS;
    }

    private Json.Obj json(Path file, Problem problem) {
        return Json.Obj.EMPTY
                .with("file", file.toString())
                .with("line", problem.line())
                .with("column", problem.column())
                .with("path", problem.path())
                .with("rule", problem.rule())
                .with("value", problem.value())
                .with("advice", problem.advice().in(console.lang()));
    }
}
