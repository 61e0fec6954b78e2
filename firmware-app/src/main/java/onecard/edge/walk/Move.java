package onecard.edge.walk;

import java.time.Duration;
import onecard.point.Output;

/// An output that is moved while the installer looks.
///
/// @param width how long it is energised
public record Move(String point, Output output, String relay, Duration width) {

    /// As the site file names it.
    String part() {
        return "board.relays." + relay;
    }

    /// Whether the two are the two ways of one lane.
    boolean isOtherWay(Move other) {
        return isPair(other, Output.IN, Output.OUT);
    }

    /// Whether one of the two brings an arm up and the other down.
    boolean isCounterMove(Move other) {
        return isPair(other, Output.RAISE, Output.LOWER);
    }

    private boolean isPair(Move other, Output one, Output two) {
        return point.equals(other.point)
                && (output == one && other.output == two || output == two && other.output == one);
    }
}
