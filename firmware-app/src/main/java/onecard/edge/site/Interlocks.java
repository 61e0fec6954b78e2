package onecard.edge.site;

import static onecard.edge.words.Message.INTERLOCK_ALONE;
import static onecard.edge.words.Message.INTERLOCK_FIRE;
import static onecard.edge.words.Message.ONLY_WITH;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// Which doors are interlocked with which, as the points name it.
///
/// @param points all of them
record Interlocks(List<Settings> points) {

    /// Ids of the others of its interlock; empty where it is in none.
    Set<String> neighbours(Settings point) {
        return others(point).stream()
                .map(other -> other.text("id"))
                .collect(Collectors.toUnmodifiableSet());
    }

    /// @param contacts that there are
    void check(Settings door, Names contacts, Problems problems) {
        var name = door.find("interlock");
        if (name.isEmpty()) {
            if (door.at("interlock_exit_wait_ms").isPresent()) {
                problems.add(
                        door,
                        "interlock_exit_wait_ms",
                        "without_effect",
                        ONLY_WITH.with("interlock"));
            }
            return;
        }
        if (others(door).isEmpty()) {
            problems.add(door, "interlock", "alone", INTERLOCK_ALONE.with());
        }
        // Nobody else knows when it is shut.
        if (door.find("contact").isEmpty()) {
            problems.required(door, "contact");
        }
        fire(door, contacts, problems);
    }

    /// A door that stays shut in a fire is on the way out of the one that opens: all go by the
    /// contact that the first names.
    private void fire(Settings door, Names contacts, Problems problems) {
        if (isMisspelt(door, contacts)) {
            return;
        }
        points.stream()
                .filter(other -> other.text("interlock").equals(door.text("interlock")))
                .filter(other -> other.at("fire").isPresent() && !isMisspelt(other, contacts))
                .findFirst()
                .filter(first -> !first.text("fire").equals(door.text("fire")))
                .ifPresent(
                        first ->
                                problems.add(
                                        door,
                                        "fire",
                                        "unsafe",
                                        INTERLOCK_FIRE.with(first.text("id"))));
    }

    /// Told already, and perhaps the same.
    private static boolean isMisspelt(Settings door, Names contacts) {
        return door.find("fire").filter(name -> !contacts.known().contains(name)).isPresent();
    }

    private List<Settings> others(Settings point) {
        return point.find("interlock").stream()
                .flatMap(
                        name ->
                                points.stream()
                                        .filter(other -> other.text("interlock").equals(name))
                                        // By place: two may have one id, which is told elsewhere.
                                        .filter(other -> !other.node().equals(point.node())))
                .toList();
    }
}
