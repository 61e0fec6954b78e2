package onecard.hal.sim;

import onecard.hal.CustomerDisplay;
import onecard.hal.CustomerDisplayContract;
import org.junit.jupiter.api.Test;

/// On the simulated display.
class SimDisplayContractTest extends CustomerDisplayContract {

    private final SimDisplay sim = new SimDisplay("pole", System::nanoTime);

    @Override
    protected CustomerDisplay display() {
        return sim;
    }

    @Override
    protected String glass() {
        var glass = sim.glass();
        return glass.upper().stripTrailing() + "|" + glass.lower().stripTrailing();
    }

    @Test
    void anUnpluggedDisplayIsDark() {
        unplug();
        sees("|");
    }

    @Override
    protected void unplug() {
        sim.lose();
    }

    @Override
    protected void plugIn() {
        sim.giveBack();
    }
}
