package onecard.hal.gpio;

/// How an output is driven.
public enum Drive {
    PUSH_PULL,
    /// Only ever pulled down; up by a resistor outside.
    OPEN_DRAIN,
    /// Only ever pulled up; down by a resistor outside.
    OPEN_SOURCE
}
