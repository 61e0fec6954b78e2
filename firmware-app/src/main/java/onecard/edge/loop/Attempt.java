package onecard.edge.loop;

import java.util.Optional;
import onecard.access.Direction;
import onecard.access.Presentation;
import onecard.money.Statement;
import onecard.point.TapId;
import onecard.time.Mono;

/// One presence on its way to its one final event.
///
/// @param account what a list says of their wallets; absent: nothing, or nobody sells there
/// @param seen when it was noticed
/// @param latencyMicros of the stages so far, as events say it
/// @param asks the event by which it was asked for something; absent: it was not
public record Attempt(
        String point,
        String scene,
        String reader,
        Direction direction,
        Presentation shown,
        Optional<Statement> account,
        Mono seen,
        String latencyMicros,
        Optional<TapId> asks) {

    Attempt asked(TapId by) {
        return new Attempt(
                point,
                scene,
                reader,
                direction,
                shown,
                account,
                seen,
                latencyMicros,
                Optional.of(by));
    }
}
