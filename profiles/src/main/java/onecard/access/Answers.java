package onecard.access;

import java.util.Optional;

/// What a tap that was asked has been answered so far.
///
/// @param companion the second person, who is let in with it
/// @param factor the second factor as entered, with what the lists hold about it
/// @param late nothing more will come
public record Answers(
        Optional<Token> companion, Optional<Presentation.Known> factor, boolean late) {

    public static final Answers NONE = new Answers(Optional.empty(), Optional.empty(), false);

    public Answers with(Token second) {
        return new Answers(Optional.of(second), factor, late);
    }

    public Answers with(Presentation.Known entered) {
        return new Answers(companion, Optional.of(entered), late);
    }

    /// The second person has gone.
    public Answers alone() {
        return new Answers(Optional.empty(), factor, late);
    }

    public Answers tooLate() {
        return new Answers(companion, factor, true);
    }
}
