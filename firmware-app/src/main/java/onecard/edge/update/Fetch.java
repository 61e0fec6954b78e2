package onecard.edge.update;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/// Gets a package.
@FunctionalInterface
public interface Fetch {

    /// Returns once the file is there, whole as far as the server is concerned.
    ///
    /// @param to overwritten; after a refusal there may be part of it
    /// @return why it is not
    /// @throws InterruptedException if this thread is to end
    Optional<Refusal> fetch(URI url, Path to, long bytesMax) throws InterruptedException;
}
