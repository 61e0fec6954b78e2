package onecard.edge.walk;

import java.util.Arrays;
import java.util.List;
import onecard.edge.words.Message;
import onecard.words.Words;

/// What is likely wired wrong, by what the steps see of it. The first value of each sentence is
/// the part, as the site file names it; the second, where there is one, another part or a figure.
public enum Mistake {
    // --- contacts ---
    LEAF_INVERTED(Message.WALK_LEAF_INVERTED, Message.WALK_INVERTED_NEXT),
    EXIT_INVERTED(Message.WALK_EXIT_INVERTED, Message.WALK_INVERTED_NEXT),
    FIRE_INVERTED(Message.WALK_FIRE_INVERTED, Message.WALK_INVERTED_NEXT),
    SENSOR_INVERTED(Message.WALK_SENSOR_INVERTED, Message.WALK_INVERTED_NEXT),
    CONTACTS_SWAPPED(Message.WALK_CONTACTS_SWAPPED, Message.WALK_CONTACTS_SWAPPED_NEXT),
    LIMITS_SWAPPED(Message.WALK_LIMITS_SWAPPED, Message.WALK_CONTACTS_SWAPPED_NEXT),
    ON_LINE_OF_OTHER(Message.WALK_ON_LINE_OF_OTHER, Message.WALK_ON_LINE_OF_OTHER_NEXT),
    AT_PLACE_OF_OTHER(Message.WALK_AT_PLACE_OF_OTHER, Message.WALK_AT_PLACE_OF_OTHER_NEXT),
    BRIDGED(Message.WALK_BRIDGED, Message.WALK_BRIDGED_NEXT),
    CUT(Message.WALK_CUT, Message.WALK_CUT_NEXT),
    SHORTED(Message.WALK_SHORTED, Message.WALK_SHORTED_NEXT),
    STUCK(Message.WALK_STUCK, Message.WALK_STUCK_NEXT),
    STAYS_WORKED(Message.WALK_STAYS_WORKED, Message.WALK_STAYS_WORKED_NEXT),
    NO_COMMON(Message.WALK_NO_COMMON, Message.WALK_NO_COMMON_NEXT),
    FLOATS(Message.WALK_FLOATS, Message.WALK_FLOATS_NEXT),
    LOOSE(Message.WALK_LOOSE, Message.WALK_LOOSE_NEXT),
    BOUNCES(Message.WALK_BOUNCES, Message.WALK_BOUNCES_NEXT),
    SUPERVISED_CUT(Message.WALK_SUPERVISED_CUT, Message.WALK_SUPERVISED_CUT_NEXT),
    SUPERVISED_SHORT(Message.WALK_SUPERVISED_SHORT, Message.WALK_SUPERVISED_SHORT_NEXT),
    NO_SERIES_RESISTOR(Message.WALK_NO_SERIES, Message.WALK_NO_SERIES_NEXT),
    NO_PARALLEL_RESISTOR(Message.WALK_NO_PARALLEL, Message.WALK_NO_PARALLEL_NEXT),
    WRONG_RESISTORS(Message.WALK_ODD, Message.WALK_ODD_NEXT),
    LINE_UNREAD(Message.WALK_UNREAD, Message.WALK_UNREAD_NEXT),
    NO_DIODE(Message.WALK_NO_DIODE, Message.WALK_NO_DIODE_NEXT),
    SHARED_RETURN(Message.WALK_SHARED_RETURN, Message.WALK_SHARED_RETURN_NEXT),

    // --- outputs ---
    NO_NC_SWAPPED(Message.WALK_NO_NC, Message.WALK_NO_NC_NEXT),
    ACTIVE_LEVEL(Message.WALK_ACTIVE, Message.WALK_ACTIVE_NEXT),
    OUTPUT_INVERTED(Message.WALK_OUTPUT_INVERTED, Message.WALK_OUTPUT_INVERTED_NEXT),
    LOAD_CUT(Message.WALK_LOAD_CUT, Message.WALK_LOAD_CUT_NEXT),
    CONTROL_CUT(Message.WALK_CONTROL_CUT, Message.WALK_CONTROL_CUT_NEXT),
    CONTROL_STUCK(Message.WALK_CONTROL_STUCK, Message.WALK_CONTROL_STUCK_NEXT),
    OUTPUT_DEAD(Message.WALK_OUTPUT_DEAD, Message.WALK_OUTPUT_DEAD_NEXT),
    RELAY_BOARD_DEAD(Message.WALK_BOARD_DEAD, Message.WALK_BOARD_DEAD_NEXT),
    LOAD_SUPPLY_OFF(Message.WALK_SUPPLY_OFF, Message.WALK_SUPPLY_OFF_NEXT),
    RELAYS_SWAPPED(Message.WALK_RELAYS_SWAPPED, Message.WALK_RELAYS_SWAPPED_NEXT),
    WAYS_SWAPPED(Message.WALK_WAYS_SWAPPED, Message.WALK_RELAYS_SWAPPED_NEXT),
    RAISE_LOWER_SWAPPED(Message.WALK_RAISE_LOWER, Message.WALK_RELAYS_SWAPPED_NEXT),
    RELAY_AT_OTHER(Message.WALK_RELAY_AT_OTHER, Message.WALK_RELAY_AT_OTHER_NEXT),
    OUTPUTS_JOINED(Message.WALK_OUTPUTS_JOINED, Message.WALK_OUTPUTS_JOINED_NEXT),
    RELAY_LATCHES(Message.WALK_LATCHES, Message.WALK_LATCHES_NEXT),
    RELAY_WELDED(Message.WALK_WELDED, Message.WALK_WELDED_NEXT),
    PULSE_SHORT(Message.WALK_PULSE_SHORT, Message.WALK_PULSE_SHORT_NEXT),
    PULSE_LONG(Message.WALK_PULSE_LONG, Message.WALK_PULSE_LONG_NEXT),
    PULSE_WIDTH(Message.WALK_PULSE_WIDTH, Message.WALK_PULSE_WIDTH_NEXT),

    // --- readers ---
    READERS_SWAPPED(Message.WALK_READERS_SWAPPED, Message.WALK_READERS_SWAPPED_NEXT),
    READER_AT_OTHER(Message.WALK_READER_AT_OTHER, Message.WALK_READER_AT_OTHER_NEXT),
    READERS_OVERHEAR(Message.WALK_OVERHEAR, Message.WALK_OVERHEAR_NEXT),
    READER_SILENT(Message.WALK_READER_SILENT, Message.WALK_READER_SILENT_NEXT),
    READER_LOST(Message.WALK_READER_LOST, Message.WALK_READER_LOST_NEXT),

    // --- fire and start ---
    FIRE_HOLDS_LOCK(Message.WALK_FIRE_HOLDS, Message.WALK_FIRE_HOLDS_NEXT),
    FIRE_UNHEARD(Message.WALK_FIRE_UNHEARD, Message.WALK_FIRE_UNHEARD_NEXT),
    PULSE_AT_START(Message.WALK_PULSE_AT_START, Message.WALK_PULSE_AT_START_NEXT);

    private final Message what;
    private final Message next;

    Mistake(Message what, Message next) {
        this.what = what;
        this.next = next;
    }

    /// The mistake at a part.
    ///
    /// @param values of the sentence, the part first
    Finding at(Object... values) {
        var parts =
                Arrays.stream(values)
                        .map(String::valueOf)
                        .filter(value -> value.startsWith("board."))
                        .toList();
        return new Finding(parts, this, what.with(values), next.with());
    }

    /// A mistake that was found.
    ///
    /// @param parts as the site file names them, the first that it is at first
    /// @param next what to do
    public record Finding(List<String> parts, Mistake mistake, Words found, Words next) {
        public Finding {
            parts = List.copyOf(parts);
        }

        /// Whether it is about that part, or about all of its kind.
        boolean concerns(String part) {
            return parts.stream().anyMatch(it -> it.equals(part) || part.startsWith(it + "."));
        }
    }
}
