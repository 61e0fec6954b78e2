package onecard.hal.sim;

import static onecard.hal.RelayGuard.NEVER;

import java.time.Duration;
import onecard.hal.Relay;
import onecard.hal.RelayGuard;

/// An output of the simulated board. Guarded like a real one: every end is kept here, not by the
/// caller. Guarded by its own lock; the loop sets it and the board's thread ends it.
public final class SimRelay implements Relay {

    private final SimBoard board;
    private final String name;
    private final boolean energisedAtStop;
    private final RelayGuard guard;
    private boolean energised;
    private long cycles;
    private long endsNanos = NEVER;
    private boolean closed;

    SimRelay(
            SimBoard board,
            String name,
            boolean energisedAtStop,
            Duration maxOn,
            boolean holdAtHang) {
        this.board = board;
        this.name = name;
        this.energisedAtStop = energisedAtStop;
        guard = new RelayGuard(maxOn, holdAtHang);
        energised = energisedAtStop;
        board.changed(name, energisedAtStop, "start");
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public synchronized void release(long untilNanos, String cause) {
        set(true, guard.releaseEnds(untilNanos, board.nanos()), cause);
    }

    @Override
    public synchronized void hold(String cause) {
        set(true, guard.holdEnds(board.nanos()), cause);
    }

    @Override
    public synchronized void drop(String cause) {
        set(false, NEVER, cause);
    }

    @Override
    public synchronized boolean energised() {
        return energised;
    }

    @Override
    public synchronized long cycles() {
        return cycles;
    }

    synchronized void tick(long nowNanos) {
        if (energised && nowNanos >= endsNanos) {
            set(false, NEVER, "deadline");
        }
    }

    /// At the level for a stopped daemon, until somebody wants another.
    synchronized void reset() {
        set(energisedAtStop, NEVER, "reset");
    }

    @Override
    public synchronized void close() {
        set(energisedAtStop, NEVER, "stop");
        closed = true;
    }

    private void set(boolean level, long ends, String cause) {
        if (closed) {
            return;
        }
        endsNanos = ends;
        if (energised != level) {
            board.changed(name, level, cause);
            energised = level;
            cycles += level ? 1 : 0;
        }
    }
}
