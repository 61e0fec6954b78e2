package onecard.edge.sim;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import onecard.edge.crypto.Json;
import onecard.hal.Load;
import onecard.hal.PlateText;
import onecard.hal.TrayEvent;
import onecard.hal.sim.SimBioSensor;
import onecard.hal.sim.SimKeypad;
import onecard.hal.sim.SimPart;
import onecard.hal.sim.SimPlates;
import onecard.hal.sim.SimReader;
import onecard.hal.sim.SimScale;
import onecard.hal.sim.SimScanner;
import onecard.hal.sim.SimTear;
import onecard.hal.sim.SimTrayReader;

/// What a line says that somebody does. Whatever comes out of here is possible, so that nothing
/// fails on a device's own thread. For one thread.
final class Acts {

    /// More than any scanner is set to.
    private static final int CODE_BYTES_MAX = 4_096;

    /// A tonne either way: more than stands on a counter.
    private static final long GRAMS_MAX = 1_000_000;

    /// More slots than any module has.
    private static final int SLOT_MAX = 9_999;

    private final Pocket pocket;

    Acts(Pocket pocket) {
        this.pocket = pocket;
    }

    /// @throws Senseless if nobody can do that
    Act<?> read(Members line) throws Senseless {
        return switch (line.text("do", "[a-z_]{1,16}")) {
            case "present" -> present(line);
            case "remove" -> new Act<>(SimReader.class, SimReader::remove);
            case "show" -> show(line);
            case "press" -> press(line);
            case "read" -> plate(line);
            case "load" -> load(line);
            case "lay" -> lay(line);
            case "come" -> come(line);
            case "attack" -> attack(line);
            case "blurred" -> new Act<>(SimBioSensor.class, SimBioSensor::poor);
            case "leave" -> new Act<>(SimBioSensor.class, SimBioSensor::leaves);
            case "lose" -> new Act<>(SimPart.class, SimPart::lose);
            case "give_back" -> new Act<>(SimPart.class, SimPart::giveBack);
            default -> throw new Senseless("nobody can do that");
        };
    }

    private Act<?> present(Members line) throws Senseless {
        var card = pocket.card(line.object("card"));
        var said = line.objectIfAny("tear");
        var tear = said.isPresent() ? tear(said.get()) : SimTear.NEVER;
        return new Act<>(SimReader.class, reader -> reader.present(card, tear));
    }

    private static SimTear tear(Members said) throws Senseless {
        var commands = said.numberIfAny("commands", 0, Integer.MAX_VALUE);
        return commands.isPresent()
                ? SimTear.afterCommands(commands.get().intValue())
                : SimTear.afterBytes((int) said.number("bytes", 0, Integer.MAX_VALUE));
    }

    private static Act<?> show(Members line) throws Senseless {
        var code = line.text("text", "(?s).+").getBytes(StandardCharsets.UTF_8);
        if (code.length > CODE_BYTES_MAX) {
            throw new Senseless("text has more than " + CODE_BYTES_MAX + " bytes");
        }
        return new Act<>(SimScanner.class, scanner -> scanner.show(code));
    }

    /// A keypad passes over a point, which a number may have.
    private static Act<?> press(Members line) throws Senseless {
        var keys = line.text("keys", "[0-9#*.]{1,64}").replace(".", "");
        return new Act<>(SimKeypad.class, keypad -> keypad.type(keys));
    }

    private static Act<?> plate(Members line) throws Senseless {
        var plate =
                PlateText.normalised(line.text("plate", "(?s).*"))
                        .orElseThrow(() -> new Senseless("plate is none"));
        int confidence = (int) line.number("confidence", 0, 100);
        return new Act<>(SimPlates.class, camera -> camera.read(plate, confidence));
    }

    private static Act<?> load(Members line) throws Senseless {
        var load = new Load.Weight(line.number("grams", -GRAMS_MAX, GRAMS_MAX), true);
        return new Act<>(SimScale.class, scale -> scale.lay(load));
    }

    private static Act<?> lay(Members line) throws Senseless {
        var tags = tags(line);
        return new Act<>(SimTrayReader.class, tray -> tray.lay(tags));
    }

    private static Set<String> tags(Members line) throws Senseless {
        var said = line.all().array("tags").orElseThrow(() -> new Senseless("there are no tags"));
        var tags = new HashSet<String>();
        for (var each : said.items()) {
            if (!(each instanceof Json.Str(var tag)) || !TrayEvent.isTag(tag)) {
                throw new Senseless("tags are 8 to 24 capital hexadecimal digits each");
            }
            tags.add(tag);
        }
        return tags;
    }

    private static Act<?> come(Members line) throws Senseless {
        if (line.all().bool("stranger").orElse(false)) {
            return new Act<>(SimBioSensor.class, SimBioSensor::presentStranger);
        }
        int slot = slot(line);
        return new Act<>(SimBioSensor.class, sensor -> sensor.presentSlot(slot));
    }

    private static Act<?> attack(Members line) throws Senseless {
        int slot = slot(line);
        return new Act<>(SimBioSensor.class, sensor -> sensor.attackSlot(slot));
    }

    private static int slot(Members line) throws Senseless {
        return (int) line.number("slot", 0, SLOT_MAX);
    }
}
