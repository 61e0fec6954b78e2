package onecard.edge.audit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// What `onecard journal export` wrote of one device, and what is known of that device elsewhere.
///
/// @param key the device's public text; absent: signatures are not checked
/// @param head `EPOCH:SEQ:HASH` of a record that somebody else has; absent: what is cut off at the
///     end is not missed
public record Export(List<String> lines, Optional<String> key, Optional<String> head) {

    public Export {
        lines = List.copyOf(lines);
    }

    /// `FILE`, `FILE,KEY` or `FILE,KEY,EPOCH:SEQ:HASH`.
    static Export read(String said) throws IOException {
        var parts = said.split(",", 3);
        return new Export(
                Files.readAllLines(Path.of(parts[0])),
                parts.length > 1 ? Optional.of(parts[1]) : Optional.empty(),
                parts.length > 2 ? Optional.of(parts[2]) : Optional.empty());
    }
}
