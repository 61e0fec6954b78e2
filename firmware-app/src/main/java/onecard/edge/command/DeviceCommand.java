package onecard.edge.command;

import java.util.Optional;

/// What an operator asks of the device itself.
///
/// @param by who asks, as of a [Command]
/// @param signed absent: by somebody at the machine itself
public record DeviceCommand(String id, Act act, String by, Optional<Signed> signed) {

    /// What is to be done.
    public sealed interface Act {

        /// Says anew what it is and how it is.
        record Sync() implements Act {}

        /// Sends records of an epoch again, from one number to another, both included.
        record Replay(String epoch, long from, long to) implements Act {}

        /// Shows where it is, by light and beep.
        ///
        /// @param point absent: all of them
        record Identify(Optional<String> point) implements Act {}

        /// Begins a run anew, once nobody is in its way.
        record Restart() implements Act {}
    }

    public Verb verb() {
        return switch (act) {
            case Act.Sync() -> Verb.SYNC;
            case Act.Replay _ -> Verb.REPLAY;
            case Act.Identify _ -> Verb.IDENTIFY;
            case Act.Restart() -> Verb.RESTART;
        };
    }
}
