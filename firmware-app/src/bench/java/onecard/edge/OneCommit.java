package onecard.edge;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// The limit of what waits for a durable record: one commit of a tap's row by C, on the same disk
/// at the same pace.
final class OneCommit {

    private OneCommit() {}

    /// @param count of commits in a round
    /// @param pace between two of them
    /// @param ours measures one round
    static Pairs beside(Bench.Setting setting, int count, Duration pace, Pairs.Round ours)
            throws Exception {
        var rows = rows(setting.scratch(), count);
        var program = setting.limits().resolve("journal").toString();
        return Pairs.run(
                setting.rounds(),
                ours,
                round ->
                        LimitProgram.run(
                                List.of(
                                        program,
                                        setting.scratch().resolve("c-" + round + ".db").toString(),
                                        rows.toString(),
                                        "1",
                                        Long.toString(TimeUnit.MICROSECONDS.convert(pace)))));
    }

    private static Path rows(Path scratch, int count) throws Exception {
        var directory = Files.createDirectories(scratch.resolve("rows-of"));
        var lines = new ArrayList<String>();
        try (var journal = Samples.journal(directory.resolve("journal.db"))) {
            for (int i = 0; i < count; i++) {
                journal.commit(List.of(Samples.tap(i)), Samples.now())
                        .forEach(row -> lines.add(row.event()));
            }
        }
        return Files.write(scratch.resolve("rows"), lines);
    }
}
