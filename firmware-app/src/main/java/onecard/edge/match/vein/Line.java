package onecard.edge.match.vein;

import java.util.BitSet;

/// A straight line across a picture: row by column.
record Line(double offset, double slope) {

    /// Through rows by column from [FingerEdges#FIRST] on, by least squares.
    ///
    /// @param taken which of them count; two at least
    static Line through(float[] rows, BitSet taken) {
        double middle = taken.stream().average().orElseThrow();
        double mean = 0;
        double products = 0;
        double squares = 0;
        for (int i = taken.nextSetBit(0); i >= 0; i = taken.nextSetBit(i + 1)) {
            mean += rows[i] / taken.cardinality();
            products += (i - middle) * rows[i];
            squares += (i - middle) * (i - middle);
        }
        double slope = products / squares;
        return new Line(mean - slope * (middle + FingerEdges.FIRST), slope);
    }

    double at(double x) {
        return offset + slope * x;
    }
}
