package onecard.hal;

/// What a customer display tells. `nanos` is the monotonic clock when it was known.
public sealed interface DisplayEvent {

    /// It is not there or takes nothing, until [Back].
    record Lost(String display, String why, long nanos) implements DisplayEvent {}

    /// It is there, and shows what was last asked for.
    record Back(String display, long nanos) implements DisplayEvent {}
}
