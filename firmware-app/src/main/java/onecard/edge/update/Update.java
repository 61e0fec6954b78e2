package onecard.edge.update;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import onecard.edge.config.Trial;
import org.tinylog.Logger;

/// An update from the staged package to its end, by root. Each step is written down before it is
/// taken, so that whoever comes after a power cut goes on where this one was:
///
/// * `staged`: unpacked beside the release in force, and asked whether it takes the site file;
/// * `trying`: the way back is laid first, then the new release is in force, and the daemon starts
///   anew. It must come to serve and be well, as a [Trial] wants it. Else, and after whatever ends
///   this, the release before is in force again. A trial that was cut short begins anew, three
///   times at most;
/// * `good`: the way back goes, and the new release does the rest itself: dpkg removes the one
///   before, whose code must not be needed for that. Where dpkg fails it stays so, the daemon
///   serving from where it was tried, and is done at the next boot.
///
/// Owned by one thread.
final class Update {

    static final int TRIES_MAX = 3;

    /// Beyond that somebody stands in a door that never closes.
    static final Duration QUIET_WITHIN = Duration.ofMinutes(10);

    /// One that is not well goes back soon.
    static final Duration BACK_WITHIN = Duration.ofSeconds(60);

    /// The staged package, for as long as an update is under way.
    static final String PACKAGE = "package.deb";

    private final Path folder;
    private final Machine machine;

    /// How this process is left.
    enum End {
        /// Nothing is under way.
        DONE,
        /// The release in force goes on with it.
        HAND_OVER,
        /// It goes on at the next boot.
        LATER
    }

    /// @param folder of updates
    Update(Path folder, Machine machine) {
        this.folder = folder;
        this.machine = machine;
    }

    /// Whether one has not come to its end.
    static boolean isUnderWay(Path folder) {
        return Files.exists(folder.resolve(PACKAGE));
    }

    End goOn() throws IOException {
        while (true) {
            var standing = Standing.read(folder);
            if (standing.isEmpty() || !standing.get().step().isUnderWay()) {
                end(standing);
                return End.DONE;
            }
            var now = standing.get();
            var version = Version.of(now.version());
            if (version.isEmpty()) {
                refuse(now, new Refusal(Why.MALFORMED, now.version()));
                continue;
            }
            switch (now.step()) {
                case STAGED -> staged(now, version.get());
                case TRYING -> cutShort(now);
                case GOOD -> {
                    var installed = machine.installed();
                    if (isLater(installed, version.get())) {
                        // Somebody installed it by hand while dpkg did not take this one.
                        refuse(now, new Refusal(Why.OLD, installed));
                        continue;
                    }
                    if (machine.hasWayBack() || !machine.isRunBy(version.get())) {
                        return handOver(version.get());
                    }
                    if (!installed(now)) {
                        return End.LATER;
                    }
                }
                case INSTALLED, ROLLED_BACK, REFUSED -> throw new IllegalStateException();
            }
        }
    }

    private void staged(Standing now, Version version) throws IOException {
        var refusal = refusal(version);
        if (refusal.isPresent()) {
            refuse(now, refusal.get());
            return;
        }
        if (now.tries() >= TRIES_MAX) {
            giveUp(now, new Refusal(Why.CUT, ""));
            return;
        }
        if (!machine.isServing()) {
            now.at(Step.GOOD).keep(folder);
            return;
        }
        boolean online = machine.isOnline();
        var trying = now.tried();
        trying.keep(folder);
        machine.keepWayBack();
        machine.useTrial(version);
        Logger.info("release {} is tried", version);
        var failed = tried(online);
        if (failed.isPresent()) {
            giveUp(trying, failed.get());
        } else {
            trying.at(Step.GOOD).keep(folder);
        }
    }

    /// Why nothing is tried.
    private Optional<Refusal> refusal(Version version) throws IOException {
        var installed = machine.installed();
        if (!version.isAfter(installed)) {
            return Optional.of(new Refusal(Why.OLD, installed));
        }
        var unfit = machine.unpack(version);
        return unfit.isPresent()
                ? unfit
                : machine.objection(version).map(said -> new Refusal(Why.SITE, said));
    }

    private Optional<Refusal> tried(boolean online) throws IOException {
        var failed = machine.restart(QUIET_WITHIN);
        if (failed.isPresent()) {
            return Optional.of(new Refusal(Why.NOT_READY, failed.get()));
        }
        var trial = new Trial(machine.nanos());
        while (true) {
            switch (trial.look(machine.ailment(online), machine.nanos())) {
                case Trial.Outcome.Open() -> machine.pause();
                case Trial.Outcome.Kept() -> {
                    return Optional.empty();
                }
                case Trial.Outcome.GivenUp(var why) -> {
                    return Optional.of(new Refusal(Why.NOT_WELL, why));
                }
            }
        }
    }

    /// By the power, or by whatever ended the process.
    private void cutShort(Standing trying) throws IOException {
        goBack();
        Logger.warn("the trial of release {} was cut short", trying.version());
        trying.at(Step.STAGED).keep(folder);
    }

    /// Written down first: what is known not to serve is not tried again after a power cut.
    private void giveUp(Standing now, Refusal why) throws IOException {
        Logger.error("release {} is given up: {} {}", now.version(), why.why(), why.detail());
        try {
            now.not(Step.ROLLED_BACK, why).keep(folder);
        } finally {
            goBack(); // a full disk is no reason to stay with what does not serve
        }
    }

    private void goBack() throws IOException {
        if (machine.hasWayBack() && machine.isTrialInForce()) {
            machine.useBefore();
            machine.restart(BACK_WITHIN)
                    .ifPresent(why -> Logger.error("the release before does not serve: {}", why));
        }
        machine.forgetWayBack();
    }

    private void refuse(Standing now, Refusal why) throws IOException {
        Logger.error("release {} is refused: {} {}", now.version(), why.why(), why.detail());
        now.not(Step.REFUSED, why).keep(folder);
    }

    /// The same one is not: dpkg may have been cut short in it.
    private static boolean isLater(String installed, Version version) {
        return Version.of(installed).filter(it -> it.isAfter(version)).isPresent();
    }

    private End handOver(Version version) throws IOException {
        machine.useTrial(version);
        machine.forgetWayBack();
        return End.HAND_OVER;
    }

    /// Whether dpkg has it.
    private boolean installed(Standing now) throws IOException {
        var failed = machine.install();
        if (failed.isPresent()) {
            Logger.error("dpkg did not take release {}: {}", now.version(), failed.get());
            now.not(Step.GOOD, new Refusal(Why.DPKG, failed.get())).keep(folder);
            return false;
        }
        now.at(Step.INSTALLED).keep(folder);
        Logger.info("release {} is installed", now.version());
        return true;
    }

    /// Whatever a power cut left undone of it is done.
    private void end(Optional<Standing> standing) throws IOException {
        goBack();
        if (standing.filter(it -> it.step() == Step.INSTALLED).isPresent()
                && isUnderWay(folder)
                && machine.isServing()) {
            // It runs from where it was tried, which goes.
            var failed = machine.restart(QUIET_WITHIN);
            if (failed.isPresent()) {
                Logger.error("the daemon does not serve: {}", failed.get());
                standing.get()
                        .not(Step.INSTALLED, new Refusal(Why.NOT_READY, failed.get()))
                        .keep(folder);
            }
        }
        machine.clean();
        Files.deleteIfExists(folder.resolve(PACKAGE));
    }
}
