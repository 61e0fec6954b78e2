package onecard.edge.power;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/// Everything that SQLite does to the files of one directory, in order, while it is on: what a
/// power cut may leave is made of it. Other directories are not its concern. On the thread that
/// commits; only one at a time.
public final class Tape implements AutoCloseable {

    private final Path directory;
    private final List<Deed> deeds = new ArrayList<>();
    private final SqliteFiles files;

    /// @throws IllegalStateException if the SQLite at hand is not laid out as known here
    public Tape(Path directory) throws Exception {
        this.directory = directory.toRealPath();
        files = SqliteFiles.told(this::add);
    }

    /// How many deeds there are so far: a place between two of them.
    public int length() {
        return deeds.size();
    }

    List<Deed> deeds() {
        return List.copyOf(deeds);
    }

    private void add(Path file, Function<String, Deed> deed) {
        if (directory.equals(file.getParent())) {
            deeds.add(deed.apply(String.valueOf(file.getFileName())));
        }
    }

    @Override
    public void close() {
        files.close();
    }
}
