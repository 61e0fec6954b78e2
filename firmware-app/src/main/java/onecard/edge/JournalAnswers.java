package onecard.edge;

import java.util.Optional;
import java.util.function.Consumer;
import onecard.access.Reason;
import onecard.edge.intake.Stimulus;
import onecard.edge.remote.DeviceCommands;
import onecard.edge.store.journal.Journal;
import onecard.edge.store.journal.Outbox;
import onecard.money.Place;
import onecard.point.TapId;

/// The journal's answers on their way to whoever waits: an operator of the device, or the loop.
final class JournalAnswers implements Journal.Listener {
    private final Consumer<Stimulus> loop;
    private volatile Optional<DeviceCommands> device = Optional.empty();
    private volatile Consumer<Boolean> alarms = _ -> {};

    /// @param loop must not block
    JournalAnswers(Consumer<Stimulus> loop) {
        this.loop = loop;
    }

    /// Set once, when the journal exists.
    void alarms(Consumer<Boolean> nearlyFull) {
        alarms = nearlyFull;
    }

    /// Set once, before anybody asks anything.
    void device(DeviceCommands commands) {
        device = Optional.of(commands);
    }

    @Override
    public void recorded(TapId tap, long seq) {
        if (device.filter(it -> it.recorded(tap, seq)).isEmpty()) {
            loop.accept(new Stimulus.Recorded(tap, seq));
        }
    }

    @Override
    public void notRecorded(TapId tap, Reason why) {
        if (device.filter(it -> it.notRecorded(tap, why)).isEmpty()) {
            loop.accept(new Stimulus.NotRecorded(tap, why));
        }
    }

    @Override
    public void received(Outbox.Position upTo) {
        loop.accept(new Stimulus.Received(new Place(upTo.epoch(), upTo.seq())));
    }

    @Override
    public void nearlyFull(boolean active) {
        alarms.accept(active);
    }
}
