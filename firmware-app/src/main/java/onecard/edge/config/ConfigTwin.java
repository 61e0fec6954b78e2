package onecard.edge.config;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiConsumer;
import onecard.edge.crypto.Json;
import onecard.edge.crypto.TrustedKeys;
import onecard.edge.site.SiteFile;
import onecard.edge.uplink.Inbound;
import onecard.edge.uplink.Topics;
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

    private static final long STOP_MILLIS = 2_000;

    private final Topics topics;
    private final TrustedKeys keys;
    private final SiteSlots slots;
    private final Runnable restart;
    private final AtomicReference<Optional<byte[]>> newest =
            new AtomicReference<>(Optional.empty());
    private final Thread thread;
    private BiConsumer<String, Json.Obj> told = (_, _) -> {};

    /// @param keys that may sign site files
    /// @param restart the process is to run by another site file, once nobody is in its way
    public ConfigTwin(Topics topics, TrustedKeys keys, SiteSlots slots, Runnable restart) {
        this.topics = topics;
        this.keys = keys;
        this.slots = slots;
        this.restart = restart;
        thread = Thread.ofPlatform().name("config").unstarted(this::run);
    }

    /// Reports what is in use, and listens from now on.
    ///
    /// @param reports to a topic, retained
    public void start(BiConsumer<String, Json.Obj> reports) {
        told = reports;
        report(
                Optional.empty(),
                slots.failed().isPresent() ? "rolled_back" : "accepted",
                List.of());
        thread.start();
    }

    /// A trial is over: what came meanwhile is looked at.
    public void trialOver() {
        report(Optional.empty(), "accepted", List.of());
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
            keys.verified(payload).filter(this::ours).ifPresent(this::desired);
        } catch (RuntimeException bug) {
            Logger.error(bug, "the desired site file could not be taken");
        }
    }

    private boolean ours(Json.Obj desired) {
        return desired.text("site").equals(Optional.of(topics.site()))
                && desired.text("device").equals(Optional.of(topics.device()))
                && desired.number("version").filter(version -> version > 0).isPresent()
                && desired.text("yaml").isPresent();
    }

    private void desired(Json.Obj desired) {
        long version = desired.number("version").orElseThrow();
        var yaml = desired.text("yaml").orElseThrow();
        if (version <= slots.seen()) {
            // It stays with the broker and comes at each connection.
            if (version < slots.seen()) {
                report(Optional.of(version), "old", List.of());
            }
            return;
        }
        switch (SiteFile.read(yaml)) {
            case SiteFile.Read.Bad(var problems) ->
                    report(Optional.of(version), "refused", problems);
            case SiteFile.Read.Good(var profile) -> {
                var objections = objections(profile);
                if (objections.isEmpty()) {
                    keep(version, yaml);
                } else {
                    report(Optional.of(version), "refused", objections);
                }
            }
        }
    }

    /// What is wrong with a good site file because it comes from afar. A device keeps its name:
    /// what is known of it elsewhere hangs on it. And it stays one that takes the next.
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
        return objections;
    }

    private static Problem problem(String path, String rule, String value, Words advice) {
        return new Problem(path, 0, 0, rule, value, advice);
    }

    private void keep(long version, String yaml) {
        try {
            slots.store(version, yaml);
        } catch (IOException failed) {
            Logger.error("site file version {} cannot be kept: {}", version, failed.getMessage());
            return;
        }
        Logger.info("site file version {} is good and will be tried", version);
        report(Optional.of(version), "trying", List.of());
        restart.run();
    }

    /// @param desired the version it is about; empty: the one in use
    private void report(Optional<Long> desired, String state, List<Problem> problems) {
        var wrong = new ArrayList<Json>();
        problems.stream().limit(PROBLEMS_MAX).forEach(problem -> wrong.add(json(problem)));
        var report =
                Json.Obj.EMPTY
                        .with("site", topics.site())
                        .with("device", topics.device())
                        .with("version", slots.version())
                        .with("state", state);
        var about = desired.or(() -> slots.failed().filter(_ -> state.equals("rolled_back")));
        if (about.isPresent()) {
            report = report.with("desired", about.get());
        }
        told.accept(
                topics.configReported(),
                wrong.isEmpty() ? report : report.with("problems", new Json.Arr(wrong)));
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

    @Override
    public void close() {
        thread.interrupt();
        try {
            thread.join(STOP_MILLIS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
