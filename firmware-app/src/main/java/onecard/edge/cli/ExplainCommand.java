package onecard.edge.cli;

import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import onecard.access.Check;
import onecard.access.Reason;
import onecard.access.Trace;
import onecard.edge.crypto.Canonical;
import onecard.edge.crypto.Json;
import onecard.edge.crypto.JsonReader;
import onecard.edge.words.Message;
import onecard.edge.words.Phrase;
import onecard.edge.words.ReasonWords;
import onecard.words.Words;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `explain`: one event of the journal told as a story; of a tap, how its verdict was come to. Told
/// from the event alone, so that a site file changed since changes nothing of it. Of a reason's
/// name, which is no event's id: what it means and what is to be done, without a journal.
@Command(name = "explain", mixinStandardHelpOptions = true)
public final class ExplainCommand implements Callable<Integer> {

    @Parameters(paramLabel = "ID", descriptionKey = "explain-id")
    private String id = "";

    @Mixin private StateOption state = new StateOption();

    private final Console console;

    /// @param console where it speaks
    public ExplainCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws Exception {
        var code = Reason.ofName(id);
        if (code.isPresent()) {
            reason(id);
            return 0;
        }
        var journal = JournalCommand.open(state.directory(), console);
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
        data.text("reason").ifPresent(this::reason);
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
        data.object("plate")
                .ifPresent(
                        plate ->
                                console.tell(
                                        Message.EXPLAIN_PLATE,
                                        plate.text("match").orElse("-"),
                                        plate.number("confidence").orElse(0L)));
        data.object("list")
                .ifPresentOrElse(
                        list ->
                                console.tell(
                                        Message.EXPLAIN_LIST,
                                        list.text("name").orElse(""),
                                        list.number("version").orElse(0L)),
                        () -> console.tell(Message.EXPLAIN_NO_LIST));
        data.number("asks")
                .ifPresent(
                        seq ->
                                console.tell(
                                        Message.EXPLAIN_ASKS,
                                        data.text("epoch").orElse("") + ":" + seq));
        data.array("noted").ifPresent(this::noted);
        if (data.text("verdict").isPresent()) {
            steps(data);
        }
    }

    private void noted(Json.Arr noted) {
        for (var item : noted.items()) {
            if (item instanceof Json.Str(var reason)) {
                console.tell(Message.EXPLAIN_NOTED, reason, means(reason));
            }
        }
    }

    /// How the verdict was come to, step by step, with what each looked at.
    private void steps(Json.Obj data) {
        var decided = data.object("decided").orElse(Json.Obj.EMPTY);
        var trace = decided.text("steps").flatMap(Trace::of);
        if (trace.isEmpty()) {
            console.tell(Message.EXPLAIN_NO_STEPS);
            return;
        }
        for (var step : trace.get().steps()) {
            var check = step.check();
            var outcome = step.outcome();
            console.tell(
                    Message.EXPLAIN_STEP,
                    "%2d".formatted(check.number()),
                    Phrase.of(check),
                    Phrase.of(outcome),
                    facts(check, data, decided).map(known -> "  (" + known + ")").orElse(""));
        }
    }

    /// What of the event that step looked at, by the names it has there.
    private static Optional<String> facts(Check check, Json.Obj data, Json.Obj decided) {
        return switch (check) {
            case POSTURE -> facts(decided, "posture");
            case CREDENTIAL ->
                    facts(data.object("credential").orElse(Json.Obj.EMPTY), "kind", "assurance");
            case KNOWN -> facts(data.object("list").orElse(Json.Obj.EMPTY), "name", "version");
            case VALIDITY -> facts(decided, "from", "until");
            case STALENESS -> facts(decided, "as_of");
            case CLOCK -> facts(data, "clock");
            case SCHEDULE -> facts(decided, "schedule");
            case LOCK_OUT -> facts(decided, "tries");
            case USES -> facts(data.object("use").orElse(Json.Obj.EMPTY), "times", "until");
            case PASSBACK -> facts(decided, "area", "since");
            case OCCUPANCY -> facts(decided, "area", "inside", "limit");
            case INTERLOCK -> facts(decided, "open");
            case FIRST_PERSON -> facts(decided, "opened");
            case SECOND_PERSON -> facts(decided, "companion");
            case FIRE, SIGNATURE, DENY, ESCORT, SECOND_FACTOR, SALE, ATTENDANCE, SHARED ->
                    Optional.empty();
        };
    }

    private static Optional<String> facts(Json.Obj json, String... names) {
        return Optional.of(
                        Stream.of(names)
                                .flatMap(
                                        name ->
                                                json.get(name).stream()
                                                        .map(value -> name + " " + plain(value)))
                                .collect(Collectors.joining(", ")))
                .filter(facts -> !facts.isEmpty());
    }

    private static String plain(Json value) {
        return switch (value) {
            case Json.Str(var text) -> text;
            case Json.Num(var number) -> Long.toString(number);
            case Json.Bool(var truth) -> Boolean.toString(truth);
            case Json.Arr(var items) ->
                    items.stream().map(ExplainCommand::plain).collect(Collectors.joining(" "));
            case Json.Obj object -> Canonical.text(object);
        };
    }

    /// Of one that a later version wrote, nothing but its name is known.
    private void reason(String said) {
        console.tell(Message.EXPLAIN_REASON, said, means(said));
        Reason.ofName(said).ifPresent(this::advice);
    }

    private void advice(Reason reason) {
        var words = ReasonWords.of(reason);
        console.tell(Message.EXPLAIN_SHOWN, words.shown());
        console.tell(Message.EXPLAIN_NEXT, words.next());
        console.tell(Message.EXPLAIN_ACTS, words.acts().words());
        console.tell(Message.EXPLAIN_FIELDS, String.join(", ", words.fields()));
        console.tell(Message.EXPLAIN_SEE, words.section(), words.see());
    }

    private static Words means(String reason) {
        return Reason.ofName(reason)
                .map(known -> ReasonWords.of(known).means())
                .orElseGet(() -> new Words("", ""));
    }
}
