package onecard.hal.gpio;

import com.pi4j.io.gpio.digital.DigitalOutputConfig;
import com.pi4j.io.gpio.digital.DigitalState;

/// An output for Pi4J.
///
/// @param name of the relay
/// @param activeAtRest its level from the request on, and the one that is left behind
record OutputConfig(String name, Wire wire, Drive drive, boolean activeAtRest, int number)
        implements LineConfig<DigitalOutputConfig>, DigitalOutputConfig {

    @Override
    public String id() {
        return "relay " + name;
    }

    @Override
    public DigitalState initialState() {
        return state(activeAtRest);
    }

    @Override
    public DigitalState shutdownState() {
        return state(activeAtRest);
    }

    @Override
    public DigitalOutputConfig shutdownState(DigitalState state) {
        throw new UnsupportedOperationException("the level left behind is given with the line");
    }
}
