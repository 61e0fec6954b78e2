package onecard.edge.remote;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import onecard.access.Reason;
import onecard.edge.command.Answer;
import onecard.edge.command.DeviceCommand;
import onecard.edge.command.DeviceCommand.Act;
import onecard.edge.loop.Events;
import onecard.edge.store.journal.Draft;
import onecard.edge.store.journal.Outbox;
import onecard.edge.store.journal.StoredEvent;
import onecard.edge.uplink.Outlet;
import onecard.edge.watch.Metrics;
import onecard.edge.words.Message;
import onecard.point.TapId;
import onecard.time.Moment;
import onecard.words.Words;

/// What operators ask of the device itself. Each is recorded first, with the nonce that it came by,
/// done once that is durable, and answered by that number: what the journal does not have is not
/// done. Thread-safe.
public final class DeviceCommands {

    /// What it reaches.
    ///
    /// @param journal answers each named draft by [#recorded] or [#notRecorded]
    /// @param restarts whether a run that begins anew can be wished
    public record Ports(
            Supplier<Moment> clock,
            Outbox outbox,
            Consumer<Draft> journal,
            Outlet outlet,
            Identify identify,
            Restarts restarts,
            Metrics metrics) {}

    /// Whether a run that begins anew can be wished.
    public sealed interface Restarts {

        /// @param wish does not block
        record Wished(Runnable wish) implements Restarts {}

        /// @param why it cannot
        record Never(Words why) implements Restarts {}
    }

    private final Ports ports;
    private final Map<TapId, Waiting> waiting = new ConcurrentHashMap<>();
    private final AtomicLong names = new AtomicLong();

    /// A command whose record is on its way.
    ///
    /// @param recorded what happens then, by its number
    /// @param lost what else
    private record Waiting(LongConsumer recorded, Consumer<Reason> lost) {}

    public DeviceCommands(Ports ports) {
        this.ports = ports;
    }

    /// @param answer told once, on a thread of the journal's or on this one; must not block
    public void given(DeviceCommand command, Consumer<Answer> answer) {
        Consumer<Answer> told =
                outcome -> {
                    ports.metrics().command(command.verb().wire(), outcome.reason().name());
                    answer.accept(outcome);
                };
        switch (command.act()) {
            case Act.Sync() ->
                    does(
                            command,
                            told,
                            done -> {
                                ports.outlet().sync();
                                told.accept(done);
                            });
            case Act.Replay(var epoch, var from, var to) -> {
                int most = (int) (to - from) + 1;
                var rows = ports.outbox().range(epoch, from, to, most);
                does(command, told, done -> replay(command, rows, done, told));
            }
            case Act.Identify(var point) -> identify(command, point, told);
            case Act.Restart() -> restart(command, told);
        }
    }

    /// Where it is not taken on after all, a second record says so, and is the one that counts.
    private void replay(
            DeviceCommand command, List<StoredEvent> rows, Answer done, Consumer<Answer> told) {
        if (ports.outlet().replay(rows)) {
            told.accept(done.with(Message.COMMAND_REPLAYS.with(rows.size())));
        } else {
            refuse(command, Reason.BUSY, Message.COMMANDS_BUSY.with(), told);
        }
    }

    private void identify(DeviceCommand command, Optional<String> point, Consumer<Answer> told) {
        var known = ports.identify().points();
        if (point.filter(one -> !known.contains(one)).isPresent()) {
            var why = Message.COMMAND_POINT.with(point.get(), String.join(", ", known));
            told.accept(Answer.of(command, Reason.BAD_REQUEST).with(why));
            return;
        }
        var shown = point.map(List::of).orElseGet(() -> List.copyOf(known));
        does(
                command,
                told,
                done -> {
                    ports.identify().show(shown);
                    told.accept(done);
                });
    }

    /// Whoever asked is told before the run ends.
    private void restart(DeviceCommand command, Consumer<Answer> told) {
        switch (ports.restarts()) {
            case Restarts.Wished(var wish) ->
                    does(
                            command,
                            told,
                            done -> {
                                told.accept(done.with(Message.COMMAND_RESTARTS.with()));
                                wish.run();
                            });
            case Restarts.Never(var why) -> refuse(command, Reason.NOT_ALLOWED, why, told);
        }
    }

    /// The one way to anything that is done.
    ///
    /// @param doing does it once it is recorded, and tells: what it is handed, where it is done
    private void does(DeviceCommand command, Consumer<Answer> told, Consumer<Answer> doing) {
        var done = Answer.of(command, Reason.OK);
        record(
                command,
                Reason.OK,
                new Waiting(
                        seq -> doing.accept(done.recordedAs(seq)),
                        why ->
                                told.accept(
                                        Answer.of(command, why)
                                                .with(Message.COMMAND_FULL.with()))));
    }

    /// Told though the journal has no room for it: nothing was done.
    private void refuse(DeviceCommand command, Reason reason, Words why, Consumer<Answer> told) {
        var refused = Answer.of(command, reason).with(why);
        record(
                command,
                reason,
                new Waiting(
                        seq -> told.accept(refused.recordedAs(seq)), _ -> told.accept(refused)));
    }

    private void record(DeviceCommand command, Reason reason, Waiting then) {
        var name = new TapId(-names.incrementAndGet()); // the loop counts upwards
        waiting.put(name, then);
        var draft = Events.command(command, reason, ports.clock().get());
        ports.journal().accept(draft.named(name));
    }

    /// False if it is nothing of ours.
    public boolean recorded(TapId name, long seq) {
        var one = Optional.ofNullable(waiting.remove(name));
        one.ifPresent(it -> it.recorded().accept(seq));
        return one.isPresent();
    }

    /// False if it is nothing of ours.
    public boolean notRecorded(TapId name, Reason why) {
        var one = Optional.ofNullable(waiting.remove(name));
        one.ifPresent(it -> it.lost().accept(why));
        return one.isPresent();
    }
}
