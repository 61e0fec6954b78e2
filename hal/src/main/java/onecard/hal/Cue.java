package onecard.hal;

import java.time.Duration;

/// How something looks and sounds beside a reader: a light, and beeps. Colour is never the only
/// cue, for not everybody tells red from green: any two differ in how many beeps there are, or in
/// that one is at least twice as long.
///
/// @param beeps at least 1
/// @param on how long one sounds; a light that can blink is lit for as long
/// @param off between one and the next
public record Cue(Colour colour, int beeps, Duration on, Duration off) {

    public enum Colour {
        GREEN,
        RED,
        BOTH
    }

    public Cue {
        if (beeps < 1 || !on.isPositive() || !off.isPositive()) {
            throw new IllegalArgumentException(
                    "a cue beeps and pauses, but was " + beeps + " times " + on + ", " + off);
        }
    }

    static Cue of(Colour colour, int beeps, int onMillis, int offMillis) {
        return new Cue(colour, beeps, Duration.ofMillis(onMillis), Duration.ofMillis(offMillis));
    }

    /// From the first beep to the end of the last pause.
    public Duration lasts() {
        return on.plus(off).multipliedBy(beeps);
    }
}
