package onecard.hal.serial;

import java.time.Duration;

/// What the module is asked, and how long it may take. Nothing else is ever sent: no fingerprint,
/// no address.
enum SamCommand {
    /// Whether it works and may work.
    STATUS(0x11, 0xFF, Duration.ofMillis(200)),
    /// Looks once for a card; modules answer within some 100 ms.
    FIND(0x20, 0x01, Duration.ofSeconds(1)),
    SELECT(0x20, 0x02, Duration.ofSeconds(1)),
    /// Text and photo. At 9600 baud the answer alone takes 1.4 s, the card up to 1 s before it.
    READ(0x30, 0x01, Duration.ofSeconds(3)),
    SPEED_115200(0x60, 0x00, Duration.ofMillis(200)),
    SPEED_57600(0x60, 0x01, Duration.ofMillis(200)),
    SPEED_38400(0x60, 0x02, Duration.ofMillis(200)),
    SPEED_19200(0x60, 0x03, Duration.ofMillis(200)),
    SPEED_9600(0x60, 0x04, Duration.ofMillis(200));

    private final byte command;
    private final byte parameter;
    private final Duration timeout;

    SamCommand(int command, int parameter, Duration timeout) {
        this.command = (byte) command;
        this.parameter = (byte) parameter;
        this.timeout = timeout;
    }

    byte[] frame() {
        return SamFraming.frame(new byte[] {command, parameter});
    }

    Duration timeout() {
        return timeout;
    }
}
