package onecard.access;

/// Which way a reader leads; from the reader's mapping in the site file, never guessed.
public enum Direction {
    IN("in"),
    OUT("out");

    private final String wire;

    Direction(String wire) {
        this.wire = wire;
    }

    /// The name in site files and events.
    public String wire() {
        return wire;
    }

    public Direction opposite() {
        return this == IN ? OUT : IN;
    }
}
