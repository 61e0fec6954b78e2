package onecard.edge.walk;

import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import onecard.edge.crypto.Json;
import onecard.edge.walk.Mistake.Finding;

/// How far a walk has come, kept after each block: a walk that is cut short, by the power cut that
/// is one of its steps or by accident, goes on from there. One JSON object.
///
/// @param config hash of the site file that is walked
/// @param version of the program that walks it
/// @param over blocks that need not be walked again
/// @param restarted the daemon was started once more behind all of them
/// @param cut that whoever walks was asked to make, before the last block that is not over
public record Progress(
        String config,
        String version,
        OffsetDateTime began,
        Set<Block> over,
        boolean restarted,
        List<Stepped> steps,
        List<Finding> findings,
        Optional<Cut> cut) {

    /// The power, as it was about to be cut.
    ///
    /// @param boot what the kernel called that boot
    /// @param start what the journal calls the start of the walk's own daemon
    /// @param place where the journal stood
    /// @param ended the walk ended then and was not cut off: by a signal, as a shutdown sends and a
    ///     cut does not, or for want of answers
    public record Cut(String boot, String start, long place, boolean ended) {}

    public Progress {
        over = Set.copyOf(over);
        steps = List.copyOf(steps);
        findings = List.copyOf(findings);
    }

    static Progress none(String config, String version, OffsetDateTime began) {
        return new Progress(
                config, version, began, Set.of(), false, List.of(), List.of(), Optional.empty());
    }

    Progress with(WiringBlock.Outcome outcome) {
        var all = new ArrayList<>(steps);
        all.addAll(outcome.steps());
        var found = new ArrayList<>(findings);
        found.addAll(outcome.findings());
        return new Progress(config, version, began, over, restarted, all, found, cut);
    }

    Progress over(Block block) {
        var more = new LinkedHashSet<>(over);
        more.add(block);
        return new Progress(
                config, version, began, more, restarted, steps, findings, Optional.empty());
    }

    Progress onceRestarted() {
        return new Progress(config, version, began, over, true, steps, findings, cut);
    }

    Progress cutting(Cut about) {
        return new Progress(
                config, version, began, over, restarted, steps, findings, Optional.of(about));
    }

    Progress by(String other) {
        return new Progress(config, other, began, over, restarted, steps, findings, cut);
    }

    /// What comes next is no power cut.
    public Progress ended() {
        return cut.map(it -> cutting(new Cut(it.boot(), it.start(), it.place(), true)))
                .orElse(this);
    }

    // --- as JSON ---

    /// What [#of] reads.
    public Json.Obj json() {
        var told =
                Json.Obj.EMPTY
                        .with("config", config)
                        .with("version", version)
                        .with("began", began.toString())
                        .with(
                                "over",
                                Json.Arr.ofText(over.stream().sorted().map(Block::wire).toList()))
                        .with("restarted", restarted)
                        .with("steps", WalkJson.steps(steps))
                        .with("findings", WalkJson.findings(findings));
        return cut.map(
                        it ->
                                told.with(
                                        "cut",
                                        Json.Obj.EMPTY
                                                .with("boot", it.boot())
                                                .with("start", it.start())
                                                .with("place", it.place())
                                                .with("ended", it.ended())))
                .orElse(told);
    }

    /// Empty if it is none.
    public static Optional<Progress> of(Json.Obj told) {
        var over = new LinkedHashSet<Block>();
        WalkJson.texts(told, "over").forEach(it -> WalkJson.block(it).ifPresent(over::add));
        return told.text("began")
                .flatMap(Progress::time)
                .map(
                        began ->
                                new Progress(
                                        told.text("config").orElse(""),
                                        told.text("version").orElse(""),
                                        began,
                                        over,
                                        told.bool("restarted").orElse(false),
                                        WalkJson.steps(told),
                                        WalkJson.findings(told),
                                        told.object("cut").map(Progress::cut)));
    }

    private static Cut cut(Json.Obj told) {
        return new Cut(
                told.text("boot").orElse(""),
                told.text("start").orElse(""),
                told.number("place").orElse(0L),
                told.bool("ended").orElse(true));
    }

    private static Optional<OffsetDateTime> time(String text) {
        try {
            return Optional.of(OffsetDateTime.parse(text));
        } catch (DateTimeParseException _) {
            return Optional.empty();
        }
    }
}
