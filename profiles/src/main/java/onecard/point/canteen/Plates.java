package onecard.point.canteen;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import onecard.money.Plate;
import onecard.money.Price;
import onecard.point.Tray;
import onecard.time.Mono;

/// What a till knows of the plates before it. Pure.
///
/// A plate that was paid for is **spent**: it costs nothing as long as it lies there, and for a
/// while after it was seen last, so that nobody pays for the tray of the one before. Nothing is for
/// sale while one plate is there that has no price.
///
/// What was spent is forgotten at a start. So nothing is for sale either before the antenna was
/// seen empty once: what lies there at a start may have been paid for just before it.
///
/// @param tray what lies there
/// @param begun the antenna was seen empty
/// @param keyed the dish that the operator said is on a plate nobody knows, by its tag
/// @param inHand tags of the sale in hand, else of the last one that was done
/// @param spent tags that were paid for, and until when that is remembered
public record Plates(
        Tray tray,
        boolean begun,
        Map<String, Long> keyed,
        Set<String> inHand,
        Map<String, Mono> spent) {

    /// Plates spent at once: an hour of a till that sells six trays of ten a minute, and then some.
    /// With more, those that were seen last the longest ago are forgotten.
    public static final int SPENT_MAX = 4_096;

    /// At a start, and where there is no antenna.
    static final Plates UNKNOWN =
            new Plates(new Tray.Unstable(), false, Map.of(), Set.of(), Map.of());

    public Plates {
        keyed = Map.copyOf(keyed);
        inHand = Set.copyOf(inHand);
        spent = Map.copyOf(spent);
    }

    // --- what happens ---

    /// Other plates lie there, or none.
    ///
    /// @param keep how long a plate is spent after it was seen last
    Plates laid(Tray next, Duration keep, Mono now) {
        var still =
                switch (next) {
                    case Tray.Empty() -> Map.<String, Long>of();
                    case Tray.Unstable() -> keyed;
                    case Tray.Stable(var tags) -> only(keyed, tags::contains);
                };
        var seen = new HashMap<>(spent);
        tags().forEach(tag -> seen.computeIfPresent(tag, (_, _) -> now.plus(keep)));
        seen.values().removeIf(now::reached);
        return new Plates(next, begun || next instanceof Tray.Empty, still, inHand, seen);
    }

    /// The operator says which dish is on a plate that has no price: on the first of them, by their
    /// tags; which one it is changes no sum. Zero takes back what was said of those that lie there.
    Plates keyed(long number, Crockery crockery) {
        if (number == 0) {
            return new Plates(tray, begun, Map.of(), inHand, spent);
        }
        var open = unpriced(crockery).stream().findFirst();
        return open.flatMap(tag -> crockery.of(tag, number))
                .map(
                        plate -> {
                            var more = new HashMap<>(keyed);
                            more.put(plate.tag(), number);
                            return new Plates(tray, begun, more, inHand, spent);
                        })
                .orElse(this);
    }

    /// These are paid for from now on, whatever lies there meanwhile.
    Plates sold(Optional<Price> price) {
        var tags =
                price
                        .filter(Price.Plates.class::isInstance)
                        .map(Price.Plates.class::cast)
                        .map(Price.Plates::plates)
                        .orElse(List.of())
                        .stream()
                        .map(Plate::tag)
                        .collect(Collectors.toUnmodifiableSet());
        return new Plates(tray, begun, keyed, tags, spent);
    }

    /// And that is done.
    Plates paid(Duration keep, Mono now) {
        var more = new HashMap<>(spent);
        inHand.forEach(tag -> more.put(tag, now.plus(keep)));
        return new Plates(tray, begun, keyed, inHand, newest(more));
    }

    /// The last sale was taken back: they are to be paid for anew.
    Plates takenBack() {
        var fewer = new HashMap<>(spent);
        fewer.keySet().removeAll(inHand);
        return new Plates(tray, begun, keyed, Set.of(), fewer);
    }

    /// Or it will never be.
    Plates unsold() {
        return new Plates(tray, begun, keyed, Set.of(), spent);
    }

    private static Map<String, Mono> newest(Map<String, Mono> spent) {
        if (spent.size() <= SPENT_MAX) {
            return spent;
        }
        var latest = Map.Entry.<String, Mono>comparingByValue().reversed();
        return spent.entrySet().stream()
                .sorted(latest)
                .limit(SPENT_MAX)
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static Map<String, Long> only(Map<String, Long> keyed, Predicate<String> tags) {
        return keyed.entrySet().stream()
                .filter(entry -> tags.test(entry.getKey()))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    // --- what it says ---

    /// What whoever taps now is to pay; empty where nothing is for sale.
    Optional<Price> price(Crockery crockery) {
        var plates = new ArrayList<Plate>();
        for (var tag : fresh()) {
            var plate = plate(tag, crockery);
            if (plate.isEmpty()) {
                return Optional.empty();
            }
            plates.add(plate.get());
        }
        return plates.isEmpty() ? Optional.empty() : Optional.of(new Price.Plates(plates));
    }

    /// Tags of the plates that nobody has a price for, in their order.
    Set<String> unpriced(Crockery crockery) {
        return fresh().stream()
                .filter(tag -> plate(tag, crockery).isEmpty())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private Optional<Plate> plate(String tag, Crockery crockery) {
        return crockery.plate(tag)
                .or(
                        () ->
                                Optional.ofNullable(keyed.get(tag))
                                        .flatMap(dish -> crockery.of(tag, dish)));
    }

    /// What lies there and is to be paid for.
    private Set<String> fresh() {
        return begun
                ? tags().stream()
                        .filter(tag -> !spent.containsKey(tag))
                        .collect(Collectors.toCollection(TreeSet::new))
                : Set.of();
    }

    private Set<String> tags() {
        return switch (tray) {
            case Tray.Stable(var tags) -> tags;
            case Tray.Empty(), Tray.Unstable() -> Set.of();
        };
    }
}
