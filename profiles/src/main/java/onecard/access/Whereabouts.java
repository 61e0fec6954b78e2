package onecard.access;

import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import onecard.maps.PersistentMap;
import onecard.time.ClockTrust;

/// Who is in which area: a person is in one place, or in none that is counted. Immutable.
///
/// @param people and where each of them is
/// @param inside how many are in each area that is not empty
public record Whereabouts(Map<Token, Stay> people, Map<String, Integer> inside) {

    /// Remembered at once: more than the areas behind one controller hold. Beyond it the one who
    /// came in longest ago is forgotten.
    public static final int PERSONS_MAX = 16_384;

    public static final Whereabouts NONE = new Whereabouts(Map.of(), Map.of());

    public Whereabouts {
        people = PersistentMap.copyOf(people);
        inside = Map.copyOf(inside);
    }

    /// @param since when they came in
    /// @param certain by a clock that is trusted; otherwise not before that
    public record Stay(String area, Instant since, boolean certain) {}

    /// These people, where they are.
    public static Whereabouts of(Map<Token, Stay> people) {
        var inside = new HashMap<String, Integer>();
        people.values().forEach(stay -> inside.merge(stay.area(), 1, Integer::sum));
        return new Whereabouts(people, inside);
    }

    /// Empty if they are in no area.
    public Optional<Stay> of(Token person) {
        return Optional.ofNullable(people.get(person));
    }

    public boolean isIn(String area, Token person) {
        var stay = people.get(person);
        return stay != null && stay.area().equals(area);
    }

    /// How many are in that area.
    public int inside(String area) {
        return inside.getOrDefault(area, 0);
    }

    /// Whether anybody in that area came in before that time.
    public boolean anyBefore(Instant time, String area) {
        return people.values().stream()
                .anyMatch(stay -> stay.area().equals(area) && stay.since().isBefore(time));
    }

    /// Whether of anybody in that area nobody knows when they came in.
    public boolean anyUncertain(String area) {
        return people.values().stream()
                .anyMatch(stay -> stay.area().equals(area) && !stay.certain());
    }

    /// Everybody, in no order.
    public void forEach(BiConsumer<Token, Stay> visitor) {
        people.forEach(visitor);
    }

    /// @param to absent: to where nobody is counted
    Whereabouts moved(Token person, Optional<String> to, Instant at, ClockTrust trust) {
        var rest = without(person);
        boolean certain = trust != ClockTrust.UNTRUSTED;
        return to.map(area -> rest.roomy().with(person, new Stay(area, at, certain))).orElse(rest);
    }

    /// Under the tokens of now. Whoever is said to be in two places is where they came last; of two
    /// at one time, where the present token is.
    Whereabouts renamed(Renamed renamed) {
        return renamed.touches(people.keySet())
                ? of(renamed.in(people, (was, is) -> was.since().isAfter(is.since()) ? was : is))
                : this;
    }

    Whereabouts without(Token person) {
        var stay = of(person);
        if (stay.isEmpty()) {
            return this;
        }
        return with(all().without(person), stay.get().area(), -1);
    }

    /// Nobody is in that area any more.
    Whereabouts cleared(String area) {
        return of(all().withoutValues(stay -> stay.area().equals(area)));
    }

    private Whereabouts with(Token person, Stay stay) {
        return with(all().with(person, stay), stay.area(), 1);
    }

    private PersistentMap<Token, Stay> all() {
        return PersistentMap.copyOf(people);
    }

    private Whereabouts with(Map<Token, Stay> next, String area, int more) {
        var counts = new HashMap<>(inside);
        counts.merge(area, more, (old, by) -> old + by == 0 ? null : old + by);
        return new Whereabouts(next, counts);
    }

    private Whereabouts roomy() {
        return people.size() < PERSONS_MAX
                ? this
                : people.entrySet().stream()
                        .min(LONGEST_FIRST)
                        .map(longest -> without(longest.getKey()))
                        .orElse(this);
    }

    private static final Comparator<Map.Entry<Token, Stay>> LONGEST_FIRST =
            Comparator.comparing((Map.Entry<Token, Stay> entry) -> entry.getValue().since())
                    .thenComparing(entry -> entry.getKey().toString());
}
