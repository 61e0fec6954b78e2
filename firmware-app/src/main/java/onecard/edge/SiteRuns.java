package onecard.edge;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import onecard.edge.cli.Console;
import onecard.edge.cli.Sites;
import onecard.edge.config.Restart;
import onecard.edge.config.SiteSlots;
import onecard.edge.config.SiteSlots.Chosen;
import onecard.edge.config.Trial;
import onecard.edge.state.StateDir;
import org.tinylog.Logger;

/// The daemon, run after run, each by the site file that is in force then. A new one is tried: it
/// must start and be well as a [Trial] wants it; else the one before is in force again. Between two
/// runs no relay moves: a run ends for another only while every relay is at the level that it has
/// when the daemon stops.
final class SiteRuns implements AutoCloseable {

    /// A device that nobody can reach goes back, whatever is held: else it would stay so for ever.
    private static final Duration BACK_WITHIN = Duration.ofSeconds(60);

    private static final long LOOK_NANOS = 100_000_000;

    private final Path given;
    private final StateDir state;
    private final Console console;
    private final Consumer<Throwable> fatal;
    private Optional<Daemon> running = Optional.empty();
    private volatile boolean stopping;

    /// @param given the site file of the command line
    /// @param fatal told of a bug; ends the process
    SiteRuns(Path given, StateDir state, Console console, Consumer<Throwable> fatal) {
        this.given = given;
        this.state = state;
        this.console = console;
        this.fatal = fatal;
    }

    /// Returns only where not even the given site file is good.
    void forEver() throws IOException, InterruptedException {
        var slots = SiteSlots.open(state.path().resolve("config"), given);
        while (true) {
            var restart = new Restart();
            var trial = new Trial(System.nanoTime());
            Chosen chosen;
            Optional<Daemon> daemon;
            synchronized (this) {
                while (stopping) {
                    wait(); // for the end of the process; nothing may begin, not even a trial
                }
                chosen = slots.begin();
                daemon = start(chosen, slots, restart);
            }
            if (daemon.isEmpty()) {
                if (!chosen.trial()) {
                    return;
                }
                slots.rollBack();
                continue;
            }
            console.print("onecard: ready");
            var failed = chosen.trial() ? judged(daemon.get(), trial) : Optional.<String>empty();
            if (failed.isPresent()) {
                Logger.error(
                        "site file version {} is given up: {}", chosen.version(), failed.get());
                slots.rollBack();
                end(daemon.get(), BACK_WITHIN);
            } else {
                if (chosen.trial()) {
                    slots.confirm();
                    daemon.get().trialOver();
                    Logger.info("site file version {} is in force", chosen.version());
                }
                restart.await();
                end(daemon.get(), Duration.ZERO);
            }
        }
    }

    /// Empty if it does not come up by that file.
    private Optional<Daemon> start(Chosen chosen, SiteSlots slots, Restart restart)
            throws IOException {
        var profile = Sites.read(chosen.file(), console);
        if (profile.isEmpty()) {
            return Optional.empty();
        }
        try {
            var settings = new Wiring.Settings(slots, restart);
            var hash = Sites.hash(chosen.file());
            running =
                    Optional.of(
                            Wiring.start(profile.get(), state, hash, Optional.of(settings), fatal));
        } catch (IOException | RuntimeException failed) {
            if (!chosen.trial()) {
                throw failed;
            }
            Logger.error(failed, "site file version {} is given up", chosen.version());
            return Optional.empty();
        }
        return running;
    }

    /// Waits for the end of the trial.
    ///
    /// @return why it failed; empty if it did not
    private static Optional<String> judged(Daemon daemon, Trial trial) {
        while (true) {
            switch (trial.look(daemon.ailment(), System.nanoTime())) {
                case Trial.Outcome.Open() -> LockSupport.parkNanos(LOOK_NANOS);
                case Trial.Outcome.Kept() -> {
                    return Optional.empty();
                }
                case Trial.Outcome.GivenUp(var why) -> {
                    return Optional.of(why);
                }
            }
        }
    }

    /// @param limit how long to wait for everybody to be through; zero: as long as it takes
    private void end(Daemon daemon, Duration limit) throws InterruptedException {
        daemon.endQuietly(limit);
        synchronized (this) {
            if (!stopping) {
                daemon.close();
                running = Optional.empty();
            }
        }
    }

    /// Ends whatever runs, and lets nothing else begin.
    @Override
    public void close() {
        stopping = true;
        synchronized (this) {
            running.ifPresent(Daemon::stop);
        }
    }

    /// Whether the process ends because it was told to.
    boolean isStopping() {
        return stopping;
    }
}
