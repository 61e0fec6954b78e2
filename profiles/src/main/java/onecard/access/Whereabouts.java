package onecard.access;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import onecard.time.ClockTrust;

/// Who is in which area: a person is in one place, or in none that is counted. Immutable; cut into
/// parts by token, so that whoever passes changes one small part of it.
///
/// @param parts of the people, by the last bits of their tokens, which are as good as drawn
/// @param inside how many are in each area that is not empty
public record Whereabouts(List<Map<Token, Stay>> parts, Map<String, Integer> inside) {

    /// Remembered at once: more than the areas behind one controller hold. Beyond it the one who
    /// came in longest ago is forgotten.
    public static final int PERSONS_MAX = 16_384;

    private static final int PARTS = 256;

    public static final Whereabouts NONE =
            new Whereabouts(Collections.nCopies(PARTS, Map.of()), Map.of());

    public Whereabouts {
        parts = List.copyOf(parts);
        inside = Map.copyOf(inside);
    }

    /// @param since when they came in
    /// @param certain by a clock that is trusted; otherwise not before that
    public record Stay(String area, Instant since, boolean certain) {}

    /// These people, where they are.
    public static Whereabouts of(Map<Token, Stay> people) {
        var parts = new ArrayList<Map<Token, Stay>>();
        for (int i = 0; i < PARTS; i++) {
            parts.add(new HashMap<>());
        }
        var inside = new HashMap<String, Integer>();
        people.forEach(
                (person, stay) -> {
                    parts.get(part(person)).put(person, stay);
                    inside.merge(stay.area(), 1, Integer::sum);
                });
        parts.replaceAll(Map::copyOf);
        return new Whereabouts(parts, inside);
    }

    /// Empty if they are in no area.
    public Optional<Stay> of(Token person) {
        return Optional.ofNullable(parts.get(part(person)).get(person));
    }

    public boolean isIn(String area, Token person) {
        var stay = parts.get(part(person)).get(person);
        return stay != null && stay.area().equals(area);
    }

    /// How many are in that area.
    public int inside(String area) {
        return inside.getOrDefault(area, 0);
    }

    /// Whether anybody in that area came in before that time.
    public boolean anyBefore(Instant time, String area) {
        return parts.stream()
                .flatMap(part -> part.values().stream())
                .anyMatch(stay -> stay.area().equals(area) && stay.since().isBefore(time));
    }

    /// Whether of anybody in that area nobody knows when they came in.
    public boolean anyUncertain(String area) {
        return parts.stream()
                .flatMap(part -> part.values().stream())
                .anyMatch(stay -> stay.area().equals(area) && !stay.certain());
    }

    /// Everybody, in no order.
    public void forEach(BiConsumer<Token, Stay> visitor) {
        parts.forEach(part -> part.forEach(visitor));
    }

    /// @param to absent: to where nobody is counted
    Whereabouts moved(Token person, Optional<String> to, Instant at, ClockTrust trust) {
        var rest = without(person);
        boolean certain = trust != ClockTrust.UNTRUSTED;
        return to.map(area -> rest.roomy().with(person, new Stay(area, at, certain))).orElse(rest);
    }

    Whereabouts without(Token person) {
        var stay = of(person);
        if (stay.isEmpty()) {
            return this;
        }
        var part = new HashMap<>(parts.get(part(person)));
        part.remove(person);
        return with(person, part, stay.get().area(), -1);
    }

    /// Nobody is in that area any more.
    Whereabouts cleared(String area) {
        var left = new HashMap<Token, Stay>();
        forEach(
                (person, stay) -> {
                    if (!stay.area().equals(area)) {
                        left.put(person, stay);
                    }
                });
        return of(left);
    }

    private Whereabouts with(Token person, Stay stay) {
        var part = new HashMap<>(parts.get(part(person)));
        part.put(person, stay);
        return with(person, part, stay.area(), 1);
    }

    private Whereabouts with(Token person, Map<Token, Stay> part, String area, int more) {
        var next = new ArrayList<>(parts);
        next.set(part(person), Map.copyOf(part));
        var counts = new HashMap<>(inside);
        counts.merge(area, more, (old, by) -> old + by == 0 ? null : old + by);
        return new Whereabouts(next, counts);
    }

    private Whereabouts roomy() {
        int people = inside.values().stream().mapToInt(Integer::intValue).sum();
        return people < PERSONS_MAX
                ? this
                : parts.stream()
                        .flatMap(part -> part.entrySet().stream())
                        .min(LONGEST_FIRST)
                        .map(longest -> without(longest.getKey()))
                        .orElse(this);
    }

    private static final Comparator<Map.Entry<Token, Stay>> LONGEST_FIRST =
            Comparator.comparing((Map.Entry<Token, Stay> entry) -> entry.getValue().since())
                    .thenComparing(entry -> entry.getKey().toString());

    private static int part(Token person) {
        return (int) person.low() & (PARTS - 1);
    }
}
