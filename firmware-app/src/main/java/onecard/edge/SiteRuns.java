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
import onecard.edge.lines.HeldLines;
import onecard.edge.state.StateDir;
import onecard.edge.watch.Deadline;
import onecard.edge.watch.Progress;
import onecard.edge.watch.Supervisor;
import onecard.edge.watch.Watchdog;
import onecard.site.SiteProfile;
import org.tinylog.Logger;

/// The daemon, run after run, each by the site file that is in force then. A new one is tried: it
/// must start and be well as a [Trial] wants it; else the one before is in force again. Between two
/// runs no relay moves: a run ends for another only while every relay is at the level that it has
/// when the daemon stops, and its line is held on. None ends while there is a fire.
final class SiteRuns implements AutoCloseable {

    /// A device that nobody can reach goes back, whatever is held but by a fire: else it would stay
    /// so for ever.
    private static final Duration BACK_WITHIN = Duration.ofSeconds(60);

    /// For a start that is no trial: longer than the largest journal takes to be salvaged.
    private static final Duration START_WITHIN = Duration.ofMinutes(10);

    /// For all parts to close: one that does not come out of what it is doing would still write
    /// beside the next run, and after a process that ends nothing does.
    private static final Duration CLOSE_WITHIN = Duration.ofSeconds(30);

    private static final long LOOK_NANOS = 100_000_000;

    private final Path given;
    private final StateDir state;
    private final Console console;
    private final Consumer<Throwable> fatal;
    private final HeldLines lines;
    private final Supervisor supervisor;
    private final Watchdog watchdog;
    private Optional<Daemon> running = Optional.empty();
    private volatile boolean stopping;

    /// @param given the site file of the command line
    /// @param fatal told of a bug; ends the process
    SiteRuns(Path given, StateDir state, Console console, Consumer<Throwable> fatal) {
        this.given = given;
        this.state = state;
        this.console = console;
        this.fatal = fatal;
        lines = new HeldLines(state.path().resolve("sim"), System::nanoTime);
        supervisor = Supervisor.ofEnvironment();
        watchdog = new Watchdog(supervisor);
    }

    /// One run that has begun.
    ///
    /// @param trial to be held only where the chosen file is on trial
    private record Run(Chosen chosen, Trial trial, Daemon daemon, Restart restart) {}

    /// Returns only where not even the given site file is good.
    void forEver() throws IOException, InterruptedException {
        var slots = SiteSlots.open(state.path().resolve("config"), given);
        for (var begun = begin(slots); begun.isPresent(); begun = begin(slots)) {
            supervisor.ready();
            console.print("onecard: ready");
            var run = begun.get();
            var failed = run.chosen().trial() ? judged(run) : Optional.<String>empty();
            if (failed.isPresent()) {
                run.daemon().disbelieve(); // before its keys could sign the next
                giveUp(run.chosen(), failed.get(), slots);
                end(run.daemon(), Optional.of(BACK_WITHIN));
            } else {
                if (run.chosen().trial()) {
                    slots.confirm();
                    run.daemon().trialOver();
                    Logger.info("site file version {} is in force", run.chosen().version());
                }
                run.restart().await();
                end(run.daemon(), Optional.empty());
            }
        }
    }

    /// By the file to be tried, or the one in force; what is not good, or does not start, gives way
    /// to the one before. Empty if not even the given one is good.
    ///
    /// @throws IOException if it does not start by that one
    private synchronized Optional<Run> begin(SiteSlots slots)
            throws IOException, InterruptedException {
        while (true) {
            while (stopping) {
                wait(); // for the end of the process; nothing may begin, not even a trial
            }
            var chosen = slots.begin();
            var trial = new Trial(System.nanoTime());
            var profile = Sites.read(chosen.file(), chosen.yaml(), console);
            if (profile.isPresent()) {
                var restart = new Restart();
                var daemon =
                        start(chosen, profile.get(), new Wiring.NextRun(slots, restart, lines));
                if (daemon.isPresent()) {
                    running = daemon;
                    watchdog.watch(daemon.get().progress());
                    return Optional.of(new Run(chosen, trial, daemon.get(), restart));
                }
            } else if (chosen.isGiven()) {
                return Optional.empty();
            } else {
                giveUp(chosen, "it is not good any more", slots);
            }
        }
    }

    /// Empty if it does not start, and there is another one.
    private Optional<Daemon> start(Chosen chosen, SiteProfile profile, Wiring.NextRun next)
            throws IOException {
        var limit = chosen.trial() ? Trial.LIMIT : START_WITHIN;
        try (var _ = new Deadline("the start by " + chosen.file(), limit, fatal)) {
            var hash = Sites.hash(chosen.yaml());
            var daemon = Wiring.start(profile, state, hash, Optional.of(next), fatal);
            if (!chosen.trial()) {
                next.slots().started();
            }
            return Optional.of(daemon);
        } catch (IOException | RuntimeException failed) {
            if (chosen.isGiven()) {
                throw failed;
            }
            Logger.error(failed, "no start by site file version {}", chosen.version());
            giveUp(chosen, "it did not start: " + failed.getMessage(), next.slots());
            return Optional.empty();
        }
    }

    private static void giveUp(Chosen chosen, String why, SiteSlots slots) {
        Logger.error("site file version {} is given up: {}", chosen.version(), why);
        if (chosen.trial()) {
            slots.rollBack(why);
        } else {
            slots.unusable(why);
        }
    }

    /// Waits for the end of the trial.
    ///
    /// @return why it failed; empty if it did not
    private static Optional<String> judged(Run run) {
        while (true) {
            switch (run.trial().look(run.daemon().ailment(), System.nanoTime())) {
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

    /// @param limit how long to wait for everybody to be through; absent: as long as it takes
    private void end(Daemon daemon, Optional<Duration> limit) throws InterruptedException {
        daemon.endQuietly(limit);
        watchdog.watch(Progress.OF_NOBODY);
        synchronized (this) {
            if (!stopping) {
                try (var _ = new Deadline("the end of a run", CLOSE_WITHIN, fatal)) {
                    daemon.close();
                }
                running = Optional.empty();
            }
        }
    }

    /// Relays to their stop level first; then ends whatever runs, and lets nothing else begin.
    @Override
    public void close() {
        stopping = true;
        supervisor.stopping();
        synchronized (this) {
            watchdog.watch(Progress.OF_NOBODY);
            lines.close();
            try (var _ = new Deadline("the end of the process", CLOSE_WITHIN, fatal)) {
                running.ifPresent(Daemon::close);
            }
        }
    }

    /// Whether the process ends because it was told to.
    boolean isStopping() {
        return stopping;
    }
}
