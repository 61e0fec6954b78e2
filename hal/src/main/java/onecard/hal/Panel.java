package onecard.hal;

/// Light, beep and text beside a reader. Any thread; does not block.
public interface Panel {

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

    /// Colour is never the only cue: each signal has its own beeps.
    enum Signal {
        /// One short beep.
        GRANTED,
        /// Two beeps.
        REFUSED,
        /// Three fast beeps.
        TRY_AGAIN,
        /// One long beep: it is paid.
        PAID,
        /// Two long beeps: something more is awaited.
        ASKED,
        /// A steady tone.
        FAULT,
        /// All lights and one beep, again and again: somebody wants to know which point this is.
        HERE
    }
}
