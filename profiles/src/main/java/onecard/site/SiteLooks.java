package onecard.site;

import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import onecard.access.Factor;

/// The sensors of a point that look at people.
///
/// @param beside names of the board's sensors that look at whoever tapped, by the reader and by
///     what they look at
/// @param alone names of those that look for whoever stands there by themselves: each is a reader
///     of the point
/// @param watched whether somebody sees what is held before those
/// @param strangers of so many strangers who claim to be somebody one may be taken for them
public record SiteLooks(
        Map<String, Map<Factor, String>> beside,
        Set<String> alone,
        boolean watched,
        int strangers) {

    /// Nobody is looked at.
    public static final SiteLooks NONE = new SiteLooks(Map.of(), Set.of(), false, 1_000);

    public SiteLooks {
        beside =
                beside.entrySet().stream()
                        .collect(
                                Collectors.toUnmodifiableMap(
                                        Map.Entry::getKey, each -> Map.copyOf(each.getValue())));
        alone = Set.copyOf(alone);
        if (strangers < 2) {
            throw new IllegalArgumentException("one of " + strangers + " strangers");
        }
    }
}
