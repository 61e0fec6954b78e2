package onecard.edge.bio.recognise;

import java.io.IOException;
import onecard.edge.store.registry.Enrolled;

/// Whether somebody may come to a point without a card, and is looked for there. May wait for a
/// disk.
@FunctionalInterface
public interface Coming {

    /// @throws IOException if nobody knows: what says it cannot be read now
    boolean mayCome(Enrolled who) throws IOException;
}
