package onecard.edge.wiring;

import java.util.List;
import onecard.words.Words;

/// One thing that an installer connects.
///
/// @param uses at which points, and for what; empty if no point has it
/// @param how levels, resistor and times, each in a few words
/// @param safe what a relay is while no program decides; empty for all others
/// @param fire what fire has to do with it
record Part(
        Kind kind,
        String name,
        Place place,
        List<Use> uses,
        List<Words> how,
        List<Words> safe,
        Fire fire) {

    Part {
        uses = List.copyOf(uses);
        how = List.copyOf(how);
        safe = List.copyOf(safe);
    }

    /// @param point its id
    /// @param role what it is there
    record Use(String point, Words role) {}

    /// In the order of the table.
    enum Kind {
        RELAY,
        CONTACT,
        READER,
        SCANNER,
        KEYPAD,
        SENSOR,
        CAMERA,
        MODULE,
        PURSE,
        DISPLAY,
        VOICE,
        PRINTER,
        TRAY,
        SCALE
    }

    /// What a part is to the fire route.
    enum Fire {
        NONE,
        /// Its contact tells of a fire.
        ALARM,
        /// A fire releases it.
        RELEASED
    }
}
