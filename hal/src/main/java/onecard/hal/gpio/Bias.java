package onecard.hal.gpio;

/// The resistor inside the chip that pulls a line while nothing drives it. A chip that has none
/// ignores this without a word, so a line that must rest somewhere has one of its own.
public enum Bias {
    /// As the firmware left it.
    AS_IS,
    PULL_UP,
    PULL_DOWN,
    NONE
}
