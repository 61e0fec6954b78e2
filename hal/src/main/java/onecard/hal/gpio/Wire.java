package onecard.hal.gpio;

/// Where something is wired to.
///
/// @param chip its label, its name as `gpiochip0`, or its device as `/dev/gpiochip0`
/// @param line its number on the chip in decimal digits, or its name
/// @param activeHigh the level that means energised, or closed
public record Wire(String chip, String line, boolean activeHigh, Bias bias) {}
