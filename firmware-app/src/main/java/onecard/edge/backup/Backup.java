package onecard.edge.backup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import onecard.edge.backup.BackupFile.Source;
import onecard.edge.birth.Birth;
import onecard.edge.crypto.JsonReader;
import onecard.edge.crypto.Secrets;
import onecard.edge.crypto.SigningKey;
import onecard.edge.crypto.Tokens;
import onecard.edge.state.StateDir;
import onecard.edge.store.StoreCopy;
import onecard.edge.store.journal.JournalOutbox;
import onecard.edge.store.journal.JournalReader;
import onecard.edge.store.journal.JournalVerify;
import onecard.edge.words.Failed;
import onecard.edge.words.Message;
import onecard.site.Secret;
import onecard.site.SiteProfile;

/// What a board needs to be replaced by another one: its journal, its lists, its site file and the
/// later ones that came signed. While a daemon runs or not: of each store as it is at one moment,
/// the journal first, since it keeps the versions that no list may fall behind.
///
/// No secret is in it, neither the device's key nor the site's; nor is what is kept of people's
/// bodies: a consent that is withdrawn must not live on in a copy.
public final class Backup {

    /// Whose token under the site key tells one key from another. No card is of that kind.
    private static final String CHECK_KIND = "backup";

    private static final String CHECK_ID = "site-key";

    /// A site file is not tried so often while its folder is copied.
    private static final int TRIES = 10;

    private final SiteProfile site;
    private final byte[] yaml;
    private final Path state;

    /// @param yaml the site file as it stands
    /// @param state the state directory, which somebody else may hold
    public Backup(SiteProfile site, byte[] yaml, Path state) {
        this.site = site;
        this.yaml = yaml.clone();
        this.state = state;
    }

    /// What was made.
    ///
    /// @param key the device's, which signed it
    /// @param head the last record in it, `EPOCH:SEQ`
    /// @param records in it
    /// @param unsent those of them that no broker has taken yet
    /// @param proof of the journal in it
    public record Made(
            String key, String head, long records, long unsent, JournalVerify.Proof proof) {}

    /// Makes it; in the place of one that is there already.
    ///
    /// @throws IOException if there is no journal, or it is not of the device that the site file
    ///     names, or something cannot be read or written
    public Made to(Path out) throws IOException {
        var journal = StateDir.journal(state);
        if (!Files.exists(journal)) {
            throw new Failed(Message.JOURNAL_MISSING.with(journal));
        }
        var key = SigningKey.read(state.resolve(StateDir.DEVICE_KEY));
        var beside = out.toAbsolutePath().getParent();
        if (beside == null || !Files.isDirectory(beside)) {
            throw new Failed(Message.BACKUP_FOLDER.with(out));
        }
        try (var scratch = Scratch.beside(beside)) {
            return made(key, journal, scratch.path(), out);
        }
    }

    private Made made(SigningKey key, Path journal, Path scratch, Path out) throws IOException {
        var copied = scratch.resolve(BackupFile.JOURNAL);
        boolean _ = StoreCopy.of(journal, copied);
        try (var reader = JournalReader.open(copied).orElseThrow()) {
            var head = head(reader);
            var sources = sources(scratch);
            var check = siteKeyCheck(site, state);
            BackupFile.write(
                    out,
                    scratch.resolve("backup"),
                    sources,
                    parts ->
                            new Manifest(
                                            site.site(),
                                            site.device(),
                                            OffsetDateTime.now(site.timezone())
                                                    .truncatedTo(ChronoUnit.SECONDS)
                                                    .toString(),
                                            Birth.VERSION,
                                            head,
                                            check,
                                            parts,
                                            key.publicText())
                                    .signedBy(key));
            var proof = reader.verify(new JournalVerify.Wanted(Optional.empty(), Optional.empty()));
            return new Made(
                    key.publicText(), head.toString(), proof.records(), unsent(copied), proof);
        }
    }

    private Manifest.Head head(JournalReader reader) throws IOException {
        var last = reader.last().flatMap(JsonReader::object);
        var said = last.flatMap(event -> event.object("data"));
        var whose =
                said.flatMap(data -> data.text("site")).orElse("?")
                        + "/"
                        + said.flatMap(data -> data.text("device")).orElse("?");
        var ours = site.site() + "/" + site.device();
        if (!whose.equals(ours)) {
            throw new Failed(Message.BACKUP_OTHER_DEVICE.with(whose, ours));
        }
        return last.flatMap(Manifest.Head::of)
                .orElseThrow(() -> new Failed(Message.BACKUP_OTHER_DEVICE.with("?", ours)));
    }

    /// The journal is copied already.
    private List<Source> sources(Path scratch) throws IOException {
        var sources = new ArrayList<Source>();
        sources.add(new Source(BackupFile.SITE, Files.write(scratch.resolve("site.yaml"), yaml)));
        sources.add(new Source(BackupFile.JOURNAL, scratch.resolve(BackupFile.JOURNAL)));
        for (var list : List.of(BackupFile.REGISTRY, BackupFile.DENY)) {
            if (StoreCopy.of(state.resolve(list), scratch.resolve(list))) {
                sources.add(new Source(list, scratch.resolve(list)));
            }
        }
        sources.addAll(slots(Files.createDirectory(scratch.resolve("config"))));
        return sources;
    }

    /// The record of the slots and what it names, as they belong together: a later site file may
    /// come at any moment.
    private List<Source> slots(Path config) throws IOException {
        for (int again = 1; ; again++) {
            var record = copy(BackupFile.SLOTS, config);
            var sources = new ArrayList<Source>();
            record.ifPresent(sources::add);
            copy(BackupFile.SLOT_A, config).ifPresent(sources::add);
            copy(BackupFile.SLOT_B, config).ifPresent(sources::add);
            if (record.isEmpty()) {
                return List.of();
            }
            var now = Files.readAllBytes(state.resolve(BackupFile.SLOTS));
            if (Arrays.equals(now, Files.readAllBytes(record.get().file())) || again == TRIES) {
                return sources;
            }
        }
    }

    private Optional<Source> copy(String name, Path config) throws IOException {
        var from = state.resolve(name);
        if (!Files.exists(from)) {
            return Optional.empty();
        }
        var to = config.resolve(from.getFileName());
        return Optional.of(new Source(name, Files.write(to, Files.readAllBytes(from))));
    }

    private static long unsent(Path journal) throws IOException {
        try (var outbox = new JournalOutbox(journal)) {
            return outbox.unsentCount();
        }
    }

    /// Whether a backup is of the site's key, or of the one of before while it is rolled.
    static boolean isOfSiteKey(String check, SiteProfile site, Path state) throws IOException {
        var former = site.keys().formerSite();
        return siteKeyCheck(site, state).filter(check::equals).isPresent()
                || former.isPresent() && check(Secrets.siteKey(former.get(), state)).equals(check);
    }

    private static String check(byte[] key) {
        return new Tokens(key).of(CHECK_KIND, CHECK_ID);
    }

    /// Empty where one would be made at first use, and none was.
    ///
    /// @throws IOException if it cannot be read
    static Optional<String> siteKeyCheck(SiteProfile site, Path state) throws IOException {
        var secret = site.keys().site();
        if (secret instanceof Secret.Generate && !Files.exists(state.resolve(Secrets.MADE_HERE))) {
            return Optional.empty();
        }
        return Optional.of(check(Secrets.siteKey(secret, state)));
    }
}
