package onecard.edge.clock;

import java.time.Instant;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/// The two clocks of a board, as everything reads them that decides by time.
///
/// @param nanos monotonic
public record Clocks(LongSupplier nanos, Supplier<Instant> wall) {

    /// Its own.
    public static final Clocks BOARD = new Clocks(System::nanoTime, Instant::now);
}
