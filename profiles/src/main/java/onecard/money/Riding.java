package onecard.money;

import java.time.Duration;

/// How a validator takes people along.
///
/// @param longest whoever has not tapped off by then is on no journey any more: it is incomplete,
///     and has cost the highest fare
/// @param again a card is not taken twice within that time, whichever validator of the device it
///     is; zero: it is
public record Riding(Fares fares, Duration longest, Duration again) {

    /// @throws IllegalArgumentException if a journey could not be ended before it is over
    public Riding {
        if (again.isNegative() || longest.compareTo(again) <= 0) {
            throw new IllegalArgumentException("longest " + longest + ", again " + again);
        }
    }
}
