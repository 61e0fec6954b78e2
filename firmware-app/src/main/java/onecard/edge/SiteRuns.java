package onecard.edge;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import onecard.edge.cli.Console;
import onecard.edge.cli.Sites;
import onecard.edge.config.Restart;
import onecard.edge.config.SiteSlots;
import onecard.edge.config.SiteSlots.Chosen;
import onecard.edge.config.Trial;
import onecard.edge.lines.HeldLines;
import onecard.edge.loop.EdgeLoop;
import onecard.edge.state.StateDir;
import onecard.edge.watch.Deadline;
import onecard.edge.watch.Progress;
import onecard.edge.watch.Supervisor;
import onecard.edge.watch.Watchdog;
import onecard.site.SiteProfile;
import org.tinylog.Logger;

/// The daemon, run after run, each by the site file that is in force then. A new one is tried: it
/// must start and be well as a [Trial] wants it; else the one before is in force again. No relay
/// moves by that: a run ends for another only while every relay is at the level that it has when
/// the daemon stops, and its line is held on. Its points stay on duty until the next run is ready
/// to take the lines, so that a fire is heard all the while; and neither ends while there is one.
final class SiteRuns implements AutoCloseable {

    /// A device that nobody can reach goes back, whatever is held but by a fire: else it would stay
    /// so for ever.
    private static final Duration BACK_WITHIN = Duration.ofSeconds(60);

    /// For a start that is no trial: longer than the largest journal takes to be salvaged.
    private static final Duration START_WITHIN = Duration.ofMinutes(10);

    /// For all parts to close: one that does not come out of what it is doing would still write
    /// beside the next run, and after a process that ends nothing does.
    private static final Duration CLOSE_WITHIN = Duration.ofSeconds(30);

    /// How long the end of the process waits for a run that begins or ends: it is to be over within
    /// 5 s, and whatever is left half done then a power cut could have left as well.
    private static final Duration LEFT_AFTER = Duration.ofSeconds(3);

    private static final long LOOK_NANOS = 100_000_000;

    private final SiteSlots slots;
    private final StateDir state;
    private final Console console;
    private final Consumer<Throwable> fatal;
    private final HeldLines lines;
    private final Supervisor supervisor;
    private final Watchdog watchdog;
    private final Handover handover = new Handover();
    private final ReentrantLock changing = new ReentrantLock();
    private final Condition never = changing.newCondition();
    private Optional<AutoCloseable> running = Optional.empty(); // under that lock
    private volatile boolean stopping;

    /// @param fatal told of a bug; ends the process
    SiteRuns(SiteSlots slots, StateDir state, Console console, Consumer<Throwable> fatal) {
        this.slots = slots;
        this.state = state;
        this.console = console;
        this.fatal = fatal;
        lines = new HeldLines(state.simulated(), System::nanoTime);
        supervisor = Supervisor.ofEnvironment();
        watchdog = new Watchdog(supervisor);
    }

    /// One run that has begun.
    ///
    /// @param trial to be held only where the chosen file is on trial
    private record Run(Chosen chosen, Trial trial, Daemon daemon, Restart restart) {}

    /// Returns where not even the given site file is good, and once the end is wished.
    ///
    /// @return whether it was wished
    boolean forEver() throws IOException, InterruptedException {
        for (var begun = begin(); begun.isPresent(); begun = begin()) {
            begun.get().daemon().awaitReaders();
            supervisor.ready();
            console.print("onecard: ready");
            var run = begun.get();
            var failed = run.chosen().trial() ? judged(run) : Optional.<String>empty();
            if (failed.isPresent()) {
                run.daemon().disbelieve(); // before its keys could sign the next
                giveUp(run.chosen(), failed.get());
                end(run.daemon(), Optional.of(BACK_WITHIN));
            } else {
                if (run.chosen().trial()) {
                    slots.confirm();
                    run.daemon().trialOver();
                    Logger.info("site file version {} is in force", run.chosen().version());
                }
                run.restart().await();
                var leaving = run.restart().leaving();
                end(run.daemon(), leaving);
                if (leaving.isPresent()) {
                    return true;
                }
            }
        }
        return false;
    }

    /// By the file to be tried, or the one in force; what is not good, or does not start, gives way
    /// to the one before. Empty if not even the given one is good.
    ///
    /// @throws IOException if it does not start by that one
    private Optional<Run> begin() throws IOException, InterruptedException {
        while (true) {
            var chosen = alone(CLOSE_WITHIN, "the choice of a site file", slots::begin);
            var profile = Sites.read(chosen.file(), chosen.yaml(), console);
            if (profile.isPresent()) {
                var run = started(chosen, profile.get());
                if (run.isPresent()) {
                    return run;
                }
            } else if (chosen.isGiven()) {
                return Optional.empty();
            } else {
                giveUp(chosen, "it is not good any more");
            }
        }
    }

    /// Empty if it does not start, and there is another one.
    private Optional<Run> started(Chosen chosen, SiteProfile profile)
            throws IOException, InterruptedException {
        try {
            return Optional.of(start(chosen, profile));
        } catch (IOException | RuntimeException failed) {
            if (chosen.isGiven()) {
                throw failed;
            }
            Logger.error(failed, "no start by site file version {}", chosen.version());
            alone(
                    CLOSE_WITHIN,
                    "the end of a start",
                    () -> {
                        giveUp(chosen, "it did not start: " + failed.getMessage());
                        return slots;
                    });
            return Optional.empty();
        }
    }

    /// Whatever takes its time comes first; then the points of the run before are relieved, however
    /// long a fire holds one; and then it begins, which takes none.
    private Run start(Chosen chosen, SiteProfile profile) throws IOException, InterruptedException {
        long began = System.nanoTime();
        var restart = new Restart();
        var next = new Wiring.NextRun(slots, restart, lines, handover);
        if (!lines.serve(profile.board())) {
            var _ = relieved(); // its lines are let go of first
        }
        var limit = chosen.trial() ? Trial.LIMIT : START_WITHIN;
        var what = "the start by " + chosen.file();
        var prepared = alone(limit, what, () -> running(prepare(chosen, profile, next)));
        watchdog.watch(handover.progress().and(prepared.journal()));
        long tookNanos = System.nanoTime() - began;
        var before = relieved();
        var trial = new Trial(System.nanoTime() - tookNanos);
        var daemon = alone(CLOSE_WITHIN, what, () -> running(prepared.begin(before)));
        if (!chosen.trial()) {
            slots.started();
        }
        watchdog.watch(daemon.progress());
        return new Run(chosen, trial, daemon, restart);
    }

    /// From here on nobody turns until the next begins.
    private Optional<EdgeLoop> relieved() throws InterruptedException {
        var last = handover.relieve();
        watchdog.watch(Progress.OF_NOBODY);
        return last;
    }

    private Wiring.Prepared prepare(Chosen chosen, SiteProfile profile, Wiring.NextRun next)
            throws IOException {
        var hash = Sites.hash(chosen.yaml());
        return Wiring.prepare(profile, state, hash, Optional.of(next), fatal);
    }

    /// What the end of the process closes.
    private <T extends AutoCloseable> T running(T run) {
        running = Optional.of(run);
        return run;
    }

    private interface Work<T> {
        T run() throws IOException;
    }

    /// A step from one run to the next, which must be over in time; none is taken once the process
    /// ends.
    private <T> T alone(Duration limit, String what, Work<T> work) throws IOException {
        changing.lock();
        try {
            while (stopping) {
                never.awaitUninterruptibly();
            }
            try (var _ = new Deadline(what, limit, fatal)) {
                return work.run();
            }
        } finally {
            changing.unlock();
        }
    }

    private void giveUp(Chosen chosen, String why) {
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

    /// All but its points, which go on.
    ///
    /// @param limit how long to wait for everybody to be through; absent: as long as it takes
    private void end(Daemon daemon, Optional<Duration> limit)
            throws IOException, InterruptedException {
        daemon.points().standBy(limit);
        watchdog.watch(daemon.points().progress());
        alone(
                CLOSE_WITHIN,
                "the end of a run",
                () -> {
                    daemon.closeButPoints();
                    handover.stay(daemon.points(), limit);
                    running = Optional.empty();
                    return daemon;
                });
    }

    /// The end of the process as somebody wishes it: a start that it cuts short is not the fault of
    /// the site file.
    void stop() {
        stopping = true;
        try (var _ = new Deadline("the end of the process", CLOSE_WITHIN, fatal)) {
            slots.startWasStopped();
            close();
            slots.startWasStopped(); // one that began just as the wish came
        }
    }

    /// Relays to their stop level first; then ends whatever runs, and lets nothing else begin. A
    /// run that begins or ends at this moment has a few seconds for it, and is left as it is then.
    @Override
    public void close() {
        stopping = true;
        supervisor.stopping();
        try (var _ = new Deadline("the end of the process", CLOSE_WITHIN, fatal)) {
            watchdog.watch(Progress.OF_NOBODY);
            boolean alone = changing.tryLock(LEFT_AFTER.toMillis(), TimeUnit.MILLISECONDS);
            lines.close();
            handover.close();
            if (alone) {
                close(running);
            } else {
                Logger.warn("a run was beginning or ending, and is left as it is");
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } finally {
            if (changing.isHeldByCurrentThread()) {
                changing.unlock();
            }
        }
    }

    private static void close(Optional<AutoCloseable> run) {
        try (var _ = run.orElse(() -> {})) {
            // Nothing else.
        } catch (Exception failed) {
            Logger.error(failed, "the run did not close");
        }
    }

    /// Whether the process ends because it was told to.
    boolean isStopping() {
        return stopping;
    }
}
