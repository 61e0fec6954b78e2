package onecard.hal;

/// What a scale says lies on it.
public sealed interface Load {

    /// @param grams as the scale's own display has them, net of its tare; negative when less lies
    /// there than when it was set to zero
    /// @param stable the scale says so; nothing is charged by one that moves
    record Weight(long grams, boolean stable) implements Load {}

    /// More than it can weigh.
    record Over() implements Load {}

    /// Less than it can weigh: the pan was lifted off.
    record Under() implements Load {}
}
