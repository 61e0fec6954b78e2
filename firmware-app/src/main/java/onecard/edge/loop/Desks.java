package onecard.edge.loop;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import onecard.access.Credential;
import onecard.access.Reason;
import onecard.access.Renamed;
import onecard.access.Token;
import onecard.attendance.Attendance;
import onecard.attendance.Presence;
import onecard.attendance.Roster;
import onecard.attendance.Session;
import onecard.attendance.Signing;
import onecard.attendance.Sitting;
import onecard.edge.command.Command;
import onecard.edge.intake.Stimulus;
import onecard.edge.loop.DeskRecords.By;
import onecard.edge.loop.DeskRecords.OnItsWay;
import onecard.edge.record.AttendanceFold;
import onecard.edge.record.AttendanceFold.Closed;
import onecard.edge.store.journal.Draft;
import onecard.edge.watch.Metrics;
import onecard.hal.Panel.Signal;
import onecard.point.Cause;
import onecard.point.Effect;
import onecard.point.Input;
import onecard.point.TapId;
import onecard.time.Moment;
import onecard.time.Mono;
import onecard.words.Words;

/// The desks of a device: who signs at them, what becomes of a sign once the journal has answered,
/// and the report of each session. What is meant counts from its decision on, so that nobody signs
/// twice at two desks of one device; what will not be in the journal never was. Owned by the edge
/// loop.
public final class Desks implements Commands.Registering {

    /// What others say shows within this.
    private static final Duration SHOWN_AFTER = Duration.ofMillis(500);

    private final List<PointSlot<?>> desks;
    private final Metrics metrics;
    private final Postures.Mover mover;
    private final Operators operators;
    private final Bursts bursts;
    private final KnownAttendance known;
    private final SigningIn signing;
    private final DeskRecords records;
    private final Sittings sittings;
    private final DeskNews news = new DeskNews();
    private final Map<String, Token> signed = new HashMap<>(); // by which card, by reader
    private Optional<Mono> showing = Optional.empty();

    /// Takes what this device has recorded of a session, for whoever missed some of it.
    @FunctionalInterface
    public interface Publisher {
        /// Nobody: it is kept no longer.
        void changed(Session session, Map<Token, Presence> people);

        /// All that was recorded before this start has been told.
        default void caughtUp() {}

        /// The broker keeps something there. Not before that.
        ///
        /// @param topic of a part of this device's own
        default void kept(String topic) {}
    }

    /// Hears what became of a sign that was made by hand.
    @FunctionalInterface
    interface Operators {
        void attended(TapId order, Reason why, Moment now);
    }

    /// @param names for each record, until it is durable
    /// @param mover tells a desk what became of a sign
    /// @param operators are told of theirs
    Desks(
            List<PointSlot<?>> points,
            Supplier<TapId> names,
            Consumer<Draft> journal,
            Metrics metrics,
            Postures.Mover mover,
            Operators operators) {
        desks = points.stream().filter(slot -> slot.parts.attends().isPresent()).toList();
        this.metrics = metrics;
        this.mover = mover;
        this.operators = operators;
        bursts = new Bursts(metrics);
        known = new KnownAttendance(desks);
        signing = new SigningIn(known);
        records = new DeskRecords(names, journal, known);
        sittings = new Sittings(desks, known);
    }

    Attendance own() {
        return known.own();
    }

    /// Somebody is here whose tokens are others now.
    void renamed(Renamed renamed) {
        known.renamed(renamed);
    }

    Attendance everywhere() {
        return known.own().with(known.heard());
    }

    /// What was recorded before this start.
    void remember(AttendanceFold.Kept before) {
        known.remember(before);
        sittings.remember(before.closed());
        news.allOf(known.own());
    }

    void publishTo(Publisher other) {
        news.publishTo(other);
    }

    /// Goes on with what a loop knew that turns no more, and with what is on its way from it: its
    /// desks have begun anew, and are told of nothing.
    void after(Desks before) {
        known.after(before.known);
        sittings.after(before.sittings);
        bursts.after(before.bursts);
        records.after(before.records, this::here);
        news.allOf(known.own());
    }

    /// The desk of the same name; one that is there no more is told all the same.
    private PointSlot<?> here(PointSlot<?> before) {
        return desks.stream()
                .<PointSlot<?>>map(slot -> slot)
                .filter(slot -> slot.parts.id().equals(before.parts.id()))
                .findFirst()
                .orElse(before);
    }

    /// That list is another from now on.
    void told(String list, Optional<Roster> roster, Moment now) {
        known.told(list, roster);
        look(now);
        count(now);
    }

    /// Another device has said so. Displays follow a little later, and once for many words: whoever
    /// stands here is not kept waiting for them.
    void heard(Stimulus.Attends.Elsewhere said, Moment now) {
        if (known.heard(said, now)) {
            showing = showing.or(() -> Optional.of(now.plus(SHOWN_AFTER)));
        }
    }

    /// The broker keeps something of what was told here once.
    void atBroker(String topic) {
        news.kept(topic);
    }

    // --- a sign ---

    /// Once for each presence, before it is judged.
    void shown(PointSlot<?> slot, Attempt attempt) {
        signed.remove(attempt.reader());
        if (slot.parts.attends().isPresent()) {
            bursts.shown(attempt.reader(), attempt.shown().offered(), attempt.seen());
        }
    }

    /// What comes of whoever was granted at a desk; of all others nothing changes.
    Judged judged(Judged judged) {
        var told = signing.judged(judged);
        var what = told.signing().filter(it -> !(it instanceof Signing.No));
        if (what.isPresent()) {
            var card = told.attempt().shown().offered().map(Credential::token);
            card.ifPresent(it -> signed.put(told.attempt().reader(), it));
        }
        return told;
    }

    /// Whether who showed that there last has signed by it, now or before: they wave once more.
    boolean hasSigned(String reader, Token card) {
        return card.equals(signed.get(reader));
    }

    void run(PointSlot<?> slot, Effect.AtDesk effect, Moment now) {
        switch (effect) {
            case Effect.AtDesk.Enter(var tap, var signing) ->
                    records.send(
                            new OnItsWay.OfSign(
                                    slot, signing, new By.OfTap(tap), isBurst(slot, tap), now));
            case Effect.AtDesk.Welcome(var tap, var signing) ->
                    tell(slot, tap, words(slot, signing), signing.sitting(), now);
            case Effect.AtDesk.Greet(var tap, var already) ->
                    tell(slot, tap, DeskWords.already(already), already.sitting(), now);
        }
    }

    private static Words words(PointSlot<?> slot, Signing.Yes signing) {
        return DeskWords.signed(signing, KnownAttendance.terms(slot).meetings().terms());
    }

    /// A display on the desk shows how many are there anyway.
    private void tell(PointSlot<?> slot, TapId tap, Words said, Sitting sitting, Moment now) {
        var counted = DeskWords.counted(said, known.tally(slot, sitting));
        slot.panelOf(tap).show(Signal.GRANTED, counted.zh(), counted.en());
        counter(slot).tell(said, now);
    }

    private boolean isBurst(PointSlot<?> slot, TapId tap) {
        return slot.madeAt(tap).filter(bursts::isBurst).isPresent();
    }

    /// An operator signs somebody in: recorded as any other, and told of once that is durable.
    @Override
    public Optional<Reason> attend(
            PointSlot<?> slot, Command.Act.Attend act, TapId order, Moment now) {
        if (slot.parts.attends().isEmpty()) {
            return Optional.of(Reason.NOT_ALLOWED);
        }
        return switch (signing.byHand(slot, act, now)) {
            case Signing.Yes yes -> {
                records.send(new OnItsWay.OfSign(slot, yes, new By.OfOrder(order), false, now));
                yield Optional.empty();
            }
            case Signing.Already _ -> Optional.of(Reason.OK);
            case Signing.No(var why) -> Optional.of(why);
        };
    }

    // --- the journal ---

    /// False if nothing of a desk is called so.
    boolean recorded(TapId name, Moment now) {
        var what = records.answered(name);
        if (what.isEmpty()) {
            return false;
        }
        switch (what.get()) {
            case OnItsWay.OfSign(var slot, var signing, var by, _, _) -> {
                known.recorded(signing);
                metrics.attendance(signing.sign().result());
                news.changed(signing.sitting().session(), now);
                switch (by) {
                    case By.OfTap(var tap) ->
                            hears(slot, new Input.AtDesk.Entered(tap, signing), now);
                    case By.OfOrder(var order) -> operators.attended(order, Reason.OK, now);
                }
                showAll(now);
                closeDue(now);
            }
            case OnItsWay.OfReport(var slot, var report, var at) -> {
                sittings.closed(new Closed(report.point(), report.session()), at);
                counter(slot).report(report, now);
            }
        }
        return true;
    }

    /// The same of what will not be in the journal.
    boolean notRecorded(TapId name, Reason why, Moment now) {
        var what = records.answered(name);
        if (what.isEmpty()) {
            return false;
        }
        switch (what.get()) {
            case OnItsWay.OfSign(var slot, _, var by, _, _) -> {
                count(now);
                switch (by) {
                    case By.OfTap(var tap) -> {
                        slot.madeAt(tap).ifPresent(signed::remove);
                        hears(slot, new Input.AtDesk.NotEntered(tap, why), now);
                    }
                    case By.OfOrder(var order) -> operators.attended(order, why, now);
                }
            }
            case OnItsWay.OfReport _ -> {} // it is due still
        }
        records.refused(now);
        return true;
    }

    private void hears(PointSlot<?> slot, Input input, Moment now) {
        mover.step(slot, input, Cause.TAP, now);
    }

    private void count(Moment now) {
        known.count(records.signs(), now);
    }

    // --- the end of a session ---

    /// What others may have missed is published, what is over is closed.
    void due(Moment now) {
        if (records.isAgain(now)) {
            sittings.lookAgain();
        }
        news.due(known.own(), now);
        if (sittings.isLookDue(now)) {
            look(now);
        }
        if (showing.filter(now::reached).isPresent()) {
            showAll(now);
        }
        desks.forEach(slot -> counter(slot).due(now));
    }

    private void showAll(Moment now) {
        showing = Optional.empty();
        desks.forEach(slot -> shows(slot, now));
    }

    private void look(Moment now) {
        sittings.look(now);
        var forgotten = sittings.forget(now);
        if (!forgotten.isEmpty()) {
            forgotten.forEach(news::forgotten);
            count(now);
        }
        showAll(now);
        closeDue(now);
    }

    private void closeDue(Moment now) {
        sittings.over(records::isOnItsWay, now)
                .forEach(it -> records.send(new OnItsWay.OfReport(it.slot(), it.report(), now)));
    }

    private void shows(PointSlot<?> slot, Moment now) {
        sittings.on(slot, now)
                .ifPresentOrElse(
                        it -> counter(slot).stands(it, known.tally(slot, it), now),
                        () -> counter(slot).rests(now));
    }

    private static DeskCounter counter(PointSlot<?> slot) {
        return slot.parts.attends().orElseThrow().counter();
    }

    /// Whether the journal has answered everything. What a full one refuses does not count.
    boolean isQuiet() {
        return records.isQuiet();
    }

    Optional<Mono> nextWake() {
        var own = Mono.sooner(records.nextWake(), news.nextWake());
        return Mono.sooner(sittings.nextWake(), Mono.sooner(showing, own));
    }
}
