package onecard.edge.words;

import java.util.Locale;
import onecard.words.Words;

/// Who does something about a reason.
public enum Actor {
    NOBODY,
    /// Whoever stands there, with their card, code or finger.
    HOLDER,
    /// Whoever watches the point, or sits at its desk.
    GUARD,
    CANTEEN,
    /// Whoever makes cards and enters them.
    CARD_CENTRE,
    INSTALLER,
    /// Whoever runs the devices: lists, broker, site files.
    OPERATIONS;

    /// As [ReasonWords] and the sheet name them.
    public Words words() {
        return Texts.of("acts." + key());
    }

    String key() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
