package onecard.edge.remote;

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
import onecard.time.Moment;

/// What operators ask of the device itself: recorded, and done at once, since it moves nothing.
/// Thread-safe.
public final class DeviceCommands {

    private final Supplier<Moment> clock;
    private final Outbox outbox;
    private final Consumer<Draft> journal;
    private final Outlet outlet;
    private final Metrics metrics;

    public DeviceCommands(
            Supplier<Moment> clock,
            Outbox outbox,
            Consumer<Draft> journal,
            Outlet outlet,
            Metrics metrics) {
        this.clock = clock;
        this.outbox = outbox;
        this.journal = journal;
        this.outlet = outlet;
        this.metrics = metrics;
    }

    /// @param answer told before this returns
    public void given(DeviceCommand command, Consumer<Answer> answer) {
        switch (command.act()) {
            case Act.Sync() -> {
                recorded(command, Reason.OK);
                outlet.sync();
                answer.accept(Answer.of(command, Reason.OK));
            }
            case Act.Replay replay -> replay(command, replay, answer);
        }
    }

    private void replay(DeviceCommand command, Act.Replay asked, Consumer<Answer> answer) {
        int most = (int) (asked.to() - asked.from()) + 1;
        var rows = outbox.range(asked.epoch(), asked.from(), asked.to(), most);
        var reason = outlet.replay(rows) ? Reason.OK : Reason.BUSY;
        recorded(command, reason);
        answer.accept(
                Answer.of(command, reason)
                        .with(
                                reason == Reason.OK
                                        ? Message.COMMAND_REPLAYS.with(rows.size())
                                        : Message.COMMANDS_BUSY.with()));
    }

    private void recorded(DeviceCommand command, Reason reason) {
        metrics.command(command.verb().wire(), reason.name());
        journal.accept(Events.command(command, reason, clock.get()));
    }
}
