package onecard.access;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import onecard.maps.PersistentMap;
import onecard.time.ClockTrust;

/// The visits that are going on, and those that were closed lately. Immutable; bounded by
/// [#VISITS_MAX] and, once closed, by [#KEPT].
///
/// @param of each pass
public record Visits(Map<Token, Visit> of) {

    public static final Visits NONE = new Visits(Map.of());

    /// Remembered at once: more than come by one device in the days that they are kept. Beyond it
    /// the closed one that ended longest ago is forgotten, and of those that are open the same
    /// only if all are.
    public static final int VISITS_MAX = 4_096;

    /// A closed visit is remembered for so long after its end, and after that of any code of it
    /// that was shown, so that whoever leaves once more closes it no second time. Whoever leaves
    /// by a pass that ended longer ago is of no visit.
    public static final Duration KEPT = Duration.ofDays(2);

    /// Up to so many, those that are over are looked for whenever one is added, and beyond it at
    /// each so many: to look at all takes as long as many taps.
    static final int LOOKED_EACH = 64;

    public Visits {
        of = PersistentMap.copyOf(of);
    }

    public Optional<Visit> visit(Token pass) {
        return Optional.ofNullable(of.get(pass));
    }

    /// What happened of one.
    ///
    /// @param at as the journal tells it
    Visits after(Occurrence.OfVisit what, Instant at, ClockTrust trust) {
        return switch (what) {
            case Occurrence.Expected(var point, var party) ->
                    with(party.terms(), at, trust, visit -> visit.expected(party, point));
            case Occurrence.Visited(var point, var party) ->
                    switch (party.direction()) {
                        case IN ->
                                with(
                                        party.terms(),
                                        at,
                                        trust,
                                        visit -> visit.entered(party, point, at));
                        case OUT -> left(point, party, at, trust);
                    };
            case Occurrence.NotVisited(var point, var pass) ->
                    changed(pass, visit -> visit.notCome(point));
            case Occurrence.VisitForgotten(var point, var pass, var many) ->
                    changed(pass, visit -> visit.forgotten(point, many));
            case Occurrence.VisitTold(var pass, var step) ->
                    changed(pass, visit -> visit.told(step));
            case Occurrence.VisitOver(var pass, var point) ->
                    changed(pass, visit -> visit.closed(point, Optional.empty(), at));
            case Occurrence.Overstayed(var point, var pass, var alarms) ->
                    changed(pass, visit -> visit.overstayed(point, alarms));
            case Occurrence.NoLongerOverstayed(var pass) -> changed(pass, Visit::calm);
            case Occurrence.VisitCertain(var point, var pass) ->
                    changed(pass, visit -> visit.certain(point));
            case Occurrence.Agreed(var terms) ->
                    changed(terms.pass(), visit -> visit.agreed(terms));
            case Occurrence.CardReturned(var pass) -> changed(pass, Visit::cardReturned);
        };
    }

    private Visits left(String point, Party party, Instant at, ClockTrust trust) {
        boolean unheardOf = !of.containsKey(party.pass());
        return unheardOf && at.isAfter(party.terms().until().plus(KEPT))
                ? this
                : with(party.terms(), at, trust, visit -> visit.left(party, point, at));
    }

    // --- who it is ---

    /// The visit that is going on of whoever shows that; empty if none is. Of several the one that
    /// they came in by last: a temporary card may be bound still to whoever had it yesterday, and
    /// was not seen to leave. What was agreed says the list, where it knows the pass: its word is
    /// the later one.
    ///
    /// Whom no pass of theirs names is known by what they came by, unless a list has given that to
    /// somebody else since: then it is the other one who leaves, wherever they came in.
    Optional<VisitTerms> goingOn(Presentation shown, Instant at) {
        return Party.passes(shown).stream()
                .flatMap(pass -> visit(pass.token()).stream())
                .filter(Visits::isGoingOn)
                .max(CAME_LAST)
                .map(visit -> listed(shown, visit).orElseGet(visit::terms))
                .or(
                        () ->
                                shownBy(
                                        shown,
                                        visit ->
                                                isGoingOn(visit) && !isAnothers(shown, visit, at)));
    }

    /// Whether it stands for a pass whose time has come, and was not over when that visit began.
    private static boolean isAnothers(Presentation shown, Visit visit, Instant at) {
        return Party.passes(shown).stream()
                .anyMatch(pass -> !at.isBefore(pass.from()) && pass.until().isAfter(cameAt(visit)));
    }

    private static boolean isGoingOn(Visit visit) {
        return visit.isInside() && !visit.isClosed();
    }

    /// The visit that was closed while whoever shows that was inside: they may leave yet.
    Optional<VisitTerms> closedInside(Presentation shown) {
        return shownBy(shown, visit -> visit.isInside() && visit.isClosed());
    }

    private static Optional<VisitTerms> listed(Presentation shown, Visit visit) {
        return Party.passes(shown).stream()
                .filter(pass -> pass.token().equals(visit.terms().pass()))
                .filter(pass -> pass.source().isPresent())
                .flatMap(pass -> pass.visit().stream())
                .findFirst();
    }

    /// Of which visits a list says something else by now. Those that are closed are kept for as
    /// long as it says, or a pass that is prolonged would be good once more.
    ///
    /// @param known what passes were before: a list of before says so of them by that. Of a visit
    ///     that is kept by its former token yet nothing is said
    public List<VisitTerms> agreedAnew(Guests guests, Renamed known) {
        return of.values().stream()
                .map(Visit::terms)
                .flatMap(
                        before ->
                                guests.pass(before.pass(), known).flatMap(Pass::visit).stream()
                                        .filter(now -> now.pass().equals(before.pass()))
                                        .filter(now -> !now.equals(before)))
                .sorted(ENDS_LAST)
                .toList();
    }

    private static final Comparator<Visit> CAME_LAST =
            Comparator.comparing(Visits::cameAt).thenComparing(visit -> visit.terms().pass());

    private static Instant cameAt(Visit visit) {
        return visit.inside().values().stream()
                .map(Visit.Stay::since)
                .max(Comparator.naturalOrder())
                .orElse(Instant.MIN);
    }

    /// The visit that somebody came or went by the same before, going on or not.
    Optional<VisitTerms> remembered(Presentation shown) {
        return shownBy(shown, _ -> true);
    }

    /// Of those that agree the one that ends last, whatever order they are found in.
    private Optional<VisitTerms> shownBy(Presentation shown, Predicate<Visit> is) {
        var by =
                shown instanceof Presentation.Bound bound
                        ? bound.offered().map(Party.Shown::of)
                        : Optional.<Party.Shown>empty();
        return by.flatMap(
                it ->
                        of.values().stream()
                                .filter(visit -> visit.shown().contains(it))
                                .filter(is)
                                .map(Visit::terms)
                                .max(ENDS_LAST));
    }

    private static final Comparator<VisitTerms> ENDS_LAST =
            Comparator.comparing(VisitTerms::until).thenComparing(VisitTerms::pass);

    /// Those that a token names: as their pass, as who is visited, or as what somebody came by.
    public List<Visit> naming(Token token) {
        return of.values().stream().filter(visit -> visit.names(token)).toList();
    }

    /// Whether it is kept no longer than until there is need for room: its time is over, and
    /// everything of it is told. Whoever was not seen to leave by then will not be.
    public static boolean isOver(Visit visit, Instant at) {
        var end = visit.lasts();
        var last = visit.left().filter(end::isBefore).orElse(end);
        return visit.isClosed() && visit.owed().isEmpty() && at.isAfter(last.plus(KEPT));
    }

    /// Without those that name it and are over. The others stay, or a pass would be good once more.
    Visits erased(Token token, Instant at) {
        return new Visits(all().withoutValues(visit -> visit.names(token) && isOver(visit, at)));
    }

    /// Under the tokens of now: passes, and what somebody came by. Two of one pass are one visit.
    Visits renamed(Renamed renamed) {
        if (renamed.isNothing() || of.isEmpty()) {
            return this;
        }
        var all = PersistentMap.copyOf(renamed.in(of, Visit::and));
        for (var one : all.entrySet()) {
            var visit = one.getValue();
            if (renamed.present().keySet().stream().anyMatch(visit::names)) {
                all = all.with(one.getKey(), visit.renamed(renamed));
            }
        }
        return new Visits(all);
    }

    // --- what is kept ---

    private Visits changed(Token pass, UnaryOperator<Visit> change) {
        var visit = of.get(pass);
        return visit == null ? this : with(pass, change.apply(visit), all());
    }

    private Visits with(
            VisitTerms terms, Instant at, ClockTrust trust, UnaryOperator<Visit> change) {
        var visit = of.get(terms.pass());
        return visit == null
                ? with(terms.pass(), change.apply(Visit.issued(terms)), roomy(at, trust))
                : with(terms.pass(), change.apply(visit), all());
    }

    private static Visits with(Token pass, Visit visit, PersistentMap<Token, Visit> others) {
        return new Visits(visit.isNothing() ? others.without(pass) : others.with(pass, visit));
    }

    /// With room for one more. A clock that is not right could be told to run ahead, and forgets
    /// nothing.
    private PersistentMap<Token, Visit> roomy(Instant at, ClockTrust trust) {
        int many = of.size();
        boolean looks = many < LOOKED_EACH || many % LOOKED_EACH == 0 || many >= VISITS_MAX;
        var left =
                looks && trust == ClockTrust.SYNCED
                        ? all().withoutValues(visit -> isOver(visit, at))
                        : all();
        return left.size() < VISITS_MAX
                ? left
                : left.values().stream()
                        .min(FORGOTTEN_FIRST)
                        .map(visit -> left.without(visit.terms().pass()))
                        .orElse(left);
    }

    private PersistentMap<Token, Visit> all() {
        return PersistentMap.copyOf(of);
    }

    private static final Comparator<Visit> FORGOTTEN_FIRST =
            Comparator.comparing((Visit visit) -> !visit.isClosed())
                    .thenComparing(Visit::lasts)
                    .thenComparing(visit -> visit.terms().pass());
}
