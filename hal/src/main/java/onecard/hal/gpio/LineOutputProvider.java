package onecard.hal.gpio;

import com.pi4j.io.gpio.digital.DigitalOutput;
import com.pi4j.io.gpio.digital.DigitalOutputConfig;
import com.pi4j.io.gpio.digital.DigitalOutputProviderBase;

/// Outputs on the Linux GPIO character device.
final class LineOutputProvider extends DigitalOutputProviderBase {

    private final Kernel kernel;

    LineOutputProvider(Kernel kernel) {
        super("onecard-gpio-output");
        this.kernel = kernel;
    }

    /// @param config an [OutputConfig]: Pi4J's own says neither chip nor drive
    /// @throws LineException
    @Override
    public DigitalOutput create(DigitalOutputConfig config) {
        var wiring = (OutputConfig) config;
        var line = new Line(kernel, wiring.name(), wiring.wire());
        try {
            line.request(new LineRequest.Output(wiring.activeAtRest(), wiring.drive()));
        } catch (GpioException refused) {
            throw new LineException(refused);
        }
        var output = new LineOutput(this, wiring, line);
        context().registry().add(output);
        return output;
    }
}
