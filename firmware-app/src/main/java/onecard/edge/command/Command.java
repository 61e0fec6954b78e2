package onecard.edge.command;

import java.time.Duration;
import java.util.Optional;
import onecard.access.CredentialKind;
import onecard.access.Direction;
import onecard.access.Posture;
import onecard.access.Token;
import onecard.money.HostCount;

/// What an operator asks of one point.
///
/// @param id names it: asked again it is answered again, and not done again
/// @param by who asks, as far as the way it came can tell: `local:USER`, or `remote:NAME` as the
///     signer says
/// @param signed absent: by somebody at the machine itself
public record Command(String id, String point, Act act, String by, Optional<Signed> signed) {

    /// By somebody at the machine itself.
    public Command(String id, String point, Act act, String by) {
        this(id, point, act, by, Optional.empty());
    }

    /// What is to be done.
    public sealed interface Act {

        /// Opens for one to pass.
        record Release(Direction way) implements Act {}

        /// A posture from now on.
        ///
        /// @param lasting absent: until it is taken back; of [Posture#NORMAL]: what was ordered
        ///     before is taken back
        record Stand(Posture posture, Optional<Duration> lasting) implements Act {}

        /// Somebody is held to something no more.
        record Forgive(Whom whom) implements Act {}

        /// The batch of a till is closed.
        record Settle() implements Act {}

        /// What was settled is compared with what the host counted; nothing is changed.
        record Reconcile(HostCount host) implements Act {}

        /// Somebody is signed in at a desk by hand.
        ///
        /// @param operator who does so
        /// @param meeting absent: the one that is on
        record Attend(Token person, Token operator, Optional<String> meeting) implements Act {}
    }

    /// Who is forgiven, and what.
    public sealed interface Whom {

        /// Everybody's wrong tries at the point.
        record Everybody() implements Whom {}

        /// The wrong tries of one credential at the point.
        record Holder(CredentialKind kind, Token token) implements Whom {}

        /// One person is taken to be in no area.
        record Person(Token subject) implements Whom {}

        /// Nobody is taken to be in that area, which the point leads into or out of.
        record Inside(String area) implements Whom {}
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
            case Act.Settle() -> Verb.SETTLE;
            case Act.Reconcile _ -> Verb.RECONCILE;
            case Act.Attend _ -> Verb.ATTEND;
        };
    }
}
