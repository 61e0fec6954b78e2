package onecard.hal.gpio;

import com.pi4j.io.gpio.digital.DigitalInput;
import com.pi4j.io.gpio.digital.DigitalInputConfig;
import com.pi4j.io.gpio.digital.DigitalInputProviderBase;

/// Inputs on the Linux GPIO character device.
final class LineInputProvider extends DigitalInputProviderBase {

    private final Kernel kernel;

    LineInputProvider(Kernel kernel) {
        super("onecard-gpio-input");
        this.kernel = kernel;
    }

    /// @param config an [InputConfig]: Pi4J's own does not say the chip
    /// @throws LineException
    @Override
    public DigitalInput create(DigitalInputConfig config) {
        var wiring = (InputConfig) config;
        var input = new LineInput(this, wiring, new Line(kernel, wiring.name(), wiring.wire()));
        try {
            input.request();
        } catch (GpioException refused) {
            throw new LineException(refused);
        }
        context().registry().add(input);
        return input;
    }
}
