package onecard.edge.remote;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Supplier;
import onecard.access.Reason;
import onecard.edge.command.Answer;
import onecard.edge.command.DeviceCommand;
import onecard.edge.command.DeviceCommand.Act;
import onecard.edge.loop.Events;
import onecard.edge.store.Draft;
import onecard.edge.store.Outbox;
import onecard.edge.uplink.Outlet;
import onecard.edge.watch.Metrics;
import onecard.edge.words.Message;
import onecard.point.TapId;
import onecard.time.Moment;

/// What operators ask of the device itself. It moves nothing, so it is done at once, and answered
/// once its record is durable, by that number; only a restart waits for its record. Thread-safe.
public final class DeviceCommands {

    /// What it reaches.
    ///
    /// @param journal answers each named draft by [#recorded] or [#notRecorded]
    /// @param restart wishes a run that begins anew; absent: nobody would begin one
    public record Ports(
            Supplier<Moment> clock,
            Outbox outbox,
            Consumer<Draft> journal,
            Outlet outlet,
            Identify identify,
            Optional<Runnable> restart,
            Metrics metrics) {}

    private final Ports ports;
    private final Map<TapId, Waiting> waiting = new ConcurrentHashMap<>();
    private final AtomicLong names = new AtomicLong();

    /// A command whose record is on its way.
    ///
    /// @param then what waits for it
    private record Waiting(
            DeviceCommand command, Answer answer, Consumer<Answer> told, Optional<Runnable> then) {}

    public DeviceCommands(Ports ports) {
        this.ports = ports;
    }

    /// @param answer told once, on a thread of the journal's or on this one; must not block
    public void given(DeviceCommand command, Consumer<Answer> answer) {
        switch (command.act()) {
            case Act.Sync() -> {
                ports.outlet().sync();
                record(command, Answer.of(command, Reason.OK), answer, Optional.empty());
            }
            case Act.Replay replay ->
                    record(command, replayed(command, replay), answer, Optional.empty());
            case Act.Identify(var point) -> identify(command, point, answer);
            case Act.Restart() -> restart(command, answer);
        }
    }

    private Answer replayed(DeviceCommand command, Act.Replay asked) {
        int most = (int) (asked.to() - asked.from()) + 1;
        var rows = ports.outbox().range(asked.epoch(), asked.from(), asked.to(), most);
        return ports.outlet().replay(rows)
                ? Answer.of(command, Reason.OK).with(Message.COMMAND_REPLAYS.with(rows.size()))
                : Answer.of(command, Reason.BUSY).with(Message.COMMANDS_BUSY.with());
    }

    private void identify(DeviceCommand command, Optional<String> point, Consumer<Answer> answer) {
        var known = ports.identify().points();
        if (point.filter(one -> !known.contains(one)).isPresent()) {
            var why = Message.COMMAND_POINT.with(point.get(), String.join(", ", known));
            ports.metrics().command(command.verb().wire(), Reason.BAD_REQUEST.name());
            answer.accept(Answer.of(command, Reason.BAD_REQUEST).with(why));
            return;
        }
        ports.identify().show(point.map(List::of).orElseGet(() -> List.copyOf(known)));
        record(command, Answer.of(command, Reason.OK), answer, Optional.empty());
    }

    private void restart(DeviceCommand command, Consumer<Answer> answer) {
        var told =
                ports.restart().isPresent()
                        ? Answer.of(command, Reason.OK).with(Message.COMMAND_RESTARTS.with())
                        : Answer.of(command, Reason.NOT_ALLOWED)
                                .with(Message.COMMAND_RESTARTS_NOT.with());
        record(command, told, answer, ports.restart());
    }

    private void record(
            DeviceCommand command, Answer answer, Consumer<Answer> told, Optional<Runnable> then) {
        ports.metrics().command(command.verb().wire(), answer.reason().name());
        var name = new TapId(-names.incrementAndGet()); // the loop counts upwards
        waiting.put(name, new Waiting(command, answer, told, then));
        var draft = Events.command(command, answer.reason(), ports.clock().get());
        ports.journal().accept(draft.named(name));
    }

    /// False if it is nothing of ours. Whoever asked is told before anything else happens.
    public boolean recorded(TapId name, long seq) {
        var one = Optional.ofNullable(waiting.remove(name));
        one.ifPresent(
                it -> {
                    it.told().accept(it.answer().recordedAs(seq));
                    it.then().ifPresent(Runnable::run);
                });
        return one.isPresent();
    }

    /// False if it is nothing of ours. What had to wait for its record is not done.
    public boolean notRecorded(TapId name, Reason why) {
        var one = Optional.ofNullable(waiting.remove(name));
        one.ifPresent(
                it ->
                        it.told()
                                .accept(
                                        it.then().isPresent()
                                                ? Answer.of(it.command(), why)
                                                : it.answer()));
        return one.isPresent();
    }
}
