package onecard.edge.cli;

import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import onecard.edge.state.StateDir;
import picocli.CommandLine.Option;

/// Where a daemon keeps what it must not lose, as an option.
public final class StateOption {

    @Option(names = "--state")
    private Path directory = Path.of("/var/lib/onecard");

    public Path directory() {
        return directory;
    }

    /// Where the daemon that runs there listens.
    Path socket() {
        return StateDir.controlSocket(directory);
    }

    /// Whoever may not look there cannot tell whether a daemon runs.
    ///
    /// @throws AccessDeniedException if this user may not
    void requireOurs() throws AccessDeniedException {
        boolean mayLook = Files.isReadable(directory) && Files.isExecutable(directory);
        if (Files.exists(directory) && !mayLook) {
            throw new AccessDeniedException(directory.toString());
        }
        if (Files.exists(socket()) && !Files.isWritable(socket())) {
            throw new AccessDeniedException(socket().toString());
        }
    }
}
