package onecard.edge.loop;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import onecard.access.AccessRules;
import onecard.access.Answers;
import onecard.access.Claimed;
import onecard.access.Credential;
import onecard.access.Direction;
import onecard.access.Entry;
import onecard.access.Factor;
import onecard.access.Likeness;
import onecard.access.Memory;
import onecard.access.Occurrence;
import onecard.access.Party;
import onecard.access.Presentation;
import onecard.access.Prompt;
import onecard.access.Proof;
import onecard.access.Question;
import onecard.access.Reason;
import onecard.access.Token;
import onecard.access.Verdict;
import onecard.edge.intake.PurseShown;
import onecard.edge.intake.Stimulus;
import onecard.edge.loop.Waiting.Held;
import onecard.edge.record.Passing;
import onecard.edge.record.Prompts;
import onecard.edge.record.Proofs;
import onecard.edge.record.SharedWords;
import onecard.edge.record.VisitWords;
import onecard.edge.store.journal.Draft;
import onecard.edge.watch.Metrics;
import onecard.money.Ledger;
import onecard.money.Place;
import onecard.point.Cause;
import onecard.point.Effect;
import onecard.point.Fact;
import onecard.point.Input;
import onecard.point.TapId;
import onecard.time.Moment;

/// From a presentation to what the point's machine hears of it: decided at once, or asked about and
/// decided anew with each answer. A machine hears of what was granted or refused, and never of a
/// question. Every presence ends here, in one final event. Owned by the edge loop.
final class Taps {

    /// Gives a point's machine what it hears, and runs what it wants.
    interface Steps {
        List<Effect> step(PointSlot<?> slot, Input input, Optional<Draft> tap, Moment now);
    }

    /// What an operator keys in to say that it is meant.
    static final long YES = 1;

    private final Map<String, PointSlot<?>> points;
    private final Remembered memory;
    private final Prompts prompts;
    private final Supplier<TapId> ids;
    private final String epoch;
    private final Consumer<Draft> journal;
    private final EffectRunner effects;
    private final Tills tills;
    private final Desks desks;
    private final Sharing sharing;
    private final Plates plates;
    private final Metrics metrics;
    private final Steps steps;
    private final Map<TapId, Awaited> awaiting = new HashMap<>();

    /// A tap whose record is on its way.
    ///
    /// @param granted absent: it was refused
    private record Awaited(PointSlot<?> slot, Optional<Verdict.Granted> granted) {}

    /// @param ids names each tap anew
    /// @param epoch of the journal's records from now on
    Taps(
            List<PointSlot<?>> points,
            Remembered memory,
            Prompts prompts,
            Supplier<TapId> ids,
            String epoch,
            Consumer<Draft> journal,
            EffectRunner effects,
            Tills tills,
            Desks desks,
            Sharing sharing,
            Plates plates,
            Metrics metrics,
            Steps steps) {
        this.points =
                points.stream().collect(Collectors.toMap(slot -> slot.parts.id(), slot -> slot));
        this.memory = memory;
        this.prompts = prompts;
        this.ids = ids;
        this.epoch = epoch;
        this.journal = journal;
        this.effects = effects;
        this.tills = tills;
        this.desks = desks;
        this.sharing = sharing;
        this.plates = plates;
        this.metrics = metrics;
        this.steps = steps;
    }

    // --- what is heard ---

    /// @return whether they are told to wait, and may show the same again at once
    boolean present(PointSlot<?> slot, Attempt attempt, Moment now) {
        giveWay(slot, attempt, now);
        desks.shown(slot, attempt);
        var judged =
                judged(slot, attempt, slot.waiting.questions(), Answers.NONE, memory.now(), now);
        conclude(judged);
        return judged.verdict() instanceof Verdict.Refused(var why, _, _)
                && (why == Reason.NO_AMOUNT || why == Reason.TORN);
    }

    /// A second factor, of whoever was asked for it; an answer that nobody waits for any more
    /// changes nothing.
    void entered(PointSlot<?> slot, Stimulus.Entered answer, Moment now) {
        var asked = slot.waiting.take(held -> held.isOf(answer.subject()) && held.awaitsEntry());
        if (asked.isEmpty()) {
            metrics.strayAnswer();
        }
        var entered = new Proof.Entered(answer.factor());
        asked.ifPresent(held -> settle(slot, held, held.given().with(entered), now));
    }

    /// What came of a look at somebody; of one that nobody waits for any more nothing does.
    void compared(TapId request, Likeness likeness, Moment now) {
        for (var slot : points.values()) {
            var asked = slot.waiting.take(held -> held.isLook(request));
            if (asked.isPresent()) {
                compared(slot, asked.get(), likeness, now);
                return;
            }
        }
        metrics.strayAnswer();
    }

    private void compared(PointSlot<?> slot, Held held, Likeness likeness, Moment now) {
        var factor = held.look().orElseThrow().factor();
        settle(slot, held, held.given().with(new Proof.Compared(factor, likeness)), now);
    }

    /// Whoever works at a till keyed a number in: as an answer, where somebody is asked about, yes
    /// for 1 and no for anything else. What is neither that nor 0 is meant for the next one, too.
    ///
    /// @return whether it was an answer alone
    boolean keyed(PointSlot<?> slot, long number, Moment now) {
        var asked = slot.waiting.take(held -> held.awaits(Reason.DUPLICATE));
        asked.ifPresent(
                held -> {
                    if (number == YES) {
                        settle(slot, held, held.given().confirm(), now);
                    } else {
                        tooLate(slot, held, now);
                    }
                });
        return asked.isPresent() && (number == YES || number == 0);
    }

    /// Whoever works at a till has turned to something else: what was asked about is not sold.
    void called(PointSlot<?> slot, Moment now) {
        noMore(slot, held -> held.awaits(Reason.DUPLICATE), now);
    }

    /// Other plates lie there: nobody says yes any more to those that somebody was asked about.
    void laid(PointSlot<?> slot, Moment now) {
        noMore(
                slot,
                held ->
                        held.attempt()
                                .repeat()
                                .filter(asked -> !Selling.isThere(slot, asked))
                                .isPresent(),
                now);
    }

    /// Whoever has waited long enough is told so.
    void due(PointSlot<?> slot, Moment now) {
        Predicate<Held> over = held -> now.reached(held.question().until());
        each(
                slot,
                held -> held.awaits(Reason.ELSEWHERE) && over.test(held),
                held -> settle(slot, held, held.given().with(Claimed.ALONE), now));
        each(
                slot,
                held -> held.look().isPresent() && over.test(held),
                held -> compared(slot, held, Likeness.TIMEOUT, now));
        noMore(slot, over, now);
    }

    /// Other devices were heard: whoever waited for that is decided about.
    void told(Moment now) {
        for (var slot : points.values()) {
            each(
                    slot,
                    held -> held.awaits(Reason.ELSEWHERE) && answer(held, now).isPresent(),
                    held ->
                            settle(
                                    slot,
                                    held,
                                    held.given().with(answer(held, now).orElseThrow()),
                                    now));
        }
    }

    private Optional<Claimed> answer(Held held, Moment now) {
        return held.attempt().asks().flatMap(asks -> sharing.answer(asks, now));
    }

    /// And so is everybody when nothing more will be heard.
    void end(PointSlot<?> slot, Moment now) {
        noMore(slot, _ -> true, now);
    }

    /// The journal's answer.
    void answered(TapId tap, Input answer, Moment now) {
        if (answer instanceof Input.Recorded(_, var seq)) {
            sharing.recorded(tap, seq, now); // of the loop before, too
        }
        var awaited = awaiting.remove(tap);
        if (awaited == null) {
            if (answer instanceof Input.NotRecorded) {
                sharing.notRecorded(tap, now);
            }
            return;
        }
        var slot = awaited.slot();
        if (answer instanceof Input.Recorded(_, var seq)) {
            slot.recorded(tap, new Place(epoch, seq));
        }
        boolean lost = answer instanceof Input.NotRecorded;
        awaited.granted()
                .filter(_ -> lost && !isTold(slot, tap, awaited.granted()))
                .flatMap(Verdict.Granted::use)
                .ifPresent(memory::notUsed);
        var effects = steps.step(slot, answer, Optional.empty(), now);
        awaited.granted()
                .filter(_ -> lost && isKeptOut(tap, effects))
                .ifPresent(granted -> keptOut(slot, tap, granted, now));
        // Whoever is on the way all the same is known by their passage.
        if (lost && slot.wayOf(tap).isEmpty()) {
            sharing.notRecorded(tap, now);
        }
    }

    /// Whether it is told already what became of it: the point waited long enough for its record,
    /// or they passed, and their passage says what they used.
    private static boolean isTold(PointSlot<?> slot, TapId tap, Optional<Verdict.Granted> granted) {
        return slot.passing(tap).back().isEmpty()
                && granted.flatMap(Verdict.Granted::givenBack).isPresent();
    }

    /// Whoever is kept out for want of a record is shown why, and has no outcome. At some points
    /// they are let in all the same, at once or in their turn.
    private static boolean isKeptOut(TapId tap, List<Effect> effects) {
        boolean refused = false;
        for (var effect : effects) {
            switch (effect) {
                case Effect.Show(var who, var why) when who.equals(tap) -> {
                    if (why == Reason.OK || why == Reason.INTERLOCK) {
                        return false;
                    }
                    refused = true;
                }
                case Effect.Note(Fact.Passage _, var who) when who.equals(Optional.of(tap)) -> {
                    return false;
                }
                case Effect.Show _,
                        Effect.Note _,
                        Effect.Record _,
                        Effect.Release _,
                        Effect.Hold _,
                        Effect.Relock _,
                        Effect.Warn _,
                        Effect.AtDesk _,
                        Effect.AtTill _ -> {}
            }
        }
        return refused;
    }

    private void keptOut(PointSlot<?> slot, TapId tap, Verdict.Granted granted, Moment now) {
        var party = slot.passing(tap).party().filter(VisitWords::leadsIn);
        slot.settled(tap, false);
        granted.crossing()
                .map(crossing -> new Occurrence.NotPassed(slot.parts.id(), crossing))
                .ifPresent(undone -> memory.happened(undone, now));
        party.map(it -> new Occurrence.NotVisited(slot.parts.id(), it.pass()))
                .ifPresent(undone -> memory.happened(undone, now));
    }

    // --- asked ---

    /// Nobody waits twice, and what is entered beside a reader is for whoever tapped there last.
    private void giveWay(PointSlot<?> slot, Attempt attempt, Moment now) {
        // A card that was torn away is nobody's turn.
        boolean somebody = attempt.shown().offered().isPresent();
        var subject = attempt.shown().subject();
        noMore(
                slot,
                held ->
                        subject.filter(held::isOf).isPresent()
                                || somebody
                                        && held.awaitsFactor()
                                        && areBeside(slot, held, attempt),
                now);
    }

    /// These wait no more.
    private void noMore(PointSlot<?> slot, Predicate<Held> meant, Moment now) {
        each(slot, meant, held -> tooLate(slot, held, now));
    }

    /// One decision may change what others wait for, so each is looked for anew.
    private static void each(PointSlot<?> slot, Predicate<Held> meant, Consumer<Held> then) {
        for (var held = slot.waiting.take(meant);
                held.isPresent();
                held = slot.waiting.take(meant)) {
            then.accept(held.get());
        }
    }

    private static boolean areBeside(PointSlot<?> slot, Held held, Attempt attempt) {
        return slot.parts.areBeside(held.attempt().reader(), attempt.reader());
    }

    /// Decides about one who waited, with the answers so far.
    private void settle(PointSlot<?> slot, Held held, Answers given, Moment now) {
        held.lookAway();
        var judged =
                judged(slot, held.attempt(), slot.waiting.questions(), given, memory.now(), now);
        slot.waiting.ended(held, judged.verdict() instanceof Verdict.Granted, now);
        conclude(judged);
    }

    private void tooLate(PointSlot<?> slot, Held held, Moment now) {
        settle(slot, held, held.given().tooLate(held.question().awaits()), now);
    }

    /// Decides, with the answers so far.
    private void settle(PointSlot<?> slot, Attempt attempt, Answers given, Moment now) {
        conclude(judged(slot, attempt, slot.waiting.questions(), given, memory.now(), now));
    }

    private void conclude(Judged judged) {
        switch (judged.verdict()) {
            case Verdict.Asked asked when asked.awaits() == Reason.ELSEWHERE ->
                    claim(judged, asked);
            case Verdict.Asked asked -> ask(judged, asked);
            case Verdict.Granted granted when granted.companion().isPresent() ->
                    together(judged, granted);
            case Verdict.Granted _, Verdict.Refused _ -> finish(judged);
        }
    }

    /// Nobody waits for a line that is not there.
    private void claim(Judged judged, Verdict.Asked asked) {
        sharing.unasked(judged.at().answers())
                .ifPresentOrElse(
                        given -> settle(judged.slot(), judged.attempt(), given, judged.now()),
                        () -> ask(judged, asked));
    }

    /// One event says what is asked first; whatever is asked after that, only the panel does.
    private void ask(Judged judged, Verdict.Asked asked) {
        var slot = judged.slot();
        var attempt = judged.attempt();
        boolean first = attempt.asks().isEmpty();
        var tap = attempt.asks().orElseGet(ids);
        // Held before it is said: the answer may come at once, on another thread.
        var repeat = judged.sold().flatMap(sold -> Selling.repeat(slot, sold));
        var given = judged.at().answers();
        var look = look(slot, attempt, asked);
        slot.waiting.hold(attempt.asked(tap, repeat), asked, given, look, judged.now());
        if (first) {
            var draft = Events.tap(tap, attempt, asked, judged.decided(), judged.now());
            journal.accept(Anonymous.tap(slot, draft));
            metrics.tap(asked);
            if (isDuress(judged.slot(), attempt, Answers.NONE)) {
                alarm(slot, Fact.Kind.DURESS, tap, judged.now());
            }
        }
        effects.ask(slot, attempt.reader(), seenBadly(given).orElse(asked.awaits()));
        if (asked.awaits() == Reason.ELSEWHERE) {
            sharing.claim(tap, judged, asked.by());
        }
        slot.waiting.takeSurplus().ifPresent(oldest -> tooLate(slot, oldest, judged.now()));
        look.ifPresent(it -> begin(it, judged, asked));
    }

    /// The look that answers it, where a sensor does.
    private Optional<Waiting.Look> look(PointSlot<?> slot, Attempt attempt, Verdict.Asked asked) {
        return Factor.ofAwaited(asked.awaits())
                .filter(Factor::isBiometric)
                .map(
                        factor ->
                                new Waiting.Look(
                                        ids.get(),
                                        factor,
                                        slot.parts.matcher(attempt.reader(), factor)));
    }

    private void begin(Waiting.Look look, Judged judged, Verdict.Asked asked) {
        var subject = judged.attempt().shown().subject().orElseThrow();
        var until = judged.now().plus(asked.within());
        look.by()
                .ifPresentOrElse(
                        sensor -> sensor.match(look.request(), subject, until.nanos()),
                        () -> compared(look.request(), Likeness.DOWN, judged.now()));
    }

    /// Whoever is to be looked at once more since they were seen badly is told so.
    private static Optional<Reason> seenBadly(Answers given) {
        return given.compared()
                .reduce((_, later) -> later)
                .map(Proof.Compared::likeness)
                .filter(last -> last == Likeness.POOR)
                .map(Likeness::reason);
    }

    /// Two are let in together, or neither: whoever lacks nothing but the other waits.
    private void together(Judged judged, Verdict.Granted granted) {
        var slot = judged.slot();
        var now = judged.now();
        var companion = granted.companion().orElseThrow();
        var waits = slot.waiting.take(held -> held.isOf(companion));
        if (waits.isEmpty()) {
            // Whoever answered has gone meanwhile.
            settle(slot, judged.attempt(), judged.at().answers().alone(), now);
            return;
        }
        var other = waits.get();
        var self = judged.attempt().shown().subject().orElseThrow();
        var counted =
                granted.crossing()
                        .map(crossing -> memory.now().reserving(slot.parts.id(), crossing, now))
                        .orElse(memory.now());
        var theirs =
                judged(slot, other.attempt(), List.of(), other.given().with(self), counted, now);
        if (theirs.verdict() instanceof Verdict.Granted) {
            finish(theirs);
            finish(judged);
            return;
        }
        var alone = judged.at().answers().alone();
        conclude(judged(slot, judged.attempt(), List.of(), alone, memory.now(), now));
        conclude(theirs);
    }

    // --- decided ---

    private Judged judged(
            PointSlot<?> slot,
            Attempt attempt,
            List<Question> waiting,
            Answers given,
            Memory with,
            Moment now) {
        return sharing.judged(
                desks.judged(
                        Judged.of(
                                slot,
                                attempt,
                                open(slot),
                                waiting,
                                given,
                                with,
                                tills.ledger(),
                                taking(),
                                now)));
    }

    /// Whoever has yet to pay for what they take, anywhere on the device.
    private Set<Token> taking() {
        return points.values().stream()
                .flatMap(slot -> slot.taking().stream())
                .collect(Collectors.toUnmodifiableSet());
    }

    /// The neighbours that must be secure for this point to open, and are not.
    private Set<String> open(PointSlot<?> slot) {
        return slot.parts.policy().safeguards().interlock().stream()
                .filter(name -> !Objects.requireNonNull(points.get(name)).isSecure())
                .collect(Collectors.toUnmodifiableSet());
    }

    /// The one final event, and what the machine hears.
    private void finish(Judged judged) {
        var slot = judged.slot();
        var attempt = judged.attempt();
        var verdict = judged.verdict();
        var now = judged.now();
        var tap = ids.get();
        var party = granted(verdict).flatMap(yes -> party(slot, attempt, yes, now));
        var shared = sharing.uses(judged);
        var said = Events.tap(tap, attempt, verdict, judged.decided(), now);
        var draft =
                SharedWords.with(
                        Anonymous.tap(slot, VisitWords.with(proved(said, judged), party)),
                        !shared.isEmpty());
        metrics.tap(verdict);
        if (attempt.asks().isEmpty()) {
            metrics.tapTook(now.mono().since(attempt.seen()).toMillis());
        }
        var granted = granted(verdict);
        slot.tapped(
                tap,
                attempt.reader(),
                granted.flatMap(yes -> prompt(slot, attempt.shown(), yes, now)),
                attempt.purse().shown().map(PurseShown::at));
        var wrong = wrongTries(judged);
        if (wrong.isEmpty()) {
            awaiting.put(tap, new Awaited(slot, granted));
        }
        sharing.decided(tap, judged, shared);
        judged.sale().ifPresent(yes -> slot.paid(yes.sale().id(), attempt));
        plates.decided(tap, attempt);
        var input = input(tap, slot, judged, tills.ledger());
        granted.ifPresent(yes -> goes(slot, tap, attempt, yes, party, !shared.isEmpty(), now));
        steps.step(slot, input, Optional.of(draft), now);
        wrong.forEach(one -> wrongTry(slot, one, tap, now));
        boolean told = attempt.asks().isPresent() && isDuress(slot, attempt, Answers.NONE);
        if (!told && isDuress(slot, attempt, judged.at().answers())) {
            alarm(slot, Fact.Kind.DURESS, tap, now);
        }
        if (slot.isEscortedBy(tap)) {
            letInTheEscorted(slot, now);
        }
    }

    private static Draft proved(Draft tap, Judged judged) {
        var compared = judged.at().answers().compared().toList();
        return tap.with(Proofs.with(tap.data(), compared));
    }

    private Optional<Party> party(
            PointSlot<?> slot, Attempt attempt, Verdict.Granted granted, Moment now) {
        return Party.of(
                attempt.shown(),
                attempt.direction(),
                slot.isForVehicles(),
                slot.takesBack(attempt.reader()),
                granted,
                memory.now().visits(),
                now);
    }

    private static Optional<Verdict.Granted> granted(Verdict verdict) {
        return verdict instanceof Verdict.Granted yes ? Optional.of(yes) : Optional.empty();
    }

    private static Input input(TapId tap, PointSlot<?> slot, Judged judged, Ledger ledger) {
        if (judged.sale().isPresent() && slot.parts.weighs()) {
            return new Input.AtTill.Bound(tap, Selling.allowance(judged, ledger));
        }
        if (judged.sale().isPresent()) {
            var sold = judged.sale().get();
            return new Input.AtTill.Sold(tap, sold.sale(), sold.left());
        }
        if (judged.signing().isPresent() && judged.verdict() instanceof Verdict.Granted) {
            return SigningIn.input(tap, judged.signing().get());
        }
        if (judged.off().isPresent()) {
            var off = judged.off().get();
            return new Input.AtTill.Alighted(tap, off.sale(), off.fare());
        }
        var attempt = judged.attempt();
        var answers =
                granted(judged.verdict())
                        .filter(_ -> attempt.answers().isPresent())
                        .flatMap(Verdict.Granted::right);
        if (answers.isPresent()) {
            return Selling.answered(tap, slot, answers.get(), attempt, ledger, judged.now());
        }
        var direction = attempt.direction();
        var extended = slot.parts.policy().safeguards().special().extended();
        return switch (judged.verdict()) {
            case Verdict.Granted granted ->
                    new Input.Granted(
                            tap,
                            direction,
                            // Whoever leaves is never held up by a record.
                            direction == Direction.IN && granted.use().isPresent(),
                            granted.right().filter(by -> by.isOf(extended)).isPresent(),
                            who(slot, attempt, granted).flatMap(who -> slot.going(direction, who)));
            case Verdict.Refused(var why, _, _) -> new Input.Refused(tap, why);
            case Verdict.Asked asked ->
                    throw new IllegalStateException("no machine hears of " + asked.awaits());
        };
    }

    /// By what whoever taps again is known to be the same person: by whom a list names. A pass may
    /// be good for several, of whom each who walks shows a credential of their own; what passes a
    /// barrier by one is a vehicle, whatever of its pass is read.
    private static Optional<Token> who(
            PointSlot<?> slot, Attempt attempt, Verdict.Granted granted) {
        boolean listed = granted.right().filter(Entry.class::isInstance).isPresent();
        return listed || slot.isForVehicles()
                ? attempt.shown().subject()
                : attempt.shown().offered().map(Credential::token);
    }

    /// What a grant uses up, and the place it takes, count from here on: another reader may see the
    /// same code, or fill the area, before the journal has answered and the person has passed.
    private void goes(
            PointSlot<?> slot,
            TapId tap,
            Attempt attempt,
            Verdict.Granted granted,
            Optional<Party> party,
            boolean shared,
            Moment now) {
        var passing = new Passing(granted.crossing(), party, granted.givenBack()).shared(shared);
        slot.goes(tap, attempt.direction(), who(slot, attempt, granted), passing);
        party.filter(VisitWords::leadsIn)
                .map(in -> new Occurrence.Expected(slot.parts.id(), in))
                .ifPresent(expected -> memory.happened(expected, now));
        if (escorts(slot, attempt, granted)) {
            slot.escorted(tap, now.mono());
        }
        granted.use().ifPresent(use -> memory.happened(new Occurrence.Used(use), now));
        granted.crossing().ifPresent(crossing -> memory.reserve(slot.parts.id(), crossing, now));
    }

    private static List<Occurrence.WrongTry> wrongTries(Judged judged) {
        var shown = judged.attempt().shown().offered();
        return judged.verdict() instanceof Verdict.Refused(var why, _, _)
                        && shown.isPresent()
                        && !Anonymous.is(judged.slot())
                ? Occurrence.wrongTries(
                                judged.slot().parts.id(),
                                why,
                                judged.at().answers().compared(),
                                shown.get().kind(),
                                shown.get().token())
                        .toList()
                : List.of();
    }

    private void wrongTry(PointSlot<?> slot, Occurrence.WrongTry wrong, TapId tap, Moment now) {
        boolean before = memory.now().lockedOut(wrong.key(), now.wall());
        memory.happened(wrong, now);
        if (!before && memory.now().lockedOut(wrong.key(), now.wall())) {
            alarm(slot, Fact.Kind.LOCKED_OUT, tap, now);
        }
    }

    private void alarm(PointSlot<?> slot, Fact.Kind kind, TapId tap, Moment now) {
        var alarm = new Fact.Alarm(kind, true);
        effects.run(
                slot, List.of(Effect.Note.of(alarm, tap)), Optional.empty(), Cause.TAP.wire(), now);
    }

    /// The event says it each time, the panel once a day.
    private Optional<Prompt> prompt(
            PointSlot<?> slot, Presentation shown, Verdict.Granted granted, Moment now) {
        var today = LocalDate.ofInstant(now.wall(), slot.parts.policy().zone());
        return granted.prompt()
                .filter(
                        _ ->
                                shown.offered()
                                        .filter(
                                                who ->
                                                        prompts.first(
                                                                slot.parts.id(),
                                                                who.token(),
                                                                today))
                                        .isPresent());
    }

    private static boolean isDuress(PointSlot<?> slot, Attempt attempt, Answers answers) {
        return AccessRules.isDuress(slot.parts.policy(), attempt.shown(), answers);
    }

    private static boolean escorts(PointSlot<?> slot, Attempt attempt, Verdict.Granted granted) {
        var escort = slot.parts.policy().safeguards().company().escort();
        return attempt.direction() == Direction.IN
                && escort.isPresent()
                && granted.right().filter(right -> right.isOf(escort.get().by())).isPresent();
    }

    private void letInTheEscorted(PointSlot<?> slot, Moment now) {
        each(
                slot,
                held -> held.awaits(Reason.ESCORT),
                held -> settle(slot, held, held.given(), now));
    }
}
