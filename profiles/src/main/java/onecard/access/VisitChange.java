package onecard.access;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The same visit but for a few things. Used by one thread.
final class VisitChange {

    private final Visit of;
    VisitTerms terms;
    Instant lasts;
    private Set<Party.Shown> shown;
    int entries;
    int exits;
    Map<String, Integer> onTheWay;
    int lost;
    Map<Way, Visit.Stay> inside;
    Optional<Instant> first;
    Optional<Instant> left;
    Optional<String> seenAt;
    boolean unknown;
    boolean again;
    boolean returned;
    int overstay;
    Optional<String> alarming;
    Visit.Doubt doubt;
    Set<String> unseen;
    Visit.State state;
    List<Visit.Owed> owed;

    VisitChange(Visit of) {
        this.of = of;
        terms = of.terms();
        lasts = of.lasts();
        shown = of.shown();
        entries = of.entries();
        exits = of.exits();
        onTheWay = of.onTheWay();
        lost = of.lost();
        inside = of.inside();
        first = of.first();
        left = of.left();
        seenAt = of.seenAt();
        unknown = of.unknown();
        again = of.again();
        returned = of.returned();
        overstay = of.overstay();
        alarming = of.alarming();
        doubt = of.doubt();
        unseen = of.unseen();
        state = of.state();
        owed = of.owed();
    }

    void agree(Party party) {
        agree(party.terms());
        last(party.lasts());
    }

    /// Whoever may stay longer is told of anew.
    void agree(VisitTerms now) {
        overstay = now.until().isAfter(terms.until()) ? 0 : overstay;
        terms = now;
        last(now.until());
    }

    private void last(Instant until) {
        lasts = until.isAfter(lasts) ? until : lasts;
    }

    /// So many are not on the way any more, of those there first.
    void arrived(String point, int many) {
        var others = new TreeMap<>(onTheWay);
        int here = Math.min(many, others.getOrDefault(point, 0));
        less(others, point, here);
        for (int left = many - here; left > 0 && !others.isEmpty(); left--) {
            less(others, others.firstKey(), 1);
        }
        onTheWay = others;
    }

    private static void less(Map<String, Integer> points, String point, int many) {
        points.computeIfPresent(point, (_, of) -> of > many ? Integer.valueOf(of - many) : null);
    }

    /// Something is certain again.
    void seen() {
        doubt = doubt == Visit.Doubt.STANDS ? Visit.Doubt.OVER : doubt;
    }

    void seen(Party.Shown by) {
        seen();
        show(by);
    }

    private void show(Party.Shown by) {
        if (shown.size() < Visit.SHOWN_MAX) {
            var all = new HashSet<>(shown);
            all.add(by);
            shown = all;
        }
    }

    /// What another one of the same pass says, which ended before.
    void add(Visit was) {
        last(was.lasts());
        was.shown().stream()
                .sorted(Comparator.comparing((Party.Shown it) -> it.token()))
                .forEach(this::show);
        entries += was.entries();
        exits = Math.min(exits + was.exits(), entries + 1);
        var way = new HashMap<>(onTheWay);
        was.onTheWay().forEach((point, many) -> way.merge(point, many, Integer::sum));
        onTheWay = way;
        lost += was.lost();
        var in = new HashMap<>(inside);
        was.inside().forEach((by, stay) -> in.merge(by, stay, VisitChange::both));
        inside = in;
        first = Stream.concat(first.stream(), was.first().stream()).min(Instant::compareTo);
        left = Stream.concat(left.stream(), was.left().stream()).max(Instant::compareTo);
        seenAt = seenAt.or(was::seenAt);
        unknown |= was.unknown();
        again |= was.again();
        returned |= was.returned();
        overstay = Math.max(overstay, was.overstay());
        alarming = alarming.or(was::alarming);
        doubt = doubt == Visit.Doubt.NONE || stands(was.doubt()) ? was.doubt() : doubt;
        unseen = Stream.concat(unseen.stream(), was.unseen().stream()).collect(Collectors.toSet());
        state = both(state, was.state());
        owed =
                Stream.concat(was.owed().stream(), owed.stream())
                        .sorted(Comparator.comparing(Visit.Owed::at))
                        .toList();
    }

    private static boolean stands(Visit.Doubt doubt) {
        return doubt == Visit.Doubt.STANDS;
    }

    private static Visit.Stay both(Visit.Stay now, Visit.Stay was) {
        return new Visit.Stay(now.point(), now.since(), now.many() + was.many());
    }

    private Visit.State both(Visit.State now, Visit.State was) {
        if (now == Visit.State.CLOSED || was == Visit.State.CLOSED) {
            return Visit.State.CLOSED;
        }
        if (!inside.isEmpty()) {
            return Visit.State.ENTERED;
        }
        return now.compareTo(was) > 0 ? now : was;
    }

    void rename(Renamed renamed) {
        var all = new HashSet<Party.Shown>();
        shown.forEach(it -> all.add(new Party.Shown(it.kind(), renamed.of(it.token()))));
        shown = all;
    }

    void close() {
        seen();
        state = Visit.State.CLOSED;
    }

    void owe(Visit.Owed more) {
        var all = new ArrayList<>(owed);
        all.add(more);
        owed = all;
    }

    Visit done() {
        var next =
                new Visit(
                        terms, lasts, shown, entries, exits, onTheWay, lost, inside, first, left,
                        seenAt, unknown, again, returned, overstay, alarming, doubt, unseen, state,
                        owed);
        return next.equals(of) ? of : next;
    }
}
