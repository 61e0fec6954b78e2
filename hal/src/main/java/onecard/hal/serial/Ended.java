package onecard.hal.serial;

import onecard.hal.bio.Answer;

/// A task that comes to nothing, from whatever step of it.
final class Ended extends Exception {
    private static final long serialVersionUID = 1L;

    private final Answer.Why why;

    Ended(Answer.Why why) {
        super(why.name(), null, false, false);
        this.why = why;
    }

    Answer.Why why() {
        return why;
    }
}
