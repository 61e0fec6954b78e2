package onecard.point;

import java.util.Set;

/// What lies on the antenna of a till, as far as anybody can tell.
public sealed interface Tray {

    record Empty() implements Tray {}

    /// Plates are put down or taken off, or nobody has looked for long enough.
    record Unstable() implements Tray {}

    /// @param tags of the plates, at least one
    record Stable(Set<String> tags) implements Tray {
        public Stable {
            tags = Set.copyOf(tags);
            if (tags.isEmpty()) {
                throw new IllegalArgumentException("nothing lies there");
            }
        }
    }
}
