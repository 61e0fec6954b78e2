package onecard.hal.gpio;

import com.pi4j.config.Config;
import com.pi4j.io.gpio.digital.DigitalConfig;
import com.pi4j.io.gpio.digital.DigitalState;
import java.util.Map;

/// What Pi4J wants to know of any line. It tells lines apart by one number each, as if a board had
/// one chip; here that number is the line's turn on the board, and where it is stands in [#wire].
interface LineConfig<C extends Config<C>> extends DigitalConfig<C> {

    Wire wire();

    /// Its turn on the board.
    int number();

    @Override
    default String description() {
        return id();
    }

    @Override
    default Map<String, String> properties() {
        return Map.of();
    }

    @Override
    default void validate() {
        // What is wrong with a line, only the kernel knows.
    }

    @Override
    default DigitalState onState() {
        return wire().activeHigh() ? DigitalState.HIGH : DigitalState.LOW;
    }

    /// A level as Pi4J has it: electrical.
    default DigitalState state(boolean active) {
        return active ? onState() : DigitalState.getInverseState(onState());
    }

    @Override
    default Integer bcm() {
        return number();
    }

    @Override
    default Integer bus() {
        return 0;
    }

    @Override
    @Deprecated
    @SuppressWarnings("removal") // Pi4J still asks for it
    default Integer address() {
        return number();
    }

    /// None: the kind of line says which.
    @Override
    default String provider() {
        return "";
    }

    @Override
    default String platform() {
        return "";
    }
}
