package onecard.edge.loop;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import onecard.access.Area;
import onecard.access.Direction;
import onecard.access.Occurrence;
import onecard.access.Posture;
import onecard.access.Reason;
import onecard.access.Tries;
import onecard.edge.command.Answer;
import onecard.edge.command.Command;
import onecard.edge.command.Command.Act;
import onecard.edge.command.Command.Whom;
import onecard.edge.crypto.Json;
import onecard.edge.record.Orders;
import onecard.edge.record.OrdersFold;
import onecard.edge.record.Owed;
import onecard.edge.store.journal.Draft;
import onecard.edge.watch.Metrics;
import onecard.edge.words.Message;
import onecard.money.Batches;
import onecard.money.Difference;
import onecard.money.HostCount;
import onecard.point.Cause;
import onecard.point.Commanded;
import onecard.point.Input;
import onecard.point.TapId;
import onecard.time.Moment;
import onecard.time.Mono;
import onecard.words.Words;

/// Operators' commands on their way: each is recorded, done at most once, and answered. What opens
/// waits for its durable record, and is withdrawn where that takes too long; an order that opens
/// stands, over a restart too, once a second record says that it was done. What closes is done at
/// once, and its record owed. Owned by the edge loop.
final class Commands {

    /// What an operator waits for at most, from the command to the output.
    static final Duration LIMIT = Duration.ofSeconds(2);

    private final Map<String, PointSlot<?>> points = new TreeMap<>();
    private final Postures postures;
    private final Ports ports;
    private final Metrics metrics;
    private final SequencedMap<String, Orders.Answered> answered = new LinkedHashMap<>();
    private final Map<TapId, Waiting> waiting = new LinkedHashMap<>();

    /// Whose sign is on its way: the record of the command follows it, and says what became of it.
    private final Map<TapId, Waiting> signing = new LinkedHashMap<>();

    /// The last order that was done, by point.
    private final Map<PointSlot<?>, TapId> stands = new HashMap<>();

    /// What they reach.
    ///
    /// @param names for each command, until its record is durable
    record Ports(
            Supplier<TapId> names,
            Consumer<Draft> journal,
            Owed owed,
            Postures.Mover mover,
            Remembered memory,
            Batching batching,
            Registering registering) {}

    /// What they do with the batches of a till.
    interface Batching {

        void settle(PointSlot<?> slot, Moment now);

        /// Empty if that batch is not known, or not any more.
        Optional<Difference> compared(PointSlot<?> slot, HostCount host);

        /// Where the host counted something else: recorded and told.
        void differs(PointSlot<?> slot, Difference difference, Moment now);
    }

    /// Signs somebody in by hand.
    interface Registering {

        /// Empty: the sign is on its way to the journal, and what becomes of it is told by its
        /// order, [#attended].
        ///
        /// @param slot a desk, or any other point
        Optional<Reason> attend(PointSlot<?> slot, Act.Attend act, TapId order, Moment now);
    }

    /// What is answered at once, and said about it.
    private record Judgement(Reason reason, Optional<Words> detail, Optional<Difference> differs) {
        static Judgement of(Reason reason) {
            return new Judgement(reason, Optional.empty(), Optional.empty());
        }
    }

    /// A command whose record is on its way.
    ///
    /// @param reason what the record says of it
    /// @param detail what else there is to say of that
    /// @param given when
    /// @param seq of the record after which it was done; what waits is the one that says so
    private record Waiting(
            Command command,
            PointSlot<?> slot,
            Reason reason,
            Optional<Words> detail,
            Moment given,
            Optional<Long> seq,
            List<Consumer<Answer>> answers) {

        Waiting doneAfter(long record) {
            return new Waiting(command, slot, reason, detail, given, Optional.of(record), answers);
        }

        Waiting judged(Reason why, Optional<Words> said) {
            return new Waiting(command, slot, why, said, given, seq, answers);
        }

        /// Nothing is done before it is recorded.
        boolean opens() {
            return reason == Reason.OK && seq.isEmpty() && Commands.opens(command.act());
        }

        Mono limit() {
            return given.plus(LIMIT);
        }

        Answer answer(Reason why) {
            var answer = Answer.of(command, why);
            return detail.filter(_ -> why == reason).map(answer::with).orElse(answer);
        }

        Answer done() {
            var answer = answer(Reason.OK);
            return seq.map(answer::recordedAs).orElse(answer);
        }

        void tell(Answer answer) {
            answers.forEach(each -> each.accept(answer));
        }
    }

    /// @param before answered before this start
    Commands(
            List<PointSlot<?>> slots,
            SequencedMap<String, Orders.Answered> before,
            Postures postures,
            Ports ports,
            Metrics metrics) {
        slots.forEach(slot -> points.put(slot.parts.id(), slot));
        answered.putAll(before);
        this.postures = postures;
        this.ports = ports;
        this.metrics = metrics;
    }

    void given(Command command, Consumer<Answer> answer, Moment now) {
        var before = answered.get(command.id());
        var slot = points.get(command.point());
        if (used(command)) {
            metrics.command(command.verb().wire(), Reason.BAD_REQUEST.name());
            answer.accept(
                    Answer.of(command, Reason.BAD_REQUEST).with(Message.COMMAND_ID_USED.with()));
        } else if (before != null) {
            metrics.command(command.verb().wire(), "repeated");
            answer.accept(
                    Answer.of(command, before.reason()).with(Message.COMMAND_REPEATED.with()));
        } else if (slot == null) {
            metrics.command(command.verb().wire(), Reason.BAD_REQUEST.name());
            var known = String.join(", ", points.keySet());
            answer.accept(
                    Answer.of(command, Reason.BAD_REQUEST)
                            .with(Message.COMMAND_POINT.with(command.point(), known)));
        } else if (elsewhere(command, slot).isPresent()) {
            metrics.command(command.verb().wire(), Reason.BAD_REQUEST.name());
            var why = elsewhere(command, slot).get();
            answer.accept(Answer.of(command, Reason.BAD_REQUEST).with(why));
        } else {
            sameId(command)
                    .ifPresentOrElse(
                            on -> on.answers().add(answer),
                            () -> taken(command, slot, answer, now));
        }
    }

    /// A misspelt area would be cleared of nobody, and nobody would know.
    private static Optional<Words> elsewhere(Command command, PointSlot<?> slot) {
        if (!(command.act() instanceof Act.Forgive(Whom.Inside(var area)))) {
            return Optional.empty();
        }
        var areas = slot.parts.policy().safeguards().border().areas().map(Area::name).toList();
        var known = String.join(", ", areas);
        return areas.contains(area)
                ? Optional.empty()
                : Optional.of(Message.COMMAND_AREA.with(command.point(), area, known));
    }

    /// By another command, answered or waiting.
    private boolean used(Command command) {
        return Optional.ofNullable(answered.get(command.id()))
                .map(Orders.Answered::asked)
                .or(() -> sameId(command).map(on -> asked(on.command())))
                .filter(other -> !other.equals(asked(command)))
                .isPresent();
    }

    private static String asked(Command command) {
        return Orders.asked(command.point(), Events.asked(Json.Obj.EMPTY, command));
    }

    private Optional<Waiting> sameId(Command command) {
        return Stream.concat(waiting.values().stream(), signing.values().stream())
                .filter(on -> on.command().id().equals(command.id()))
                .findFirst();
    }

    private void taken(Command command, PointSlot<?> slot, Consumer<Answer> answer, Moment now) {
        var order = ports.names().get();
        slot.asked(order, command.by());
        var answers = new ArrayList<>(List.of(answer));
        switch (command.act()) {
            case Act.Attend act -> {
                var one = waiting(command, slot, Judgement.of(Reason.OK), now, answers);
                signing.put(order, one);
                ports.registering()
                        .attend(slot, act, order, now)
                        .ifPresent(why -> attended(order, why, now));
            }
            case Act.Reconcile(var host) -> {
                var judgement = reconciled(slot, host);
                judged(order, waiting(command, slot, judgement, now, answers), now);
                judgement.differs().ifPresent(it -> ports.batching().differs(slot, it, now));
            }
            case Act.Release _, Act.Stand _, Act.Forgive _, Act.Settle() -> {
                var judgement = Judgement.of(judged(command, slot));
                judged(order, waiting(command, slot, judgement, now, answers), now);
            }
        }
    }

    /// The journal has a sign that an operator made, or will not have it.
    void attended(TapId order, Reason why, Moment now) {
        var one = signing.remove(order);
        if (one != null) {
            var detail =
                    why == Reason.JOURNAL_FULL
                            ? Optional.of(Message.COMMAND_FULL.with())
                            : Optional.<Words>empty();
            judged(order, one.judged(why, detail), now);
        }
    }

    private static Waiting waiting(
            Command command,
            PointSlot<?> slot,
            Judgement judgement,
            Moment now,
            List<Consumer<Answer>> answers) {
        return new Waiting(
                command,
                slot,
                judgement.reason(),
                judgement.detail(),
                now,
                Optional.empty(),
                answers);
    }

    private void judged(TapId order, Waiting one, Moment now) {
        var command = one.command();
        var reason = one.reason();
        metrics.command(command.verb().wire(), reason.name());
        waiting.put(order, one);
        if (one.opens() || reason != Reason.OK) {
            ports.journal().accept(record(order, one, reason, Optional.empty(), now));
        } else if (command.act() instanceof Act.Stand stand) {
            var record = record(order, one, reason, Optional.of(ordered(stand, now)), now);
            ports.owed().offer(orderOf(one.slot()), record);
            done(order, one, now);
        } else {
            var record = record(order, one, reason, Optional.empty(), now);
            ports.owed().offer(lineOf(one), record);
            done(order, one, now);
        }
    }

    /// Whatever the till is at: nothing waits for it, and nothing is changed by it.
    private Judgement reconciled(PointSlot<?> slot, HostCount host) {
        if (slot.parts.sells().isEmpty()) {
            return Judgement.of(Reason.NOT_ALLOWED);
        }
        var compared = ports.batching().compared(slot, host);
        if (compared.isEmpty()) {
            var why = Message.COMMAND_NO_BATCH.with(host.batch(), Batches.SETTLED_MAX);
            return new Judgement(Reason.NO_SUCH_BATCH, Optional.of(why), Optional.empty());
        }
        return compared.get().isNone()
                ? Judgement.of(Reason.OK)
                : new Judgement(Reason.DIFFERENCE, Optional.of(words(compared.get())), compared);
    }

    private static Words words(Difference difference) {
        return Message.COMMAND_DIFFERENCE.with(
                difference.settled().batch().number(),
                difference.members().stream()
                        .map(it -> it.name() + " " + it.here() + "/" + it.host())
                        .collect(Collectors.joining(", ")));
    }

    private static Owed.Line lineOf(Waiting one) {
        if (!(one.command().act() instanceof Act.Forgive(var whom))) {
            return own(one);
        }
        var point = one.slot().parts.id();
        return switch (whom) {
            case Whom.Person(var subject) -> new Owed.Line.Person(subject);
            case Whom.Inside _ -> new Owed.Line.People();
            case Whom.Holder(var kind, var token) ->
                    new Owed.Line.Tries(new Tries.Key(point, kind, token));
            case Whom.Everybody() -> new Owed.Line.AllTries(point);
        };
    }

    private static Owed.Line orderOf(PointSlot<?> slot) {
        return new Owed.Line.Ordered(slot.parts.id());
    }

    private static Owed.Line own(Waiting one) {
        return new Owed.Line.Given(one.slot().parts.id(), one.command().id());
    }

    /// Whoever works at a point that is out of service is not to meet a door that opens. A point
    /// that moves nothing cannot be opened, nor can one that people pay at, whose valve opens for
    /// money alone; and nobody is to believe that it was. A batch is closed between two sales.
    private static Reason judged(Command command, PointSlot<?> slot) {
        boolean passed = !slot.parts.relays().isEmpty() && slot.parts.sells().isEmpty();
        if (!passed && opens(command.act())) {
            return Reason.NOT_ALLOWED;
        }
        if (command.act() instanceof Act.Settle) {
            return slot.parts.sells().isEmpty()
                    ? Reason.NOT_ALLOWED
                    : slot.isIdle() ? Reason.OK : Reason.BUSY;
        }
        return command.act() instanceof Act.Release(var way)
                        && way == Direction.IN
                        && slot.posture() == Posture.DISABLED
                ? Reason.POINT_DISABLED
                : Reason.OK;
    }

    private static boolean opens(Act act) {
        return switch (act) {
            case Act.Release _ -> true;
            case Act.Stand(var posture, _) -> posture == Posture.FREE;
            case Act.Forgive _, Act.Settle(), Act.Reconcile _, Act.Attend _ -> false;
        };
    }

    private static Draft record(
            TapId order, Waiting one, Reason reason, Optional<Events.Ordered> ordered, Moment now) {
        var scene = one.slot().parts.scene();
        return Events.command(order, one.command(), scene, reason, ordered, now);
    }

    private void done(TapId order, Waiting one, Moment now) {
        switch (one.command().act()) {
            case Act.Release(var way) ->
                    ports.mover()
                            .step(one.slot(), new Input.Release(order, way), Cause.COMMAND, now);
            case Act.Stand act -> {
                // A later order may be done already: it stands, as it does in the journal.
                var last = stands.get(one.slot());
                if (last == null || last.number() < order.number()) {
                    stands.put(one.slot(), order);
                    var given = new Orders.Given(commanded(act, one.given()), one.command().by());
                    postures.given(one.slot(), given, order, now);
                }
            }
            case Act.Forgive(var whom) ->
                    ports.memory().happened(forgiven(one.slot().parts.id(), whom), now);
            case Act.Settle() -> ports.batching().settle(one.slot(), now);
            case Act.Reconcile _, Act.Attend _ -> {} // done already
        }
    }

    private static Occurrence forgiven(String point, Whom whom) {
        return switch (whom) {
            case Whom.Everybody() -> new Occurrence.TriesForgiven(point, Optional.empty());
            case Whom.Holder(var kind, var token) ->
                    new Occurrence.TriesForgiven(
                            point, Optional.of(new Tries.Key(point, kind, token)));
            case Whom.Person(var subject) -> new Occurrence.PersonForgiven(subject);
            case Whom.Inside(var area) -> new Occurrence.AreaCleared(area);
        };
    }

    /// False if it is no command's record.
    boolean recorded(TapId tap, long seq, Moment now) {
        boolean owed = ports.owed().recorded(tap);
        var one = waiting.remove(tap);
        if (one == null) {
            return owed;
        }
        if (one.opens()) {
            opened(tap, one, seq, now);
        } else {
            answer(one, judgement(one).recordedAs(one.seq().orElse(seq)));
        }
        return true;
    }

    /// The point may have been put out of service meanwhile.
    private void opened(TapId order, Waiting one, long seq, Moment now) {
        var reason = judged(one.command(), one.slot());
        if (reason != Reason.OK) {
            withdraw(one, reason, disabled(one), now);
            return;
        }
        done(order, one, now);
        if (one.command().act() instanceof Act.Stand) {
            var name = ports.names().get();
            waiting.put(name, one.doneAfter(seq));
            var record =
                    Events.ordered(
                            name,
                            one.slot(),
                            Optional.of(one.command()),
                            standing(one.slot(), now),
                            now);
            ports.owed().offer(orderOf(one.slot()), record);
        } else {
            answer(one, one.answer(Reason.OK).recordedAs(seq));
        }
    }

    private static Answer judgement(Waiting one) {
        return one.reason() == Reason.POINT_DISABLED ? disabled(one) : one.answer(one.reason());
    }

    private static Answer disabled(Waiting one) {
        return one.answer(Reason.POINT_DISABLED).with(Message.COMMAND_DISABLED.with());
    }

    /// False if it is no command's record.
    boolean notRecorded(TapId tap, Reason why, Moment now) {
        boolean owed = ports.owed().notRecorded(tap, now);
        var one = waiting.remove(tap);
        if (one == null) {
            return owed;
        }
        if (one.opens()) {
            metrics.command(one.command().verb().wire(), why.name());
            answer(one, one.answer(why).with(Message.COMMAND_FULL.with()));
        } else {
            answer(one, unrecorded(one));
        }
        return true;
    }

    private static Answer unrecorded(Waiting one) {
        return one.reason() == Reason.OK
                ? one.done().with(Message.COMMAND_NOT_RECORDED.with())
                : judgement(one);
    }

    /// Nobody waits longer for a journal that does not answer.
    void due(Moment now) {
        for (var each : List.copyOf(signing.entrySet())) {
            if (now.reached(each.getValue().limit())) {
                var open = Message.COMMAND_SIGN_OPEN.with(LIMIT.toSeconds());
                signing.remove(each.getKey());
                var one = each.getValue().judged(Reason.DEVICE_FAULT, Optional.of(open));
                judged(each.getKey(), one, now);
            }
        }
        var late = waiting.entrySet().iterator();
        while (late.hasNext()) {
            var one = late.next().getValue();
            if (now.reached(one.limit())) {
                late.remove();
                if (one.opens()) {
                    var answer =
                            one.answer(Reason.DEVICE_FAULT)
                                    .with(Message.COMMAND_WITHDRAWN.with(LIMIT.toSeconds()));
                    withdraw(one, Reason.DEVICE_FAULT, answer, now);
                } else {
                    answer(one, unrecorded(one));
                }
            }
        }
    }

    /// Its record is there or may still come: another one follows it, and says that nothing was
    /// done.
    private void withdraw(Waiting one, Reason why, Answer answer, Moment now) {
        metrics.command(one.command().verb().wire(), why.name());
        var record = record(ports.names().get(), one, why, Optional.empty(), now);
        ports.owed().offer(own(one), record);
        answer(one, answer);
    }

    private void answer(Waiting one, Answer answer) {
        Orders.remember(
                answered, answer.id(), new Orders.Answered(answer.reason(), asked(one.command())));
        one.tell(answer);
    }

    /// By id, oldest first.
    SequencedMap<String, Orders.Answered> answered() {
        return answered;
    }

    /// These were answered before, and no others.
    void after(Orders before) {
        answered.clear();
        answered.putAll(before.answered());
    }

    Optional<Mono> nextWake() {
        var next = Optional.<Mono>empty();
        for (var one : waiting.values()) {
            next = Mono.sooner(next, Optional.of(one.limit()));
        }
        for (var one : signing.values()) {
            next = Mono.sooner(next, Optional.of(one.limit()));
        }
        return next;
    }

    private static Commanded commanded(Act.Stand act, Moment given) {
        return act.posture() == Posture.NORMAL && act.lasting().isEmpty()
                ? Commanded.takenBack(given)
                : new Commanded(
                        act.posture(),
                        act.lasting().map(lasting -> new Commanded.AtMono(given.plus(lasting))));
    }

    private static Events.Ordered ordered(Act.Stand act, Moment now) {
        return new Events.Ordered(
                act.posture(), act.lasting().map(lasting -> text(now, lasting)), Optional.empty());
    }

    private Events.Ordered standing(PointSlot<?> slot, Moment now) {
        var given = postures.given(slot);
        var stand = given.map(Orders.Given::commanded);
        return new Events.Ordered(
                stand.map(Commanded::posture).orElse(Posture.NORMAL),
                stand.flatMap(Commanded::until)
                        .map(
                                end ->
                                        switch (end) {
                                            case Commanded.AtMono(var at) ->
                                                    text(now, at.since(now.mono()));
                                            case Commanded.AtWall(var at) -> at.toString();
                                            case Commanded.Unknown() -> OrdersFold.UNKNOWN;
                                        }),
                given.map(Orders.Given::by).filter(by -> !by.isEmpty()));
    }

    private static String text(Moment now, Duration ahead) {
        return now.wall().plus(ahead).truncatedTo(ChronoUnit.MILLIS).toString();
    }
}
