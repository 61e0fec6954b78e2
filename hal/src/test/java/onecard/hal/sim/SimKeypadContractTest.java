package onecard.hal.sim;

import onecard.hal.Keypad;
import onecard.hal.KeypadContract;

/// On the simulated keypad.
class SimKeypadContractTest extends KeypadContract {

    private final SimKeypad sim = new SimKeypad("pad", System::nanoTime);

    @Override
    protected Keypad keypad() {
        return sim;
    }

    @Override
    protected void type(String keys) {
        sim.type(keys);
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
