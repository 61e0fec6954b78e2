package onecard.edge;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import onecard.edge.crypto.Canonical;
import onecard.edge.crypto.JsonReader;
import onecard.edge.crypto.WholeFile;
import onecard.edge.walk.Progress;
import org.tinylog.Logger;

/// `STATE/walk.json`, how far a walk has come: there from its first block until all of it is walked
/// and its report is on a disk, and whole after a power cut. Any thread.
final class WalkKept {

    private final Path file;
    private boolean ended;

    /// @param state the state directory
    WalkKept(Path state) {
        file = state.resolve("walk.json");
    }

    /// A walk of that site file that was cut short.
    ///
    /// @param config hash of the site file
    synchronized Optional<Progress> of(String config) {
        return read().filter(it -> it.config().equals(config));
    }

    private Optional<Progress> read() {
        try {
            return Files.exists(file)
                    ? JsonReader.ownObject(Files.readString(file)).flatMap(Progress::of)
                    : Optional.empty();
        } catch (IOException unreadable) {
            Logger.warn("how far the walk came is not read: {}", unreadable.toString());
            return Optional.empty();
        }
    }

    /// A walk goes on where it cannot be kept.
    synchronized void keep(Progress progress) {
        if (ended) {
            return;
        }
        try {
            WholeFile.write(file, Canonical.text(progress.json()).getBytes(StandardCharsets.UTF_8));
        } catch (IOException failed) {
            Logger.warn("how far the walk is is not kept: {}", failed.toString());
        }
    }

    /// By a signal, as a shutdown sends and a power cut does not, or before all of it was walked.
    synchronized void ended() {
        read().ifPresent(progress -> keep(progress.ended()));
        ended = true;
    }

    /// All of it is walked, and the report on a disk; not what a signal ended meanwhile.
    synchronized void over() throws IOException {
        if (!ended) {
            Files.deleteIfExists(file);
        }
    }
}
