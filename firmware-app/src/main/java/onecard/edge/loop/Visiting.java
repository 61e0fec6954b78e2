package onecard.edge.loop;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import onecard.access.Guests;
import onecard.access.Occurrence;
import onecard.access.Renamed;
import onecard.access.Token;
import onecard.access.Visit;
import onecard.access.VisitTerms;
import onecard.edge.record.Owed;
import onecard.edge.record.VisitWords;
import onecard.edge.store.journal.Draft;
import onecard.edge.store.journal.EventKind;
import onecard.edge.watch.Metrics;
import onecard.money.Ledger;
import onecard.point.TapId;
import onecard.time.ClockTrust;
import onecard.time.Moment;
import onecard.time.Mono;
import onecard.visit.Closing;
import onecard.visit.Difference;
import onecard.visit.Overstay;

/// What is told of visits: that somebody came in and left, what a visit came to when it was closed,
/// and who is still there after its end. What is to be told stands in the [Visit] until its event
/// is durable, so a restart tells what was not, and nothing twice. Owned by the edge loop.
final class Visiting {

    /// A visit that nobody left is closed so long after its end, where its gate says nothing else.
    static final Duration CLOSED_AFTER = Duration.ofHours(24);

    /// Of a point that the site file names no more: the scene that its events had.
    private static final String SCENE = "visitor";

    private static final String NOWHERE = "visitors";

    /// Told in one turn at most: each takes a tenth of a millisecond, and some on a small board;
    /// a turn has 20.
    static final int AT_ONCE = 32;

    private static final Comparator<Visit> BY_PASS =
            Comparator.comparing(visit -> visit.terms().pass());

    private final Remembered memory;
    private final Supplier<TapId> names;
    private final Owed owed;
    private final Supplier<Ledger> ledger;
    private final Map<String, String> scenes;
    private final Map<String, Gate> gates = new HashMap<>();
    private final Metrics metrics;

    /// How many of the steps that a visit is yet to tell are on their way to the journal.
    private final Map<Token, Integer> underWay = new HashMap<>();

    private Optional<Mono> wake = Optional.empty();

    /// @param names for records of visits
    /// @param owed takes them: a restart must not miss one, nor what was before it
    /// @param ledger of what was sold by their passes
    Visiting(
            List<PointSlot<?>> points,
            Remembered memory,
            Supplier<TapId> names,
            Owed owed,
            Supplier<Ledger> ledger,
            Metrics metrics) {
        this.metrics = metrics;
        points.forEach(
                slot -> slot.parts.gate().ifPresent(gate -> gates.put(slot.parts.id(), gate)));
        this.memory = memory;
        this.names = names;
        this.owed = owed;
        this.ledger = ledger;
        scenes =
                points.stream()
                        .collect(
                                Collectors.toUnmodifiableMap(
                                        slot -> slot.parts.id(), slot -> slot.parts.scene()));
    }

    /// What a run before has handed over to the journal is not told again.
    void after(Visiting before) {
        underWay.putAll(before.underWay);
    }

    /// Power-up: what was not told is, and of whoever was on the way then nobody knows whether they
    /// passed.
    void start(Moment now) {
        for (var visit : memory.now().visits().of().values().stream().sorted(BY_PASS).toList()) {
            new TreeMap<>(visit.onTheWay())
                    .forEach((point, many) -> forgotten(visit, known(point, visit), many, now));
            tellOwed(visit.terms().pass(), now);
        }
        if (agree(now) == AT_ONCE) {
            wake = Optional.of(now.mono());
        } else {
            look(now);
        }
    }

    private void forgotten(Visit visit, String point, int many, Moment now) {
        var pass = visit.terms().pass();
        alarm(pass, point, VisitWords.PASSAGE_UNKNOWN, true, many, now);
        memory.happened(new Occurrence.VisitForgotten(point, pass, many), now);
    }

    /// Tells what happened of a visit and is not told yet.
    void tell(Token pass, Moment now) {
        tellOwed(pass, now);
        memory.now().visits().visit(pass).map(visit -> next(visit, now)).ifPresent(this::wake);
    }

    /// Another visit may be looked at sooner: then that stands, so that nobody goes through
    /// thousands of visits for one person who passes.
    private void wake(Mono at) {
        wake = Optional.of(wake.filter(sooner -> sooner.compareTo(at) < 0).orElse(at));
    }

    private void tellOwed(Token pass, Moment now) {
        var found = memory.now().visits().visit(pass);
        if (found.isEmpty()) {
            return;
        }
        var visit = found.get();
        int from = Math.min(underWay.getOrDefault(pass, 0), visit.owed().size());
        for (var step : visit.owed().subList(from, visit.owed().size())) {
            offer(
                    pass,
                    VisitWords.step(
                            visit, step, scene(step.point()), differences(visit, step), now));
            underWay.merge(pass, 1, Integer::sum);
        }
        if (Overstay.isOver(visit)) {
            var point = known(visit.alarming().orElseThrow(), visit);
            alarm(pass, point, VisitWords.OVERSTAY, false, 0, now);
            memory.happened(new Occurrence.NoLongerOverstayed(pass), now);
        }
        if (visit.doubt() == Visit.Doubt.OVER) {
            for (var there : new TreeSet<>(visit.unseen())) {
                var point = known(there, visit);
                alarm(pass, point, VisitWords.PASSAGE_UNKNOWN, false, 0, now);
                memory.happened(new Occurrence.VisitCertain(point, pass), now);
            }
        }
    }

    private List<Difference> differences(Visit visit, Visit.Owed step) {
        return switch (step.step()) {
            case CLOSED ->
                    Closing.differences(visit, step, ledger.get().owes(visit.terms().pass()));
            case EXITED -> step.again() ? List.of(Difference.EXIT_AGAIN) : List.of();
            case ENTERED -> List.of();
        };
    }

    /// That one is durable: it is told.
    void durable(Draft draft) {
        Optional.ofNullable(gates.get(draft.point()))
                .map(Gate::guard)
                .ifPresent(guard -> VisitNews.tell(guard, draft));
        if (draft.kind() != EventKind.VISIT) {
            return;
        }
        draft.data().text("transition").ifPresent(metrics::visit);
        VisitWords.differences(draft.data()).forEach(it -> metrics.visitDifference(it.wire()));
        VisitWords.ofVisit(draft.data())
                .forEach(
                        told -> {
                            memory.happened(told, draft.at());
                            underWay.computeIfPresent(
                                    told.pass(), (_, many) -> many == 1 ? null : many - 1);
                        });
    }

    /// Whoever is still there is looked for, and what nobody leaves any more is closed. While
    /// nobody knows the time, nobody knows that. Of many at once each turn tells a few, in the
    /// order of their passes, and the next one follows at once: nobody at a gate waits for all.
    void due(Moment now) {
        if (wake.filter(now::reached).isEmpty()) {
            return;
        }
        int room = AT_ONCE - agree(now);
        var late =
                now.trust() == ClockTrust.UNTRUSTED
                        ? List.<Visit>of()
                        : memory.now().visits().of().values().stream()
                                .filter(visit -> isDue(visit, now))
                                .sorted(BY_PASS)
                                .toList();
        late.stream().limit(room).forEach(visit -> due(visit, now));
        if (room == 0 || late.size() > room) {
            wake = Optional.of(now.mono());
        } else {
            look(now);
        }
    }

    private boolean isDue(Visit visit, Moment now) {
        return Overstay.alarms(visit, now.wall()) > visit.overstay()
                || Overstay.closes(visit, closedAfter(visit), now.wall());
    }

    private void due(Visit visit, Moment now) {
        var pass = visit.terms().pass();
        int alarms = Overstay.alarms(visit, now.wall());
        if (alarms > visit.overstay()) {
            var point = point(visit);
            alarm(pass, point, VisitWords.OVERSTAY, true, alarms, now);
            memory.happened(new Occurrence.Overstayed(point, pass, alarms), now);
        }
        if (Overstay.closes(visit, closedAfter(visit), now.wall())) {
            memory.happened(new Occurrence.VisitOver(pass, point(visit)), now);
            tellOwed(pass, now);
        }
    }

    /// What a list says by now of a visit that is remembered counts from here on: it is later than
    /// what it said as they came. Of several lists that know a pass the first gate's does.
    ///
    /// @return of how many that was said, [#AT_ONCE] at most
    private int agree(Moment now) {
        var known = memory.now().learned().all();
        var heard = new ArrayList<Guests>();
        int said = 0;
        for (var gate : new TreeMap<>(gates).values()) {
            var list = gate.guests().get();
            if (list.isEmpty() || heard.contains(list.get())) {
                continue;
            }
            var anew =
                    memory.now().visits().agreedAnew(list.get(), known).stream()
                            .filter(
                                    terms ->
                                            heard.stream().noneMatch(it -> knows(it, terms, known)))
                            .limit(AT_ONCE - said)
                            .toList();
            anew.forEach(terms -> agreed(terms, now));
            said += anew.size();
            heard.add(list.get());
        }
        return said;
    }

    private static boolean knows(Guests list, VisitTerms terms, Renamed known) {
        return list.pass(terms.pass(), known).isPresent();
    }

    private void agreed(VisitTerms terms, Moment now) {
        memory.happened(new Occurrence.Agreed(terms), now);
        var visit = memory.now().visits().visit(terms.pass()).orElseThrow();
        var point = point(visit);
        offer(terms.pass(), VisitWords.agreed(visit, point, scene(point), now));
        tellOwed(terms.pass(), now);
    }

    Optional<Mono> nextWake() {
        return wake;
    }

    /// The wall clock may be slewed or set, and a list may say something else: it is looked at anew
    /// each minute.
    private void look(Moment now) {
        var visits = memory.now().visits().of().values();
        wake = visits.stream().map(visit -> next(visit, now)).min(Comparable::compareTo);
    }

    private Mono next(Visit visit, Moment now) {
        var in =
                Overstay.next(visit, closedAfter(visit))
                        .map(at -> soon(Duration.between(now.wall(), at)))
                        .orElse(LOOK);
        return now.mono().plus(in);
    }

    private static final Duration LOOK = Duration.ofMinutes(1);

    private static Duration soon(Duration until) {
        if (until.isNegative() || until.isZero()) {
            return LOOK; // a clock that nobody trusts: nothing is done before it is
        }
        return until.compareTo(LOOK) < 0 ? until : LOOK;
    }

    private Duration closedAfter(Visit visit) {
        return Optional.ofNullable(gates.get(point(visit)))
                .map(Gate::closedAfter)
                .orElse(CLOSED_AFTER);
    }

    private void alarm(
            Token pass, String point, String alarm, boolean active, int number, Moment now) {
        metrics.alarm(alarm, active);
        offer(pass, VisitWords.alarm(point, scene(point), alarm, active, pass, number, now));
    }

    private void offer(Token pass, Draft draft) {
        owed.offer(new Owed.Line.Person(pass), draft.named(names.get()));
    }

    /// Where it is told of; the first point there is where none knows it.
    private String point(Visit visit) {
        return visit.toldAt()
                .or(() -> gates.keySet().stream().min(Comparable::compareTo))
                .or(() -> scenes.keySet().stream().min(Comparable::compareTo))
                .orElse(NOWHERE);
    }

    private String known(String point, Visit visit) {
        return point.equals(Visit.NOWHERE) ? point(visit) : point;
    }

    private String scene(String point) {
        return scenes.getOrDefault(point, SCENE);
    }
}
