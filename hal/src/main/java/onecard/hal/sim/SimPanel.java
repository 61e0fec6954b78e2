package onecard.hal.sim;

import java.util.Optional;
import onecard.hal.Panel;

/// Light and beeper of a point where devices are simulated.
///
/// @param reader at which it shows; absent: at all of the point
public record SimPanel(String point, Optional<String> reader, SimWitness witness) implements Panel {

    /// Of a whole point.
    public SimPanel(String point, SimWitness witness) {
        this(point, Optional.empty(), witness);
    }

    @Override
    public void show(Signal signal, String zh, String en) {
        witness.saw(reader.orElse(point), new SimHappening.Light(point, reader, signal, zh, en));
    }

    @Override
    public Panel at(String at) {
        return new SimPanel(point, Optional.of(at), witness);
    }

    @Override
    public void warn(boolean on) {
        witness.saw(point, new SimHappening.Warning(on));
    }
}
