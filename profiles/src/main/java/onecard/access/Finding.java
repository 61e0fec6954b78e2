package onecard.access;

import java.util.Optional;

/// What one step says of a tap, or of one of its rights.
///
/// @param reason if something speaks against it; else `OK`
/// @param about the right that does; absent where it is none
record Finding(Outcome outcome, Reason reason, Optional<Right> about) {

    static final Finding IDLE = new Finding(Outcome.IDLE, Reason.OK, Optional.empty());
    static final Finding CLEAR = new Finding(Outcome.CLEAR, Reason.OK, Optional.empty());
    static final Finding GRANTED = new Finding(Outcome.GRANTED, Reason.OK, Optional.empty());

    static Finding refused(Reason why) {
        return new Finding(Outcome.REFUSED, why, Optional.empty());
    }

    static Finding refused(Reason why, Optional<Right> about) {
        return new Finding(Outcome.REFUSED, why, about);
    }

    static Finding noted(Reason why) {
        return new Finding(Outcome.NOTED, why, Optional.empty());
    }

    static Finding asked(Reason awaits) {
        return new Finding(Outcome.ASKED, awaits, Optional.empty());
    }

    /// Nothing against it unless `bad`.
    static Finding refusedIf(boolean bad, Reason why) {
        return bad ? refused(why) : CLEAR;
    }
}
