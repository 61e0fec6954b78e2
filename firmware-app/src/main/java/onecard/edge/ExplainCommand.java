package onecard.edge;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import onecard.access.Reason;
import onecard.edge.crypto.Json;
import onecard.edge.crypto.JsonReader;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "explain",
        description = "Why a tap was granted or refused, and by which list.",
        mixinStandardHelpOptions = true)
final class ExplainCommand implements Callable<Integer> {

    @Parameters(paramLabel = "ID", description = "device:epoch:seq")
    private String id = "";

    @Option(names = "--state", description = "default: ${DEFAULT-VALUE}")
    private Path state = Path.of("/var/lib/onecard");

    @Override
    public Integer call() throws Exception {
        var journal = JournalCommand.open(state);
        if (journal.isEmpty()) {
            return Main.FAILED;
        }
        try (var reader = journal.get()) {
            var event = reader.find(id).flatMap(JsonReader::object);
            if (event.isEmpty()) {
                System.err.println("onecard: the journal holds no " + id);
                return Main.PROBLEMS;
            }
            System.out.println(story(event.get()));
            return 0;
        }
    }

    static String story(Json.Obj event) {
        var data = event.object("data").orElse(Json.Obj.EMPTY);
        var story = new StringBuilder();
        line(story, "event", event.text("id").orElse("") + "  " + event.text("type").orElse(""));
        line(
                story,
                "time",
                event.text("time").orElse("") + "  clock " + data.text("clock").orElse(""));
        line(story, "point", data.text("point").orElse(""));
        data.text("verdict").ifPresent(verdict -> line(story, "verdict", verdict));
        data.text("reason").ifPresent(reason -> line(story, "reason", reason + words(reason)));
        data.text("rule").ifPresent(rule -> line(story, "rule", rule));
        data.object("credential")
                .ifPresent(
                        card ->
                                line(
                                        story,
                                        "credential",
                                        card.text("kind").orElse("")
                                                + " "
                                                + card.text("token").orElse("")
                                                + ", assurance "
                                                + card.text("assurance").orElse("")));
        line(
                story,
                "list",
                data.object("list")
                        .map(
                                list ->
                                        list.text("name").orElse("")
                                                + " version "
                                                + list.number("version").orElse(0L))
                        .orElse("none was relied on"));
        return story.toString().stripTrailing();
    }

    private static String words(String reason) {
        try {
            var known = Reason.valueOf(reason);
            return "  " + known.en() + " / " + known.zh();
        } catch (IllegalArgumentException _) {
            return "";
        }
    }

    private static void line(StringBuilder story, String what, String text) {
        story.append("%-11s%s%n".formatted(what, text));
    }
}
