package onecard.hal;

/// What a scale tells. `nanos` is the monotonic clock when it was heard.
public sealed interface ScaleEvent {

    /// Another weight than the one before, or the same that came to rest or began to move.
    ///
    /// @param grams whole, as the scale's own display has them; may be negative
    record Weight(String scale, long grams, boolean stable, long nanos) implements ScaleEvent {}

    /// More lies on it than it can weigh.
    record Overloaded(String scale, long nanos) implements ScaleEvent {}

    /// Less lies on it than it can weigh.
    record Underloaded(String scale, long nanos) implements ScaleEvent {}

    /// Nobody knows what lies on it, until [Back]: it is not there, is silent, or says what is no
    /// weight.
    record Lost(String scale, String why, long nanos) implements ScaleEvent {}

    /// It weighs; what lies on it follows at once.
    record Back(String scale, long nanos) implements ScaleEvent {}
}
