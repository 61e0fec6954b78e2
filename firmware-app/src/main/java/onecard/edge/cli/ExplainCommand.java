package onecard.edge.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import onecard.access.Reason;
import onecard.edge.crypto.Json;
import onecard.edge.crypto.JsonReader;
import onecard.edge.words.Message;
import onecard.words.Words;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `explain`: one event of the journal told as a story.
@Command(name = "explain", mixinStandardHelpOptions = true)
public final class ExplainCommand implements Callable<Integer> {

    @Parameters(paramLabel = "ID", descriptionKey = "explain-id")
    private String id = "";

    @Option(names = "--state")
    private Path state = Path.of("/var/lib/onecard");

    private final Console console;

    /// @param console where it speaks
    public ExplainCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws Exception {
        var journal = JournalCommand.open(state, console);
        if (journal.isEmpty()) {
            return Exit.FAILED;
        }
        try (var reader = journal.get()) {
            var event = reader.find(id).flatMap(JsonReader::object);
            if (event.isEmpty()) {
                console.complain(Message.EVENT_MISSING, id);
                return Exit.PROBLEMS;
            }
            story(event.get());
            return 0;
        }
    }

    private void story(Json.Obj event) {
        var data = event.object("data").orElse(Json.Obj.EMPTY);
        console.tell(
                Message.EXPLAIN_EVENT, event.text("id").orElse(""), event.text("type").orElse(""));
        console.tell(
                Message.EXPLAIN_TIME, event.text("time").orElse(""), data.text("clock").orElse(""));
        console.tell(Message.EXPLAIN_POINT, data.text("point").orElse(""));
        data.text("verdict").ifPresent(said -> console.tell(Message.EXPLAIN_VERDICT, said));
        data.text("reason")
                .ifPresent(said -> console.tell(Message.EXPLAIN_REASON, said, shown(said)));
        data.text("rule").ifPresent(said -> console.tell(Message.EXPLAIN_RULE, said));
        data.text("prompt").ifPresent(said -> console.tell(Message.EXPLAIN_PROMPT, said));
        data.object("credential")
                .ifPresent(
                        card ->
                                console.tell(
                                        Message.EXPLAIN_CREDENTIAL,
                                        card.text("kind").orElse(""),
                                        card.text("token").orElse(""),
                                        card.text("assurance").orElse("")));
        data.object("credential")
                .flatMap(card -> card.text("unproved"))
                .ifPresent(why -> console.tell(Message.EXPLAIN_UNPROVED, why));
        data.object("list")
                .ifPresentOrElse(
                        list ->
                                console.tell(
                                        Message.EXPLAIN_LIST,
                                        list.text("name").orElse(""),
                                        list.number("version").orElse(0L)),
                        () -> console.tell(Message.EXPLAIN_NO_LIST));
    }

    /// What the person in front of the door read.
    private static Words shown(String reason) {
        try {
            var known = Reason.valueOf(reason);
            return new Words(known.zh(), known.en());
        } catch (IllegalArgumentException _) {
            // A journal of a later version.
            return new Words("", "");
        }
    }
}
