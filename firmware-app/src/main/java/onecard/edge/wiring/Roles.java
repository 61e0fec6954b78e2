package onecard.edge.wiring;

import static onecard.edge.words.Message.WIRING_CAMERA;
import static onecard.edge.words.Message.WIRING_CONTACT;
import static onecard.edge.words.Message.WIRING_DISPLAY;
import static onecard.edge.words.Message.WIRING_KEEPS;
import static onecard.edge.words.Message.WIRING_KEYPAD;
import static onecard.edge.words.Message.WIRING_LOCK_SAFE;
import static onecard.edge.words.Message.WIRING_LOCK_SECURE;
import static onecard.edge.words.Message.WIRING_MODULE;
import static onecard.edge.words.Message.WIRING_OFF;
import static onecard.edge.words.Message.WIRING_ON;
import static onecard.edge.words.Message.WIRING_OPEN_DRAIN;
import static onecard.edge.words.Message.WIRING_OPEN_SOURCE;
import static onecard.edge.words.Message.WIRING_PIN_DOWN;
import static onecard.edge.words.Message.WIRING_PIN_UNKNOWN;
import static onecard.edge.words.Message.WIRING_PIN_UP;
import static onecard.edge.words.Message.WIRING_PRINTER;
import static onecard.edge.words.Message.WIRING_PULL_AS_IS;
import static onecard.edge.words.Message.WIRING_PULL_DOWN;
import static onecard.edge.words.Message.WIRING_PULL_NONE;
import static onecard.edge.words.Message.WIRING_PULL_UP;
import static onecard.edge.words.Message.WIRING_PURSE;
import static onecard.edge.words.Message.WIRING_PUSH_PULL;
import static onecard.edge.words.Message.WIRING_READER;
import static onecard.edge.words.Message.WIRING_RELAY;
import static onecard.edge.words.Message.WIRING_ROLE_ARRIVAL_IN;
import static onecard.edge.words.Message.WIRING_ROLE_ARRIVAL_OUT;
import static onecard.edge.words.Message.WIRING_ROLE_DOWN;
import static onecard.edge.words.Message.WIRING_ROLE_EXIT;
import static onecard.edge.words.Message.WIRING_ROLE_FIRE;
import static onecard.edge.words.Message.WIRING_ROLE_HOME;
import static onecard.edge.words.Message.WIRING_ROLE_LEAF;
import static onecard.edge.words.Message.WIRING_ROLE_LOCK;
import static onecard.edge.words.Message.WIRING_ROLE_LOWER;
import static onecard.edge.words.Message.WIRING_ROLE_METER;
import static onecard.edge.words.Message.WIRING_ROLE_OPEN_IN;
import static onecard.edge.words.Message.WIRING_ROLE_OPEN_OUT;
import static onecard.edge.words.Message.WIRING_ROLE_PASSED;
import static onecard.edge.words.Message.WIRING_ROLE_PASSED_IN;
import static onecard.edge.words.Message.WIRING_ROLE_PASSED_OUT;
import static onecard.edge.words.Message.WIRING_ROLE_RAISE;
import static onecard.edge.words.Message.WIRING_ROLE_READS_IN;
import static onecard.edge.words.Message.WIRING_ROLE_READS_OUT;
import static onecard.edge.words.Message.WIRING_ROLE_SAFETY;
import static onecard.edge.words.Message.WIRING_ROLE_STOP;
import static onecard.edge.words.Message.WIRING_ROLE_UP;
import static onecard.edge.words.Message.WIRING_ROLE_VALVE;
import static onecard.edge.words.Message.WIRING_SCALE;
import static onecard.edge.words.Message.WIRING_SCANNER;
import static onecard.edge.words.Message.WIRING_SENSOR;
import static onecard.edge.words.Message.WIRING_TRAY;
import static onecard.edge.words.Message.WIRING_UNKNOWN;
import static onecard.edge.words.Message.WIRING_USE_CONSOLE;
import static onecard.edge.words.Message.WIRING_USE_EEPROM;
import static onecard.edge.words.Message.WIRING_USE_I2C;
import static onecard.edge.words.Message.WIRING_VOICE;

import onecard.access.Direction;
import onecard.point.Output;
import onecard.point.Role;
import onecard.point.Sensor;
import onecard.site.Board;
import onecard.site.BoardModel;
import onecard.site.LockKind;
import onecard.words.Words;

/// What parts are called and what they are there for, in installers' words.
public final class Roles {

    private Roles() {}

    static Words of(Part.Kind kind) {
        return switch (kind) {
            case RELAY -> WIRING_RELAY.with();
            case CONTACT -> WIRING_CONTACT.with();
            case READER -> WIRING_READER.with();
            case SCANNER -> WIRING_SCANNER.with();
            case KEYPAD -> WIRING_KEYPAD.with();
            case SENSOR -> WIRING_SENSOR.with();
            case CAMERA -> WIRING_CAMERA.with();
            case MODULE -> WIRING_MODULE.with();
            case PURSE -> WIRING_PURSE.with();
            case DISPLAY -> WIRING_DISPLAY.with();
            case VOICE -> WIRING_VOICE.with();
            case PRINTER -> WIRING_PRINTER.with();
            case TRAY -> WIRING_TRAY.with();
            case SCALE -> WIRING_SCALE.with();
        };
    }

    static Words of(Output output) {
        return switch (output) {
            case LOCK -> WIRING_ROLE_LOCK.with();
            case IN -> WIRING_ROLE_OPEN_IN.with();
            case OUT -> WIRING_ROLE_OPEN_OUT.with();
            case RAISE -> WIRING_ROLE_RAISE.with();
            case LOWER -> WIRING_ROLE_LOWER.with();
            case STOP -> WIRING_ROLE_STOP.with();
            case VALVE -> WIRING_ROLE_VALVE.with();
        };
    }

    /// Whether a fire moves it.
    static boolean released(Output output) {
        return switch (output) {
            case LOCK, IN, OUT, RAISE -> true;
            case LOWER, STOP, VALVE -> false;
        };
    }

    static Words of(Direction direction) {
        return switch (direction) {
            case IN -> WIRING_ROLE_READS_IN.with();
            case OUT -> WIRING_ROLE_READS_OUT.with();
        };
    }

    /// What a contact is there for.
    public static Words of(Role role) {
        return switch (role) {
            case Role.Leaf() -> WIRING_ROLE_LEAF.with();
            case Role.ExitButton() -> WIRING_ROLE_EXIT.with();
            case Role.Fire() -> WIRING_ROLE_FIRE.with();
            case Role.Sensing(var sensor) -> of(sensor);
        };
    }

    private static Words of(Sensor sensor) {
        return switch (sensor) {
            case PASSED_IN -> WIRING_ROLE_PASSED_IN.with();
            case PASSED_OUT -> WIRING_ROLE_PASSED_OUT.with();
            case PASSED -> WIRING_ROLE_PASSED.with();
            case SAFETY -> WIRING_ROLE_SAFETY.with();
            case HOME -> WIRING_ROLE_HOME.with();
            case ARRIVAL_IN -> WIRING_ROLE_ARRIVAL_IN.with();
            case ARRIVAL_OUT -> WIRING_ROLE_ARRIVAL_OUT.with();
            case UP -> WIRING_ROLE_UP.with();
            case DOWN -> WIRING_ROLE_DOWN.with();
            case METER -> WIRING_ROLE_METER.with();
        };
    }

    static Words of(Board.Bias bias) {
        return switch (bias) {
            case AS_IS -> WIRING_PULL_AS_IS.with();
            case PULL_UP -> WIRING_PULL_UP.with();
            case PULL_DOWN -> WIRING_PULL_DOWN.with();
            case NONE -> WIRING_PULL_NONE.with();
        };
    }

    static Words of(Board.Drive drive) {
        return switch (drive) {
            case PUSH_PULL -> WIRING_PUSH_PULL.with();
            case OPEN_DRAIN -> WIRING_OPEN_DRAIN.with();
            case OPEN_SOURCE -> WIRING_OPEN_SOURCE.with();
        };
    }

    static Words of(Board.Fallback fallback) {
        return switch (fallback) {
            case OFF -> WIRING_OFF.with();
            case ON -> WIRING_ON.with();
            case KEEPS -> WIRING_KEEPS.with();
            case UNKNOWN -> WIRING_UNKNOWN.with();
        };
    }

    static Words of(LockKind lock) {
        return switch (lock) {
            case FAIL_SAFE -> WIRING_LOCK_SAFE.with();
            case FAIL_SECURE -> WIRING_LOCK_SECURE.with();
        };
    }

    static Words of(BoardModel.Pull pull) {
        return switch (pull) {
            case UP -> WIRING_PIN_UP.with();
            case DOWN -> WIRING_PIN_DOWN.with();
            case UNKNOWN -> WIRING_PIN_UNKNOWN.with();
        };
    }

    static Words of(BoardModel.Use use) {
        return switch (use) {
            case I2C -> WIRING_USE_I2C.with();
            case CONSOLE -> WIRING_USE_CONSOLE.with();
            case EEPROM -> WIRING_USE_EEPROM.with();
        };
    }
}
