package onecard.edge.match.face;

import java.util.Optional;

/// How light a face is, and how much of it is to be seen.
final class Light {

    /// Of 0 to 255, what the mean of a face that is upright lies between, and how far from it the
    /// pixels are at least. ORL's faces have 74 to 156 and 32 to 64.
    static final int DARK = 30;

    static final int BRIGHT = 225;
    static final int CONTRAST = 10;

    private int pixels;
    private double sum;
    private double squares;

    void add(double grey) {
        pixels++;
        sum += grey;
        squares += grey * grey;
    }

    double mean() {
        return sum / pixels;
    }

    double deviation() {
        return Math.sqrt(Math.max(0, squares / pixels - mean() * mean()));
    }

    Optional<String> objection() {
        if (!(mean() >= DARK)) { // nor where none of it lies within the picture
            return Optional.of("too dark");
        }
        if (mean() > BRIGHT) {
            return Optional.of("too bright");
        }
        return deviation() < CONTRAST ? Optional.of("too little contrast") : Optional.empty();
    }
}
