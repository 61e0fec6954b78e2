package onecard.hal.gpio;

import com.pi4j.io.gpio.digital.DigitalInputConfig;
import com.pi4j.io.gpio.digital.PullResistance;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/// An input for Pi4J.
///
/// @param name of the contact
/// @param settles a level that stays shorter is none
record InputConfig(String name, Wire wire, Duration settles, int number)
        implements LineConfig<DigitalInputConfig>, DigitalInputConfig {

    @Override
    public String id() {
        return "contact " + name;
    }

    @Override
    public PullResistance pull() {
        return switch (wire.bias()) {
            case PULL_UP -> PullResistance.PULL_UP;
            case PULL_DOWN -> PullResistance.PULL_DOWN;
            case AS_IS, NONE -> PullResistance.OFF;
        };
    }

    /// In microseconds.
    @Override
    public Long debounce() {
        return TimeUnit.MICROSECONDS.convert(settles);
    }
}
