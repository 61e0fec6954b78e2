package onecard.hal;

/// What a line with resistors at its end measures, by which a cut or a shorted cable differs from
/// an open or closed contact. The line is pulled up to the converter's reference: shorted it has
/// next to nothing, cut it has all of it.
///
/// @param closed while the contact is closed
/// @param open while it is open; above or below `closed`, not into it
public record Bands(Band closed, Band open) {

    /// @param fromMillivolts lowest
    /// @param toMillivolts highest
    public record Band(int fromMillivolts, int toMillivolts) {
        public Band {
            if (fromMillivolts < 0 || fromMillivolts > toMillivolts) {
                throw new IllegalArgumentException(
                        "a band must rise from 0 mV or more, but was "
                                + fromMillivolts
                                + ".."
                                + toMillivolts);
            }
        }

        boolean has(int millivolts) {
            return fromMillivolts <= millivolts && millivolts <= toMillivolts;
        }

        /// Amid it.
        public int middleMillivolts() {
            return fromMillivolts + (toMillivolts - fromMillivolts) / 2;
        }
    }

    /// What a measured line says.
    public enum Reading {
        CLOSED,
        OPEN,
        /// Below both bands.
        SHORT,
        /// Above both bands.
        CUT,
        /// Between the bands: nothing that belongs to this line measures so.
        ODD
    }

    public Bands {
        if (closed.fromMillivolts() <= open.toMillivolts()
                && open.fromMillivolts() <= closed.toMillivolts()) {
            throw new IllegalArgumentException(
                    "the bands must lie apart, but were " + closed + " and " + open);
        }
    }

    /// What so many millivolts mean.
    public Reading reading(int millivolts) {
        if (closed.has(millivolts)) {
            return Reading.CLOSED;
        }
        if (open.has(millivolts)) {
            return Reading.OPEN;
        }
        if (millivolts < Math.min(closed.fromMillivolts(), open.fromMillivolts())) {
            return Reading.SHORT;
        }
        return millivolts > Math.max(closed.toMillivolts(), open.toMillivolts())
                ? Reading.CUT
                : Reading.ODD;
    }
}
