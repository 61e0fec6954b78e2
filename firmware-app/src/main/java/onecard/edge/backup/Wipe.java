package onecard.edge.backup;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import onecard.edge.crypto.JsonReader;
import onecard.edge.crypto.Secrets;
import onecard.edge.crypto.WholeFile;
import onecard.edge.state.StateDir;
import onecard.edge.store.journal.JournalOutbox;
import onecard.edge.store.journal.JournalReader;
import onecard.edge.words.Failed;
import onecard.edge.words.Message;

/// A state directory erased before its board leaves the house: every file in it is written over
/// with noise and deleted, keys first, so that what may be left of the rest is of use to nobody.
///
/// Written over means something where a disk writes in place. Flash does not: its controller may
/// keep old blocks that no program sees, whatever is written.
public final class Wipe {

    /// What a state directory of ours has, whatever became of it.
    private static final List<String> MARKS =
            List.of(StateDir.DEVICE_KEY, "journal.db", StateDir.ERASING);

    private static final List<String> KEYS = List.of(StateDir.DEVICE_KEY, Secrets.MADE_HERE);

    private static final int CHUNK_BYTES = 65_536;

    private final StateDir held;
    private final Consumer<Path> before;
    private final SecureRandom random = new SecureRandom();
    private int files;
    private long bytes;

    /// @param held by nobody else, in whatever condition
    public Wipe(StateDir held) {
        this(held, _ -> {});
    }

    /// @param before told of each file before it goes
    Wipe(StateDir held, Consumer<Path> before) {
        this.held = held;
        this.before = before;
    }

    /// What was erased.
    public record Done(int files, long bytes) {}

    /// What is there to lose.
    ///
    /// @param device whose journal it is; absent: that cannot be read
    /// @param unsent records that no broker has taken yet; absent: that cannot be read
    public record Found(Optional<String> device, OptionalLong unsent) {}

    /// Whether a directory is one of ours; another one is nobody's to erase.
    public static boolean isState(Path directory) {
        return MARKS.stream().anyMatch(mark -> Files.exists(directory.resolve(mark)));
    }

    /// Whether its erasing has begun, and must come to its end.
    public static boolean hasBegun(Path directory) {
        return Files.exists(directory.resolve(StateDir.ERASING));
    }

    /// Looks at what is there.
    public static Found look(Path state) {
        var journal = StateDir.journal(state);
        if (!Files.exists(journal)) {
            return new Found(Optional.empty(), OptionalLong.of(0));
        }
        try (var reader = JournalReader.open(journal).orElseThrow();
                var outbox = new JournalOutbox(journal)) {
            var device =
                    reader.last()
                            .flatMap(JsonReader::object)
                            .flatMap(event -> event.object("data"))
                            .flatMap(data -> data.text("device"));
            return new Found(device, OptionalLong.of(outbox.unsentCount()));
        } catch (IOException | IllegalStateException _) {
            // Damaged: what is in it nobody can tell, and a daemon would salvage it first.
            return new Found(Optional.empty(), OptionalLong.empty());
        }
    }

    /// Erases everything but the lock. What a power cut leaves half done nobody runs by, and the
    /// next who erases it finishes it.
    ///
    /// @throws Failed if there is a link in there: what it leads to would stay
    public Done erase() throws IOException {
        var root = held.path().toRealPath(); // it may be a link itself, to another disk
        requireNoLinks(root);
        var erasing = root.resolve(StateDir.ERASING);
        WholeFile.write(erasing, new byte[0]);
        for (var path : inOrder(root)) {
            before.accept(path);
            gone(path);
        }
        sync(root);
        Files.delete(erasing);
        sync(root);
        return new Done(files, bytes);
    }

    private static void requireNoLinks(Path root) throws IOException {
        try (Stream<Path> all = Files.walk(root)) {
            var link = all.filter(Files::isSymbolicLink).sorted().findFirst();
            if (link.isPresent()) {
                throw new Failed(
                        Message.WIPE_LINK.with(link.get(), Files.readSymbolicLink(link.get())));
            }
        }
    }

    /// Keys, then what is sealed, then everything else; folders after what is in them.
    private static List<Path> inOrder(Path root) throws IOException {
        var kept = Set.of(root, root.resolve(StateDir.LOCK), root.resolve(StateDir.ERASING));
        var paths = new ArrayList<Path>();
        try (Stream<Path> all = Files.walk(root)) {
            all.filter(path -> !kept.contains(path))
                    .sorted(
                            Comparator.comparingInt(Wipe::turn)
                                    .thenComparing(Comparator.reverseOrder()))
                    .forEach(paths::add);
        }
        return paths;
    }

    private static int turn(Path path) {
        var name = path.getFileName().toString();
        if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
            return 3;
        }
        return KEYS.contains(name) ? 0 : name.startsWith("vault") ? 1 : 2;
    }

    private void gone(Path path) throws IOException {
        if (Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
            long size = Files.size(path);
            writeOver(path, size);
            files++;
            bytes += size;
        }
        Files.delete(path);
    }

    /// Noise, because a file system that compresses would write no zeros.
    private void writeOver(Path file, long size) throws IOException {
        var noise = new byte[CHUNK_BYTES];
        random.nextBytes(noise);
        try (var channel =
                FileChannel.open(file, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS)) {
            for (long left = size; left > 0; left -= CHUNK_BYTES) {
                var chunk = ByteBuffer.wrap(noise, 0, (int) Math.min(left, CHUNK_BYTES));
                while (chunk.hasRemaining()) {
                    int _ = channel.write(chunk);
                }
            }
            channel.force(true);
        }
    }

    private static void sync(Path folder) throws IOException {
        try (var channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
