package onecard.edge;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import onecard.edge.crypto.Canonical;
import onecard.edge.crypto.Json;
import onecard.edge.site.SiteFile;
import onecard.site.Problem;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "check",
        description = "Validates site files: every problem at once, with its line.",
        mixinStandardHelpOptions = true)
final class CheckCommand implements Callable<Integer> {

    @Parameters(arity = "1..*", paramLabel = "FILE")
    private List<Path> files = List.of();

    @Option(names = "--json", description = "problems as a JSON array")
    private boolean json;

    @Override
    public Integer call() {
        var all = new ArrayList<Json>();
        boolean good = true;
        for (var file : files) {
            var problems =
                    SiteFile.read(file) instanceof SiteFile.Read.Bad(var found)
                            ? found
                            : List.<Problem>of();
            good &= problems.isEmpty();
            for (var problem : problems) {
                all.add(json(file, problem));
                if (!json) {
                    System.out.println(Sites.line(file, problem));
                }
            }
            if (problems.isEmpty() && !json) {
                System.out.println(file + ": good");
            }
        }
        if (json) {
            System.out.println(Canonical.text(new Json.Arr(all)));
        }
        return good ? 0 : Main.PROBLEMS;
    }

    private static Json.Obj json(Path file, Problem problem) {
        return Json.Obj.EMPTY
                .with("file", file.toString())
                .with("line", problem.line())
                .with("column", problem.column())
                .with("path", problem.path())
                .with("rule", problem.rule())
                .with("value", problem.value())
                .with("advice", problem.advice());
    }
}
