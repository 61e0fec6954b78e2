package onecard.edge.walk;

import java.time.Duration;
import java.util.List;
import onecard.edge.words.Message;
import onecard.words.Words;

/// How long taps took, from the card to the decision, as a report tells it.
///
/// @param each one at least
record TapTimes(List<Duration> each) {

    private static final int FEW = 10;

    TapTimes {
        each = each.stream().sorted().toList();
        if (each.isEmpty()) {
            throw new IllegalArgumentException("each must have one, but was empty");
        }
    }

    /// The least of them that so many percent of them do not exceed.
    Duration percentile(int percent) {
        return each.get(Math.max(0, Math.ceilDiv(percent * each.size(), 100) - 1));
    }

    /// A percentile of a few says nothing more than the longest of them.
    Words told() {
        if (each.size() < FEW) {
            return Message.WALK_MEASURED_FEW_TAPS.with(each.size(), each.getLast().toMillis());
        }
        return Message.WALK_MEASURED_TAPS.with(
                each.size(),
                percentile(50).toMillis(),
                percentile(95).toMillis(),
                each.getLast().toMillis());
    }
}
