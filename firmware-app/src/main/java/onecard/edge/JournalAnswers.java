package onecard.edge;

import java.util.Optional;
import java.util.function.Consumer;
import onecard.access.Reason;
import onecard.edge.loop.Inbox;
import onecard.edge.loop.Stimulus;
import onecard.edge.remote.DeviceCommands;
import onecard.edge.store.Journal;
import onecard.point.TapId;

/// The journal's answers on their way to whoever waits: an operator of the device, or the loop.
final class JournalAnswers implements Journal.Listener {
    private final Inbox inbox;
    private volatile Optional<DeviceCommands> device = Optional.empty();
    private volatile Consumer<Boolean> alarms = _ -> {};

    JournalAnswers(Inbox inbox) {
        this.inbox = inbox;
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
            inbox.offer(new Stimulus.Recorded(tap, seq));
        }
    }

    @Override
    public void notRecorded(TapId tap, Reason why) {
        if (device.filter(it -> it.notRecorded(tap, why)).isEmpty()) {
            inbox.offer(new Stimulus.NotRecorded(tap, why));
        }
    }

    @Override
    public void nearlyFull(boolean active) {
        alarms.accept(active);
    }
}
