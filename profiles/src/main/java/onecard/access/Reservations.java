package onecard.access;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import onecard.time.Moment;
import onecard.time.Mono;

/// Who was granted and has neither passed nor turned back yet: they count as if they were in the
/// area they go to, so that two grants at once do not fill it twice. Immutable. Not kept over a
/// restart: whoever was on their way then counts as not passed.
public record Reservations(Map<Token, Reservation> held) {

    public static final Reservations NONE = new Reservations(Map.of());

    /// Longer than any point waits for a passage. A point that tells none gives the place back
    /// after this.
    public static final Duration LASTS = Duration.ofMinutes(10);

    /// Held at once: beyond it the oldest is given back.
    public static final int HELD_MAX = 256;

    public Reservations {
        held = Map.copyOf(held);
    }

    /// @param until it lapses
    public record Reservation(String point, Optional<String> to, Mono until) {
        boolean leadsTo(String area, Moment now) {
            return !now.reached(until) && to.filter(area::equals).isPresent();
        }
    }

    /// Whether that person is on the way into that area by another point.
    boolean elsewhere(Token person, String area, String point, Moment now) {
        var known = held.get(person);
        return known != null && !known.point().equals(point) && known.leadsTo(area, now);
    }

    Reservations with(String point, Crossing crossing, Moment now) {
        var next = new HashMap<>(held);
        next.values().removeIf(old -> now.reached(old.until()));
        if (next.size() >= HELD_MAX) {
            next.entrySet().stream()
                    .min(Map.Entry.comparingByValue((a, b) -> a.until().compareTo(b.until())))
                    .ifPresent(oldest -> next.remove(oldest.getKey()));
        }
        next.put(crossing.subject(), new Reservation(point, crossing.to(), now.mono().plus(LASTS)));
        return new Reservations(next);
    }

    /// Whoever was on the way by that point is not any more.
    Reservations without(String point, Token person) {
        var known = held.get(person);
        if (known == null || !known.point().equals(point)) {
            return this;
        }
        var next = new HashMap<>(held);
        next.remove(person);
        return new Reservations(next);
    }
}
