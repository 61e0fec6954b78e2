package onecard.edge.walk;

import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import onecard.edge.crypto.Json;
import onecard.edge.crypto.Signatures;
import onecard.edge.crypto.SigningKey;
import onecard.edge.walk.Mistake.Finding;
import onecard.words.Lang;

/// What a commissioning came to, written by the program and signed by the device: every step, what
/// was measured, what failed and what was left out and why. One JSON object in both languages;
/// pages to print are made of it and of nothing else.
///
/// @param facts of the device and its site file, by name; texts
/// @param began by the device's own clock, in the site's time
/// @param walkedBy as they said it
/// @param wiring the wiring pictures by language, as SVG
public record Report(
        Map<String, String> facts,
        OffsetDateTime began,
        OffsetDateTime ended,
        String walkedBy,
        List<Stepped> steps,
        List<Finding> findings,
        Map<Lang, List<String>> wiring) {

    /// Of its JSON form.
    private static final long VERSION = 1;

    private static final String SIG = "sig";
    private static final String KEY = "device_key";

    public Report {
        facts = Map.copyOf(facts);
        steps = List.copyOf(steps);
        findings = List.copyOf(findings);
        wiring = Map.copyOf(wiring);
    }

    /// How many steps were as they should be.
    public long passed() {
        return count(Stepped.Result.Passed.class);
    }

    /// How many were not.
    public long failed() {
        return count(Stepped.Result.Failed.class);
    }

    /// How many were left out.
    public long skipped() {
        return count(Stepped.Result.Skipped.class);
    }

    private long count(Class<? extends Stepped.Result> result) {
        return steps.stream().filter(step -> result.isInstance(step.result())).count();
    }

    /// Signed over everything else in its canonical form.
    public Json.Obj signed(SigningKey key) {
        var unsigned = json().with(KEY, key.publicText());
        return unsigned.with(SIG, key.sign(unsigned));
    }

    /// Whether a report is as it was signed, by the key that it names.
    ///
    /// @return that key; empty: it was altered, or is no report
    public static Optional<String> verified(Json.Obj report) {
        var key = report.text(KEY);
        var sig = report.text(SIG);
        return key.filter(
                it ->
                        sig.isPresent()
                                && report.number("report").equals(Optional.of(VERSION))
                                && Signatures.valid(it, report.without(SIG), sig.get()));
    }

    private Json.Obj json() {
        var told = Json.Obj.EMPTY;
        for (var fact : facts.entrySet()) {
            told = told.with(fact.getKey(), fact.getValue());
        }
        return Json.Obj.EMPTY
                .with("report", VERSION)
                .with("facts", told)
                .with("began", began.toString())
                .with("ended", ended.toString())
                .with("walked_by", walkedBy)
                .with("passed", passed())
                .with("failed", failed())
                .with("skipped", skipped())
                .with("steps", WalkJson.steps(steps))
                .with("findings", WalkJson.findings(findings))
                .with(
                        "wiring",
                        Json.Obj.EMPTY.with("zh", sheets(Lang.ZH)).with("en", sheets(Lang.EN)));
    }

    private Json.Arr sheets(Lang lang) {
        return Json.Arr.ofText(wiring.getOrDefault(lang, List.of()));
    }
}
