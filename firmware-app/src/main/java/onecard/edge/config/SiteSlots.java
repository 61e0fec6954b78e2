package onecard.edge.config;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import onecard.edge.crypto.Canonical;
import onecard.edge.crypto.JsonReader;
import onecard.edge.crypto.Sm3;
import onecard.edge.crypto.WholeFile;
import org.tinylog.Logger;

/// By which site file the device runs: the one it was given, or a later one that came signed. That
/// one lies in one of two slots, and the next in the other: it is tried, and only kept when it was
/// found well. Whatever ends the process in a trial, the next start goes back. Whoever edits the
/// given file has the last word from the next start of the process on, until a version comes that
/// is later than all before. A kept one that is damaged, or by which the device does not start,
/// gives way to the one before it, and that one to the given file; for good once a start succeeds,
/// since what stops every one of them is none of their fault. Where a start ends with its process,
/// nobody can say so: after two in a row within one boot of the machine the kept file is taken for
/// the cause, and is passed over until the machine boots anew. A start that was stopped, and one
/// that went with the power, says nothing.
/// Thread-safe.
public final class SiteSlots {

    /// The name of the record of the slots, beside them.
    public static final String KEPT = "slots.json";

    private final Path directory;
    private final Path given;
    private final String givenYaml;
    private KeptSlots kept;
    private KeptSlots written;
    /// What a start that has begun is by, as it was before that.
    private Optional<KeptSlots.Held> starting = Optional.empty();

    /// A site file to run by.
    ///
    /// @param file for people: where it came from
    /// @param version 0: the given one
    /// @param trial whether it must prove itself
    public record Chosen(Path file, String yaml, long version, boolean trial) {
        public boolean isGiven() {
            return version == 0;
        }
    }

    /// @param version that was given up
    public record Failed(long version, String why) {}

    private SiteSlots(Path directory, Path given, String givenYaml, KeptSlots kept) {
        this.directory = directory;
        this.given = given;
        this.givenYaml = givenYaml;
        this.kept = kept;
        written = kept;
    }

    /// @param directory of the slots; made if need be
    /// @param given the file on the command line, read here and never again
    /// @param boot what the kernel calls this boot of the machine; empty where it does not say
    public static SiteSlots open(Path directory, Path given, String boot) throws IOException {
        var yaml = Files.readString(given);
        var hash = hash(yaml);
        var before = before(directory, hash).in(boot);
        boolean edited = !before.given().equals(hash);
        var kept = edited ? KeptSlots.nothing(hash, before.seen(), "").in(boot) : before;
        var slots = new SiteSlots(directory, given, yaml, kept);
        if (edited) {
            slots.keepOrGoOn(kept); // or it would come back with the file as it was
        }
        slots.damaged().ifPresent(why -> Logger.error("a site file is passed over: {}", why));
        return slots;
    }

    /// The file in force that came from afar, for whoever looks on; empty if none did.
    ///
    /// @param directory of the slots
    /// @param record what [#KEPT] says there
    public static Optional<Path> kept(Path directory, byte[] record) {
        return JsonReader.object(record)
                .flatMap(KeptSlots::read)
                .flatMap(KeptSlots::inForce)
                .map(held -> directory.resolve(held.slot() + ".yaml"));
    }

    /// What was kept. Nothing can be told of it once its file cannot be read, and the given one is
    /// in force.
    private static KeptSlots before(Path directory, String given) {
        var file = directory.resolve(KEPT);
        if (!Files.exists(file)) {
            return KeptSlots.nothing(given, 0, "");
        }
        Optional<KeptSlots> read = Optional.empty();
        try {
            read = JsonReader.object(Files.readAllBytes(file)).flatMap(KeptSlots::read);
        } catch (IOException unreadable) {
            Logger.error("{} cannot be read: {}", file, unreadable.toString());
        }
        return read.orElseGet(() -> KeptSlots.nothing(given, 0, KEPT + " cannot be read"));
    }

    /// The file to run by now. A trial that was begun before, and neither kept nor given up, ended
    /// with its process. Where it cannot be written down that one begins, none does: the door comes
    /// first.
    public synchronized Chosen begin() {
        if (trying()) {
            rollBack("the process ended during its trial");
        }
        if (kept.trial().isPresent()) {
            var trial = kept.trial().get();
            var yaml = read(trial);
            if (yaml.isEmpty()) {
                rollBack("its copy is damaged");
            } else if (began()) {
                return new Chosen(file(trial.slot()), yaml.get(), trial.version(), true);
            }
        }
        return inForce();
    }

    private boolean began() {
        try {
            keep(kept.began());
            return true;
        } catch (IOException full) {
            Logger.warn("no new site file is tried now: {}", full.getMessage());
            return false;
        }
    }

    private Chosen inForce() {
        while (kept.inForce().isPresent()) {
            var held = kept.inForce().get();
            var yaml = read(held);
            if (yaml.isPresent()) {
                startBegins(held);
                return new Chosen(file(held.slot()), yaml.get(), held.version(), false);
            }
            unusable("damaged");
        }
        return new Chosen(given, givenYaml, 0, false);
    }

    /// Written down beside what was in force, which is forgotten only by a start that succeeds.
    private void startBegins(KeptSlots.Held held) {
        starting = Optional.of(held);
        note(written.withStarts(held.slot(), held.starts() + 1));
    }

    private void startIsTakenBack() {
        starting.ifPresent(held -> note(written.withStarts(held.slot(), held.starts())));
        starting = Optional.empty();
    }

    /// Somebody wishes the end of the process: where that cuts a start short, it is nobody's fault.
    public synchronized void startWasStopped() {
        startIsTakenBack();
    }

    /// Where it cannot be written, the door comes first.
    private void note(KeptSlots next) {
        try {
            write(next);
        } catch (IOException full) {
            Logger.warn("the record of site files cannot be kept: {}", full.getMessage());
        }
    }

    /// The kept one in use cannot be used: the one before it is, or the given one.
    ///
    /// @param why for people
    public synchronized void unusable(String why) {
        var what = "version " + version() + ": " + why;
        Logger.error("the site file in force is passed over: {}", what);
        startIsTakenBack(); // what is thrown has a way of its own
        kept = kept.unusable(what);
    }

    /// The device has started by what is in force, and does so the next time.
    public synchronized void started() {
        starting = Optional.empty();
        var held = kept.inForce();
        var started = held.isPresent() ? kept.withStarts(held.get().slot(), 0) : kept;
        if (!started.equals(written)) {
            keepOrGoOn(started);
        }
    }

    /// Why what was in force last is not any more, until a later one is kept; or is not in this
    /// boot.
    public synchronized Optional<String> damaged() {
        return Optional.of(kept.whyNot()).filter(why -> !why.isEmpty());
    }

    /// A later version, to be tried at the next start.
    ///
    /// @throws IllegalStateException if it is not later than everything that came before, or
    ///     another one is being tried
    public synchronized void store(long version, String yaml) throws IOException {
        if (version <= kept.seen() || trying()) {
            throw new IllegalStateException("no version to be stored now: " + version);
        }
        Files.createDirectories(directory);
        var next = kept.trying(version, hash(yaml));
        WholeFile.write(
                file(next.trial().orElseThrow().slot()), yaml.getBytes(StandardCharsets.UTF_8));
        keep(next);
    }

    /// Whether one is being tried.
    public synchronized boolean trying() {
        return kept.trial().isPresent() && kept.begun();
    }

    /// The version that is being tried, or waits for it.
    public synchronized Optional<Long> trial() {
        return kept.trial().map(KeptSlots.Held::version);
    }

    /// What is tried is well.
    public synchronized void confirm() {
        keepOrGoOn(kept.confirmed());
    }

    /// What is tried is not.
    public synchronized void rollBack(String why) {
        keepOrGoOn(kept.rolledBack(why));
    }

    /// The version in force, which one that is tried is not yet; 0: the given file.
    public synchronized long version() {
        return kept.inForce().map(KeptSlots.Held::version).orElse(0L);
    }

    /// The highest version that ever came.
    public synchronized long seen() {
        return kept.seen();
    }

    /// Versions up to this one came, as is known elsewhere: none of them comes again.
    synchronized void sawUpTo(long version) {
        if (version > kept.seen()) {
            kept = kept.sawUpTo(version);
            note(written.sawUpTo(version));
        }
    }

    /// The last version that was given up, unless a later one was kept.
    public synchronized Optional<Failed> failed() {
        return Optional.of(new Failed(kept.failed(), kept.why()))
                .filter(failed -> failed.version() > 0);
    }

    /// Its text, if it is there and as it was.
    private Optional<String> read(KeptSlots.Held held) {
        try {
            return Optional.of(Files.readString(file(held.slot())))
                    .filter(yaml -> hash(yaml).equals(held.hash()));
        } catch (IOException unreadable) {
            Logger.error(
                    "site file version {} cannot be read: {}",
                    held.version(),
                    unreadable.toString());
            return Optional.empty();
        }
    }

    private static String hash(String yaml) {
        return Sm3.hex(yaml.getBytes(StandardCharsets.UTF_8));
    }

    private Path file(String slot) {
        return directory.resolve(slot + ".yaml");
    }

    /// Not written down, it counts for this process, and the next one goes back.
    private void keepOrGoOn(KeptSlots next) {
        try {
            keep(next);
        } catch (IOException full) {
            Logger.error("what became of a site file cannot be kept: {}", full.getMessage());
            kept = next;
        }
    }

    private void keep(KeptSlots next) throws IOException {
        write(next);
        kept = next;
    }

    private void write(KeptSlots next) throws IOException {
        WholeFile.write(directory.resolve(KEPT), Canonical.bytes(next.json()));
        written = next;
    }
}
