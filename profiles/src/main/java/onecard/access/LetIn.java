package onecard.access;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import onecard.access.Elsewhere.Event;
import onecard.time.ClockTrust;
import onecard.time.Moment;

/// Whom this device let in by passes that it shares, by what was used up. Only what is durable is
/// here, so a restart finds the same. Immutable; bounded by expiry and by
/// [Elsewhere#PASSES_MAX]: beyond it one is told to nobody any more, which nobody passed by or who
/// left, or which ends first.
///
/// @param renamed what of it was known by another token before: a device that is not rolled yet is
///     told of it under both
public record LetIn(Map<Token, Own> by, Renamed renamed) {

    public static final LetIn NOBODY = new LetIn(Map.of());

    public LetIn {
        by = Map.copyOf(by);
        renamed = renamed.isNothing() ? renamed : renamed.only(by.keySet());
    }

    /// Where no key is rolled.
    public LetIn(Map<Token, Own> by) {
        this(by, Renamed.NOTHING);
    }

    /// @param use what was used up
    /// @param points where it was, the first one first
    /// @param events its records, oldest first; none: nobody passed by it after all, and what was
    ///     told of it, or is about to be, is to be told the end of
    /// @param left whether somebody has left by it since
    /// @param doubled the devices of which it is recorded that they let in too many as well
    /// @param alarmed those of which an alarm said so
    /// @param lowered those of which it does not any more
    public record Own(
            Use use,
            List<String> points,
            List<Event> events,
            boolean left,
            Set<String> doubled,
            Set<String> alarmed,
            Set<String> lowered) {
        public Own {
            points = List.copyOf(points);
            events = List.copyOf(events);
            doubled = Set.copyOf(doubled);
            alarmed = Set.copyOf(alarmed);
            lowered = Set.copyOf(lowered);
            if (points.isEmpty()) {
                throw new IllegalArgumentException("who was let in was so somewhere");
            }
        }

        /// The first.
        public String point() {
            return points.getFirst();
        }

        /// Those of which an alarm says so.
        public Set<String> standing() {
            var standing = new HashSet<>(alarmed);
            standing.removeAll(lowered);
            return standing;
        }

        /// Whether nobody passed by it after all.
        public boolean isUndone() {
            return events.isEmpty();
        }

        /// Whether nobody need look for somebody of it any more: they have left, or never passed,
        /// or its time is over by a clock that is right.
        public boolean isSettled(Moment now) {
            return left || isUndone() || isOver(now);
        }

        /// Whether it is to be said that it was used there as well: it never was, or somebody is
        /// in by it once more.
        public boolean isToBeAlarmed(String device, Moment now) {
            return !isUndone()
                    && !standing().contains(device)
                    && (!alarmed.contains(device) || !isSettled(now));
        }

        private boolean isOver(Moment now) {
            return now.trust() == ClockTrust.SYNCED
                    && !now.wall().isBefore(use.until().plus(Uses.KEPT));
        }

        private Own with(List<Event> others) {
            return new Own(use, points, others, left, doubled, alarmed, lowered);
        }

        private Own under(Token key) {
            return use.key().equals(key)
                    ? this
                    : new Own(
                            new Use(key, use.times(), use.until()),
                            points,
                            events,
                            left,
                            doubled,
                            alarmed,
                            lowered);
        }

        private Own and(Own other) {
            var all =
                    Stream.concat(events.stream(), other.events.stream())
                            .sorted(Comparator.comparing(Event::at))
                            .distinct()
                            .toList();
            return new Own(
                    until(other.use),
                    Stream.concat(points.stream(), other.points.stream()).distinct().toList(),
                    all,
                    left && other.left,
                    and(doubled, other.doubled),
                    and(alarmed, other.alarmed),
                    and(lowered, other.lowered));
        }

        private static Set<String> and(Set<String> some, Set<String> more) {
            var all = new HashSet<>(some);
            all.addAll(more);
            return all;
        }

        private Own again(Use later, String point, List<Event> all) {
            var where = new ArrayList<>(points);
            if (!where.contains(point)) {
                where.add(point);
            }
            // Of an entry that was undone nothing is told twice, and of this one all.
            var known = isUndone() ? Set.<String>of() : doubled;
            return new Own(until(later), where, all, false, known, alarmed, lowered);
        }

        Own agreed(VisitTerms terms) {
            var now = Use.ofPass(use.key(), terms.entries(), terms.until());
            return new Own(until(now), points, events, left, doubled, alarmed, lowered);
        }

        /// What was told of a pass is told for as long as it may be shown.
        private Use until(Use other) {
            return use.until().isAfter(other.until())
                    ? new Use(other.key(), other.times(), use.until())
                    : other;
        }

        Own gone() {
            return new Own(use, points, events, true, doubled, alarmed, lowered);
        }

        Own doubled(String device) {
            return new Own(use, points, events, left, and(doubled, device), alarmed, lowered);
        }

        Own alarmed(String device) {
            var others = new HashSet<>(lowered);
            others.remove(device);
            return new Own(use, points, events, left, doubled, and(alarmed, device), others);
        }

        Own lowered(String device) {
            return new Own(use, points, events, left, doubled, alarmed, and(lowered, device));
        }

        private static Set<String> and(Set<String> devices, String more) {
            var all = new HashSet<>(devices);
            all.add(more);
            return all;
        }
    }

    /// One pass let in more often than it is good for, here and there.
    ///
    /// @param device the other one
    public record Twice(Token key, String point, String device, Event own, Event theirs) {}

    /// All of them, by what was used up.
    public List<Own> inOrder() {
        return by.values().stream()
                .sorted(Comparator.comparing(own -> own.use().key().toString()))
                .toList();
    }

    public Optional<Own> own(Token key) {
        return Optional.ofNullable(by.get(key));
    }

    /// The record of an entry is durable.
    public LetIn entered(Use use, String point, Event event, Moment now) {
        var next = kept(now);
        var before = next.get(use.key());
        if (before == null) {
            next.put(
                    use.key(),
                    new Own(
                            use,
                            List.of(point),
                            List.of(event),
                            false,
                            Set.of(),
                            Set.of(),
                            Set.of()));
        } else if (before.events().stream().noneMatch(event::isOne)
                && before.events().size() < Use.TIMES_MAX) {
            var events = new ArrayList<>(before.events());
            events.add(event);
            next.put(use.key(), before.again(use, point, events));
        }
        if (next.size() > Elsewhere.PASSES_MAX) {
            next.values().stream()
                    .filter(own -> !own.use().key().equals(use.key()))
                    .min(LEAST_FIRST)
                    .ifPresent(spare -> next.remove(spare.use().key()));
        }
        return new LetIn(next, renamed);
    }

    /// Nobody passed by the entry of that record, so it is none.
    public LetIn undone(Token key, Event event) {
        var before = by.get(key);
        if (before == null) {
            return this;
        }
        var events = new ArrayList<>(before.events());
        events.removeIf(event::isOne);
        return with(key, own -> own.with(events));
    }

    /// Somebody left by it.
    public LetIn left(Token key) {
        return with(key, Own::gone);
    }

    /// It is recorded that it was used there as well.
    public LetIn doubled(Token key, String device) {
        return with(key, own -> own.doubled(device));
    }

    /// An alarm says so.
    public LetIn alarmed(Token key, String device) {
        return with(key, own -> own.alarmed(device));
    }

    /// It does not any more.
    public LetIn lowered(Token key, String device) {
        return with(key, own -> own.lowered(device));
    }

    /// Under the tokens of now.
    public LetIn renamed(Renamed more) {
        if (more.isNothing()) {
            return this;
        }
        var next = new HashMap<>(more.in(by, Own::and)); // what was under the former one first
        next.replaceAll((key, own) -> own.under(key));
        return new LetIn(next, renamed.and(more));
    }

    /// A list says something else of that pass.
    public LetIn agreed(VisitTerms terms) {
        return with(terms.pass(), own -> own.agreed(terms));
    }

    private LetIn with(Token key, UnaryOperator<Own> change) {
        var before = by.get(key);
        if (before == null) {
            return this;
        }
        var next = new HashMap<>(by);
        next.put(key, change.apply(before));
        return new LetIn(next, renamed);
    }

    /// Without what is over, by a clock that is right: another could be told to run ahead. What an
    /// alarm stands of is kept until it is lowered.
    public LetIn without(Moment now) {
        var next = kept(now);
        return next.size() == by.size() ? this : new LetIn(next, renamed);
    }

    private Map<Token, Own> kept(Moment now) {
        var next = new HashMap<>(by);
        next.values().removeIf(own -> own.isOver(now) && own.standing().isEmpty());
        return next;
    }

    /// What was let in here and elsewhere more often than it is good for, of each with each device
    /// that the points share with where it was.
    ///
    /// @param with whom each point shares with
    public List<Twice> twice(Map<String, Set<String>> with, Elsewhere elsewhere) {
        var found = new ArrayList<Twice>();
        for (var own : by.values()) {
            var devices =
                    own.points().stream()
                            .flatMap(point -> with.getOrDefault(point, Set.of()).stream())
                            .collect(Collectors.toUnmodifiableSet());
            var key = own.use().key();
            if (own.isUndone()) {
                continue;
            }
            if (own.events().size() + elsewhere.uses(devices, key) <= own.use().times()) {
                continue;
            }
            for (var device : devices) {
                elsewhere
                        .taken(device, key)
                        .flatMap(Elsewhere.Taken::first)
                        .map(
                                theirs ->
                                        new Twice(
                                                key,
                                                own.point(),
                                                device,
                                                own.events().getFirst(),
                                                theirs))
                        .ifPresent(found::add);
            }
        }
        found.sort(
                Comparator.comparing((Twice one) -> one.key().toString())
                        .thenComparing(Twice::device));
        return found;
    }

    private static final Comparator<Own> LEAST_FIRST =
            Comparator.comparing((Own own) -> !own.standing().isEmpty())
                    .thenComparing(own -> !own.isUndone())
                    .thenComparing(own -> !own.left())
                    .thenComparing(own -> own.use().until())
                    .thenComparing(own -> own.use().key().toString());
}
