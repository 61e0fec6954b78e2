package onecard.edge.walk;

import java.util.List;
import onecard.edge.walk.Mistake.Finding;
import onecard.words.Words;

/// One step of the walk, and what came of it.
///
/// @param part as the site file names it, or the name of what was tried
/// @param what was done
/// @param measured by the program
public record Stepped(Block block, String part, Words what, Result result, List<Words> measured) {

    public Stepped {
        measured = List.copyOf(measured);
    }

    /// Failed where it passed by itself, and a mistake is found at its part.
    Stepped judged(List<Finding> findings) {
        return findings.stream()
                .filter(finding -> finding.concerns(part))
                .findFirst()
                .filter(_ -> result instanceof Result.Passed)
                .map(
                        finding ->
                                new Stepped(
                                        block,
                                        part,
                                        what,
                                        new Result.Failed(finding.found()),
                                        measured))
                .orElse(this);
    }

    /// What came of a step.
    public sealed interface Result {
        record Passed() implements Result {}

        /// @param why in both languages
        record Failed(Words why) implements Result {}

        /// It was left out.
        ///
        /// @param why as the installer, or the program, has it
        record Skipped(Words why) implements Result {}
    }

    /// Everything as it should be.
    public static Stepped passed(Block block, String part, Words what, Words... measured) {
        return new Stepped(block, part, what, new Result.Passed(), List.of(measured));
    }

    /// Something not as it should be.
    ///
    /// @param why in both languages
    public static Stepped failed(
            Block block, String part, Words what, Words why, Words... measured) {
        return new Stepped(block, part, what, new Result.Failed(why), List.of(measured));
    }

    /// It was left out.
    ///
    /// @param why as the installer, or the program, has it
    public static Stepped skipped(Block block, String part, Words what, Words why) {
        return new Stepped(block, part, what, new Result.Skipped(why), List.of());
    }
}
