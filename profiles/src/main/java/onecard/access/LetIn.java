package onecard.access;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import onecard.access.Elsewhere.Event;
import onecard.time.ClockTrust;
import onecard.time.Moment;

/// Whom this device let in by passes that it shares, by what was used up. Only what is durable is
/// here, so a restart finds the same. Immutable; bounded by expiry and by
/// [Elsewhere#PASSES_MAX]: beyond it the one that ends first is told to nobody any more.
public record LetIn(Map<Token, Own> by) {

    public static final LetIn NOBODY = new LetIn(Map.of());

    /// After the end of what was used up: whoever comes late is let in for up to four hours after
    /// that of their visit, whatever code they show.
    public static final Duration KEPT = Duration.ofHours(4).plus(Uses.KEPT);

    public LetIn {
        by = Map.copyOf(by);
    }

    /// @param use what was used up
    /// @param point where it was first
    /// @param events its records, oldest first; never none
    /// @param left whether somebody has left by it since
    /// @param doubled the devices of which it is recorded that they let in too many as well
    /// @param alarmed those of which an alarm says so
    public record Own(
            Use use,
            String point,
            List<Event> events,
            boolean left,
            Set<String> doubled,
            Set<String> alarmed) {
        public Own {
            events = List.copyOf(events);
            doubled = Set.copyOf(doubled);
            alarmed = Set.copyOf(alarmed);
            if (events.isEmpty()) {
                throw new IllegalArgumentException("who was let in has a record");
            }
        }

        private Own with(List<Event> others) {
            return new Own(use, point, others, left, doubled, alarmed);
        }

        Own gone() {
            return new Own(use, point, events, true, doubled, alarmed);
        }

        Own doubled(String device) {
            return new Own(use, point, events, left, and(doubled, device), alarmed);
        }

        Own alarmed(String device) {
            return new Own(use, point, events, left, doubled, and(alarmed, device));
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

    public Optional<Own> own(Token key) {
        return Optional.ofNullable(by.get(key));
    }

    /// The record of an entry is durable.
    public LetIn entered(Use use, String point, Event event, Moment now) {
        var next = kept(now);
        var before = next.get(use.key());
        if (before == null) {
            next.put(use.key(), new Own(use, point, List.of(event), false, Set.of(), Set.of()));
        } else if (before.events().stream().noneMatch(event::isOne)
                && before.events().size() < Use.TIMES_MAX) {
            var events = new ArrayList<>(before.events());
            events.add(event);
            next.put(use.key(), before.with(events));
        }
        if (next.size() > Elsewhere.PASSES_MAX) {
            next.values().stream()
                    .min(ENDS_FIRST)
                    .ifPresent(spare -> next.remove(spare.use().key()));
        }
        return new LetIn(next);
    }

    /// Nobody passed by the entry of that record, so it is none.
    public LetIn undone(Token key, Event event) {
        var before = by.get(key);
        if (before == null) {
            return this;
        }
        var events = new ArrayList<>(before.events());
        events.removeIf(event::isOne);
        var next = new HashMap<>(by);
        if (events.isEmpty()) {
            next.remove(key);
        } else {
            next.put(key, before.with(events));
        }
        return new LetIn(next);
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

    private LetIn with(Token key, UnaryOperator<Own> change) {
        var before = by.get(key);
        if (before == null) {
            return this;
        }
        var next = new HashMap<>(by);
        next.put(key, change.apply(before));
        return new LetIn(next);
    }

    /// Without what is over, by a clock that is right: another could be told to run ahead.
    public LetIn without(Moment now) {
        var next = kept(now);
        return next.size() == by.size() ? this : new LetIn(next);
    }

    private Map<Token, Own> kept(Moment now) {
        var next = new HashMap<>(by);
        if (now.trust() == ClockTrust.SYNCED) {
            next.values().removeIf(own -> isOver(own, now.wall()));
        }
        return next;
    }

    private static boolean isOver(Own own, Instant wall) {
        return !wall.isBefore(own.use().until().plus(KEPT));
    }

    /// What was let in here and by these devices more often than it is good for, of each with each
    /// of them.
    public List<Twice> twice(Set<String> devices, Elsewhere elsewhere) {
        var found = new ArrayList<Twice>();
        for (var own : by.values()) {
            var key = own.use().key();
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

    private static final Comparator<Own> ENDS_FIRST =
            Comparator.comparing((Own own) -> own.use().until())
                    .thenComparing(own -> own.use().key().toString());
}
