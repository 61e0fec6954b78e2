package onecard.access;

import java.util.List;
import java.util.Optional;

/// The answer to one presentation.
public sealed interface Verdict {

    /// @param rule the group that opened, or how else it came (`exit`, `fire`, `free`)
    /// @param entry the list entry relied on; absent where none was needed
    /// @param noted what would have refused at an entrance, kept for the record
    /// @param prompt what the holder should hear besides
    /// @param use what it uses up: nothing may open before that is durable
    record Granted(
            String rule,
            Optional<Entry> entry,
            List<Reason> noted,
            Optional<Prompt> prompt,
            Optional<Use> use)
            implements Verdict {
        public Granted {
            noted = List.copyOf(noted);
        }

        public Granted(String rule, Optional<Entry> entry, List<Reason> noted) {
            this(rule, entry, noted, Optional.empty(), Optional.empty());
        }
    }

    /// @param entry the list entry that decided, if one did
    record Refused(Reason why, Optional<Entry> entry) implements Verdict {}
}
