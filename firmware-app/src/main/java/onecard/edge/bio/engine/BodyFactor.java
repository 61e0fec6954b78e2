package onecard.edge.bio.engine;

import onecard.access.Factor;
import onecard.hal.bio.Modality;

/// Which part of the body a factor is proven by.
public final class BodyFactor {

    private BodyFactor() {}

    /// What a sensor of that factor looks at.
    ///
    /// @throws IllegalArgumentException for a PIN, which no sensor looks at
    public static Modality modality(Factor factor) {
        return switch (factor) {
            case FINGER -> Modality.FINGER;
            case FACE -> Modality.FACE;
            case VEIN -> Modality.VEIN;
            case PIN -> throw new IllegalArgumentException("no sensor looks at a PIN");
        };
    }

    /// What is proven at a sensor that looks at that.
    public static Factor of(Modality modality) {
        return switch (modality) {
            case FINGER -> Factor.FINGER;
            case FACE -> Factor.FACE;
            case VEIN -> Factor.VEIN;
        };
    }
}
