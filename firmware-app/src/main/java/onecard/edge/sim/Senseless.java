package onecard.edge.sim;

/// A line that nobody can do. Says which part of it, never what stands there: that may be a card's
/// number. Does not leave this package.
final class Senseless extends Exception {
    private static final long serialVersionUID = 1L;

    Senseless(String why) {
        super(why, null, false, false);
    }
}
