package onecard.edge.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What people and vehicles do at the simulated lines of the demo's gate and barrier: they go
/// through once something opens, and not else. For one thread.
public final class DemoWays {

    /// What whoever goes through moves one after the other, by the relay that opens for them.
    private static final Map<String, List<Pull>> BEHIND =
            Map.of(
                    "open-in", List.of(new Pull("passed-in", 1), new Pull("passed-in", 0)),
                    "open-out", List.of(new Pull("passed-out", 1), new Pull("passed-out", 0)),
                    "raise",
                            List.of(
                                    new Pull("safety", 1),
                                    new Pull("arrival", 0),
                                    new Pull("safety", 0)));

    private final Path lines;

    private record Pull(String contact, int level) {}

    /// @param lines the folder of the simulated board
    public DemoWays(Path lines) {
        this.lines = lines;
    }

    /// A vehicle comes to stand before the arm.
    public void arrives() throws IOException {
        pull(new Pull("arrival", 1));
    }

    /// Whoever was let in goes through; a vehicle that was not drives off.
    ///
    /// @param opened relays that went on for them
    /// @param within how long all of it takes
    public void go(Set<String> opened, Duration within) throws IOException, InterruptedException {
        var moves =
                opened.stream()
                        .filter(BEHIND::containsKey)
                        .findFirst()
                        .map(BEHIND::get)
                        .orElseGet(() -> List.of(new Pull("arrival", 0)));
        for (var move : moves) {
            pull(move);
            Thread.sleep(within.dividedBy(moves.size()));
        }
    }

    private void pull(Pull move) throws IOException {
        Files.writeString(lines.resolve(move.contact() + ".pull"), Integer.toString(move.level()));
    }
}
