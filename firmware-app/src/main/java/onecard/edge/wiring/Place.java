package onecard.edge.wiring;

import static onecard.edge.words.Message.WIRING_CHANNEL;
import static onecard.edge.words.Message.WIRING_HSM;
import static onecard.edge.words.Message.WIRING_PORT_FILES;
import static onecard.edge.words.Message.WIRING_PORT_INPUT;
import static onecard.edge.words.Message.WIRING_PORT_NETWORK;
import static onecard.edge.words.Message.WIRING_PORT_SERIAL;
import static onecard.edge.words.Message.WIRING_PORT_SMART_CARD;
import static onecard.edge.words.Message.WIRING_PORT_SOUND;
import static onecard.edge.words.Message.WIRING_SIMULATED;
import static onecard.edge.words.Message.WIRING_TEST_KEYS;

import onecard.site.BoardModel.Pin;
import onecard.words.Words;

/// Where a part is connected.
sealed interface Place {

    /// A pin of the board's header.
    ///
    /// @param chip that the daemon asks for the line
    /// @param number of the line there
    record OfHeader(int pin, Pin.Gpio gpio, String chip, String number) implements Place {}

    /// A line of a chip whose pins nobody named.
    record OfChip(String chip, String line) implements Place {}

    /// A channel of a converter.
    record OfConverter(String converter, int channel) implements Place {}

    /// A port of the computer.
    ///
    /// @param device which one, as the site file writes it; may be empty
    record OfPort(Port port, String device) implements Place {}

    /// Files, or the log.
    record Simulated() implements Place {}

    /// What a computer is reached by.
    enum Port {
        SMART_CARD,
        SERIAL,
        INPUT,
        NETWORK,
        FILES,
        SOUND,
        HSM,
        TEST_KEYS;

        Words words() {
            return switch (this) {
                case SMART_CARD -> WIRING_PORT_SMART_CARD.with();
                case SERIAL -> WIRING_PORT_SERIAL.with();
                case INPUT -> WIRING_PORT_INPUT.with();
                case NETWORK -> WIRING_PORT_NETWORK.with();
                case FILES -> WIRING_PORT_FILES.with();
                case SOUND -> WIRING_PORT_SOUND.with();
                case HSM -> WIRING_HSM.with();
                case TEST_KEYS -> WIRING_TEST_KEYS.with();
            };
        }
    }

    /// In one line, for the table and beside the part in the picture.
    default Words words() {
        return switch (this) {
            case OfHeader(var pin, var gpio, _, _) -> same("PIN" + pin + " " + gpio.name());
            case OfChip(var chip, var line) -> same(chip + " " + line);
            case OfConverter(var converter, var channel) -> WIRING_CHANNEL.with(converter, channel);
            case OfPort(var port, var device) ->
                    device.isEmpty()
                            ? port.words()
                            : new Words(
                                    port.words().zh() + " " + device,
                                    port.words().en() + " " + device);
            case Simulated() -> WIRING_SIMULATED.with();
        };
    }

    /// By where wires leave the board, so that few of them cross: pins first, and in their order.
    default int order() {
        return switch (this) {
            case OfHeader(var pin, _, _, _) -> pin;
            case OfChip _ -> 1_000;
            case OfConverter _ -> 2_000;
            case OfPort _ -> 3_000;
            case Simulated() -> 4_000;
        };
    }

    private static Words same(String text) {
        return new Words(text, text);
    }
}
