package onecard.hal.gpio;

import com.pi4j.io.exception.IOException;

/// What Pi4J's interfaces let through of a [GpioException].
final class LineException extends IOException {
    private static final long serialVersionUID = 1L;

    private final GpioException why;

    LineException(GpioException why) {
        super(why.getMessage(), why);
        this.why = why;
    }

    GpioException why() {
        return why;
    }
}
