package onecard.edge.config;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import onecard.edge.crypto.Canonical;
import onecard.edge.crypto.Json;
import onecard.edge.crypto.JsonReader;
import onecard.edge.crypto.Sm3;
import onecard.edge.crypto.WholeFile;
import org.tinylog.Logger;

/// By which site file the device runs: the one it was given, or a later one that came signed. That
/// one lies in one of two slots, and the next in the other: it is tried, and only kept when it was
/// found well. Whatever ends the process in a trial, the next start goes back. Whoever edits the
/// given file has the last word until a version comes that is later than all before. Thread-safe.
public final class SiteSlots {

    private static final String NONE = "";

    private final Path directory;
    private final Path given;
    private Kept kept;

    /// What must survive a power cut.
    ///
    /// @param given hash of the given file as it was then
    /// @param slot that is in use; empty: the given file
    /// @param version of what is in that slot; 0: of the given file
    /// @param trial version in the other slot that is to be tried; 0: none
    /// @param begun whether its trial has begun
    /// @param seen the highest version that ever came
    /// @param failed the last version that was given up; 0: none
    private record Kept(
            String given,
            String slot,
            long version,
            long trial,
            boolean begun,
            long seen,
            long failed) {

        static Kept nothing(String given, long seen) {
            return new Kept(given, NONE, 0, 0, false, seen, 0);
        }

        String other() {
            return slot.equals("a") ? "b" : "a";
        }

        Kept trying(long next) {
            return new Kept(given, slot, version, next, false, Math.max(seen, next), failed);
        }

        Kept began() {
            return new Kept(given, slot, version, trial, true, seen, failed);
        }

        Kept confirmed() {
            return new Kept(given, other(), trial, 0, false, seen, 0);
        }

        Kept rolledBack() {
            return new Kept(given, slot, version, 0, false, seen, trial);
        }

        Json.Obj json() {
            return Json.Obj.EMPTY
                    .with("given", given)
                    .with("slot", slot)
                    .with("version", version)
                    .with("trial", trial)
                    .with("begun", begun)
                    .with("seen", seen)
                    .with("failed", failed);
        }

        static Optional<Kept> read(Json.Obj json) {
            var given = json.text("given");
            var slot = json.text("slot").filter(name -> name.matches("[ab]?"));
            if (given.isEmpty() || slot.isEmpty()) {
                return Optional.empty();
            }
            return Optional.of(
                    new Kept(
                            given.get(),
                            slot.get(),
                            json.number("version").orElse(0L),
                            json.number("trial").orElse(0L),
                            json.bool("begun").orElse(false),
                            json.number("seen").orElse(0L),
                            json.number("failed").orElse(0L)));
        }
    }

    /// A site file to run by.
    ///
    /// @param version 0: the given one
    /// @param trial whether it must prove itself
    public record Chosen(Path file, long version, boolean trial) {}

    private SiteSlots(Path directory, Path given, Kept kept) {
        this.directory = directory;
        this.given = given;
        this.kept = kept;
    }

    /// @param directory of the slots; made if need be
    /// @param given the file on the command line
    public static SiteSlots open(Path directory, Path given) throws IOException {
        var hash = Sm3.hex(Files.readAllBytes(given));
        var file = directory.resolve("slots.json");
        var before =
                Files.exists(file)
                        ? JsonReader.object(Files.readAllBytes(file)).flatMap(Kept::read)
                        : Optional.<Kept>empty();
        long seen = before.map(Kept::seen).orElse(0L);
        var kept = before.filter(it -> it.given().equals(hash));
        var slots = new SiteSlots(directory, given, kept.orElse(Kept.nothing(hash, seen)));
        if (before.isPresent() && kept.isEmpty()) {
            slots.keepOrGoOn(slots.kept); // or it would come back with the file as it was
        }
        return slots;
    }

    /// The file to run by now. A trial that was begun before, and neither kept nor given up, ended
    /// with its process. Where it cannot be written down that one begins, none does: the door comes
    /// first.
    public synchronized Chosen begin() {
        if (kept.trial() > 0 && kept.begun()) {
            rollBack();
        }
        if (kept.trial() > 0) {
            try {
                keep(kept.began());
                return new Chosen(slot(kept.other()), kept.trial(), true);
            } catch (IOException full) {
                Logger.warn("no new site file is tried now: {}", full.getMessage());
            }
        }
        return kept.slot().equals(NONE)
                ? new Chosen(given, 0, false)
                : new Chosen(slot(kept.slot()), kept.version(), false);
    }

    /// A later version, to be tried at the next start.
    ///
    /// @throws IllegalStateException if it is not later than everything that came before, or
    ///     another one is being tried
    public synchronized void store(long version, String yaml) throws IOException {
        if (version <= kept.seen() || trying()) {
            throw new IllegalStateException("no version to be stored now: " + version);
        }
        var bytes = yaml.getBytes(StandardCharsets.UTF_8);
        Files.createDirectories(directory);
        WholeFile.write(slot(kept.other()), bytes);
        keep(kept.trying(version));
    }

    /// Whether one is being tried.
    public synchronized boolean trying() {
        return kept.trial() > 0 && kept.begun();
    }

    /// What is tried is well.
    public synchronized void confirm() {
        keepOrGoOn(kept.confirmed());
    }

    /// What is tried is not.
    public synchronized void rollBack() {
        keepOrGoOn(kept.rolledBack());
    }

    /// The version in use; 0: the given file.
    public synchronized long version() {
        return kept.version();
    }

    /// The highest version that ever came.
    public synchronized long seen() {
        return kept.seen();
    }

    /// The last version that was given up, unless a later one was kept.
    public synchronized Optional<Long> failed() {
        return Optional.of(kept.failed()).filter(version -> version > 0);
    }

    private Path slot(String name) {
        return directory.resolve(name + ".yaml");
    }

    /// Not written down, it counts for this process, and the next one goes back.
    private void keepOrGoOn(Kept next) {
        try {
            keep(next);
        } catch (IOException full) {
            Logger.error("what became of a site file cannot be kept: {}", full.getMessage());
            kept = next;
        }
    }

    private void keep(Kept next) throws IOException {
        WholeFile.write(directory.resolve("slots.json"), Canonical.bytes(next.json()));
        kept = next;
    }
}
