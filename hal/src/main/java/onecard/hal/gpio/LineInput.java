package onecard.hal.gpio;

import com.pi4j.context.Context;
import com.pi4j.exception.ShutdownException;
import com.pi4j.io.gpio.digital.DigitalInput;
import com.pi4j.io.gpio.digital.DigitalInputBase;
import com.pi4j.io.gpio.digital.DigitalState;
import com.pi4j.io.gpio.digital.DigitalStateChangeEvent;

/// An input of Pi4J's on a line of the kernel's. Its contact reads the edges, which carry a time
/// that Pi4J's events have no place for, and tells it what became of the level.
final class LineInput extends DigitalInputBase {

    private final InputConfig wiring;
    private final Line line;
    private volatile DigitalState state = DigitalState.UNKNOWN;

    /// @param line held
    LineInput(LineInputProvider provider, InputConfig wiring, Line line) {
        super(provider, wiring);
        this.wiring = wiring;
        this.line = line;
    }

    Line line() {
        return line;
    }

    @Override
    public DigitalState state() {
        return state;
    }

    /// The level is this one now.
    void seen(boolean active) {
        var now = wiring.state(active);
        if (now != state) {
            state = now;
            if (hasListenersOrBindings()) {
                dispatch(new DigitalStateChangeEvent<>(this, now));
            }
        }
    }

    /// Asks for the line, held or not.
    void request() throws GpioException {
        line.request(new LineRequest.Input(wiring.settles()));
    }

    @Override
    public DigitalInput shutdownInternal(Context context) throws ShutdownException {
        try {
            return super.shutdownInternal(context);
        } finally {
            line.close();
        }
    }
}
