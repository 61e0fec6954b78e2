package onecard.edge.audit;

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
}
