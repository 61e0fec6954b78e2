package onecard.edge.backup;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import onecard.edge.crypto.Canonical;
import onecard.edge.crypto.Json;
import onecard.edge.crypto.JsonReader;
import onecard.edge.words.Message;

/// A backup as a file: a zip, so that anybody can look into it, of parts by fixed names and a
/// [Manifest] that has the hash of each. What it does not name is not in a backup, wherever it
/// comes from.
final class BackupFile implements AutoCloseable {

    static final String SITE = "site.yaml";
    static final String JOURNAL = "journal.db";
    static final String REGISTRY = "registry.db";
    static final String DENY = "deny.db";
    static final String SLOTS = "config/slots.json";
    static final String SLOT_A = "config/a.yaml";
    static final String SLOT_B = "config/b.yaml";

    static final Set<String> PARTS = Set.of(SITE, JOURNAL, REGISTRY, DENY, SLOTS, SLOT_A, SLOT_B);

    private static final int CHUNK_BYTES = 65_536;

    private final Path path;
    private final ZipFile zip;
    private final Manifest manifest;

    private BackupFile(Path path, ZipFile zip, Manifest manifest) {
        this.path = path;
        this.zip = zip;
        this.manifest = manifest;
    }

    // --- writing ---

    /// A part to be written.
    record Source(String name, Path file) {}

    /// There whole or not at all once this returns, over a power cut too, in the place of one that
    /// was there; for its owner alone.
    ///
    /// @param draft where nothing is yet, on the same file system
    /// @param manifest of those parts, signed
    static void write(
            Path out,
            Path draft,
            List<Source> sources,
            Function<List<Manifest.Part>, Json.Obj> manifest)
            throws IOException {
        writeDraft(draft, sources, manifest);
        Files.move(draft, out, StandardCopyOption.ATOMIC_MOVE);
        try (var folder =
                FileChannel.open(out.toAbsolutePath().getParent(), StandardOpenOption.READ)) {
            folder.force(true);
        }
    }

    private static void writeDraft(
            Path draft, List<Source> sources, Function<List<Manifest.Part>, Json.Obj> manifest)
            throws IOException {
        var ownerOnly =
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        try (var channel =
                        FileChannel.open(
                                draft,
                                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                                ownerOnly);
                var zip = new ZipOutputStream(Channels.newOutputStream(channel))) {
            var parts = new ArrayList<Manifest.Part>();
            for (var source : sources) {
                parts.add(written(zip, source));
            }
            zip.putNextEntry(new ZipEntry(Manifest.NAME));
            zip.write(Canonical.bytes(manifest.apply(parts)));
            zip.finish();
            channel.force(true);
        }
    }

    private static Manifest.Part written(ZipOutputStream zip, Source source) throws IOException {
        zip.putNextEntry(new ZipEntry(source.name()));
        var digest = sha256();
        try (var in = Files.newInputStream(source.file())) {
            long bytes = in.transferTo(new DigestOutputStream(zip, digest));
            return new Manifest.Part(
                    source.name(), bytes, HexFormat.of().formatHex(digest.digest()));
        }
    }

    // --- reading ---

    /// @throws Unfit if it is no backup, or not as its device signed it
    static BackupFile open(Path path) throws IOException {
        if (!Files.exists(path)) {
            throw new NoSuchFileException(path.toString());
        }
        var zip = zip(path);
        try {
            return new BackupFile(path, zip, manifest(path, zip));
        } catch (IOException | RuntimeException failed) {
            zip.close();
            throw failed;
        }
    }

    private static ZipFile zip(Path path) throws IOException {
        try {
            return new ZipFile(path.toFile());
        } catch (IOException | IllegalArgumentException unreadable) {
            throw new Unfit(Message.BACKUP_NONE.with(path), unreadable);
        }
    }

    private static Manifest manifest(Path path, ZipFile zip) throws IOException {
        var entry = zip.getEntry(Manifest.NAME);
        var none = new Unfit(Message.BACKUP_NONE.with(path));
        if (entry == null) {
            throw none;
        }
        try (var in = zip.getInputStream(entry)) {
            var bytes = in.readNBytes(Manifest.BYTES_MAX + 1);
            return Optional.of(bytes)
                    .filter(said -> said.length <= Manifest.BYTES_MAX)
                    .flatMap(JsonReader::object)
                    .flatMap(Manifest::read)
                    .orElseThrow(() -> none);
        } catch (ZipException | EOFException torn) {
            throw new Unfit(Message.BACKUP_NONE.with(path), torn);
        }
    }

    Manifest manifest() {
        return manifest;
    }

    /// What its parts take once they are out of it.
    long bytes() {
        long bytes = 0;
        for (var part : manifest.parts()) {
            bytes = Math.addExact(bytes, part.bytes());
        }
        return bytes;
    }

    /// Writes one part where nothing is yet, for its owner alone.
    ///
    /// @throws Unfit if it is not what the manifest says
    void extract(Manifest.Part part, Path to) throws IOException {
        var ownerOnly =
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        try (var channel =
                FileChannel.open(
                        to,
                        Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                        ownerOnly)) {
            copy(part, Channels.newOutputStream(channel));
        }
    }

    /// One part that is small, as it is.
    ///
    /// @throws Unfit as [#extract]
    byte[] content(Manifest.Part part) throws IOException {
        var content = new ByteArrayOutputStream();
        copy(part, content);
        return content.toByteArray();
    }

    /// Never more than the manifest says.
    void copy(Manifest.Part part, OutputStream to) throws IOException {
        var digest = sha256();
        long bytes = 0;
        try (var in = part(part)) {
            var chunk = new byte[CHUNK_BYTES];
            for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
                bytes += read;
                if (bytes > part.bytes()) {
                    throw altered(part); // a few bytes may be packed from more than any disk has
                }
                digest.update(chunk, 0, read);
                to.write(chunk, 0, read);
            }
        } catch (ZipException | EOFException torn) {
            throw new Unfit(Message.BACKUP_ALTERED.with(path, part.name()), torn);
        }
        boolean whole = bytes == part.bytes();
        if (!whole || !HexFormat.of().formatHex(digest.digest()).equals(part.sha256())) {
            throw altered(part);
        }
    }

    private InputStream part(Manifest.Part part) throws IOException {
        var entry = zip.getEntry(part.name());
        if (entry == null) {
            throw altered(part);
        }
        return zip.getInputStream(entry);
    }

    private Unfit altered(Manifest.Part part) {
        return new Unfit(Message.BACKUP_ALTERED.with(path, part.name()));
    }

    @Override
    public void close() throws IOException {
        zip.close();
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("SHA-256 is part of every JDK", impossible);
        }
    }
}
