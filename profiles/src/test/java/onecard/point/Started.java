package onecard.point;

import java.time.Instant;
import java.util.List;
import onecard.access.Posture;
import onecard.time.ClockTrust;
import onecard.time.Moment;
import onecard.time.Mono;

/// A machine with a past, so that no sequence spends its moves on it.
///
/// @param initial what that has made of it
public record Started<S>(Point<S> machine, S initial) implements Point<S> {

    /// Told all this at its start.
    ///
    /// @param told levels, of which none may leave it with a time to wait for
    public static <S> Started<S> told(Point<S> machine, List<Input> told) {
        var state = machine.initial();
        for (var input : told) {
            var now = new Moment(new Mono(0), Instant.EPOCH, ClockTrust.SYNCED);
            var step = machine.step(state, input, now);
            if (step.wake().isPresent()) {
                throw new IllegalStateException(input + " leaves it waiting for " + step.wake());
            }
            state = step.next();
        }
        return new Started<>(machine, state);
    }

    @Override
    public Step<S> step(S state, Input input, Moment now) {
        return machine.step(state, input, now);
    }

    @Override
    public Posture posture(S state) {
        return machine.posture(state);
    }

    @Override
    public String name(S state) {
        return machine.name(state);
    }
}
