package onecard.site;

import java.util.List;
import java.util.Optional;

/// The site key, and the public keys that are trusted, each list for one purpose.
///
/// @param formerSite the site's key of before, by which people are known too while it is rolled;
///     absent: it is not
/// @param rolling what rolling codes of passes are derived from; absent: none is believed
/// @param vault what opens the templates of people's bodies; absent: none are kept here
/// @param enrolments who may sign what cards carry to compare their holders with; empty: it is not
///     read
public record Keys(
        Secret site,
        Optional<Secret> formerSite,
        List<String> lists,
        List<String> commands,
        List<String> configs,
        List<String> hosts,
        List<String> passes,
        Optional<Secret> rolling,
        List<String> updates,
        Optional<Secret> vault,
        List<String> calibrations,
        List<String> enrolments) {
    public Keys {
        lists = List.copyOf(lists);
        commands = List.copyOf(commands);
        configs = List.copyOf(configs);
        hosts = List.copyOf(hosts);
        passes = List.copyOf(passes);
        updates = List.copyOf(updates);
        calibrations = List.copyOf(calibrations);
        enrolments = List.copyOf(enrolments);
    }
}
