package onecard.hal.camera;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import onecard.hal.bio.Sample.Picture;
import onecard.hal.linux.DeviceException;
import onecard.hal.linux.DeviceThread;

/// The directory that pictures are put into. Of one thread, but for [#close]. What fails says the
/// directory and never the name of a file in it, which is somebody else's word.
///
/// Source: inode(7).
final class PictureFolder implements DeviceThread.Device {

    /// Deletes, or overwrites, no longer than that at once; some thousand small files.
    private static final Duration AT_ONCE = Duration.ofMillis(200);

    /// Nobody writes on at what was left as it was for so long.
    private static final Duration LEFT_BEHIND = Duration.ofMinutes(1);

    /// More are not put there from one look to the next; the rest is of the next one.
    private static final int FILES_MAX = 1_000;

    private static final int ROOT = 0;
    private static final int TYPE = 0170000;
    private static final int DIRECTORY = 0040000;
    private static final int LINK = 0120000;
    private static final int OTHERS_WRITE = 02;

    /// What a look saw.
    sealed interface Seen {

        /// Nothing is left of the file.
        record Whole(Picture picture) implements Seen {}

        /// No picture came of what was put there, yet or at all.
        record Poor() implements Seen {}

        record Nothing() implements Seen {}
    }

    /// What it counts, for whoever asks.
    ///
    /// @param damaged pictures that were none
    /// @param others what lay there at the last look and is no picture
    record Counts(AtomicLong damaged, AtomicLong others) {}

    private final Path directory;
    private final PictureFile files;
    private final Counts counts;
    private final LongSupplier nanos;
    private List<Path> unfinished = List.of();

    /// What is on its way to be a picture, and since when it has been as it is. Never changed.
    private volatile Map<Put, Long> onTheirWay = Map.of();

    private record Put(Path file, FileTime when) {}

    private PictureFolder(Path directory, PictureFile files, Counts counts, LongSupplier nanos) {
        this.directory = directory;
        this.files = files;
        this.counts = counts;
        this.nanos = nanos;
    }

    /// What lies there already is deleted.
    ///
    /// @throws DeviceException when it is not there, not ours, or what lies there cannot be deleted
    static PictureFolder open(Path directory, PictureFile files, Counts counts, LongSupplier nanos)
            throws DeviceException {
        var folder = new PictureFolder(directory, files, counts, nanos);
        folder.empty();
        return folder;
    }

    /// Deletes, unread, what lies there, for no longer than a moment.
    ///
    /// @return whether nothing is left that lay there when it was called
    boolean empty() throws DeviceException {
        refuse();
        unfinished = List.of();
        return emptied();
    }

    private boolean emptied() throws DeviceException {
        long now = nanos.getAsLong();
        long others = 0;
        var left = new HashMap<Put, Long>();
        try (var all = Files.newDirectoryStream(directory)) {
            for (var file : all) {
                if (nanos.getAsLong() - now > AT_ONCE.toNanos()) {
                    return false;
                }
                switch (kind(file)) {
                    case PICTURE -> Files.deleteIfExists(file);
                    case OTHER -> others++;
                    case TEMPORARY -> leave(file, now, left);
                }
            }
            counts.others.set(others);
            onTheirWay = left;
            return true;
        } catch (IOException | DirectoryIteratorException failed) {
            throw gone(failed);
        }
    }

    /// For so long: what whoever wrote it has left behind shows a body, and nobody renames it.
    private void leave(Path file, long now, Map<Put, Long> left) throws IOException {
        var name = file.getFileName().toString();
        if (!(name.contains(".pgm") || name.contains(".ppm")) || !isAlone(file)) {
            return;
        }
        var put = new Put(file, when(file));
        long since = onTheirWay.getOrDefault(put, now);
        if (now - since > LEFT_BEHIND.toNanos()) {
            Files.deleteIfExists(file);
        } else if (left.size() < FILES_MAX) {
            left.put(put, since);
        }
    }

    /// Takes the first whole picture. What is damaged before it is erased, as much as a moment
    /// allows; the rest is of the next look.
    Seen look() throws DeviceException {
        refuse();
        long now = nanos.getAsLong();
        boolean poor = false;
        try {
            var writing = new ArrayList<Path>();
            for (var file : pictures()) {
                if (nanos.getAsLong() - now > AT_ONCE.toNanos()) {
                    break;
                }
                switch (files.take(file)) {
                    case PictureFile.Taken.Whole(var picture) -> {
                        return new Seen.Whole(picture);
                    }
                    case PictureFile.Taken.Damaged _ -> {
                        counts.damaged.incrementAndGet();
                        poor = true;
                    }
                    case PictureFile.Taken.Unfinished() -> {
                        writing.add(file);
                        poor = true;
                    }
                    case PictureFile.Taken.Gone() -> {}
                }
            }
            unfinished = writing;
            return poor ? new Seen.Poor() : new Seen.Nothing();
        } catch (IOException | DirectoryIteratorException failed) {
            throw gone(failed);
        }
    }

    /// Nobody waits any more for what was unfinished at the last look.
    void giveUp() throws DeviceException {
        try {
            for (var file : unfinished) {
                if (Files.deleteIfExists(file)) {
                    counts.damaged.incrementAndGet();
                }
            }
        } catch (IOException failed) {
            throw gone(failed);
        } finally {
            unfinished = List.of();
        }
    }

    /// In the order in which they were put there.
    private List<Path> pictures() throws IOException {
        var found = new ArrayList<Put>();
        long others = 0;
        try (var all = Files.newDirectoryStream(directory)) {
            for (var file : all) {
                switch (kind(file)) {
                    case PICTURE -> found.add(new Put(file, when(file)));
                    case OTHER -> others++;
                    case TEMPORARY -> {}
                }
                if (found.size() == FILES_MAX) {
                    break;
                }
            }
        }
        counts.others.set(others);
        return found.stream()
                .sorted(Comparator.comparing(Put::when).thenComparing(Put::file))
                .map(Put::file)
                .toList();
    }

    private enum Kind {
        PICTURE,
        /// On its way to be something else, or gone.
        TEMPORARY,
        OTHER
    }

    private static Kind kind(Path file) throws IOException {
        var name = file.getFileName().toString();
        if (name.startsWith(".") || name.endsWith(".part")) {
            return Kind.TEMPORARY;
        }
        if (!name.endsWith(".pgm") && !name.endsWith(".ppm")) {
            return Kind.OTHER;
        }
        if (isAlone(file)) {
            return Kind.PICTURE;
        }
        return Files.exists(file, LinkOption.NOFOLLOW_LINKS) ? Kind.OTHER : Kind.TEMPORARY;
    }

    /// A file that has no other name: one that has may be a file of ours that must not be
    /// overwritten.
    private static boolean isAlone(Path file) throws IOException {
        try {
            return Map.of("isRegularFile", true, "nlink", 1)
                    .equals(
                            Files.readAttributes(
                                    file, "unix:isRegularFile,nlink", LinkOption.NOFOLLOW_LINKS));
        } catch (NoSuchFileException _) {
            return false;
        }
    }

    /// Its content, not its name.
    private static FileTime when(Path file) throws IOException {
        try {
            return Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS);
        } catch (NoSuchFileException _) {
            return FileTime.fromMillis(0); // taken away meanwhile
        }
    }

    // --- whose it is ---

    private void refuse() throws DeviceException {
        Optional<String> why;
        try {
            why = wrong(directory);
        } catch (IOException failed) {
            throw gone(failed);
        }
        if (why.isPresent()) {
            throw new DeviceException(directory, why.get());
        }
    }

    /// Why no picture in it is somebody's for sure, or none could be deleted.
    static Optional<String> wrong(Path directory) throws IOException {
        var stat = Files.readAttributes(directory, "unix:mode,uid", LinkOption.NOFOLLOW_LINKS);
        int mode = (int) Objects.requireNonNull(stat.get("mode"));
        int owner = (int) Objects.requireNonNull(stat.get("uid"));
        int type = mode & TYPE;
        if (type != DIRECTORY) {
            return Optional.of(type == LINK ? "a link, and no directory" : "no directory");
        }
        int user = (int) Files.getAttribute(Path.of("/proc/self"), "unix:uid");
        if (owner != user && owner != ROOT) {
            return Optional.of("it is the user's %d, and not %d's".formatted(owner, user));
        }
        if ((mode & OTHERS_WRITE) != 0) {
            return Optional.of("anybody may put pictures there: mode %04o".formatted(mode & 07777));
        }
        if (!Files.isReadable(directory) || !Files.isExecutable(directory)) {
            return Optional.of("may not be read");
        }
        return Files.isWritable(directory)
                ? Optional.empty()
                : Optional.of("pictures in it may not be deleted");
    }

    private DeviceException gone(Exception failed) {
        return new DeviceException(
                directory,
                switch (failed) {
                    case DirectoryIteratorException it ->
                            reason(Objects.requireNonNull(it.getCause()));
                    case IOException it -> reason(it);
                    default -> failed.getClass().getSimpleName();
                });
    }

    /// Without the name of a file.
    static String reason(IOException failed) {
        return switch (failed) {
            case NoSuchFileException _ -> "is not there";
            case NotDirectoryException _ -> "no directory";
            case AccessDeniedException _ -> "a file in it may not be read or deleted";
            case FileSystemException it when it.getReason() != null -> it.getReason();
            default -> failed.getClass().getSimpleName();
        };
    }

    /// What lies there stays no longer than the camera looks. Any thread.
    @Override
    public void close() {
        try {
            refuse();
            boolean _ = emptied();
        } catch (DeviceException _) {
            // Whoever opens it next is told.
        }
    }
}
