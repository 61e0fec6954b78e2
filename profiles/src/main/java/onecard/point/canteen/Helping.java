package onecard.point.canteen;

import java.util.Optional;
import onecard.access.Reason;
import onecard.money.Allowance;
import onecard.point.TapId;
import onecard.point.canteen.Phase.Paying;
import onecard.time.Mono;

/// What is going on before a scale.
public sealed interface Helping {

    /// Nobody takes anything.
    record Free() implements Helping {}

    /// Nobody does, and the next card is shown what stands in its wallets.
    ///
    /// @param until when that is forgotten
    record Asking(Mono until) implements Helping {}

    /// Somebody does.
    ///
    /// @param until when they are taken to have left, if the scale goes on resting
    /// @param end when that is so in any case
    record Taking(TapId tap, Allowance allowance, Portion portion, Mono until, Mono end)
            implements Helping {}

    /// They took more than they may spend. Only putting it back, or the operator, ends that.
    record Locked(TapId tap, Allowance allowance, Portion portion) implements Helping {}

    /// They have left, and the intent is on its way to the journal: nothing is debited.
    ///
    /// @param doomed why it becomes void once it is durable: the journal has not even its tap
    record Beginning(Paying paying, Optional<Reason> doomed) implements Helping {}

    /// So is the end of it: it is debited, and nobody is told yet.
    record Closing(Paying paying) implements Helping {}

    /// As the drawing and the events call it.
    default String name() {
        return switch (this) {
            case Free() -> "free";
            case Asking _ -> "asking";
            case Taking _ -> "taking";
            case Locked _ -> "locked";
            case Beginning _ -> "beginning";
            case Closing _ -> "closing";
        };
    }

    /// When time alone moves it on.
    default Optional<Mono> wake() {
        return switch (this) {
            case Asking(var until) -> Optional.of(until);
            case Taking(_, _, _, var until, _) -> Optional.of(until);
            case Free(), Locked _, Beginning _, Closing _ -> Optional.empty();
        };
    }
}
