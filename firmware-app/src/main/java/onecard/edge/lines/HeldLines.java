package onecard.edge.lines;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import onecard.site.Board;

/// The lines of a process, whichever site files it runs by: relays are held from the first run to
/// the end of the process, so that between two runs nobody but us decides their level. Contacts are
/// those of the run that has them. Thread-safe.
public final class HeldLines implements AutoCloseable {

    private final Path simulated;
    private final LongSupplier nanos;
    private Map<String, Board.Relay> relays = Map.of();
    private Optional<Lines> held = Optional.empty();

    /// @param simulated where the files of simulated lines are
    /// @param nanos the monotonic clock
    public HeldLines(Path simulated, LongSupplier nanos) {
        this.simulated = simulated;
        this.nanos = nanos;
    }

    /// Whether they can be those of the next run while the one before still has them.
    public synchronized boolean serve(Board board) {
        return held.isPresent() && relays.equals(board.relays());
    }

    /// For the next run, which wires their contacts once it takes over. Where the relays are
    /// others, which none but a file of before may bring about, these are let go of and the others
    /// asked for.
    ///
    /// @throws IOException that names the line which cannot be had
    public synchronized Lines of(Board board) throws IOException {
        if (!serve(board)) {
            close();
            held = Optional.of(Lines.open(board, simulated, nanos));
            relays = board.relays();
        }
        return held.orElseThrow();
    }

    /// Relays to their stop level. Idempotent.
    @Override
    public synchronized void close() {
        held.ifPresent(Lines::close);
        held = Optional.empty();
    }
}
