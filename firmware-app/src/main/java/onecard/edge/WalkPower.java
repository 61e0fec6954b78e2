package onecard.edge;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import onecard.edge.config.Boot;
import onecard.edge.walk.Power;

/// The board's own: the kernel's boot id and uptime, and the daemon's journal.
///
/// @param journal its file
record WalkPower(Path journal) implements Power {

    private static final Path UPTIME = Path.of("/proc/uptime");

    @Override
    public String boot() {
        return Boot.id();
    }

    @Override
    public Duration up() {
        try {
            var seconds = Files.readString(UPTIME).split(" ", -1)[0];
            return Duration.ofMillis(Math.round(Double.parseDouble(seconds) * 1_000));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    @Override
    public Optional<Duration> firstRecord(long place, String start) {
        try {
            return WalkedDaemon.firstRecord(journal, place, start);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
