package onecard.edge.loop;

import java.util.function.LongSupplier;
import onecard.access.Presentation;
import onecard.access.Reason;
import onecard.hal.Panel;

/// Hands what was shown to the loop, with how long that took; if the loop has no room, the person
/// hears it at once. For one device's thread.
record Presenter(Inbox inbox, Panel panel, LongSupplier nanos) {

    /// @param seenNanos when the card or code was noticed
    /// @param readNanos when it had been read, and looking it up began
    void present(String reader, Presentation shown, long seenNanos, long readNanos) {
        long now = nanos.getAsLong();
        var presented =
                new Stimulus.Presented(
                        reader,
                        shown,
                        seenNanos,
                        (readNanos - seenNanos) / 1_000,
                        (now - readNanos) / 1_000);
        if (!inbox.offer(presented)) {
            panel.show(EffectRunner.signal(Reason.BUSY), Reason.BUSY.zh(), Reason.BUSY.en());
        }
    }
}
