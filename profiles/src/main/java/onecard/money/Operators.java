package onecard.money;

import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import onecard.access.Policy;

/// Who may work at a till, and at what.
///
/// @param policy by which they sign in
/// @param duties of the members of a group; of several groups all of theirs
public record Operators(Policy policy, Map<String, Set<Duty>> duties) {

    public Operators {
        duties = Map.copyOf(duties);
    }

    /// Of somebody in these groups.
    public Set<Duty> of(Set<String> groups) {
        var all = EnumSet.noneOf(Duty.class);
        groups.forEach(group -> all.addAll(duties.getOrDefault(group, Set.of())));
        return all;
    }
}
