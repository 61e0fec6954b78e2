package onecard.edge.store.journal;

import java.util.List;
import onecard.edge.crypto.Json;

/// A fold whose state is how many taps it has seen.
final class CountingFold implements Fold {

    private long taps;
    private String held = "";

    long taps() {
        return taps;
    }

    /// What it heard last that the host holds, and of which epochs.
    String held() {
        return held;
    }

    @Override
    public void apply(Json.Obj event) {
        if (event.text("type").orElse("").equals("onecard.tap.v1")) {
            taps++;
        }
    }

    @Override
    public void held(Outbox.Position upTo, List<String> epochs) {
        held = upTo.epoch() + ":" + upTo.seq() + " of " + epochs;
    }

    @Override
    public Json.Obj state() {
        return Json.Obj.EMPTY.with("taps", taps);
    }

    @Override
    public void restore(Json.Obj state) {
        taps = state.number("taps").orElse(0L);
    }
}
