package onecard.edge.loop;

import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import onecard.access.Answers;
import onecard.access.Claimed;
import onecard.access.Direction;
import onecard.access.Elsewhere;
import onecard.access.Elsewhere.Event;
import onecard.access.Elsewhere.Said;
import onecard.access.Elsewhere.Taken;
import onecard.access.LetIn;
import onecard.access.Party;
import onecard.access.Renamed;
import onecard.access.Right;
import onecard.access.SharedRules;
import onecard.access.SharedTerms;
import onecard.access.Token;
import onecard.access.Use;
import onecard.access.Verdict;
import onecard.edge.record.Owed;
import onecard.edge.record.Passing;
import onecard.edge.record.SharedFold;
import onecard.edge.record.SharedWords;
import onecard.edge.record.SharedWords.Tells;
import onecard.edge.record.VisitWords;
import onecard.edge.store.journal.Draft;
import onecard.edge.store.journal.EventKind;
import onecard.edge.watch.Metrics;
import onecard.point.Fact;
import onecard.point.TapId;
import onecard.time.Moment;

/// The passes that this device shares with others: what they let in by, what is let in by here,
/// and what both did. Whoever is to come in by one is claimed first; the order in which the broker
/// tells of claims, our own among them, is everybody's, and the first one wins. Owned by the edge
/// loop.
final class Sharing {

    /// Entries whose passage may still be told; more than ever are on the way at all gates.
    private static final int ENTRIES_MAX = 256;

    private final Shares shares;
    private final Set<String> others;
    private final Map<String, Set<String>> with = new HashMap<>();
    private final Map<String, Guard> guards = new HashMap<>();
    private final Map<String, String> scenes;
    private final Remembered memory;
    private final Supplier<TapId> names;
    private final Owed owed;
    private final Metrics metrics;
    private LetIn letIn;
    private Elsewhere elsewhere = Elsewhere.NOTHING;

    /// Of this run; later than what somebody else said in our name.
    private long session;

    /// Of our last word, and of the last one that came back: before the first, of none that asks.
    private long number;
    private long confirmed;

    /// By the record that asks.
    private final Map<TapId, Claim> claims = new HashMap<>();

    /// By the record of the tap.
    private final Map<TapId, Entering> entering = new LinkedHashMap<>();

    /// What is on its way to the journal.
    private final Set<SharedWords.Told> underWay = new HashSet<>();

    /// @param since the first of our words that says so
    /// @param renamed what was shown, before
    private record Claim(List<Use> uses, SharedTerms terms, long since, Renamed renamed) {}

    /// @param event its record, once it is durable
    /// @param passed they have, though it is not: if it never is, their passage is
    /// @param renamed what was shown, before
    private record Entering(
            List<Use> uses,
            String point,
            Moment at,
            Optional<Event> event,
            boolean passed,
            Renamed renamed) {
        Entering recorded(Event durable) {
            return new Entering(uses, point, at, Optional.of(durable), passed, renamed);
        }

        Entering afterPassage() {
            return new Entering(uses, point, at, event, true, renamed);
        }
    }

    /// @param memory of what was used here
    /// @param names for records
    /// @param owed takes them: a restart must not miss one
    Sharing(
            Shares shares,
            List<PointSlot<?>> points,
            Remembered memory,
            Supplier<TapId> names,
            Owed owed,
            Metrics metrics) {
        this.shares = shares;
        this.others = shares.others();
        shares.gates().forEach((point, terms) -> with.put(point, terms.with()));
        points.forEach(
                slot ->
                        slot.parts
                                .gate()
                                .ifPresent(gate -> guards.put(slot.parts.id(), gate.guard())));
        this.memory = memory;
        this.names = names;
        this.owed = owed;
        this.metrics = metrics;
        letIn = shares.letIn();
        session = shares.session();
        scenes =
                points.stream()
                        .collect(
                                Collectors.toUnmodifiableMap(
                                        slot -> slot.parts.id(), slot -> slot.parts.scene()));
    }

    /// Goes on where the other one ended, under a name of its own.
    void after(Sharing before) {
        letIn = before.letIn;
        elsewhere = before.elsewhere;
        session = before.session;
        number = before.number;
        confirmed = number;
        entering.putAll(before.entering);
        underWay.addAll(before.underWay);
    }

    /// Power-up: what was claimed before is not any more, and what was recorded and not raised is.
    /// Where nothing is shared any more, nothing more is said after that.
    void start(Moment now) {
        if (shares.gates().isEmpty() && letIn.by().isEmpty()) {
            return;
        }
        tell(now);
        for (var own : letIn.inOrder()) {
            own.doubled().stream()
                    .filter(device -> own.isToBeAlarmed(device, now))
                    .sorted()
                    .forEach(device -> alarm(own.use().key(), own.point(), device, now));
        }
        lower(now);
    }

    LetIn letIn() {
        return letIn;
    }

    /// A pass is here whose token is another now, whichever of the two the others know it by.
    void renamed(Renamed renamed) {
        letIn = letIn.renamed(renamed);
        elsewhere = elsewhere.renamed(renamed);
    }

    // --- decided ---

    /// The same, or what the others make of it.
    Judged judged(Judged judged) {
        var terms = terms(judged);
        if (terms.isEmpty()) {
            return judged;
        }
        var verdict =
                SharedRules.verdict(
                        judged.verdict(),
                        judged.attempt().shown(),
                        terms.get(),
                        elsewhere,
                        judged.memory(),
                        judged.at().answers().claimed(),
                        judged.now().mono());
        return new Judged(
                judged.slot(),
                judged.attempt(),
                judged.at(),
                judged.memory(),
                verdict,
                judged.sold(),
                judged.signing(),
                judged.now());
    }

    /// Whoever leaves is asked for nothing, and neither is who ends what they have paid ahead.
    private Optional<SharedTerms> terms(Judged judged) {
        return judged.attempt().direction() == Direction.IN
                        && !judged.attempt().isAnswer()
                        && judged.off().isEmpty()
                ? Optional.ofNullable(shares.gates().get(judged.slot().parts.id()))
                : Optional.empty();
    }

    /// What is known without asking.
    ///
    /// @return empty if the others are to be asked
    Optional<Answers> unasked(Answers given) {
        return shares.line().isUp() ? Optional.empty() : Optional.of(given.with(Claimed.ALONE));
    }

    /// Somebody is to come in, unless somebody else was before them.
    void claim(TapId asks, Judged judged, Right by) {
        var uses = SharedRules.uses(judged.attempt().shown(), by);
        var renamed = judged.attempt().shown().renamed();
        var terms = terms(judged).orElseThrow();
        claims.put(asks, new Claim(uses, terms, Elsewhere.after(number), renamed));
        tell(judged.now());
    }

    /// What became of that claim; empty if nobody knows yet. A broker of several threads may tell
    /// each of two of the other first: so of those that find somebody before them the one whose
    /// name is first waits on, and comes in if all others give way.
    Optional<Claimed> answer(TapId asks, Moment now) {
        var claim = claims.get(asks);
        if (claim == null || Elsewhere.isAfter(claim.since(), confirmed)) {
            return Optional.empty();
        }
        if (!isBehind(claim, now)) {
            return Optional.of(Claimed.FIRST);
        }
        return isFirstByName(claim, now) ? Optional.empty() : Optional.of(Claimed.BEHIND);
    }

    private boolean isFirstByName(Claim claim, Moment now) {
        return claim.uses().stream()
                .flatMap(
                        use ->
                                elsewhere
                                        .claimants(claim.terms().with(), use.key(), now.mono())
                                        .stream())
                .allMatch(other -> shares.device().compareTo(other) < 0);
    }

    private boolean isBehind(Claim claim, Moment now) {
        return claim.uses().stream()
                .anyMatch(
                        use ->
                                SharedRules.isClaimed(
                                        use, claim.terms(), elsewhere, memory.now(), now.mono()));
    }

    /// What a verdict uses up that others must hear of; nothing if it lets nobody in.
    List<Use> uses(Judged judged) {
        return terms(judged)
                .filter(_ -> judged.verdict() instanceof Verdict.Granted)
                .flatMap(_ -> judged.verdict().right())
                .map(by -> SharedRules.uses(judged.attempt().shown(), by))
                .orElse(List.of());
    }

    /// The final verdict: a claim ends, or becomes an entry once that is durable.
    ///
    /// @param uses what it uses up; none: nobody comes in by it
    void decided(TapId tap, Judged judged, List<Use> uses) {
        var claim =
                judged.attempt().asks().flatMap(asks -> Optional.ofNullable(claims.remove(asks)));
        if (!uses.isEmpty()) {
            entering.put(
                    tap,
                    new Entering(
                            uses,
                            judged.slot().parts.id(),
                            judged.now(),
                            Optional.empty(),
                            false,
                            judged.attempt().shown().renamed()));
            forgetOldest();
        } else if (claim.isPresent()) {
            tell(judged.now());
        }
    }

    private void forgetOldest() {
        if (entering.size() > ENTRIES_MAX) {
            entering.entrySet().stream()
                    .filter(one -> one.getValue().event().isPresent())
                    .map(Map.Entry::getKey)
                    .findFirst()
                    .ifPresent(entering::remove);
        }
    }

    // --- what became of it ---

    /// It is durable.
    void recorded(TapId tap, long seq, Moment now) {
        var entry = entering.get(tap);
        if (entry == null) {
            return;
        }
        entering.put(tap, entry.recorded(event(seq, entry.at())));
        entered(entry, event(seq, entry.at()), entry.at(), now);
    }

    private Event event(long seq, Moment at) {
        return new Event(shares.epoch(), seq, at.wall().truncatedTo(ChronoUnit.MILLIS));
    }

    private void entered(Entering entry, Event event, Moment at, Moment now) {
        for (var use : entry.uses()) {
            letIn = letIn.entered(use, entry.point(), event, at);
        }
        letIn = letIn.renamed(entry.renamed());
        tell(now);
        look(now);
    }

    /// It never will be, and nobody is on the way by it.
    void notRecorded(TapId tap, Moment now) {
        var entry = entering.get(tap);
        if (entry != null && !entry.passed()) {
            entering.remove(tap);
            tell(now);
        }
    }

    /// Who passed is known by that alone: their tap was not durable before.
    private void passedUnrecorded(Draft passage, long seq) {
        var tap = passage.cause();
        var entry = tap.flatMap(it -> Optional.ofNullable(entering.get(it)));
        if (entry.filter(Sharing::isOpen).isPresent()) {
            entering.remove(tap.orElseThrow());
            entered(entry.get(), event(seq, passage.at()), passage.at(), passage.at());
        }
    }

    /// Who passed, or did not.
    void passed(TapId tap, Passing passing, Fact.Result result, Moment now) {
        var before = letIn;
        switch (result) {
            case NOT_PASSED, REVERSED -> undone(tap, passing);
            case PASSED, ASSUMED ->
                    passing.party()
                            .filter(party -> party.direction() == Direction.OUT)
                            .ifPresent(party -> letIn = letIn.left(party.pass()));
            case TAILGATED -> {
                return; // somebody else came behind them
            }
        }
        var entry = entering.get(tap);
        boolean open = entry != null && isOpen(entry);
        boolean undone = result == Fact.Result.NOT_PASSED || result == Fact.Result.REVERSED;
        if (undone || entry == null || !open) {
            entering.remove(tap);
        } else { // who passed before their record was durable counts once it, or that, is
            entering.put(tap, entry.afterPassage());
        }
        if (undone && open || !letIn.equals(before)) {
            tell(now);
        }
        lower(now);
    }

    private static boolean isOpen(Entering entry) {
        return entry.event().isEmpty();
    }

    private void undone(TapId tap, Passing passing) {
        var event = Optional.ofNullable(entering.get(tap)).flatMap(Entering::event);
        if (event.isPresent()) {
            Stream.concat(
                            passing.back().map(Use::key).stream(),
                            passing.party().filter(VisitWords::leadsIn).map(Party::pass).stream())
                    .forEach(key -> letIn = letIn.undone(key, event.get()));
        }
    }

    // --- told and heard ---

    private void tell(Moment now) {
        letIn = letIn.without(now);
        number = Elsewhere.after(number);
        var said = new Said(session, number, taken(), now.mono());
        shares.line().tell(SharedWords.word(shares.device(), said));
    }

    /// What is durable, and what is claimed. Where nothing is shared any more it is nothing.
    private Map<Token, Taken> taken() {
        if (shares.gates().isEmpty()) {
            return Map.of();
        }
        var asked = new HashMap<Token, Integer>();
        claims.values().forEach(claim -> count(claim.uses(), asked));
        entering.values().stream()
                .filter(Sharing::isOpen)
                .forEach(entry -> count(entry.uses(), asked));
        var taken = new HashMap<Token, Taken>();
        for (var own : letIn.inOrder()) {
            var key = own.use().key();
            if (!own.isUndone()) {
                taken.put(
                        key,
                        new Taken(
                                own.events().size(),
                                asked.getOrDefault(key, 0),
                                Optional.of(own.events().getFirst()),
                                own.left()));
            }
        }
        asked.forEach(
                (key, many) -> taken.putIfAbsent(key, new Taken(0, many, Optional.empty(), false)));
        for (var one : former().present().entrySet()) {
            var known = taken.get(one.getValue());
            if (known != null) {
                taken.putIfAbsent(one.getKey(), known);
            }
        }
        return SharedWords.bounded(taken);
    }

    /// What of it devices may know by another token that are not rolled yet.
    private Renamed former() {
        var former = letIn.renamed();
        for (var claim : claims.values()) {
            former = former.and(claim.renamed());
        }
        for (var entry : entering.values()) {
            former = former.and(entry.renamed());
        }
        return former;
    }

    private static void count(List<Use> uses, Map<Token, Integer> counts) {
        uses.forEach(use -> counts.merge(use.key(), 1, Integer::sum));
    }

    /// A device has said something, which may be this one: what comes back is heard by all before
    /// whatever they hear later. Under our name another run, or nobody we know, may have said more;
    /// then we say all again, so that it is ours that counts.
    void heard(String device, Said said, Moment now) {
        if (device.equals(shares.device())) {
            if (Elsewhere.isAfter(said.session(), said.number(), session, number)) {
                goesOnAfter(said.session());
                tell(now);
            } else if (said.session() == session) {
                confirmed = Elsewhere.isAfter(said.number(), confirmed) ? said.number() : confirmed;
            }
        } else if (others.contains(device)) {
            elsewhere = elsewhere.heard(device, said).renamed(former());
            look(now);
        }
    }

    /// Whoever waits is answered by the next word, which has all their claims.
    private void goesOnAfter(long theirs) {
        session = Elsewhere.after(theirs);
        confirmed = number;
        claims.replaceAll(
                (_, claim) ->
                        new Claim(
                                claim.uses(),
                                claim.terms(),
                                Elsewhere.after(number),
                                claim.renamed()));
    }

    // --- used twice ---

    /// Records what was used here and elsewhere, and says so.
    private void look(Moment now) {
        for (var twice : letIn.twice(with, elsewhere)) {
            var own = letIn.own(twice.key()).orElseThrow();
            var told = new SharedWords.Told(Tells.DOUBLED, twice.key(), twice.device());
            if (!own.doubled().contains(twice.device()) && underWay.add(told)) {
                offer(twice.key(), SharedWords.doubled(twice, scene(twice.point()), now));
            }
            alarm(twice.key(), twice.point(), twice.device(), now);
        }
        lower(now);
    }

    /// Nobody need be looked for any more who has left here, or has not passed after all, or whose
    /// pass is over.
    private void lower(Moment now) {
        for (var own : letIn.inOrder()) {
            if (own.isSettled(now)) {
                own.standing().stream()
                        .sorted()
                        .forEach(device -> lower(own.use().key(), own.point(), device, now));
            }
        }
    }

    private void lower(Token pass, String point, String device, Moment now) {
        if (underWay.add(new SharedWords.Told(Tells.LOWERED, pass, device))) {
            offer(pass, SharedWords.alarm(point, scene(point), pass, device, false, now));
        }
    }

    private void alarm(Token pass, String point, String device, Moment now) {
        boolean due = letIn.own(pass).filter(own -> own.isToBeAlarmed(device, now)).isPresent();
        if (due && underWay.add(new SharedWords.Told(Tells.RAISED, pass, device))) {
            metrics.alarm(SharedWords.USED_TWICE, true);
            offer(pass, SharedWords.alarm(point, scene(point), pass, device, true, now));
        }
    }

    private void offer(Token pass, Draft draft) {
        owed.offer(new Owed.Line.Person(pass), draft.named(names.get()));
    }

    private String scene(String point) {
        return scenes.getOrDefault(point, "visitor");
    }

    /// That one is durable: it is told.
    ///
    /// @param seq under which it stands
    void durable(Draft draft, long seq) {
        var kind = draft.kind().wire();
        if (draft.kind() == EventKind.PASSAGE && SharedFold.isEntry(draft.data())) {
            passedUnrecorded(draft, seq);
        }
        letIn = SharedFold.after(letIn, kind, draft.data());
        var told = SharedWords.told(kind, draft.data());
        told.ifPresent(underWay::remove);
        lower(draft.at()); // what was raised may be over meanwhile
        told.filter(it -> it.what() == Tells.RAISED)
                .ifPresent(
                        it ->
                                Optional.ofNullable(guards.get(draft.point()))
                                        .ifPresent(
                                                guard ->
                                                        guard.usedTwice(
                                                                new Guard.UsedTwice(
                                                                        draft.point(),
                                                                        it.pass(),
                                                                        it.device(),
                                                                        draft.at().wall()))));
    }
}
