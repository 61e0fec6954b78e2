package onecard.edge.intake;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import onecard.access.Presentation;
import onecard.access.Reason;
import onecard.edge.plates.Match;
import onecard.edge.plates.PlateLookup;
import onecard.edge.watch.Metrics;
import onecard.edge.words.ReasonWords;
import onecard.hal.Panel;
import onecard.hal.PlateEvent;

/// Turns what one camera tells into what the loop can hear, on the camera's own thread: a plate
/// becomes a token here, or it was not read. Whether it is the same vehicle once more, the loop
/// knows, and nobody tells when it is gone.
public final class PlateTaps implements Consumer<PlateEvent> {

    /// In metrics, a reading that nobody looked for.
    private static final String UNSURE = "unsure";

    private final PlateLookup plates;
    private final Duration away;
    private final Inbox inbox;
    private final Panel panel;
    private final Metrics metrics;
    private final LongSupplier nanos;

    /// @param away a plate that was not read for so long is shown anew
    public PlateTaps(
            PlateLookup plates,
            Duration away,
            Inbox inbox,
            Panel panel,
            Metrics metrics,
            LongSupplier nanos) {
        this.plates = plates;
        this.away = away;
        this.inbox = inbox;
        this.panel = panel;
        this.metrics = metrics;
        this.nanos = nanos;
    }

    @Override
    public void accept(PlateEvent event) {
        switch (event) {
            case PlateEvent.Read read -> read(read);
            case PlateEvent.Lost(var source, var why, _) ->
                    inbox.offer(new Stimulus.ReaderLost(source, why));
            case PlateEvent.Back(var source, _) -> {
                plates.warm();
                inbox.offer(new Stimulus.ReaderBack(source));
            }
        }
    }

    private void read(PlateEvent.Read read) {
        long began = nanos.getAsLong();
        boolean sure = read.confidencePercent() >= plates.terms().confidencePercent();
        var looked =
                sure
                        ? Optional.of(plates.look(read.plate()))
                        : Optional.<PlateLookup.Looked>empty();
        var match = looked.map(PlateLookup.Looked::match);
        metrics.plate(read.source(), match.map(Match::wire).orElse(UNSURE));
        Presentation shown =
                looked.map(plates::bound)
                        .orElseGet(() -> new Presentation.Unreadable(Reason.CARD_UNREADABLE));
        boolean heard =
                inbox.offer(
                        new Stimulus.Presented(
                                read.source(),
                                shown,
                                read.nanos(),
                                (began - read.nanos()) / 1_000,
                                (nanos.getAsLong() - began) / 1_000,
                                Map.of(),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.of(
                                        new PlateShown(match, read.confidencePercent(), away))));
        if (!heard) {
            ReasonWords.of(Reason.BUSY).show(panel);
        }
    }
}
