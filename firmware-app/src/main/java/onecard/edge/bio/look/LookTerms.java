package onecard.edge.bio.look;

import onecard.hal.bio.Pad;

/// What a point asks of a sensor that looks at people.
///
/// @param strangers of so many strangers one may be taken for somebody
/// @param alive whether a sensor that does not tell copies from people is not believed
public record LookTerms(int strangers, boolean alive) {

    /// Who was there.
    public enum Shown {
        PERSON,
        /// Of somebody, or nobody alive.
        COPY,
        /// Nobody looked, and it matters here.
        UNTOLD
    }

    /// By what the sensor says of it.
    public Shown shown(Pad pad) {
        return switch (pad.finding()) {
            case PASS -> Shown.PERSON;
            case FAIL -> Shown.COPY;
            case NOT_PERFORMED -> alive ? Shown.UNTOLD : Shown.PERSON;
        };
    }
}
