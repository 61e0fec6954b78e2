package onecard.hal.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import onecard.hal.TrayEvent;
import onecard.hal.TrayEvent.Back;
import onecard.hal.TrayEvent.Inventory;
import onecard.hal.TrayReader;
import onecard.hal.TrayReaderContract;
import org.junit.jupiter.api.Test;

/// On the simulated antenna.
class SimTrayReaderContractTest extends TrayReaderContract {

    private final SimTrayReader sim = new SimTrayReader("tray", System::nanoTime);

    @Override
    protected TrayReader reader() {
        sim.start();
        return sim;
    }

    @Override
    protected void lay(Set<String> tags) {
        sim.lay(tags);
    }

    @Override
    protected void unplug() {
        sim.lose();
    }

    @Override
    protected void plugIn() {
        sim.giveBack();
    }

    @Test
    void aHiddenPlateStaysAwayFromOneRound() {
        var heard = new ArrayList<TrayEvent>(); // read once its thread is gone
        try (var still = new SimTrayReader("still", () -> 7)) {
            still.open(heard::add);
            still.lay(Set.of(BOWL, PLATE));
            still.hide(Set.of(PLATE));
            still.look();
            still.look();
        }
        assertEquals(
                List.of(
                        new Back("still", 7),
                        new Inventory("still", Set.of(BOWL), 7),
                        new Inventory("still", Set.of(BOWL, PLATE), 7)),
                heard);
    }
}
