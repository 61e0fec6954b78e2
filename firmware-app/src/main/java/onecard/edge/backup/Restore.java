package onecard.edge.backup;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import onecard.edge.crypto.Json;
import onecard.edge.crypto.JsonReader;
import onecard.edge.crypto.Secrets;
import onecard.edge.state.BroughtJournal;
import onecard.edge.state.StagedState;
import onecard.edge.state.StateDir;
import onecard.edge.store.journal.JournalOutbox;
import onecard.edge.store.journal.JournalReader;
import onecard.edge.words.Failed;
import onecard.edge.words.Message;
import onecard.site.Secret;
import onecard.site.SiteProfile;

/// A [Backup] put into an empty state directory: all of it at once, in an epoch of its own under a
/// key of this board's own, or nothing.
public final class Restore implements AutoCloseable {

    /// Where the site file of the former board lies until somebody puts it where a daemon is given
    /// it.
    public static final String SITE = "restored-site.yaml";

    /// Beside what is brought: a log while the epoch is begun, and the journal's ballast.
    private static final long ROOM_BYTES = 16L << 20;

    /// Far above the longest site file, which has 256 KB.
    private static final int SITE_BYTES_MAX = 1 << 20;

    private static final Set<String> MAY_BE_THERE = Set.of(StateDir.LOCK, Secrets.MADE_HERE);

    private final BackupFile backup;
    private final Manifest manifest;

    private Restore(BackupFile backup) {
        this.backup = backup;
        manifest = backup.manifest();
    }

    /// What was restored.
    ///
    /// @param key this board's own
    /// @param head the last record of the former board, `EPOCH:SEQ`
    /// @param epoch in which this board goes on
    /// @param unsent records that no broker has taken yet
    public record Done(String key, String head, String epoch, long unsent) {}

    /// Looks at a backup.
    ///
    /// @throws Unfit if it is none, or not as its device signed it
    public static Restore open(Path file) throws IOException {
        return new Restore(BackupFile.open(file));
    }

    /// The public text of the key that signed it.
    public String key() {
        return manifest.key();
    }

    /// `SITE/DEVICE`
    public String whose() {
        return manifest.site() + "/" + manifest.device();
    }

    /// When it was made, by the clock of the device.
    public String made() {
        return manifest.made();
    }

    /// The site file in it.
    ///
    /// @throws Unfit if there is none, or not as its device signed it
    public String site() throws IOException {
        var part =
                manifest.parts().stream()
                        .filter(it -> it.name().equals(BackupFile.SITE))
                        .filter(it -> it.bytes() <= SITE_BYTES_MAX)
                        .findFirst()
                        .orElseThrow(() -> new Unfit(Message.BACKUP_NO_SITE.with()));
        return new String(backup.content(part), StandardCharsets.UTF_8);
    }

    /// Puts it there.
    ///
    /// @param held by nobody else
    /// @param site the file by which this board is to run: of the same site and device
    /// @param isItsOwn whether that is the file in the backup, which is then left in [#SITE]
    /// @param anySiteKey whether it matters not that tokens come to be other ones here
    /// @throws Unfit if it is of another device or site key, or not as its device signed it
    /// @throws Failed if anything is there already, or there is no room
    public Done into(StateDir held, SiteProfile site, boolean isItsOwn, boolean anySiteKey)
            throws IOException {
        var ours = site.site() + "/" + site.device();
        if (!ours.equals(whose())) {
            throw new Unfit(Message.RESTORE_OTHER_DEVICE.with(whose(), ours));
        }
        requireEmpty(held);
        if (!anySiteKey) {
            requireSiteKey(site, held.path());
        }
        requireRoom(held.path());
        var staged = StagedState.begin(held);
        try {
            var done = made(staged.part(), site, isItsOwn);
            staged.putInForce();
            return done;
        } catch (IOException | RuntimeException failed) {
            staged.giveUp();
            throw failed;
        }
    }

    private Done made(Path folder, SiteProfile site, boolean isItsOwn) throws IOException {
        Files.createDirectory(folder.resolve("config"));
        for (var part : manifest.parts()) {
            boolean isSite = part.name().equals(BackupFile.SITE);
            if (!isSite || isItsOwn) {
                backup.extract(part, folder.resolve(isSite ? SITE : part.name()));
            }
        }
        var journal = StateDir.journal(folder);
        requireHead(journal);
        long unsent;
        try (var outbox = new JournalOutbox(journal)) {
            unsent = outbox.unsentCount();
        }
        var why =
                Json.Obj.EMPTY.with("restored", manifest.made()).with("former_key", manifest.key());
        var begun = BroughtJournal.begin(site, folder, why);
        return new Done(begun.key(), manifest.head().toString(), begun.epoch(), unsent);
    }

    private static void requireEmpty(StateDir held) throws IOException {
        try (Stream<Path> files = Files.list(held.path())) {
            var there =
                    files.map(file -> file.getFileName().toString())
                            .filter(name -> !MAY_BE_THERE.contains(name))
                            .filter(name -> !StagedState.isLeftOver(name))
                            .sorted()
                            .collect(Collectors.joining(", "));
            if (!there.isEmpty()) {
                throw new Failed(Message.RESTORE_NOT_EMPTY.with(held.path(), there));
            }
        }
    }

    /// Under another key every token would be another one, and nobody known.
    private void requireSiteKey(SiteProfile site, Path state) throws IOException {
        if (manifest.siteKey().isEmpty()) {
            return;
        }
        if (!Backup.isOfSiteKey(manifest.siteKey().get(), site, state)) {
            throw new Unfit(
                    site.keys().site() instanceof Secret.Generate
                            ? Message.RESTORE_SITE_KEY_MADE.with(state.resolve(Secrets.MADE_HERE))
                            : Message.RESTORE_SITE_KEY.with());
        }
    }

    private void requireRoom(Path state) throws IOException {
        long free = Files.getFileStore(state).getUsableSpace();
        long wanted = Math.addExact(backup.bytes(), ROOM_BYTES);
        if (free < wanted) {
            throw new Failed(Message.RESTORE_NO_ROOM.with(state, wanted >> 20, free >> 20));
        }
    }

    /// The journal ends where the device signed that it does.
    private void requireHead(Path journal) throws IOException {
        var opened = JournalReader.open(journal);
        if (opened.isEmpty()) {
            throw new Unfit(Message.BACKUP_ENDS_ELSEWHERE.with(manifest.head()));
        }
        try (var reader = opened.get()) {
            var head = reader.last().flatMap(JsonReader::object).flatMap(Manifest.Head::of);
            if (!head.equals(Optional.of(manifest.head()))) {
                throw new Unfit(Message.BACKUP_ENDS_ELSEWHERE.with(manifest.head()));
            }
        }
    }

    @Override
    public void close() throws IOException {
        backup.close();
    }
}
