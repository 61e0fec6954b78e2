package onecard.hal.serial;

import java.util.Arrays;
import java.util.Optional;

/// What the module answered: its own status (SW3), and the data behind it. The card's status
/// bytes before it say nothing that SW3 does not.
record SamAnswer(int status, byte[] data) {

    static final int CARD_FOUND = 0x9F;
    static final int DONE = 0x90;
    static final int NO_CARD = 0x80;

    /// Base information: two lengths, text, photo.
    private static final int TEXT_AT = 4;

    /// The module took no command, or may not work at all: nothing a card could cause.
    static Optional<String> trouble(int status) {
        return switch (status) {
            case 0x10 -> Optional.of("says that our checksum was wrong");
            case 0x11 -> Optional.of("says that our length was wrong");
            case 0x21, 0x24 -> Optional.of("does not know our command");
            case 0x60 -> Optional.of("failed its self-test and takes no command");
            case 0x66 -> Optional.of("is not authorised to work");
            default -> Optional.empty();
        };
    }

    /// @param body of a frame: at least the three status bytes
    static SamAnswer of(byte[] body) {
        return new SamAnswer(body[2] & 0xff, Arrays.copyOfRange(body, 3, body.length));
    }

    /// Whether a module says this to that. Anything else is a late answer to something before.
    boolean fits(SamCommand command) {
        if (trouble(status).isPresent()) {
            return true;
        }
        return switch (command) {
            case FIND -> status == CARD_FOUND || status == NO_CARD;
            case READ -> status != CARD_FOUND && (status != DONE || isBaseInformation());
            case SELECT -> status != CARD_FOUND && !isBaseInformation();
            case STATUS, SPEED_115200, SPEED_57600, SPEED_38400, SPEED_19200, SPEED_9600 ->
                    status == DONE && data.length == 0;
        };
    }

    private boolean isBaseInformation() {
        return data.length == TEXT_AT + 256 + 1024
                && data[0] == 1
                && data[1] == 0
                && data[2] == 4
                && data[3] == 0;
    }

    /// A copy of the 256 bytes of text.
    byte[] text() {
        return Arrays.copyOfRange(data, TEXT_AT, TEXT_AT + IdDocument.TEXT_BYTES);
    }

    /// Overwrites what stands in it.
    void forget() {
        Arrays.fill(data, (byte) 0);
    }

    @Override
    public String toString() {
        return "SamAnswer[status=%02x]".formatted(status);
    }
}
