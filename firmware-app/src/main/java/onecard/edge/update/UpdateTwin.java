package onecard.edge.update;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiConsumer;
import onecard.edge.crypto.Json;
import onecard.edge.crypto.TrustedKeys;
import onecard.edge.crypto.WholeFile;
import onecard.edge.uplink.Inbound;
import onecard.edge.uplink.Topics;
import onecard.edge.watch.Ending;
import org.tinylog.Logger;

/// The desired release, as its notice comes from the broker: its package is fetched and laid where
/// root looks; and what became of it, reported. The daemon installs nothing, and root believes
/// nothing of what is laid there: it looks at the signature and the bytes itself. Works on the
/// thread `update`; the newest notice counts.
public final class UpdateTwin implements Inbound, AutoCloseable {

    private static final int BYTES_MAX = 1 << 14;

    /// Root writes when it likes; nobody waits for what it has written.
    private static final Duration LOOK = Duration.ofSeconds(5);

    private static final Duration FIRST_AGAIN = Duration.ofMinutes(1);
    private static final Duration LAST_AGAIN = Duration.ofHours(1);

    /// What root did not look at is laid out anew.
    private static final Duration AGAIN = Duration.ofMinutes(10);

    private final Device device;
    private final Topics topics;
    private final TrustedKeys keys;
    private final Fetch fetch;
    private final Duration look;
    private final AtomicReference<Optional<byte[]>> newest =
            new AtomicReference<>(Optional.empty());
    private final Thread thread;
    private BiConsumer<String, Json.Obj> told = (_, _) -> {};

    // Of the thread itself.
    private Json.Obj said = Json.Obj.EMPTY;
    private Optional<Wanted> wanted = Optional.empty();
    private Optional<Standing> toldOf = Optional.empty();

    /// Whose releases these are.
    ///
    /// @param release that runs
    /// @param laid where root looks for packages, below the state directory
    /// @param folder of updates, root's
    public record Device(String site, String device, Version release, Path laid, Path folder) {

        private Path file() {
            return laid.resolve("package.deb");
        }

        private Path part() {
            return laid.resolve("package.part");
        }

        private Path notice() {
            return laid.resolve(NOTICE);
        }
    }

    /// Its name where root looks: complete once it is there.
    static final String NOTICE = "notice.json";

    /// What the newest notice asks for, until root has taken it over.
    ///
    /// @param payload as it came
    /// @param refusal why it is not fetched yet; absent: nothing went wrong
    /// @param laid whether root may look
    /// @param nextNanos when it is tried again
    /// @param pause how long after a failure
    @SuppressWarnings("ArrayRecordComponent") // handed on, never compared
    private record Wanted(
            Notice notice,
            byte[] payload,
            Optional<Refusal> refusal,
            boolean laid,
            long nextNanos,
            Duration pause) {

        Wanted laidOut() {
            long next = System.nanoTime() + AGAIN.toNanos();
            return new Wanted(notice, payload, Optional.empty(), true, next, FIRST_AGAIN);
        }

        Wanted notYet(Refusal why) {
            long next = System.nanoTime() + pause.toNanos();
            var twice = pause.multipliedBy(2);
            var longer = twice.compareTo(LAST_AGAIN) < 0 ? twice : LAST_AGAIN;
            return new Wanted(notice, payload, Optional.of(why), false, next, longer);
        }
    }

    /// @param keys that may sign a release
    public UpdateTwin(Device device, TrustedKeys keys, Fetch fetch) {
        this(device, keys, fetch, LOOK);
    }

    /// @param look between two looks at what root has written
    UpdateTwin(Device device, TrustedKeys keys, Fetch fetch, Duration look) {
        this.look = look;
        this.device = device;
        this.keys = keys;
        this.fetch = fetch;
        topics = new Topics(device.site(), device.device());
        thread = Thread.ofPlatform().name("update").unstarted(this::run);
    }

    /// Reports how things stand, and listens from now on.
    ///
    /// @param reports to a topic, retained
    public void start(BiConsumer<String, Json.Obj> reports) {
        told = reports;
        try {
            Files.deleteIfExists(device.part()); // of a fetch that ended with the process
        } catch (IOException failed) {
            Logger.warn("a part of a package stays: {}", failed.toString());
        }
        thread.start();
    }

    @Override
    public Set<String> filters() {
        return Set.of(topics.updateDesired());
    }

    /// A broker that forbids it keeps no event here.
    @Override
    public boolean isAwaited() {
        return false;
    }

    @Override
    public boolean wants(String topic) {
        return topic.equals(topics.updateDesired());
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
            try {
                newest.getAndSet(Optional.empty()).ifPresent(this::take);
                goOn();
            } catch (InterruptedException _) {
                return;
            } catch (RuntimeException bug) {
                Logger.error(bug, "the desired release could not be taken");
                wanted = Optional.empty();
            }
            LockSupport.parkNanos(this, look.toNanos());
        }
    }

    private void take(byte[] payload) {
        wanted = Optional.empty();
        if (payload.length == 0) {
            nothing();
            return;
        }
        switch (Staging.believed(keys, device.site(), device.device(), payload)) {
            case Staging.Taken.Refused(var notice, var refusal) ->
                    refuse(notice.map(Notice::version), refusal);
            case Staging.Taken.Staged(var notice) -> {
                if (notice.site().isEmpty()
                        || notice.device().isEmpty()
                        || notice.url().isEmpty()) {
                    refuse(Optional.of(notice.version()), new Refusal(Why.MALFORMED, ""));
                } else if (device.release().isAfter(notice.version()) || isPast(notice)) {
                    // It stays with the broker and comes at each connection.
                    tell(report("old").with("desired", notice.version().text()));
                } else if (notice.version().isAfter(device.release())) {
                    long now = System.nanoTime();
                    wanted =
                            Optional.of(
                                    new Wanted(
                                            notice,
                                            payload,
                                            Optional.empty(),
                                            false,
                                            now,
                                            FIRST_AGAIN));
                }
            }
        }
    }

    /// Nothing is retained any more: nobody wants another release. What lies there for root goes.
    private void nothing() {
        withdraw();
        toldOf = standing();
        tell(toldOf.map(this::of).orElse(report("accepted")));
    }

    private void refuse(Optional<Version> desired, Refusal refusal) {
        tell(refused(report("refused"), desired.map(Version::text).orElse(""), refusal));
    }

    /// Whether root has had it already.
    private boolean isKnown(Notice notice) {
        return standing().filter(it -> it.sig().equals(notice.sig())).isPresent();
    }

    /// Whether root has had a later one.
    private boolean isPast(Notice notice) {
        return !isKnown(notice) && standing().filter(it -> it.isPast(notice)).isPresent();
    }

    private Optional<Standing> standing() {
        try {
            return Standing.read(device.folder());
        } catch (IOException unreadable) {
            Logger.warn("how updates stand cannot be read: {}", unreadable.toString());
            return Optional.empty();
        }
    }

    private void goOn() throws InterruptedException {
        if (wanted.isPresent() && isKnown(wanted.get().notice())) {
            wanted = Optional.empty();
        }
        if (wanted.isPresent()) {
            lay(wanted.get());
            return;
        }
        var standing = standing();
        if (standing.isEmpty()) {
            if (said.equals(Json.Obj.EMPTY)) {
                tell(report("accepted"));
            }
            return;
        }
        if (!standing.get().step().isUnderWay()) {
            forget(standing.get());
        }
        // What was refused here is told until root has something else to tell.
        if (!standing.equals(toldOf)) {
            toldOf = standing;
            tell(of(standing.get()));
        }
    }

    private void lay(Wanted now) throws InterruptedException {
        if (System.nanoTime() - now.nextNanos() < 0) {
            return; // and once laid: root may have looked away
        }
        var version = now.notice().version().text();
        var fetching = report("fetching").with("desired", version);
        if (!now.laid()) {
            tell(now.refusal().map(it -> refused(fetching, version, it)).orElse(fetching));
        }
        var failed = fetched(now);
        if (failed.isEmpty()) {
            wanted = Optional.of(now.laidOut());
            Logger.info("release {} is fetched, and laid out for root", version);
            tell(report("staged").with("desired", version));
            return;
        }
        Logger.warn("release {} is not fetched: {}", version, failed.get());
        switch (failed.get().why()) {
            case UNREACHABLE, ROOM -> {
                wanted = Optional.of(now.notYet(failed.get()));
                tell(refused(fetching, version, failed.get()));
            }
            case UNSIGNED,
                    MALFORMED,
                    OF_ANOTHER,
                    OLD,
                    HASH,
                    URL,
                    PACKAGE,
                    SITE,
                    NOT_READY,
                    NOT_WELL,
                    CUT,
                    DPKG -> {
                wanted = Optional.empty();
                refuse(Optional.of(now.notice().version()), failed.get());
            }
        }
    }

    /// The notice last: where it is, the package is whole.
    private Optional<Refusal> fetched(Wanted now) throws InterruptedException {
        var part = device.part();
        try {
            Files.createDirectories(device.laid());
            if (!isWhole(device.file(), now.notice())) {
                Files.deleteIfExists(device.notice());
                Files.deleteIfExists(device.file());
                Files.deleteIfExists(part);
                if (Durable.isShort(device.laid(), now.notice().bytesMax())) {
                    return Optional.of(new Refusal(Why.ROOM, device.laid().toString()));
                }
                var url = now.notice().url().orElseThrow();
                var failed = fetch.fetch(url, part, now.notice().bytesMax());
                if (failed.isEmpty() && !isWhole(part, now.notice())) {
                    failed = Optional.of(new Refusal(Why.HASH, ""));
                }
                if (failed.isPresent()) {
                    Files.deleteIfExists(part);
                    return failed;
                }
                Files.move(part, device.file(), StandardCopyOption.ATOMIC_MOVE);
            }
            WholeFile.write(device.notice(), now.payload());
            return Optional.empty();
        } catch (IOException failed) {
            return Optional.of(new Refusal(Why.ROOM, failed.toString()));
        }
    }

    private static boolean isWhole(Path file, Notice notice) throws IOException {
        return Files.exists(file)
                && Files.size(file) <= notice.bytesMax()
                && Durable.sha256(file).equals(notice.sha256());
    }

    /// What root is done with, nobody needs any more.
    private void forget(Standing standing) {
        try {
            if (Files.exists(device.notice())
                    && Staging.sig(Files.readAllBytes(device.notice())).equals(standing.sig())) {
                withdraw();
            }
        } catch (IOException failed) {
            Logger.warn("a package that is done with stays: {}", failed.toString());
        }
    }

    /// The notice first: without it root looks at nothing.
    private void withdraw() {
        try {
            Files.deleteIfExists(device.notice());
            Files.deleteIfExists(device.file());
        } catch (IOException failed) {
            Logger.warn("a package that nobody wants stays: {}", failed.toString());
        }
    }

    private Json.Obj of(Standing standing) {
        var state =
                switch (standing.step()) {
                    case STAGED -> "staged";
                    case TRYING -> "trying";
                    case GOOD -> "installing";
                    case INSTALLED -> "accepted";
                    case ROLLED_BACK -> "rolled_back";
                    case REFUSED -> "refused";
                };
        var report = report(state);
        if (!standing.version().isEmpty()) {
            report = report.with("desired", standing.version());
        }
        return standing.refusal().isPresent()
                ? refused(report, standing.version(), standing.refusal().get())
                : report;
    }

    private static Json.Obj refused(Json.Obj report, String desired, Refusal refusal) {
        var told = report.with("reason", refusal.why().wire());
        if (!desired.isEmpty()) {
            told = told.with("desired", desired);
        }
        return refusal.detail().isEmpty() ? told : told.with("detail", refusal.detail());
    }

    private Json.Obj report(String state) {
        return Json.Obj.EMPTY
                .with("site", device.site())
                .with("device", device.device())
                .with("version", device.release().text())
                .with("state", state);
    }

    /// Said once: who sends rubbish for ever fills no link.
    private void tell(Json.Obj report) {
        if (!report.equals(said)) {
            said = report;
            told.accept(topics.updateReported(), report);
        }
    }

    /// Once it returns, nothing is fetched any more. Idempotent.
    @Override
    public void close() {
        Ending.of(thread);
    }
}
