package onecard.hal.sim;

import java.time.Duration;
import onecard.hal.Relay;

/// An output of the simulated board. Guarded like a real one: every end is kept here, not by the
/// caller. Guarded by its own lock; the loop sets it and the board's thread ends it.
public final class SimRelay implements Relay {

    /// A hold that nobody renews ends after so long.
    static final Duration HOLD = Duration.ofSeconds(3);

    private final SimBoard board;
    private final String name;
    private final boolean energisedAtStop;
    private final Duration maxOn;
    private final boolean holdAtHang;
    private boolean energised;
    private long endsNanos = Long.MAX_VALUE;
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
        this.maxOn = maxOn;
        this.holdAtHang = holdAtHang;
        energised = energisedAtStop;
        board.changed(name, energisedAtStop, "start");
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public synchronized void release(long untilNanos, String cause) {
        long longest = board.nanos() + maxOn.toNanos();
        set(true, Math.min(untilNanos, longest), cause);
    }

    @Override
    public synchronized void hold(String cause) {
        set(true, holdAtHang ? Long.MAX_VALUE : board.nanos() + HOLD.toNanos(), cause);
    }

    @Override
    public synchronized void drop(String cause) {
        set(false, Long.MAX_VALUE, cause);
    }

    @Override
    public synchronized boolean energised() {
        return energised;
    }

    synchronized void tick(long nowNanos) {
        if (energised && nowNanos >= endsNanos) {
            set(false, Long.MAX_VALUE, "deadline");
        }
    }

    @Override
    public synchronized void close() {
        set(energisedAtStop, Long.MAX_VALUE, "stop");
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
        }
    }
}
