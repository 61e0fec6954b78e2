package onecard.hal.gpio;

import com.pi4j.context.Context;
import com.pi4j.exception.ShutdownException;
import com.pi4j.io.gpio.digital.DigitalOutput;
import com.pi4j.io.gpio.digital.DigitalOutputBase;
import com.pi4j.io.gpio.digital.DigitalState;

/// An output of Pi4J's on a line of the kernel's. Guarded by the relay it belongs to.
final class LineOutput extends DigitalOutputBase {

    private final OutputConfig wiring;
    private final Line line;

    /// @param line held, at the level it has at rest
    LineOutput(LineOutputProvider provider, OutputConfig wiring, Line line) {
        super(provider, wiring);
        this.wiring = wiring;
        this.line = line;
        state = wiring.initialState(); // it came with the line: Pi4J finds nothing left to set
    }

    Line line() {
        return line;
    }

    /// Sets the line where it is not at that level already.
    ///
    /// @throws LineException
    @Override
    public DigitalOutput state(DigitalState wanted) {
        if (wanted != state) {
            try {
                line.set(wanted == wiring.onState());
            } catch (GpioException failed) {
                throw new LineException(failed);
            }
        }
        return super.state(wanted);
    }

    /// After a failure, when nobody knows at which level the line is: sets it, and asks for it anew
    /// where it was lost.
    void restore(boolean active) throws GpioException {
        if (line.held()) {
            line.set(active);
        } else {
            line.request(new LineRequest.Output(active, wiring.drive()));
        }
        super.state(wiring.state(active));
    }

    @Override
    public DigitalOutput shutdownInternal(Context context) throws ShutdownException {
        try {
            return super.shutdownInternal(context);
        } finally {
            line.close();
        }
    }
}
