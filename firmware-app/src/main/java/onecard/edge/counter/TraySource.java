package onecard.edge.counter;

import java.util.Set;
import java.util.function.Consumer;
import onecard.edge.intake.Stimulus;
import onecard.edge.watch.Device.Kind;
import onecard.hal.TrayEvent;
import onecard.hal.TrayStability;
import onecard.point.Tray;

/// Turns the rounds of one antenna into what lies there, which is told when it changes. Owned by
/// the antenna's thread.
final class TraySource implements Consumer<TrayEvent> {

    private final CounterSource source;
    private final TrayStability.Rules rules;
    private TrayStability stability;
    private Tray told = new Tray.Unstable();

    TraySource(CounterSource source, TrayStability.Rules rules) {
        this.source = source;
        this.rules = rules;
        this.stability = TrayStability.begin(rules);
    }

    @Override
    public void accept(TrayEvent event) {
        switch (event) {
            case TrayEvent.Inventory(var antenna, var tags, var nanos) ->
                    looked(antenna, tags, nanos);
            case TrayEvent.Lost(var antenna, var why, _) -> {
                // What lay there is not current when it comes back.
                stability = TrayStability.begin(rules);
                tell(antenna, new Tray.Unstable());
                source.lost(Kind.TRAY, antenna, why);
            }
            case TrayEvent.Back(var antenna, _) -> source.back(Kind.TRAY, antenna);
        }
    }

    private void looked(String antenna, Set<String> tags, long nanos) {
        stability = stability.after(tags, nanos);
        tell(
                antenna,
                switch (stability.tray()) {
                    case TrayStability.Tray.Empty() -> new Tray.Empty();
                    case TrayStability.Tray.Unstable() -> new Tray.Unstable();
                    case TrayStability.Tray.Stable(var resting) -> new Tray.Stable(resting);
                });
    }

    private void tell(String antenna, Tray tray) {
        if (!tray.equals(told)) {
            told = tray;
            source.inbox().offer(new Stimulus.Laid(antenna, tray));
        }
    }
}
