package onecard.edge.cli;

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
}
