package onecard.edge;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import onecard.edge.crypto.Sm3;
import onecard.edge.site.SiteFile;
import onecard.site.Problem;
import onecard.site.SiteProfile;

/// Reading a site file for a command that cannot go on without a good one.
final class Sites {

    private Sites() {}

    /// The profile; or every problem told, and empty.
    static Optional<SiteProfile> read(Path file, PrintStream err) {
        return switch (SiteFile.read(file)) {
            case SiteFile.Read.Good(var profile) -> Optional.of(profile);
            case SiteFile.Read.Bad(var problems) -> {
                problems.forEach(problem -> err.println(line(file, problem)));
                yield Optional.empty();
            }
        };
    }

    static String line(Path file, Problem problem) {
        return file + ":" + problem;
    }

    static String hash(Path file) throws IOException {
        return Sm3.hex(Files.readAllBytes(file));
    }
}
