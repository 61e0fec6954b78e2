package onecard.access;

import java.util.Optional;
import java.util.stream.Stream;

/// What one step of a decision came to.
public enum Outcome {
    /// The point has no such rule, or it is not about this tap.
    IDLE('.'),
    /// Nothing speaks against it.
    CLEAR('+'),
    /// Something does, and is noted only.
    NOTED('!'),
    /// It rests on an answer that is awaited.
    ASKED('?'),
    REFUSED('-'),
    /// Everybody passes; nothing else was looked at.
    GRANTED('=');

    private final char mark;

    Outcome(char mark) {
        this.mark = mark;
    }

    /// The character in events.
    char mark() {
        return mark;
    }

    static Optional<Outcome> ofMark(int mark) {
        return Stream.of(values()).filter(outcome -> outcome.mark == mark).findFirst();
    }
}
