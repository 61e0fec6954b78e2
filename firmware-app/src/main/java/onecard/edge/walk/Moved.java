package onecard.edge.walk;

import java.util.List;

/// What was seen while one output was moved.
///
/// @param told what contacts told from its beginning until after its end, with nobody moving
///     anything else
/// @param sight what the installer saw
/// @param lamp what the relay's own lamp did; asked only where something was amiss
record Moved(Move move, Bench.Pulse pulse, List<Change> told, Sight sight, Lamp lamp) {

    Moved {
        told = List.copyOf(told);
    }

    /// What an installer saw of the lock, the lane or the arm.
    sealed interface Sight {

        /// It moved for the time of the pulse, and was at rest before and after.
        record Expected() implements Sight {}

        /// It was free at rest, and not during the pulse.
        record Opposite() implements Sight {}

        /// Nothing moved.
        record Nothing() implements Sight {}

        /// It moved and did not come back.
        record Stayed() implements Sight {}

        /// It twitched and did not move.
        record Twitched() implements Sight {}

        /// It moved, and once more.
        record Twice() implements Sight {}

        /// Another one moved in its place.
        record Other(Move instead) implements Sight {}

        /// Another one moved along.
        record Also(Move along) implements Sight {}
    }

    /// What the lamp of a relay did during a pulse.
    enum Lamp {
        /// Dark before, lit during, dark after.
        FOLLOWS,
        /// Lit before, dark during, lit after.
        OPPOSITE,
        DARK,
        /// Lit all the time, or lit on after the pulse.
        LIT,
        /// There is none, or nobody looked.
        UNKNOWN
    }
}
