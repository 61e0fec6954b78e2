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
import onecard.access.Direction;
import onecard.access.Occurrence;
import onecard.access.Posture;
import onecard.access.Reason;
import onecard.access.Tries;
import onecard.edge.command.Answer;
import onecard.edge.command.Command;
import onecard.edge.command.Command.Act;
import onecard.edge.store.Draft;
import onecard.edge.watch.Metrics;
import onecard.edge.words.Message;
import onecard.point.Cause;
import onecard.point.Commanded;
import onecard.point.Input;
import onecard.point.TapId;
import onecard.time.Moment;
import onecard.time.Mono;

/// Operators' commands on their way: each is recorded, done at most once, and answered. What opens
/// waits for its durable record, and is withdrawn where that takes too long; what closes is done at
/// once. Owned by the edge loop.
final class Commands {

    /// What an operator waits for at most, from the command to the output.
    static final Duration LIMIT = Duration.ofSeconds(2);

    private final Map<String, PointSlot<?>> points = new TreeMap<>();
    private final Postures postures;
    private final Ports ports;
    private final Metrics metrics;
    private final SequencedMap<String, Reason> answered = new LinkedHashMap<>();
    private final Map<TapId, Waiting> waiting = new LinkedHashMap<>();

    /// The last order that was done, by point.
    private final Map<PointSlot<?>, TapId> stands = new HashMap<>();

    /// What they reach.
    ///
    /// @param names for each command, until its record is durable
    record Ports(
            Supplier<TapId> names,
            Consumer<Draft> journal,
            Postures.Mover mover,
            Remembered memory) {}

    /// A command whose record is on its way.
    ///
    /// @param reason what the record says of it
    /// @param given when
    private record Waiting(
            Command command,
            PointSlot<?> slot,
            Reason reason,
            Moment given,
            List<Consumer<Answer>> answers) {

        /// Nothing is done before it is recorded.
        boolean opens() {
            return reason == Reason.OK
                    && switch (command.act()) {
                        case Act.Release _ -> true;
                        case Act.Stand(var posture, _) -> posture == Posture.FREE;
                        case Act.Forgive _ -> false;
                    };
        }

        Mono limit() {
            return given.plus(LIMIT);
        }

        Answer answer(Reason why) {
            return Answer.of(command, why);
        }

        void tell(Answer answer) {
            answers.forEach(each -> each.accept(answer));
        }
    }

    /// @param before answered before this start
    Commands(
            List<PointSlot<?>> slots,
            SequencedMap<String, Reason> before,
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
        if (before != null) {
            metrics.command(command.verb().wire(), "repeated");
            answer.accept(Answer.of(command, before).with(Message.COMMAND_REPEATED.with()));
        } else if (slot == null) {
            metrics.command(command.verb().wire(), Reason.BAD_REQUEST.name());
            var known = String.join(", ", points.keySet());
            answer.accept(
                    Answer.of(command, Reason.BAD_REQUEST)
                            .with(Message.COMMAND_POINT.with(command.point(), known)));
        } else {
            sameId(command)
                    .ifPresentOrElse(
                            on -> on.answers().add(answer),
                            () -> taken(command, slot, answer, now));
        }
    }

    private Optional<Waiting> sameId(Command command) {
        return waiting.values().stream()
                .filter(on -> on.command().id().equals(command.id()))
                .findFirst();
    }

    private void taken(Command command, PointSlot<?> slot, Consumer<Answer> answer, Moment now) {
        var reason = judged(command, slot);
        metrics.command(command.verb().wire(), reason.name());
        var order = ports.names().get();
        slot.asked(order, command.by());
        var one = new Waiting(command, slot, reason, now, new ArrayList<>(List.of(answer)));
        waiting.put(order, one);
        var ordered =
                command.act() instanceof Act.Stand stand
                        ? Optional.of(ordered(stand, now))
                        : Optional.<Events.Ordered>empty();
        record(Optional.of(order), one, reason, ordered, now);
        if (reason == Reason.OK && !one.opens()) {
            done(order, one, now);
        }
    }

    /// Whoever works at a point that is out of service is not to meet a door that opens.
    private static Reason judged(Command command, PointSlot<?> slot) {
        return command.act() instanceof Act.Release(var way)
                        && way == Direction.IN
                        && slot.posture() == Posture.DISABLED
                ? Reason.POINT_DISABLED
                : Reason.OK;
    }

    private void record(
            Optional<TapId> order,
            Waiting one,
            Reason reason,
            Optional<Events.Ordered> ordered,
            Moment now) {
        var scene = one.slot().parts.scene();
        ports.journal().accept(Events.command(order, one.command(), scene, reason, ordered, now));
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
            case Act.Forgive(var whose) ->
                    ports.memory().happened(forgiven(one.slot().parts.id(), whose), now);
        }
    }

    private static Occurrence forgiven(String point, Optional<Act.Whose> whose) {
        return new Occurrence.TriesForgiven(
                point, whose.map(who -> new Tries.Key(point, who.kind(), who.token())));
    }

    /// False if it is no command's record.
    boolean recorded(TapId tap, long seq, Moment now) {
        var one = waiting.remove(tap);
        if (one == null) {
            return false;
        }
        if (one.opens()) {
            done(tap, one, now);
        }
        answer(one, judgement(one).recordedAs(seq));
        return true;
    }

    private static Answer judgement(Waiting one) {
        var answer = one.answer(one.reason());
        return one.reason() == Reason.POINT_DISABLED
                ? answer.with(Message.COMMAND_DISABLED.with())
                : answer;
    }

    /// False if it is no command's record.
    boolean notRecorded(TapId tap, Reason why) {
        var one = waiting.remove(tap);
        if (one == null) {
            return false;
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
                ? one.answer(Reason.OK).with(Message.COMMAND_NOT_RECORDED.with())
                : judgement(one);
    }

    /// Nobody waits longer for a journal that does not answer.
    void due(Moment now) {
        var late = waiting.entrySet().iterator();
        while (late.hasNext()) {
            var one = late.next().getValue();
            if (now.reached(one.limit())) {
                late.remove();
                if (one.opens()) {
                    withdraw(one, now);
                } else {
                    answer(one, unrecorded(one));
                }
            }
        }
    }

    /// Its record may still come: another one follows it, and says that nothing was done and what
    /// is ordered instead.
    private void withdraw(Waiting one, Moment now) {
        metrics.command(one.command().verb().wire(), Reason.DEVICE_FAULT.name());
        var instead =
                one.command().act() instanceof Act.Stand
                        ? Optional.of(instead(one.slot(), now))
                        : Optional.<Events.Ordered>empty();
        record(Optional.empty(), one, Reason.DEVICE_FAULT, instead, now);
        answer(
                one,
                one.answer(Reason.DEVICE_FAULT)
                        .with(Message.COMMAND_WITHDRAWN.with(LIMIT.toSeconds())));
    }

    private void answer(Waiting one, Answer answer) {
        Orders.remember(answered, answer.id(), answer.reason());
        one.tell(answer);
    }

    Optional<Mono> nextWake() {
        return waiting.values().stream().map(Waiting::limit).min(Mono::compareTo);
    }

    private static Commanded commanded(Act.Stand act, Moment given) {
        return act.posture() == Posture.NORMAL && act.lasting().isEmpty()
                ? Commanded.takenBack(given)
                : new Commanded(
                        act.posture(),
                        act.lasting().map(lasting -> new Commanded.AtMono(given.plus(lasting))));
    }

    private static Events.Ordered ordered(Act.Stand act, Moment now) {
        return new Events.Ordered(act.posture(), act.lasting().map(lasting -> text(now, lasting)));
    }

    private Events.Ordered instead(PointSlot<?> slot, Moment now) {
        var stand = postures.given(slot).map(Orders.Given::commanded);
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
                                        }));
    }

    private static String text(Moment now, Duration ahead) {
        return now.wall().plus(ahead).truncatedTo(ChronoUnit.MILLIS).toString();
    }
}
