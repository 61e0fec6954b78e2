package onecard.edge.lines;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import onecard.site.Board;

/// The lines of a process, whichever site files it runs by: relays are held from the first run to
/// the end of the process, so that between two runs nobody but us decides their level. Contacts are
/// those of the present run. Thread-safe.
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

    /// For the next run; the one before has ended. Where the relays are others, which none but a
    /// file of before may bring about, these are let go of and the others asked for.
    ///
    /// @throws IOException that names the line which cannot be had; relays are held all the same
    public synchronized Lines of(Board board) throws IOException {
        if (held.isPresent() && relays.equals(board.relays())) {
            held.get().rewire(board);
            return held.get();
        }
        close();
        var lines = Lines.open(board, simulated, nanos);
        relays = board.relays();
        held = Optional.of(lines);
        return lines;
    }

    /// Relays to their stop level. Idempotent.
    @Override
    public synchronized void close() {
        held.ifPresent(Lines::close);
        held = Optional.empty();
    }
}
