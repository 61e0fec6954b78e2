package onecard.edge.lines;

import java.util.Optional;
import onecard.hal.pcsc.PcscDriver;
import onecard.hal.pcsc.SlotRole;
import onecard.site.Board;

/// Slots for cards as the site file has them, in the words of the driver.
public final class Slots {

    private Slots() {}

    /// Which face of a reader; empty: it has one for both.
    public static Optional<SlotRole> role(Board.Slot slot) {
        return switch (slot) {
            case CONTACTLESS -> Optional.of(SlotRole.CONTACTLESS);
            case CONTACT -> Optional.of(SlotRole.CONTACT);
            case EITHER -> Optional.empty();
        };
    }

    /// How it is reached.
    public static PcscDriver driver(Board.Provider provider) {
        return switch (provider) {
            case OWN -> PcscDriver.OWN;
            case JDK -> PcscDriver.JDK;
        };
    }
}
