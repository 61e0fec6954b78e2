package onecard.access;

import java.util.Collections;
import java.util.Optional;
import java.util.Set;

/// What somebody may pass by: an entry of a list, or a pass that was itself presented.
public sealed interface Right permits Entry, Pass {

    /// The person, pseudonymous.
    Token subject();

    Set<String> groups();

    /// The list that says so; empty where it speaks for itself.
    Optional<ListVersion> source();

    /// Whether it counts in one of these.
    default boolean isOf(Set<String> some) {
        return !some.isEmpty() && !Collections.disjoint(groups(), some);
    }
}
