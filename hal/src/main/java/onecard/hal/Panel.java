package onecard.hal;

import onecard.hal.Cue.Colour;

/// Light, beep and text beside a reader. Any thread; does not block.
public interface Panel {

    /// One beat of the held-open warning tone, which goes on once a second.
    Cue HELD_OPEN = Cue.of(Colour.RED, 1, 400, 100);

    /// @param signal which light and beep pattern
    /// @param zh text for the person in front, simplified Chinese
    /// @param en the same in English
    void show(Signal signal, String zh, String en);

    /// As whoever taps at one reader of the point sees it: without what other readers show. The
    /// same where readers show nothing of their own.
    default Panel at(String reader) {
        return this;
    }

    /// The held-open warning tone.
    void warn(boolean on);

    /// What a panel can tell without a word, and how: the one table that every driver reads.
    enum Signal {
        /// One short beep.
        GRANTED(Cue.of(Colour.GREEN, 1, 100, 100)),
        /// Two beeps.
        REFUSED(Cue.of(Colour.RED, 2, 200, 200)),
        /// Three fast beeps.
        TRY_AGAIN(Cue.of(Colour.RED, 3, 100, 100)),
        /// One long beep: it is paid. A voice says how much.
        PAID(Cue.of(Colour.GREEN, 1, 800, 100)),
        /// Two long beeps: something more is awaited.
        ASKED(Cue.of(Colour.BOTH, 2, 500, 300)),
        /// A steady tone.
        FAULT(Cue.of(Colour.RED, 1, 2_000, 100)),
        /// All lights and five fast beeps, again and again: somebody wants to know which point
        /// this is.
        HERE(Cue.of(Colour.BOTH, 5, 100, 100));

        private final Cue cue;

        Signal(Cue cue) {
            this.cue = cue;
        }

        public Cue cue() {
            return cue;
        }
    }
}
