package onecard.edge.walk;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// What was seen while one contact was worked by hand, there and back.
///
/// @param rest levels before
/// @param there what contacts told as it was worked
/// @param held levels while it was kept so
/// @param heldStill what contacts told meanwhile, with nobody moving anything
/// @param back what contacts told as it was let go, each time anew
record Handled(
        Sense sense,
        Map<String, Level> rest,
        List<Change> there,
        Map<String, Level> held,
        List<Change> heldStill,
        List<List<Change>> back) {

    Handled {
        rest = Map.copyOf(rest);
        there = List.copyOf(there);
        held = Map.copyOf(held);
        heldStill = List.copyOf(heldStill);
        back = back.stream().map(List::copyOf).toList();
    }

    /// What contacts told however often it was let go.
    List<Change> letGo() {
        return back.stream().flatMap(List::stream).toList();
    }

    /// What contacts told at each movement of a hand.
    List<List<Change>> movements() {
        return Stream.concat(Stream.of(there), back.stream()).toList();
    }

    /// Whether that contact told anything.
    boolean saw(String contact) {
        return count(there, contact) + count(heldStill, contact) + count(letGo(), contact) > 0;
    }

    /// The contacts that told anything, but the one that was worked.
    Set<String> others() {
        var told = new HashSet<String>();
        there.forEach(change -> told.add(change.contact()));
        letGo().forEach(change -> told.add(change.contact()));
        told.remove(sense.contact());
        return told;
    }

    /// The level it went to as it was worked: the first it told, or the opposite of the first it
    /// told on the way back.
    Optional<Boolean> wentTo() {
        return first(there).or(() -> first(letGo()).map(level -> !level));
    }

    /// Whether it told that it was worked, and never that it was let go.
    boolean staysWorked() {
        var told = new ArrayList<Change>(of(there, sense.contact()));
        told.addAll(of(heldStill, sense.contact()));
        told.addAll(of(letGo(), sense.contact()));
        return !told.isEmpty()
                && told.getLast().level() instanceof Level.Known(var active)
                && rest.get(sense.contact()) instanceof Level.Known(var before)
                && active != before;
    }

    /// The same, let go once more.
    Handled letGoAgain(List<Change> after) {
        var times = Stream.concat(back.stream(), Stream.of(after)).toList();
        return new Handled(sense, rest, there, held, heldStill, times);
    }

    private Optional<Boolean> first(List<Change> changes) {
        return of(changes, sense.contact()).stream()
                .map(Change::level)
                .filter(Level.Known.class::isInstance)
                .map(level -> ((Level.Known) level).active())
                .findFirst();
    }

    static List<Change> of(List<Change> changes, String contact) {
        return changes.stream().filter(change -> change.contact().equals(contact)).toList();
    }

    static long count(List<Change> changes, String contact) {
        return changes.stream().filter(change -> change.contact().equals(contact)).count();
    }
}
