package onecard.hal;

import java.util.Optional;

/// A scale says the same ten times a second: what of it is news. Pure; owned by the scale's
/// thread.
public final class ScaleChanges {

    private final String scale;
    private Optional<Load> told = Optional.empty();

    public ScaleChanges(String scale) {
        this.scale = scale;
    }

    /// The event to tell, unless that is what was told last.
    public Optional<ScaleEvent> next(Load load, long nanos) {
        if (told.equals(Optional.of(load))) {
            return Optional.empty();
        }
        told = Optional.of(load);
        return Optional.of(
                switch (load) {
                    case Load.Weight(var grams, var stable) ->
                            new ScaleEvent.Weight(scale, grams, stable, nanos);
                    case Load.Over() -> new ScaleEvent.Overloaded(scale, nanos);
                    case Load.Under() -> new ScaleEvent.Underloaded(scale, nanos);
                });
    }

    /// Nothing was told: the next load is news, whatever it is.
    public void forget() {
        told = Optional.empty();
    }
}
