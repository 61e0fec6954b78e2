package onecard.edge.state;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;

/// What is to become an empty state directory, made in a folder inside it and put in force in one
/// step: a power cut leaves the directory as empty as it was, or all of it. For whoever holds the
/// directory.
///
/// The step is that the folder gets its other name. What follows, its files moved out one by one,
/// is finished by the next who [holds][StateDir#hold] the directory, before anything is opened.
public final class StagedState {

    private static final String PART = "staged.part";
    private static final String READY = "staged";

    private final Path state;

    private StagedState(Path state) {
        this.state = state;
    }

    /// An empty folder; what an attempt before left goes.
    public static StagedState begin(StateDir held) throws IOException {
        var staged = new StagedState(held.path());
        remove(staged.part());
        Files.createDirectory(
                staged.part(),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        return staged;
    }

    /// Whether a name in a state directory is nothing but an attempt that was cut short.
    public static boolean isLeftOver(String name) {
        return name.equals(PART);
    }

    /// Where it is made; whatever is in there is closed before [#putInForce].
    public Path part() {
        return state.resolve(PART);
    }

    /// All of it is in force once this returns, over a power cut too.
    public void putInForce() throws IOException {
        for (var file : below(part())) {
            sync(file);
        }
        Files.move(part(), state.resolve(READY), StandardCopyOption.ATOMIC_MOVE);
        sync(state);
        finish(state);
    }

    /// Nothing of it was ever there.
    public void giveUp() throws IOException {
        remove(part());
    }

    /// Moves what is in force where it belongs, if that was cut short. Nothing else is there: the
    /// directory was empty, and nobody has held it since.
    static void finish(Path state) throws IOException {
        var ready = state.resolve(READY);
        if (!Files.isDirectory(ready)) {
            return;
        }
        try (var files = Files.list(ready)) {
            for (var file : files.sorted().toList()) {
                Files.move(file, state.resolve(file.getFileName()), StandardCopyOption.ATOMIC_MOVE);
            }
        }
        sync(state);
        Files.delete(ready);
        sync(state);
    }

    /// Files before the folders that they are in.
    private static List<Path> below(Path folder) throws IOException {
        try (var all = Files.walk(folder)) {
            return all.sorted(Comparator.reverseOrder()).toList();
        }
    }

    private static void remove(Path folder) throws IOException {
        if (Files.exists(folder)) {
            for (var file : below(folder)) {
                Files.delete(file);
            }
        }
    }

    private static void sync(Path file) throws IOException {
        try (var channel = FileChannel.open(file, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
