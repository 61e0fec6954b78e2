package onecard.access;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import onecard.time.Moment;
import onecard.time.Mono;

/// Who was granted and has neither passed nor turned back yet: they count as if they were in the
/// area they go to, so that two grants at once do not fill it twice. Each grant has an outcome of
/// its own, and only the last one of a person at a point gives the place back. Immutable. Not kept
/// over a restart: whoever was on their way then counts as not passed.
///
/// @param held of each person, one for each point
public record Reservations(Map<Token, List<Reservation>> held) {

    public static final Reservations NONE = new Reservations(Map.of());

    /// Longer than any point waits for a passage. A point that tells none gives the place back
    /// after this.
    public static final Duration LASTS = Duration.ofMinutes(10);

    /// Persons on the way at once: beyond it the one whose place lapses first gives it back.
    public static final int HELD_MAX = 256;

    public Reservations {
        held = Map.copyOf(held);
    }

    /// @param until it lapses
    /// @param grants whose outcome is not known yet, at least one
    public record Reservation(String point, Optional<String> to, Mono until, int grants) {
        boolean leadsTo(String area, Moment now) {
            // Asked of everybody on the way at each tap: without a lambda for each of them.
            return to.isPresent() && to.get().equals(area) && !now.reached(until);
        }
    }

    /// Whether that person is on the way into that area by another point.
    boolean elsewhere(Token person, String area, String point, Moment now) {
        return of(person).stream()
                .anyMatch(known -> !known.point().equals(point) && known.leadsTo(area, now));
    }

    Reservations with(String point, Crossing crossing, Moment now) {
        var next = new HashMap<>(held);
        next.values().removeIf(all -> all.stream().allMatch(known -> now.reached(known.until())));
        var person = crossing.subject();
        if (!next.containsKey(person) && next.size() >= HELD_MAX) {
            next.entrySet().stream()
                    .min(Comparator.comparing(all -> all.getValue().getFirst().until()))
                    .ifPresent(oldest -> next.remove(oldest.getKey()));
        }
        int before = at(point, person).map(Reservation::grants).orElse(0);
        var until = now.mono().plus(LASTS);
        var all = new ArrayList<>(others(point, person));
        all.add(new Reservation(point, crossing.to(), until, before + 1));
        next.put(person, List.copyOf(all));
        return new Reservations(next);
    }

    /// One grant of that person by that point is settled.
    Reservations without(String point, Token person) {
        var known = at(point, person);
        if (known.isEmpty()) {
            return this;
        }
        var rest = new ArrayList<>(others(point, person));
        known.filter(some -> some.grants() > 1)
                .map(some -> new Reservation(point, some.to(), some.until(), some.grants() - 1))
                .ifPresent(rest::add);
        var next = new HashMap<>(held);
        if (rest.isEmpty()) {
            next.remove(person);
        } else {
            next.put(person, List.copyOf(rest));
        }
        return new Reservations(next);
    }

    /// Under the tokens of now.
    Reservations renamed(Renamed renamed) {
        return renamed.touches(held.keySet())
                ? new Reservations(renamed.in(held, Reservations::both))
                : this;
    }

    private static List<Reservation> both(List<Reservation> was, List<Reservation> now) {
        var all = new ArrayList<>(now);
        was.stream()
                .filter(old -> now.stream().noneMatch(it -> it.point().equals(old.point())))
                .forEach(all::add);
        return List.copyOf(all);
    }

    private List<Reservation> of(Token person) {
        return held.getOrDefault(person, List.of());
    }

    private Optional<Reservation> at(String point, Token person) {
        return of(person).stream().filter(known -> known.point().equals(point)).findFirst();
    }

    private List<Reservation> others(String point, Token person) {
        return of(person).stream().filter(known -> !known.point().equals(point)).toList();
    }
}
