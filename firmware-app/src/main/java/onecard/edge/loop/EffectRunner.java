package onecard.edge.loop;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import onecard.access.Prompt;
import onecard.access.Reason;
import onecard.edge.record.Occurrences;
import onecard.edge.record.Owed;
import onecard.edge.record.Passing;
import onecard.edge.store.journal.Draft;
import onecard.edge.watch.Metrics;
import onecard.edge.words.Phrase;
import onecard.edge.words.ReasonWords;
import onecard.point.Effect;
import onecard.point.Fact;
import onecard.point.TapId;
import onecard.time.Moment;

/// Carries out what machines ask for, in their order. Owned by the edge loop; nothing here
/// blocks.
final class EffectRunner {

    private final StepRecords journal;
    private final Supplier<TapId> names;
    private final Owed owed;
    private final Tills tills;
    private final Desks desks;
    private final Metrics metrics;

    /// @param journal takes what one step records
    /// @param names for records of who has passed
    /// @param owed takes those, for they are where they are, and wrong tries
    /// @param tills whose sales go through the journal
    /// @param desks whose signs do
    EffectRunner(
            StepRecords journal,
            Supplier<TapId> names,
            Owed owed,
            Tills tills,
            Desks desks,
            Metrics metrics) {
        this.journal = journal;
        this.names = names;
        this.owed = owed;
        this.tills = tills;
        this.desks = desks;
        this.metrics = metrics;
    }

    /// @param tap the record of the tap in hand, for [Effect.Record]; absent in steps no tap
    /// caused
    /// @param why the cause written to the line's trace
    void run(PointSlot<?> slot, List<Effect> effects, Optional<Draft> tap, String why, Moment now) {
        boolean own = journal.begin();
        each(slot, effects, tap, why, now);
        if (own) {
            journal.end();
        }
    }

    private void each(
            PointSlot<?> slot, List<Effect> effects, Optional<Draft> tap, String why, Moment now) {
        var parts = slot.parts;
        for (var effect : effects) {
            if (!isRecord(effect)) {
                journal.handOver();
            }
            switch (effect) {
                case Effect.Record(var id) ->
                        record(
                                tap.filter(draft -> draft.tap().equals(Optional.of(id)))
                                        .orElseThrow(
                                                () ->
                                                        new IllegalStateException(
                                                                "no tap in hand is " + id)));
                case Effect.Note note -> note(slot, note, now);
                case Effect.Release(var output, var until) -> {
                    slot.holds.remove(output);
                    parts.relay(output).release(until.nanos(), why);
                }
                case Effect.Hold(var output, var cause) -> {
                    parts.relay(output).hold(cause.wire());
                    slot.holds.put(output, cause);
                }
                case Effect.Relock(var output) -> {
                    slot.holds.remove(output);
                    parts.relay(output).drop(why);
                }
                case Effect.Show(var id, var reason) -> show(slot, id, reason);
                case Effect.Warn(var on) -> parts.panel().warn(on);
                case Effect.AtTill till -> tills.run(slot, till, now);
                case Effect.AtDesk desk -> desks.run(slot, desk, now);
            }
        }
    }

    /// Of all others none is carried out before what was to be recorded first is on its way.
    private static boolean isRecord(Effect effect) {
        return effect instanceof Effect.Record
                || effect instanceof Effect.Note
                || effect instanceof Effect.AtTill.Book
                || effect instanceof Effect.AtDesk.Enter;
    }

    /// A wrong try counts, whether or not there was room for it.
    private void record(Draft tap) {
        Occurrences.wrongTries(tap.point(), tap.data())
                .findFirst()
                .ifPresentOrElse(
                        wrong -> owed.offer(new Owed.Line.Tries(wrong.key()), tap),
                        () -> journal.offer(tap));
    }

    private void note(PointSlot<?> slot, Effect.Note note, Moment now) {
        metrics.fact(note.fact());
        var parts = slot.parts;
        var passing = note.cause().map(slot::passing).orElse(Passing.NOTHING);
        var by = note.cause().flatMap(slot::askedBy);
        var told = Events.fact(parts.id(), parts.scene(), note, passing, by, now);
        var way = Anonymous.counts(slot, note);
        way.ifPresent(it -> metrics.people().passed(parts.id(), it, today(slot, now)));
        var fact = way.map(it -> Anonymous.counted(told, it)).orElse(told);
        line(note.fact(), passing)
                .ifPresentOrElse(
                        line -> owed.offer(line, fact.named(names.get())),
                        () -> journal.offer(fact));
    }

    private static LocalDate today(PointSlot<?> slot, Moment now) {
        return LocalDate.ofInstant(now.wall(), slot.parts.policy().zone());
    }

    private static Optional<Owed.Line> line(Fact fact, Passing passing) {
        return fact instanceof Fact.Passage(var result) ? passing.line(result) : Optional.empty();
    }

    /// Where nobody sees whether they do, whoever is let in does.
    static boolean hasPassed(Fact fact) {
        return fact instanceof Fact.Passage(var result)
                && switch (result) {
                    case PASSED, ASSUMED -> true;
                    case NOT_PASSED, REVERSED, TAILGATED -> false;
                };
    }

    /// Where the tap was made; whoever pressed a button stands nowhere in particular. A prompt
    /// stands in the place of the welcome; light and beep say that the way is open.
    private static void show(PointSlot<?> slot, TapId tap, Reason reason) {
        var prompt = reason == Reason.OK ? slot.takePrompt(tap) : Optional.<Prompt>empty();
        var words = ReasonWords.of(reason);
        var shown = prompt.map(Phrase::of).orElse(words.shown());
        slot.panelOf(tap).show(words.signal(), shown.zh(), shown.en());
    }

    /// Asks whoever stands at that reader for what is awaited.
    void ask(PointSlot<?> slot, String reader, Reason awaits) {
        ReasonWords.of(awaits).ask(slot.parts.panel().at(reader));
    }

    /// Keeps holds alive; called every second.
    void renew(PointSlot<?> slot) {
        slot.holds.forEach((output, cause) -> slot.parts.relay(output).hold(cause.wire()));
    }
}
