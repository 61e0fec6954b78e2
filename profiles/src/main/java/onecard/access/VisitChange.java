package onecard.access;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

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
        if (shown.size() < Visit.SHOWN_MAX) {
            var all = new HashSet<>(shown);
            all.add(by);
            shown = all;
        }
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
