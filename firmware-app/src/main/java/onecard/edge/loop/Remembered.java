package onecard.edge.loop;

import onecard.access.Crossing;
import onecard.access.Memory;
import onecard.access.Occurrence;
import onecard.access.Renamed;
import onecard.access.Use;
import onecard.time.Moment;

/// What the loop remembers, as of now. Written by the loop alone; any thread may read it.
final class Remembered {

    // A scanner's thread reads what was used up, to ask nobody about a code that is refused anyway.
    private volatile Memory memory;

    Remembered(Memory memory) {
        this.memory = memory;
    }

    Memory now() {
        return memory;
    }

    void happened(Occurrence what, Moment when) {
        memory = memory.after(what, when);
    }

    /// Somebody is here whose tokens are others now.
    void renamed(Renamed renamed) {
        memory = memory.renamed(renamed).learning(renamed);
    }

    /// From now on this.
    void is(Memory other) {
        memory = other;
    }

    void reserve(String point, Crossing crossing, Moment when) {
        memory = memory.reserving(point, crossing, when);
    }

    void notUsed(Use use) {
        memory = memory.notUsed(use);
    }
}
