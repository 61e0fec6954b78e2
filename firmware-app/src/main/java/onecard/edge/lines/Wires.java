package onecard.edge.lines;

import onecard.hal.Bands;
import onecard.hal.gpio.Bias;
import onecard.hal.gpio.Drive;
import onecard.hal.gpio.Wire;
import onecard.site.Board;

/// Places of the site file in the words of the driver.
public final class Wires {

    private Wires() {}

    /// @param activeHigh the level that means energised, or closed
    public static Wire of(Board.Line.OfChip line, boolean activeHigh, Board.Bias bias) {
        return new Wire(line.chip(), line.line(), activeHigh, bias(bias));
    }

    /// What a supervised line measures.
    public static Bands bands(Board.Supervised line) {
        return new Bands(band(line.closed()), band(line.open()));
    }

    private static Bands.Band band(Board.Band band) {
        return new Bands.Band(band.fromMillivolts(), band.toMillivolts());
    }

    private static Bias bias(Board.Bias bias) {
        return switch (bias) {
            case AS_IS -> Bias.AS_IS;
            case PULL_UP -> Bias.PULL_UP;
            case PULL_DOWN -> Bias.PULL_DOWN;
            case NONE -> Bias.NONE;
        };
    }

    static Drive drive(Board.Drive drive) {
        return switch (drive) {
            case PUSH_PULL -> Drive.PUSH_PULL;
            case OPEN_DRAIN -> Drive.OPEN_DRAIN;
            case OPEN_SOURCE -> Drive.OPEN_SOURCE;
        };
    }
}
