package onecard.site;

import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import onecard.access.Direction;
import onecard.access.Policy;
import onecard.point.door.DoorProfile;

/// One door: which devices of the board it uses, who may pass, how it behaves.
///
/// @param readers names of the board's readers and scanners, and which way each leads
/// @param relay name of the lock's relay
/// @param contact name of the door contact
/// @param exitButton name of the exit button's contact
/// @param fire name of the fire alarm's contact
public record DoorPoint(
        String id,
        Map<String, Direction> readers,
        String relay,
        Optional<String> contact,
        Optional<String> exitButton,
        Optional<String> fire,
        Policy policy,
        DoorProfile door) {

    public DoorPoint {
        readers = Map.copyOf(readers);
        if (readers.isEmpty()) {
            throw new IllegalArgumentException("door " + id + " has no reader");
        }
        if (contact.isPresent() != door.contact().isPresent()) {
            throw new IllegalArgumentException("door " + id + " disagrees about its contact");
        }
    }

    /// Every contact this door listens to.
    public Set<String> contacts() {
        var names = new HashSet<String>();
        contact.ifPresent(names::add);
        exitButton.ifPresent(names::add);
        fire.ifPresent(names::add);
        return Set.copyOf(names);
    }
}
