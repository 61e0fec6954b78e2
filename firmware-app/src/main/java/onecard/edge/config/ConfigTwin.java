package onecard.edge.config;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiConsumer;
import java.util.function.LongConsumer;
import onecard.edge.crypto.Json;
import onecard.edge.crypto.TrustedKeys;
import onecard.edge.site.SiteFile;
import onecard.edge.uplink.Inbound;
import onecard.edge.uplink.Topics;
import onecard.edge.watch.Ending;
import onecard.edge.words.Message;
import onecard.site.Problem;
import onecard.site.SiteProfile;
import onecard.words.Lang;
import onecard.words.Words;
import org.tinylog.Logger;

/// The desired site file, as it comes from the broker: checked whole on this device, kept in a slot
/// and tried at a restart; and what became of it, reported. Signed by a key that the site file in
/// use trusts, so that one who may not change settings cannot give himself the right. Works on the
/// thread `config`; the newest message counts.
public final class ConfigTwin implements Inbound, AutoCloseable {

    /// A site file of its greatest length, every character escaped.
    private static final int BYTES_MAX = 1 << 19;

    /// Told of a bad file: more than anybody mends at once.
    private static final int PROBLEMS_MAX = 100;

    private static final int WHY_MAX = 500;

    private final SiteProfile running;
    private final Topics topics;
    private final TrustedKeys keys;
    private final SiteSlots slots;
    private final LongConsumer seen;
    private final Runnable restart;
    private final AtomicReference<Optional<byte[]>> newest =
            new AtomicReference<>(Optional.empty());
    private final Thread thread;
    private BiConsumer<String, Json.Obj> told = (_, _) -> {};
    private volatile Json.Obj said = Json.Obj.EMPTY;

    /// @param running by which the device runs; its keys may sign the next
    /// @param seen told of each version that is kept
    /// @param restart the process is to run by another site file, once nobody is in its way
    public ConfigTwin(SiteProfile running, SiteSlots slots, LongConsumer seen, Runnable restart) {
        this.running = running;
        this.slots = slots;
        this.seen = seen;
        this.restart = restart;
        topics = new Topics(running.site(), running.device());
        keys = new TrustedKeys(running.keys().configs());
        thread = Thread.ofPlatform().name("config").unstarted(this::run);
    }

    /// Reports how things stand, and listens from now on.
    ///
    /// @param reports to a topic, retained
    public void start(BiConsumer<String, Json.Obj> reports) {
        told = reports;
        tell(standing());
        thread.start();
    }

    /// A trial is over, and what was tried is in force: what came meanwhile is looked at.
    public void trialOver() {
        tell(standing());
        LockSupport.unpark(thread);
    }

    @Override
    public Set<String> filters() {
        return Set.of(topics.configDesired());
    }

    @Override
    public boolean wants(String topic) {
        return topic.equals(topics.configDesired());
    }

    @Override
    public int bytesMax() {
        return BYTES_MAX;
    }

    @Override
    public boolean arrived(Arrived message) {
        newest.set(Optional.of(message.payload()));
        LockSupport.unpark(thread);
        return true;
    }

    private void run() {
        while (!Thread.currentThread().isInterrupted()) {
            var message =
                    slots.trying() ? Optional.<byte[]>empty() : newest.getAndSet(Optional.empty());
            if (message.isPresent()) {
                take(message.get());
            } else {
                LockSupport.park(this);
            }
        }
    }

    private void take(byte[] payload) {
        try {
            if (payload.length == 0) {
                tellOnce(standing()); // nothing is retained any more: what is in force stays
            } else {
                keys.verified(payload).ifPresentOrElse(this::signed, this::unsigned);
            }
        } catch (RuntimeException bug) {
            Logger.error(bug, "the desired site file could not be taken");
        }
    }

    private void unsigned() {
        var whose = problem("key", "trusted", "another", Message.DESIRED_UNSIGNED.with());
        tellOnce(refusal(List.of(whose)));
    }

    private void signed(Json.Obj desired) {
        var version = desired.number("version").filter(number -> number > 0);
        var yaml = desired.text("yaml");
        var wrong = new ArrayList<Problem>();
        if (!desired.text("site").equals(Optional.of(topics.site()))
                || !desired.text("device").equals(Optional.of(topics.device()))) {
            var whose = desired.text("site").orElse("") + "/" + desired.text("device").orElse("");
            wrong.add(problem("device", "own", whose, Message.SITE_OF_ANOTHER.with()));
        }
        if (version.isEmpty()) {
            wrong.add(problem("version", "range", "none", Message.DESIRED_VERSION.with()));
        }
        if (yaml.isEmpty()) {
            wrong.add(problem("yaml", "missing", "none", Message.DESIRED_YAML.with()));
        }
        if (wrong.isEmpty()) {
            desired(version.orElseThrow(), yaml.orElseThrow());
        } else {
            refuse(version, wrong);
        }
    }

    private void desired(long version, String yaml) {
        if (version <= slots.seen()) {
            // It stays with the broker and comes at each connection.
            if (version < slots.seen()) {
                tell(report("old").with("desired", version));
            }
            return;
        }
        switch (SiteFile.read(yaml)) {
            case SiteFile.Read.Bad(var problems) -> refuse(Optional.of(version), problems);
            case SiteFile.Read.Good(var profile) -> {
                var objections = objections(profile);
                if (objections.isEmpty()) {
                    keep(version, yaml);
                } else {
                    refuse(Optional.of(version), objections);
                }
            }
        }
    }

    /// What is wrong with a good site file because it comes from afar. A device keeps its name:
    /// what is known of it elsewhere hangs on it. It stays one that takes the next. And its relays
    /// are wired by somebody who stands before them.
    private List<Problem> objections(SiteProfile profile) {
        var objections = new ArrayList<Problem>();
        if (!profile.site().equals(topics.site())) {
            objections.add(problem("site", "own", profile.site(), Message.SITE_OF_ANOTHER.with()));
        }
        if (!profile.device().equals(topics.device())) {
            objections.add(
                    problem("device", "own", profile.device(), Message.SITE_OF_ANOTHER.with()));
        }
        if (profile.keys().configs().isEmpty()) {
            objections.add(
                    problem("keys.configs", "trusted", "none", Message.SITE_LOCKED_OUT.with()));
        }
        var before = running.board().relays();
        var after = profile.board().relays();
        var names = new TreeSet<>(before.keySet());
        names.addAll(after.keySet());
        names.removeIf(name -> Objects.equals(before.get(name), after.get(name)));
        names.forEach(name -> objections.add(rewired(name, before, after)));
        return objections;
    }

    private static Problem rewired(String relay, Map<String, ?> before, Map<String, ?> after) {
        var how =
                !after.containsKey(relay)
                        ? "gone"
                        : before.containsKey(relay) ? "another" : "additional";
        return problem("board.relays." + relay, "on_the_spot", how, Message.SITE_RELAYS.with());
    }

    private static Problem problem(String path, String rule, String value, Words advice) {
        return new Problem(path, 0, 0, rule, value, advice);
    }

    private void keep(long version, String yaml) {
        try {
            slots.store(version, yaml);
        } catch (IOException failed) {
            Logger.error("site file version {} cannot be kept: {}", version, failed.toString());
            var full = problem("", "kept", "not", Message.DESIRED_NOT_KEPT.with());
            refuse(Optional.of(version), List.of(full));
            return;
        }
        seen.accept(version);
        Logger.info("site file version {} is good and will be tried", version);
        tell(standing());
        restart.run();
    }

    private void refuse(Optional<Long> desired, List<Problem> problems) {
        var report = refusal(problems);
        tell(desired.isPresent() ? report.with("desired", desired.get()) : report);
    }

    private Json.Obj refusal(List<Problem> problems) {
        var told = problems.stream().limit(PROBLEMS_MAX).<Json>map(ConfigTwin::json).toList();
        return report("refused").with("problems", new Json.Arr(told));
    }

    private Json.Obj standing() {
        var trial = slots.trial();
        if (trial.isPresent()) {
            return report("trying").with("desired", trial.get());
        }
        var failed = slots.failed();
        if (failed.isPresent()) {
            return report("rolled_back")
                    .with("desired", failed.get().version())
                    .with("detail", shortened(failed.get().why()));
        }
        return slots.damaged()
                .map(lost -> report("accepted").with("detail", shortened(lost)))
                .orElseGet(() -> report("accepted"));
    }

    private static String shortened(String why) {
        return why.substring(0, Math.min(WHY_MAX, why.length()));
    }

    private Json.Obj report(String state) {
        return Json.Obj.EMPTY
                .with("site", topics.site())
                .with("device", topics.device())
                .with("version", slots.version())
                .with("state", state);
    }

    /// Who sends rubbish for ever fills no link.
    private void tellOnce(Json.Obj report) {
        if (!report.equals(said)) {
            tell(report);
        }
    }

    /// On the thread `config`, but at the start and at the end of a trial, when that one waits.
    private void tell(Json.Obj report) {
        said = report;
        told.accept(topics.configReported(), report);
    }

    private static Json.Obj json(Problem problem) {
        return Json.Obj.EMPTY
                .with("line", problem.line())
                .with("column", problem.column())
                .with("path", problem.path())
                .with("rule", problem.rule())
                .with("value", problem.value())
                .with("advice", problem.advice().in(Lang.EN));
    }

    /// Once it returns, nothing that came is kept any more. Idempotent.
    @Override
    public void close() {
        Ending.of(thread);
    }
}
