package onecard.site;

import java.util.Map;

/// What of a site hangs on which pin of a board's header.
///
/// @param model whose header it is
/// @param relays the number of the pin of each relay that hangs on one
/// @param contacts the same of contacts
public record Header(BoardModel model, Map<String, Integer> relays, Map<String, Integer> contacts) {

    public Header {
        relays = Map.copyOf(relays);
        contacts = Map.copyOf(contacts);
    }
}
