package onecard.edge.init;

import java.util.List;
import onecard.words.Words;

/// One thing to know of a site.
///
/// @param key as `--answer` names it
/// @param asks in one line
/// @param known the answers there are, or some of them
/// @param preset what an empty answer means
public record Question(String key, Words asks, List<String> known, String preset) {

    public Question {
        known = List.copyOf(known);
    }
}
