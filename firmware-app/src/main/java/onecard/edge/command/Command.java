package onecard.edge.command;

import java.time.Duration;
import java.util.Optional;
import onecard.access.CredentialKind;
import onecard.access.Direction;
import onecard.access.Posture;
import onecard.access.Token;

/// What an operator asks of one point.
///
/// @param id names it: asked again it is answered again, and not done again
/// @param by who asks, as far as the way it came can tell: `local:USER`
public record Command(String id, String point, Act act, String by) {

    /// What is to be done.
    public sealed interface Act {

        /// Opens for one to pass.
        record Release(Direction way) implements Act {}

        /// A posture from now on.
        ///
        /// @param lasting absent: until it is taken back; of [Posture#NORMAL]: what was ordered
        ///     before is taken back
        record Stand(Posture posture, Optional<Duration> lasting) implements Act {}

        /// Forgets wrong tries at the point.
        ///
        /// @param whose absent: everybody's
        record Forgive(Optional<Whose> whose) implements Act {}

        record Whose(CredentialKind kind, Token token) {}
    }

    public Verb verb() {
        return switch (act) {
            case Act.Release _ -> Verb.RELEASE;
            case Act.Stand(var posture, _) ->
                    switch (posture) {
                        case FREE -> Verb.HOLD;
                        case NORMAL -> Verb.NORMAL;
                        case LOCKDOWN -> Verb.LOCKDOWN;
                        case DISABLED -> Verb.DISABLE;
                        case FIRE -> throw new IllegalStateException("nobody orders a fire");
                    };
            case Act.Forgive _ -> Verb.FORGIVE;
        };
    }
}
