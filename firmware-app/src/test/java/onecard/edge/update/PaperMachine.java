package onecard.edge.update;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A machine that is nothing but what would be on its disk, and whose power goes when it is told.
final class PaperMachine implements Machine {

    /// The power went.
    static final class PowerCut extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    static final String BEFORE = "1.0";

    // On the disk.
    String installed = BEFORE;
    String current = BEFORE;
    Optional<String> back = Optional.empty();
    Optional<String> trial = Optional.empty();

    // What happens.
    final Set<String> startNot = new HashSet<>();
    final Set<String> areNotWell = new HashSet<>();
    Optional<Refusal> unfit = Optional.empty();
    Optional<String> objection = Optional.empty();
    boolean serving = true;
    boolean brokerThere = true;
    boolean lostByRestart;
    boolean cutWhileTried;
    int dpkgFails;
    Runnable whenAsked = () -> {};
    Runnable whenLookedAt = () -> {};

    /// Calls after which the power goes, half of one each: before it took effect, and after.
    int cutAfter = Integer.MAX_VALUE;

    String running = BEFORE;
    String by = BEFORE;
    final List<String> starts = new ArrayList<>();
    private int calls;
    private long nanos;

    /// As the unit does before the daemon starts, and then whoever goes on with the update.
    void boot() {
        cutAfter = Integer.MAX_VALUE;
        cutWhileTried = false;
        back.ifPresent(it -> current = it);
        start();
        process();
    }

    /// A new process of the release that the script takes.
    void process() {
        by = back.orElse(current);
    }

    private void start() {
        running = startNot.contains(current) ? "" : current;
        starts.add(current);
        brokerThere &= !lostByRestart;
    }

    private void call(Runnable effect) {
        if (calls++ == cutAfter) {
            throw new PowerCut();
        }
        effect.run();
        if (calls++ == cutAfter) {
            throw new PowerCut();
        }
    }

    int calls() {
        return calls;
    }

    @Override
    public String installed() {
        whenAsked.run();
        return installed;
    }

    @Override
    public Optional<Refusal> unpack(Version version) {
        call(() -> trial = unfit.isPresent() ? Optional.empty() : Optional.of(version.text()));
        return unfit;
    }

    @Override
    public Optional<String> objection(Version version) {
        return objection;
    }

    @Override
    public boolean isServing() {
        return serving;
    }

    @Override
    public boolean isOnline() {
        return brokerThere;
    }

    @Override
    public void keepWayBack() {
        call(() -> back = Optional.of(current));
    }

    @Override
    public boolean hasWayBack() {
        return back.isPresent();
    }

    @Override
    public void forgetWayBack() {
        call(() -> back = Optional.empty());
    }

    @Override
    public void useTrial(Version version) {
        call(() -> current = whole(version.text()));
    }

    @Override
    public boolean isTrialInForce() {
        return !current.equals(installed);
    }

    @Override
    public boolean isRunBy(Version version) {
        return by.equals(version.text());
    }

    @Override
    public void useBefore() {
        call(() -> current = whole(back.orElseThrow()));
    }

    /// Nothing is ever in force that is not whole.
    private String whole(String release) {
        if (!release.equals(installed) && trial.filter(release::equals).isEmpty()) {
            throw new AssertionError(release + " is in force, and is not there");
        }
        return release;
    }

    @Override
    public Optional<String> restart(Duration within) {
        call(this::start);
        return running.isEmpty() ? Optional.of("it exits with 70") : Optional.empty();
    }

    @Override
    public Optional<String> ailment(boolean online) {
        whenLookedAt.run();
        if (areNotWell.contains(running)) {
            return Optional.of("no progress in journal");
        }
        return online && !brokerThere ? Optional.of("not online: network") : Optional.empty();
    }

    @Override
    public Optional<String> install() {
        if (!by.equals(trial.orElse(""))) {
            throw new AssertionError(by + " removes the code that it runs by");
        }
        if (dpkgFails-- > 0) {
            return Optional.of("dpkg: error: lock");
        }
        // dpkg moves the link when both are whole, and then takes the old one away.
        call(() -> current = trial.orElseThrow());
        call(() -> installed = trial.orElseThrow());
        return Optional.empty();
    }

    @Override
    public void clean() {
        call(
                () -> {
                    if (!current.equals(installed)) {
                        throw new AssertionError(current + " is in force, and is taken away");
                    }
                    trial = Optional.empty();
                });
    }

    @Override
    public long nanos() {
        return nanos;
    }

    @Override
    public void pause() {
        if (cutWhileTried) {
            throw new PowerCut();
        }
        nanos += 500_000_000;
    }
}
