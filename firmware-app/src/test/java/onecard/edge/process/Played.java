package onecard.edge.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import onecard.edge.crypto.Json;

/// The simulated devices of a daemon, played with from another process: through files alone.
public final class Played {

    private final Path directory;

    /// @param state the daemon's state directory
    public Played(Path state) {
        directory = state.resolve("sim");
    }

    /// Somebody does that; each line in one write.
    public void hand(String... lines) throws IOException {
        Files.createDirectories(directory);
        for (var line : lines) {
            Files.writeString(
                    directory.resolve("hands"),
                    line + "\n",
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        }
    }

    /// What devices did since the first start; nothing where there is no trace.
    public List<Json.Obj> trace() {
        try {
            return Trace.of(directory.resolve("devices.trace"));
        } catch (NoSuchFileException _) {
            return List.of();
        } catch (IOException failed) {
            throw new AssertionError(failed);
        }
    }

    /// Waits until a device did that, and returns the first time.
    public Json.Obj await(String what, Predicate<Json.Obj> more) {
        Predicate<Json.Obj> wanted =
                entry -> entry.text("what").equals(Optional.of(what)) && more.test(entry);
        Await.until(what, Watched.SOON, () -> trace().stream().anyMatch(wanted));
        return trace().stream().filter(wanted).findFirst().orElseThrow();
    }
}
