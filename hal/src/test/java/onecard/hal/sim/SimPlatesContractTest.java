package onecard.hal.sim;

import onecard.hal.PlateSource;
import onecard.hal.PlateSourceContract;

/// On the simulated camera.
class SimPlatesContractTest extends PlateSourceContract {

    private final SimPlates sim = new SimPlates("cam-in", System::nanoTime);

    @Override
    protected PlateSource source() {
        return sim;
    }

    @Override
    protected void drive(String plate, int confidencePercent) {
        sim.read(plate, confidencePercent);
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
