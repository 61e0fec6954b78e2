package onecard.edge.walk;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import onecard.edge.crypto.Json;
import onecard.edge.walk.Mistake.Finding;
import onecard.words.Words;

/// Steps and findings as a report has them, and out of it again. What is not as this program writes
/// it is empty.
final class WalkJson {

    private WalkJson() {}

    static Json.Arr steps(List<Stepped> steps) {
        return new Json.Arr(steps.stream().<Json>map(WalkJson::of).toList());
    }

    static Json.Arr findings(List<Finding> findings) {
        return new Json.Arr(findings.stream().<Json>map(WalkJson::of).toList());
    }

    private static Json.Obj of(Stepped step) {
        var told =
                Json.Obj.EMPTY
                        .with("block", step.block().wire())
                        .with("part", step.part())
                        .with("what", of(step.what()))
                        .with(
                                "measured",
                                new Json.Arr(
                                        step.measured().stream().<Json>map(WalkJson::of).toList()));
        return switch (step.result()) {
            case Stepped.Result.Passed() -> told.with("result", "passed");
            case Stepped.Result.Failed(var why) ->
                    told.with("result", "failed").with("why", of(why));
            case Stepped.Result.Skipped(var why) ->
                    told.with("result", "skipped").with("why", of(why));
        };
    }

    private static Json.Obj of(Finding finding) {
        return Json.Obj.EMPTY
                .with("mistake", finding.mistake().name())
                .with("parts", Json.Arr.ofText(finding.parts()))
                .with("found", of(finding.found()))
                .with("next", of(finding.next()));
    }

    private static Json.Obj of(Words words) {
        return Json.Obj.EMPTY.with("zh", words.zh()).with("en", words.en());
    }

    // --- and back ---

    static List<Stepped> steps(Json.Obj from) {
        return objects(from, "steps").flatMap(it -> step(it).stream()).toList();
    }

    static List<Finding> findings(Json.Obj from) {
        return objects(from, "findings").flatMap(it -> finding(it).stream()).toList();
    }

    static Optional<Block> block(String wire) {
        return Stream.of(Block.values()).filter(it -> it.wire().equals(wire)).findFirst();
    }

    private static Optional<Stepped> step(Json.Obj told) {
        var block = told.text("block").flatMap(WalkJson::block);
        var why = words(told, "why");
        Optional<Stepped.Result> result =
                switch (told.text("result").orElse("")) {
                    case "passed" -> Optional.of(new Stepped.Result.Passed());
                    case "failed" -> Optional.of(new Stepped.Result.Failed(why));
                    case "skipped" -> Optional.of(new Stepped.Result.Skipped(why));
                    default -> Optional.empty();
                };
        return block.flatMap(
                in ->
                        result.map(
                                it ->
                                        new Stepped(
                                                in,
                                                told.text("part").orElse(""),
                                                words(told, "what"),
                                                it,
                                                objects(told, "measured")
                                                        .map(WalkJson::words)
                                                        .toList())));
    }

    private static Optional<Finding> finding(Json.Obj told) {
        var name = told.text("mistake").orElse("").toUpperCase(Locale.ROOT);
        return Stream.of(Mistake.values())
                .filter(it -> it.name().equals(name))
                .findFirst()
                .map(
                        mistake ->
                                new Finding(
                                        texts(told, "parts"),
                                        mistake,
                                        words(told, "found"),
                                        words(told, "next")));
    }

    private static Words words(Json.Obj of, String name) {
        return words(of.object(name).orElse(Json.Obj.EMPTY));
    }

    private static Words words(Json.Obj told) {
        return new Words(told.text("zh").orElse(""), told.text("en").orElse(""));
    }

    static List<String> texts(Json.Obj of, String name) {
        return of.array(name).map(Json.Arr::items).orElse(List.of()).stream()
                .filter(Json.Str.class::isInstance)
                .map(it -> ((Json.Str) it).value())
                .toList();
    }

    private static Stream<Json.Obj> objects(Json.Obj of, String name) {
        return of.array(name).map(Json.Arr::items).orElse(List.of()).stream()
                .filter(Json.Obj.class::isInstance)
                .map(Json.Obj.class::cast);
    }
}
