package onecard.edge.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/// How many transactions a database in use has committed, by SQLite's own count in its wal-index
/// (`iChange`): of whoever commits, whatever it says of itself.
public final class Commits {

    private Commits() {}

    /// A number that grows by one with each, while the database is open somewhere. Read by another
    /// process, since this one would let go of SQLite's locks on the file by closing it.
    public static long of(Path database) throws IOException {
        var index = database + "-shm";
        var process = new ProcessBuilder("od", "-An", "-tu4", "-j8", "-N4", index).start();
        var text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.onExit().join().exitValue() != 0) {
            throw new IOException("no wal-index: " + index);
        }
        return Long.parseLong(text.strip());
    }
}
