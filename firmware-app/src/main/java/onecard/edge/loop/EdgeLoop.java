package onecard.edge.loop;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import onecard.access.Area;
import onecard.access.Credential;
import onecard.access.Direction;
import onecard.access.LetIn;
import onecard.access.Memory;
import onecard.access.Occurrence;
import onecard.access.Posture;
import onecard.access.Reason;
import onecard.access.Renamed;
import onecard.access.Uses;
import onecard.attendance.Attendance;
import onecard.edge.command.Answer;
import onecard.edge.intake.PinSource;
import onecard.edge.intake.PurseCard;
import onecard.edge.intake.PurseShown;
import onecard.edge.intake.Stimulus;
import onecard.edge.record.AttendanceFold;
import onecard.edge.record.Erasure;
import onecard.edge.record.Orders;
import onecard.edge.record.Owed;
import onecard.edge.record.Prompts;
import onecard.edge.store.journal.Draft;
import onecard.edge.store.journal.Records;
import onecard.edge.watch.Device;
import onecard.edge.watch.Metrics;
import onecard.edge.words.Message;
import onecard.money.Ledger;
import onecard.money.SaleId;
import onecard.point.Cause;
import onecard.point.Effect;
import onecard.point.Fact;
import onecard.point.Input;
import onecard.point.TapId;
import onecard.time.Moment;
import onecard.time.Mono;

/// The straight line of a tap: presentation, decision, step, effects. Single-threaded and without
/// a clock of its own, so the daemon's thread and a simulated day drive the same code.
public final class EdgeLoop {

    /// The same card again within this time after it left makes no event: people wave twice.
    static final Duration SUPPRESSION = Duration.ofMillis(1_500);

    /// At a till for longer: it would be a second sale.
    static final Duration SUPPRESSION_AT_TILLS = Duration.ofSeconds(2);

    /// At a desk for longer still: nobody signs in twice within a minute. Whoever has not signed is
    /// heard: they mistyped a PIN, or came too early.
    static final Duration SUPPRESSION_AT_DESKS = Duration.ofSeconds(60);

    /// A hold lives 3 s in the driver; a renewal each second survives one that is late.
    static final Duration RENEWAL = Duration.ofSeconds(1);

    private final List<PointSlot<?>> points;
    private final Map<String, PointSlot<?>> byReader = new HashMap<>();
    private final Owed owed;
    private final Tills tills;
    private final Desks desks;
    private final Purses purses;
    private final EffectRunner effects;
    private final Metrics metrics;
    private final Presences presences = new Presences();
    private final Remembered memory;
    private final Resets resets;
    private final Visiting visiting;
    private final Sharing sharing;
    private final Passages passages;
    private final Plates plates;
    private final Taps taps;
    private final CounterInputs counter;
    private Orders orders; // of before its start
    private final Postures postures;
    private final Tariffs tariffs;
    private final Commands commands;
    private final Devices devices;
    private final CounterAlarms counters;
    private final Erasures erasures;
    private final RenewalDays renewals;
    private long tapIds;
    private long recorded; // the last record that is known to be durable
    private boolean standingBy;
    private Optional<Mono> renewal = Optional.empty();

    /// What a loop begins with: what came of the records of before.
    ///
    /// @param prompts of today; the loop's own from then on
    /// @param ledger what was sold
    /// @param epoch of the journal's records from then on
    public record Before(
            Memory memory, Prompts prompts, Orders orders, Ledger ledger, String epoch) {

        /// There were none.
        public static Before nothing() {
            return new Before(Memory.EMPTY, new Prompts(), Orders.NONE, Ledger.EMPTY, "");
        }

        /// The same with other things remembered.
        public Before memory(Memory other) {
            return new Before(other, prompts, orders, ledger, epoch);
        }

        /// The same with others told to renew today.
        public Before prompts(Prompts other) {
            return new Before(memory, other, orders, ledger, epoch);
        }

        /// The same with other orders.
        public Before orders(Orders other) {
            return new Before(memory, prompts, other, ledger, epoch);
        }

        /// The same with other sales, and records of that epoch from then on.
        public Before sold(Ledger other, String from) {
            return new Before(memory, prompts, orders, other, from);
        }
    }

    /// One that asks the host to look at no sale, and shares nothing.
    public EdgeLoop(List<PointSlot<?>> points, Before before, Records journal, Metrics metrics) {
        this(points, before, Chance.NEVER, Shares.NOTHING, journal, metrics);
    }

    /// @param checked which sales the host is asked to look at
    /// @param shares what is shared with other devices
    public EdgeLoop(
            List<PointSlot<?>> points,
            Before before,
            Chance checked,
            Shares shares,
            Records journal,
            Metrics metrics) {
        this.renewals = new RenewalDays(before.prompts(), journal, points, metrics);
        var records = new StepRecords(renewals);
        this.points = List.copyOf(points);
        this.memory = new Remembered(before.memory());
        this.owed = new Owed(this::nextTap, records::offer, this::durable);
        Postures.Mover mover =
                (slot, input, cause, now) -> step(slot, input, Optional.empty(), cause, now);
        this.tills =
                new Tills(
                        this.points,
                        before.ledger(),
                        before.epoch(),
                        this::nextTap,
                        records::offer,
                        owed,
                        checked,
                        metrics,
                        mover,
                        (slot, order, now) -> ask(slot, order, now));
        this.purses =
                new Purses(
                        tills,
                        points.stream()
                                .collect(Collectors.toMap(slot -> slot.parts.id(), slot -> slot)),
                        mover,
                        this::decide,
                        presences::forget);
        this.desks =
                new Desks(
                        this.points, this::nextTap, records::offer, metrics, mover, this::attended);
        this.effects = new EffectRunner(records, this::nextTap, owed, tills, desks, metrics);
        this.metrics = metrics;
        this.orders = before.orders();
        this.resets = new Resets(points);
        this.visiting =
                new Visiting(this.points, this.memory, this::nextTap, owed, tills::ledger, metrics);
        this.sharing = new Sharing(shares, this.points, this.memory, this::nextTap, owed, metrics);
        this.passages = new Passages(this.memory, visiting, sharing);
        this.plates = new Plates(this::decides, mover, metrics, records::offer);
        this.taps =
                new Taps(
                        this.points,
                        this.memory,
                        before.prompts(),
                        this::nextTap,
                        before.epoch(),
                        records::offer,
                        effects,
                        tills,
                        desks,
                        sharing,
                        plates,
                        metrics,
                        (slot, input, tap, now) -> step(slot, input, tap, Cause.TAP, now));
        this.counter = new CounterInputs(this.points, byReader, taps, mover, metrics);
        this.postures = new Postures(this::nextTap, mover, owed);
        this.tariffs = new Tariffs(this.points, this::priced);
        this.commands =
                new Commands(
                        this.points,
                        orders.answered(),
                        postures,
                        new Commands.Ports(
                                this::nextTap,
                                records::offer,
                                owed,
                                mover,
                                this.memory,
                                tills,
                                desks),
                        metrics);
        this.devices =
                new Devices(
                        this.points,
                        new Devices.Ports(this::nextTap, mover, this::tell, records::offer),
                        metrics);
        this.counters = new CounterAlarms(devices, records::offer, metrics);
        this.erasures =
                new Erasures(
                        this.memory,
                        before.prompts(),
                        tills,
                        desks,
                        sharing,
                        owed,
                        this::nextTap,
                        records::offer);
        for (var point : points) {
            point.parts.readers().keySet().forEach(reader -> byReader.put(reader, point));
            point.parts.keypads().keySet().forEach(keypad -> byReader.put(keypad, point));
            point.parts
                    .sells()
                    .flatMap(PointSlot.Sells::keypad)
                    .ifPresent(keypad -> byReader.put(keypad, point));
        }
    }

    /// Goes on where the other one ended: what it remembers, what is ordered, and no name that it
    /// gave is given again, for answers to its records may still come.
    ///
    /// @param before turns no more; this one does not turn yet
    public void after(EdgeLoop before) {
        tapIds = before.tapIds;
        memory.is(before.memory.now().atRest());
        presences.after(before.presences);
        owed.after(before.owed);
        renewals.after(before.renewals);
        visiting.after(before.visiting);
        sharing.after(before.sharing);
        tills.after(before.tills);
        desks.after(before.desks);
        orders = before.orders();
        commands.after(orders);
    }

    private void attended(TapId order, Reason why, Moment now) {
        commands.attended(order, why, now);
    }

    /// What it leaves behind of orders.
    private Orders orders() {
        var standing = new HashMap<String, Orders.Given>();
        for (var slot : points) {
            postures.given(slot).ifPresent(given -> standing.put(slot.parts.id(), given));
        }
        return new Orders(standing, commands.answered());
    }

    /// From here on contacts and what is on the way are all that counts: nobody taps or orders, and
    /// what a schedule changes the next loop does at its start. Whoever waits for an answer has
    /// their final event.
    void standBy(Moment now) {
        points.forEach(slot -> taps.end(slot, now));
        plates.standBy(now);
        standingBy = true;
    }

    /// Before the first turn: who signed in before this start.
    public void attended(AttendanceFold.Kept before) {
        desks.remember(before);
    }

    /// Hears of each session that has changed, on the loop's thread; does not block.
    public void publishAttendance(Desks.Publisher publisher) {
        desks.publishTo(publisher);
    }

    /// Who signed in on this device, as of the last turn.
    Attendance attendance() {
        return desks.own();
    }

    /// The same with what others have said of sessions that are near.
    Attendance attendanceEverywhere() {
        return desks.everywhere();
    }

    /// What was sold, as of the last turn.
    Ledger ledger() {
        return tills.ledger();
    }

    /// What is remembered, as of the last turn. Any thread.
    Memory memory() {
        return memory.now();
    }

    /// Power-up, before the first turn: what was ordered before the start holds, and what is by
    /// schedule. Of an area that the site file names no more, nobody could ever be said to leave.
    public void start(Moment now) {
        presences.start(now.mono());
        var named =
                points.stream()
                        .flatMap(point -> point.parts.policy().safeguards().border().areas())
                        .map(Area::name)
                        .collect(Collectors.toUnmodifiableSet());
        memory.now().people().inside().keySet().stream()
                .filter(area -> !named.contains(area))
                .sorted()
                .forEach(area -> clear(area, "site", now));
        postures.start(points, orders, now);
        tills.start(now);
        visiting.start(now);
        sharing.start(now);
        desks.due(now);
    }

    /// One turn: everything that follows from one stimulus.
    public void turn(Stimulus stimulus, Moment now) {
        if (!standingBy) {
            tariffs.due(now); // whoever taps now is asked for the price of now
        }
        switch (stimulus) {
            case Stimulus.Presented presented when standingBy ->
                    letGo(presented); // whoever it is lifts it once more
            case Stimulus.Entered _,
                    Stimulus.Keyed _,
                    Stimulus.Called _,
                    Stimulus.Rated _,
                    Stimulus.Laid _
                    when standingBy -> {}
            case Stimulus.Commanded(var command, var answer) when standingBy ->
                    answer.accept(
                            Answer.of(command, Reason.NOT_ALLOWED)
                                    .with(Message.COMMAND_STANDS_BY.with()));
            case Stimulus.Erase erase when standingBy ->
                    erase.done().accept(new Erasure.Done.Not(Reason.BUSY));
            case Stimulus.Erase erase -> erasures.asked(erase, now);
            case Stimulus.OfPurse(var card, var outcome) -> purses.answered(card, outcome, now);
            case Stimulus.Presented presented -> present(presented, now);
            case Stimulus.Entered entered -> entered(entered, now);
            case Stimulus.Compared(var request, var likeness) ->
                    taps.compared(request, likeness, now);
            case Stimulus.Keyed(var keypad, var number) -> counter.keyed(keypad, number, now);
            case Stimulus.Called(var keypad, var call) -> counter.called(keypad, call, now);
            case Stimulus.Rated(var keypad, var stars) -> counter.rated(keypad, stars, now);
            case Stimulus.Laid(var antenna, var tray) -> counter.laid(antenna, tray, now);
            case Stimulus.Weighed(var scale, var load) -> counter.weighed(scale, load, now);
            case Stimulus.Counted(var meter, var total) -> counter.counted(meter, total, now);
            case Stimulus.Sells.ByPrices(var list, var table) -> tariffs.told(list, table, now);
            case Stimulus.Attends.ByRoster(var list, var roster) -> desks.told(list, roster, now);
            case Stimulus.Attends.Elsewhere heard -> desks.heard(heard, now);
            case Stimulus.Attends.AtBroker(var topic) -> desks.atBroker(topic);
            case Stimulus.CardGone(var reader) -> presences.gone(reader, now.mono());
            case Stimulus.ReaderLost(var reader, _) ->
                    devices.lost(new Device(Device.Kind.READER, reader), now);
            case Stimulus.ReaderBack(var reader) ->
                    devices.back(new Device(Device.Kind.READER, reader), now);
            case Stimulus.ReaderReset reset -> devices.reset(reset, now);
            case Stimulus.ContactChanged(var contact, var active) ->
                    devices.level(contact, active, now);
            case Stimulus.ContactLost(var contact, var loss, _) -> devices.lost(contact, loss, now);
            case Stimulus.RelayLost(var relay, _) ->
                    devices.lost(new Device(Device.Kind.RELAY, relay), now);
            case Stimulus.RelayBack(var relay) ->
                    devices.back(new Device(Device.Kind.RELAY, relay), now);
            case Stimulus.Silent(var device) -> devices.silent(device, now);
            case Stimulus.Heard(var device) -> devices.heard(device, now);
            case Stimulus.Commanded(var command, var answer) ->
                    commands.given(command, answer, now);
            case Stimulus.AtCounter told -> counters.told(told, now);
            case Stimulus.Received(var upTo) -> tills.held(upTo);
            case Stimulus.Shared(var device, var said) -> {
                sharing.heard(device, said, now);
                taps.told(now);
            }
            case Stimulus.Recorded(var tap, var seq) -> {
                recorded = seq;
                var till = tills.recorded(tap, seq, now);
                till.ifPresent(it -> booked(it.point(), it.booked(), now));
                if (till.isEmpty()
                        && !erasures.recorded(tap, seq)
                        && !desks.recorded(tap, now)
                        && !commands.recorded(tap, seq, now)) {
                    taps.answered(tap, new Input.Recorded(tap, seq), now);
                }
            }
            case Stimulus.NotRecorded(var tap, var why) -> {
                metrics.notRecorded();
                var till = tills.notRecorded(tap, why, now);
                till.ifPresent(it -> booked(it.point(), it.notBooked(why), now));
                if (till.isEmpty()
                        && !erasures.notRecorded(tap, why)
                        && !desks.notRecorded(tap, why, now)
                        && !commands.notRecorded(tap, why, now)) {
                    taps.answered(tap, new Input.NotRecorded(tap, why), now);
                }
            }
        }
    }

    /// Everything that is due by now: what a schedule or the end of an order changes, each point's
    /// own wake, and the holds that need renewing.
    public void due(Moment now) {
        if (!standingBy) {
            postures.due(now);
            tariffs.due(now);
            renewals.due(now, owed, this::nextTap);
            resets.due(memory.now().people(), now)
                    .forEach(area -> clear(area, Cause.SCHEDULE.wire(), now));
        }
        commands.due(now);
        plates.due(now);
        owed.due(now);
        tills.due(now);
        visiting.due(now);
        desks.due(now);
        for (var slot : points) {
            taps.due(slot, now);
            // A machine may ask for a moment that has come already: one turn each keeps the loop
            // fair.
            if (slot.wake().filter(now::reached).isPresent()) {
                step(slot, new Input.Due(), Optional.empty(), Cause.TIMER, now);
            }
        }
        if (renewal.filter(now::reached).isPresent()) {
            points.forEach(effects::renew);
            renewal = Optional.of(now.plus(RENEWAL));
        }
    }

    /// Nothing more will be heard: whoever waits for an answer is told so, and has their final
    /// event.
    public void end(Moment now) {
        handOver(now);
        owed.end();
    }

    /// The same where another one goes on after it: that one owes what this one does.
    void handOver(Moment now) {
        points.forEach(slot -> taps.end(slot, now));
    }

    /// When [#due] is wanted next; empty if nothing waits for time.
    Optional<Mono> nextWake() {
        var next = Mono.sooner(atWork(), Mono.sooner(owed.nextWake(), tills.nextWake()));
        next = Mono.sooner(next, visiting.nextWake());
        next = Mono.sooner(Mono.sooner(next, desks.nextWake()), plates.nextWake());
        if (!standingBy) {
            next = Mono.sooner(next, Mono.sooner(postures.nextWake(), tariffs.nextWake()));
        }
        for (var slot : points) {
            next = Mono.sooner(next, slot.wake());
        }
        return next;
    }

    /// Whether nobody is on the way, nothing is held, nobody waits for an answer or a record or has
    /// yet to pay for what they take, and the journal has all that the next start must know. What a
    /// full journal refuses does not
    /// count: a site file that makes room for it could never come into force.
    boolean isQuiet() {
        return !owed.isUnanswered()
                && tills.isQuiet()
                && desks.isQuiet()
                && purses.isQuiet()
                && points.stream().allMatch(slot -> slot.taking().isEmpty())
                && atWork().isEmpty();
    }

    /// Whether a fire holds a point.
    boolean isOnFire() {
        return points.stream().anyMatch(slot -> slot.posture() == Posture.FIRE);
    }

    /// Of somebody on the way, a hold, a question or a command. Plain loops: it is asked at every
    /// turn, and at most turns there is nothing.
    private Optional<Mono> atWork() {
        var next = Mono.sooner(renewal, commands.nextWake());
        for (var slot : points) {
            next = Mono.sooner(next, Mono.sooner(slot.workWake(), slot.waiting.wake()));
        }
        return next;
    }

    /// What was used up, as of the last turn. Any thread.
    public Uses uses() {
        return memory.now().uses();
    }

    /// Whom it let in by passes that are shared, as of the last turn.
    LetIn letIn() {
        return sharing.letIn();
    }

    List<PointSlot<?>> points() {
        return points;
    }

    private void present(Stimulus.Presented presented, Moment now) {
        var slot = byReader.get(presented.reader());
        if (slot == null) {
            metrics.strayReader();
            return;
        }
        if (presented.plate().isPresent()) {
            plates.present(slot, presented, presented.plate().get(), now);
            return;
        }
        var token = presented.shown().offered().map(Credential::token);
        if (presences.isOfBefore(presented.reader(), token, waved(slot, presented), now.mono())) {
            metrics.suppressed();
            letGo(presented);
            return;
        }
        decides(slot, presented, now);
    }

    /// Whoever is decided about is known by the tokens of now, and so is all that is remembered of
    /// them, before anything is decided. The record of their tap says what it was, so that a start
    /// does the same.
    private void decides(PointSlot<?> slot, Stimulus.Presented presented, Moment now) {
        var known = memory.now().learning(presented.shown().renamed()).learned().all();
        var shown = Anonymous.shown(slot, presented.shown().under(known));
        renamed(shown.renamed());
        purses.present(slot, presented.of(shown, known), now);
    }

    private void renamed(Renamed renamed) {
        if (renamed.isNothing()) {
            return;
        }
        memory.renamed(renamed);
        tills.renamed(renamed);
        desks.renamed(renamed);
        sharing.renamed(renamed);
    }

    private static void letGo(Stimulus.Presented presented) {
        presented.purse().map(PurseShown::at).ifPresent(PurseCard::letGo);
    }

    private Duration waved(PointSlot<?> slot, Stimulus.Presented presented) {
        var token = presented.shown().offered().map(Credential::token);
        if (token.filter(it -> desks.hasSigned(presented.reader(), it)).isPresent()) {
            return SUPPRESSION_AT_DESKS;
        }
        return slot.parts.sells().isPresent() ? SUPPRESSION_AT_TILLS : SUPPRESSION;
    }

    private void decide(
            PointSlot<?> slot,
            Stimulus.Presented presented,
            Optional<SaleId> settles,
            boolean open,
            Moment now) {
        var latency =
                "card="
                        + presented.cardMicros()
                        + ",lookup="
                        + presented.lookupMicros()
                        + ",queue="
                        + Math.max(0, now.mono().nanos() - presented.seenNanos()) / 1_000;
        var attempt =
                new Attempt(
                        slot.parts.id(),
                        slot.parts.scene(),
                        presented.reader(),
                        slot.parts.readers().getOrDefault(presented.reader(), Direction.IN),
                        presented.shown(),
                        presented.accounts(),
                        presented.orders(),
                        new Mono(presented.seenNanos()),
                        latency,
                        Optional.empty(),
                        Optional.empty(),
                        slot.awaits(),
                        new Attempt.Purse(presented.purse(), settles, open),
                        presented.plate());
        if (taps.present(slot, attempt, now)) {
            presences.forget(presented.reader()); // what they were told to do at once is heard
        }
    }

    /// Who was asked last to enter something on that keypad, as of this moment. Any thread.
    public Optional<PinSource.Asked> asked(String keypad) {
        return Optional.ofNullable(byReader.get(keypad))
                .flatMap(slot -> slot.toEnterAt(keypad))
                .map(
                        held ->
                                new PinSource.Asked(
                                        held.attempt().reader(),
                                        held.subject(),
                                        held.attempt().shown().renamed().former(held.subject()),
                                        held.since().nanos()));
    }

    /// Whether digits that are nobody's answer any more may be the PIN of an operator who was asked
    /// for it there. Any thread.
    ///
    /// @param pressedNanos monotonic, when each was pressed
    public boolean mayBeLatePin(String keypad, long[] pressedNanos) {
        return Optional.ofNullable(byReader.get(keypad))
                .filter(slot -> slot.parts.isOperators(keypad))
                .filter(slot -> LongStream.of(pressedNanos).anyMatch(slot.waiting::mayBeSignIn))
                .isPresent();
    }

    private void entered(Stimulus.Entered entered, Moment now) {
        var slot = byReader.get(entered.reader());
        if (slot == null) {
            metrics.strayReader();
            return;
        }
        taps.entered(slot, entered.under(memory.now().learned().all()), now);
    }

    /// Whoever was asked about what is not for sale so any more waits no more.
    private void priced(PointSlot<?> slot, Input input, Cause cause, Moment now) {
        step(slot, input, Optional.empty(), cause, now);
        taps.laid(slot, now);
    }

    private void ask(PointSlot<?> slot, Effect.AtTill.OfPurse order, Moment now) {
        purses.run(slot, order, now);
    }

    /// A till that the site names no more sold in a loop of before, and goes on with nothing.
    private void booked(String point, Optional<Input.AtTill> answer, Moment now) {
        tills.at(point)
                .ifPresent(
                        slot ->
                                answer.ifPresent(
                                        it -> step(slot, it, Optional.empty(), Cause.TAP, now)));
    }

    private void clear(String area, String cause, Moment now) {
        owed.offer(new Owed.Line.People(), Events.cleared(area, cause, now).named(nextTap()));
        memory.happened(new Occurrence.AreaCleared(area), now);
    }

    private void tell(PointSlot<?> slot, Fact.Alarm alarm, Moment now) {
        var effect = Effect.Note.of(alarm);
        effects.run(slot, List.of(effect), Optional.empty(), Cause.FAULT.wire(), now);
    }

    private List<Effect> step(
            PointSlot<?> slot, Input input, Optional<Draft> tap, Cause cause, Moment now) {
        boolean secure = slot.isSecure();
        var step = slot.step(input, now);
        effects.run(slot, step.effects(), tap, cause.wire(), now);
        passages.told(slot, step.effects(), now);
        plates.told(step.effects(), now);
        if (slot.isSecure() != secure) {
            tellNeighbours(slot, now);
        }
        boolean holding = points.stream().anyMatch(point -> !point.holds.isEmpty());
        if (!holding) {
            renewal = Optional.empty();
        } else if (renewal.isEmpty()) {
            renewal = Optional.of(now.plus(RENEWAL));
        }
        return step.effects();
    }

    /// Within the turn, and each with whatever follows from it before the next: no point hears that
    /// another is shut after a third has opened for that.
    private void tellNeighbours(PointSlot<?> slot, Moment now) {
        var id = slot.parts.id();
        for (var other : points) {
            if (other.parts.machine().neighbours().contains(id)) {
                var told = new Input.Neighbour(id, slot.isSecure());
                step(other, told, Optional.empty(), Cause.CONTACT, now);
            }
        }
    }

    private void durable(Draft draft) {
        visiting.durable(draft);
        sharing.durable(draft, recorded);
    }

    private TapId nextTap() {
        return new TapId(++tapIds);
    }
}
