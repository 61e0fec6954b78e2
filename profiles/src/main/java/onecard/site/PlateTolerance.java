package onecard.site;

import java.util.List;

/// Which wrong character of a plate is tolerated at a point: a plate that nobody knows is taken for
/// the one that is expected there and differs in one that is.
public sealed interface PlateTolerance {

    /// None is.
    PlateTolerance NONE = new None();

    /// Any is.
    PlateTolerance ANY = new Any();

    /// Whether that plate may stand there though this one was read, both of one length.
    default boolean tolerates(String read, String stands) {
        return switch (this) {
            case None _ -> false;
            case Any _ -> true;
            case Alike alike -> {
                int at = 0;
                while (at < read.length() && read.charAt(at) == stands.charAt(at)) {
                    at++;
                }
                yield at < read.length() && alike.areAlike(read.charAt(at), stands.charAt(at));
            }
        };
    }

    record None() implements PlateTolerance {}

    record Any() implements PlateTolerance {}

    /// One that looks like the right one.
    ///
    /// @param groups of characters that a camera takes for one another
    record Alike(List<String> groups) implements PlateTolerance {
        public Alike {
            groups = List.copyOf(groups);
        }

        private boolean areAlike(char one, char other) {
            return groups.stream()
                    .anyMatch(group -> group.indexOf(one) >= 0 && group.indexOf(other) >= 0);
        }
    }
}
