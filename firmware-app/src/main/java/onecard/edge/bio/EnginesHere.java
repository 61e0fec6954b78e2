package onecard.edge.bio;

import java.util.Optional;
import onecard.edge.match.Engine;
import onecard.edge.match.finger.FingerEngine;
import onecard.edge.match.vein.VeinEngine;
import onecard.hal.bio.Modality;

/// The engines of this build, for commands that need one for a moment.
public final class EnginesHere {

    private EnginesHere() {}

    /// One of its own, not warm yet; the caller closes it. Empty where there is none to be made.
    public static Optional<Engine> made(Modality modality) {
        return switch (modality) {
            case FINGER -> Optional.of(new FingerEngine());
            case VEIN -> Optional.of(new VeinEngine());
            case FACE -> Optional.empty();
        };
    }
}
