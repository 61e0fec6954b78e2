package onecard.hal.serial;

import java.util.Arrays;

/// The speeds a resident ID card module can be set to, the usual one first.
enum SamSpeed {
    B115200(115_200, SamCommand.SPEED_115200),
    B57600(57_600, SamCommand.SPEED_57600),
    B38400(38_400, SamCommand.SPEED_38400),
    B19200(19_200, SamCommand.SPEED_19200),
    B9600(9_600, SamCommand.SPEED_9600);

    private final int baud;
    private final SamCommand command;

    SamSpeed(int baud, SamCommand command) {
        this.baud = baud;
        this.command = command;
    }

    /// @throws IllegalArgumentException when no module has that speed
    static SamSpeed of(int baud) {
        return Arrays.stream(values())
                .filter(speed -> speed.baud == baud)
                .findFirst()
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        "an ID card module has 115200, 57600, 38400, 19200 or 9600"
                                                + " baud, not "
                                                + baud));
    }

    int baud() {
        return baud;
    }

    /// What brings a module to this speed.
    SamCommand command() {
        return command;
    }
}
