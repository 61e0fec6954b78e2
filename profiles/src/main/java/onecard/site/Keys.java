package onecard.site;

import java.util.List;

/// The site key, and the public keys that are trusted, each list for one purpose.
public record Keys(
        Secret site,
        List<String> lists,
        List<String> commands,
        List<String> configs,
        List<String> hosts,
        List<String> passes,
        List<String> updates) {
    public Keys {
        lists = List.copyOf(lists);
        commands = List.copyOf(commands);
        configs = List.copyOf(configs);
        hosts = List.copyOf(hosts);
        passes = List.copyOf(passes);
        updates = List.copyOf(updates);
    }
}
