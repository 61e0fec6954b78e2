package onecard.hal.sim;

import onecard.hal.Load;
import onecard.hal.Scale;
import onecard.hal.ScaleContract;

/// On the simulated scale.
class SimScaleContractTest extends ScaleContract {

    private final SimScale sim = new SimScale("scale", System::nanoTime);

    @Override
    protected Scale scale() {
        return sim;
    }

    @Override
    protected void lay(Load load) {
        sim.lay(load);
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
