package onecard.site;

import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import onecard.access.Direction;
import onecard.access.Policy;
import onecard.point.Output;
import onecard.point.PointProfile;
import onecard.point.PostureHours;
import onecard.point.Role;

/// One point: which devices of the board it uses, who may pass, how it behaves.
///
/// @param readers names of the board's readers and scanners, and which way each leads
/// @param keypads names of the board's keypads, and the readers that each stands beside
/// @param relays names of the relays that move it
/// @param contacts names of the contacts that it listens to, and what each means
/// @param hours what orders it by time
/// @param till what it has besides, if it sells
/// @param plates what it makes of plates; absent: it reads none
/// @param visitors what it has besides, if they are expected there
/// @param desk the same, if people sign in there
/// @param looks what looks at people there
public record SitePoint(
        String id,
        Map<String, Direction> readers,
        Map<String, Set<String>> keypads,
        Map<Output, String> relays,
        Map<String, Role> contacts,
        Policy policy,
        PostureHours hours,
        PointProfile profile,
        Optional<SiteTill> till,
        Optional<PlateTerms> plates,
        Optional<SiteVisitors> visitors,
        Optional<SiteDesk> desk,
        SiteLooks looks) {

    private static final Set<Role> ANYWHERE = Set.of(new Role.ExitButton(), new Role.Fire());

    public SitePoint {
        readers = Map.copyOf(readers);
        keypads = Map.copyOf(keypads);
        relays = Map.copyOf(relays);
        contacts = Map.copyOf(contacts);
        if (readers.isEmpty()) {
            throw new IllegalArgumentException(id + " has no reader");
        }
        for (var keypad : keypads.entrySet()) {
            if (!readers.keySet().containsAll(keypad.getValue())) {
                throw new IllegalArgumentException(id + " has no reader beside " + keypad);
            }
        }
        if (!readers.keySet().containsAll(looks.beside().keySet())
                || !readers.keySet().containsAll(looks.alone())) {
            throw new IllegalArgumentException(id + " looks where it reads nothing: " + looks);
        }
        if (till.isPresent() != profile.sells().isPresent()) {
            throw new IllegalArgumentException(id + " sells, or has a till, and not both");
        }
        if (desk.isPresent() != profile.attends().isPresent()) {
            throw new IllegalArgumentException(id + " signs in, or has a desk, and not both");
        }
        if (!relays.keySet().equals(profile.outputs())) {
            throw new IllegalArgumentException(
                    id + " moves " + profile.outputs() + " by " + relays.keySet());
        }
        var observed = new HashSet<>(contacts.values());
        observed.removeAll(ANYWHERE);
        if (!observed.equals(profile.observed())) {
            throw new IllegalArgumentException(
                    id + " observes " + observed + ", not " + profile.observed());
        }
    }

    /// One that reads no plates, expects no visitors, is no desk, and looks at nobody.
    public SitePoint(
            String id,
            Map<String, Direction> readers,
            Map<String, Set<String>> keypads,
            Map<Output, String> relays,
            Map<String, Role> contacts,
            Policy policy,
            PostureHours hours,
            PointProfile profile,
            Optional<SiteTill> till) {
        this(
                id,
                readers,
                keypads,
                relays,
                contacts,
                policy,
                hours,
                profile,
                till,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                SiteLooks.NONE);
    }

    /// The same point with other rules.
    public SitePoint with(Policy other) {
        return new SitePoint(
                id, readers, keypads, relays, contacts, other, hours, profile, till, plates,
                visitors, desk, looks);
    }
}
