package onecard.hal.bio;

import java.util.OptionalInt;

/// What came of a [Task].
public sealed interface Answer {

    /// @param sample whoever hears of it owns it, and wipes it
    /// @param quality 0 to 100, the sensor's own word; absent where it has none
    record Captured(Sample sample, OptionalInt quality, Pad pad) implements Answer {}

    /// Whoever is there is who that slot holds, says the sensor, by a scale of its own.
    record Same(int slot, Pad pad) implements Answer {}

    /// Whoever is there is not who the slot holds, or whom any slot holds.
    record Different(Pad pad) implements Answer {}

    /// It is done.
    record Done() implements Answer {}

    /// Nothing came of it.
    record Not(Why why) implements Answer {}

    enum Why {
        /// The time was over, and nobody was there.
        NOBODY,
        /// Somebody was, and it saw too little of them.
        POOR,
        /// It was called off.
        CANCELLED,
        /// It is at something else.
        BUSY,
        /// It has no such ability, or no such slot.
        UNABLE,
        /// The slot holds nobody.
        EMPTY,
        /// It holds somebody, who would be lost.
        HOLDS,
        /// It does not answer, or makes no sense.
        FAULT
    }
}
