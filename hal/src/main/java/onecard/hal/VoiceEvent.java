package onecard.hal;

/// What a voice tells. `nanos` is the monotonic clock when it was known.
public sealed interface VoiceEvent {

    /// It cannot speak, until [Back].
    ///
    /// @param why what failed, and what to install where something is missing
    record Lost(String voice, String why, long nanos) implements VoiceEvent {}

    /// It can speak; after a sentence that failed: it has spoken again.
    record Back(String voice, long nanos) implements VoiceEvent {}
}
