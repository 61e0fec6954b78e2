package onecard.access;

import java.time.Duration;
import java.util.Set;

/// Nobody passes alone: two different persons tap, and both are let in together.
///
/// @param groups each of the two is of; empty: everybody who may pass by a list. Nobody knows whose
///     a pass is, so its holder may be the other of the two: a pass counts by its groups alone
/// @param within how far apart the two taps may be
public record TwoPersons(Set<String> groups, Duration within) {

    public TwoPersons {
        groups = Set.copyOf(groups);
    }

    boolean takes(Right right) {
        return groups.isEmpty()
                ? switch (right) {
                    case Entry _ -> true;
                    case Pass _ -> false;
                }
                : right.isOf(groups);
    }
}
