package onecard.hal.gpio;

import java.io.IOException;

/// A line that cannot be had or does not answer. Says whose line it is, why, and what to do.
public final class GpioException extends IOException {
    private static final long serialVersionUID = 1L;

    private final transient LineFault fault;

    /// @param fault why
    public GpioException(LineFault fault) {
        super(fault.text());
        this.fault = fault;
    }

    /// @param who the relay or contact, `relay lock`
    GpioException(String who, GpioException cause) {
        super(who + ": " + cause.getMessage(), cause);
        this.fault = cause.fault;
    }

    /// Why, without whose line it is.
    public LineFault fault() {
        return fault;
    }
}
