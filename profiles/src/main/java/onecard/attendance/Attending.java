package onecard.attendance;

import java.util.Optional;
import java.util.Set;

/// What people sign in to at one desk.
///
/// @param device whose desk it is
/// @param roster name of the list that says who is expected; absent: everybody is whom the lists
///     of the point know
/// @param with other devices of the site whose desks take the same meetings
public record Attending(
        String device, Meetings meetings, Optional<String> roster, Set<String> with) {
    public Attending {
        with = Set.copyOf(with);
    }
}
