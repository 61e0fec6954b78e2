package onecard.edge.store;

import onecard.edge.crypto.Json;

/// A fold whose state is how many taps it has seen.
final class CountingFold implements Fold {

    private long taps;

    long taps() {
        return taps;
    }

    @Override
    public void apply(Json.Obj event) {
        if (event.text("type").orElse("").equals("onecard.tap.v1")) {
            taps++;
        }
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
