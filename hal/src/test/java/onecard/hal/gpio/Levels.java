package onecard.hal.gpio;

import java.util.ArrayList;
import java.util.List;
import onecard.hal.RelayContract.Level;

/// What a line was set to, as whoever watches it sees it.
final class Levels {

    /// The kernel writes whole microseconds: what it calls one came before the next.
    private static final long TO_THE_NEXT_MICRO = 999;

    private Levels() {}

    /// Those that the kernel recorded.
    static List<Level> of(List<TestLines.Set> recorded, boolean activeHigh) {
        if (recorded.stream().map(TestLines.Set::line).distinct().count() > 1) {
            throw new IllegalStateException("several lines were set: " + recorded);
        }
        return recorded.stream()
                .map(
                        set ->
                                new Level(
                                        set.micros() * 1_000 + TO_THE_NEXT_MICRO,
                                        set.high() == activeHigh))
                .toList();
    }

    /// Setting a line to the level it has is none.
    static List<Level> changes(List<Level> set) {
        var changes = new ArrayList<Level>();
        for (var level : set) {
            if (changes.isEmpty() || changes.getLast().energised() != level.energised()) {
                changes.add(level);
            }
        }
        return changes;
    }
}
