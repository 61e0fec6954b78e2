package onecard.hal.gpio;

import java.util.ArrayList;
import java.util.List;
import onecard.hal.RelayContract.Level;

/// What a line was set to, as whoever watches it sees it.
final class Levels {

    private Levels() {}

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
