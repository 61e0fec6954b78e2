package onecard.access;

import java.util.Optional;

/// What a tap that was asked has been answered so far.
///
/// @param companion the second person, who is let in with it
/// @param factor the second factor as entered, with what the lists hold about it
/// @param confirmed somebody who works there says that it is meant
/// @param late nothing more will come, and why it is refused then, whatever no longer stands in its
///     way: whoever was asked has left
/// @param claimed what other devices say of a pass that is shared
public record Answers(
        Optional<Token> companion,
        Optional<Presentation.Known> factor,
        boolean confirmed,
        Optional<Reason> late,
        Optional<Claimed> claimed) {

    public static final Answers NONE =
            new Answers(
                    Optional.empty(), Optional.empty(), false, Optional.empty(), Optional.empty());

    public Answers with(Token second) {
        return new Answers(Optional.of(second), factor, confirmed, late, claimed);
    }

    public Answers with(Presentation.Known entered) {
        return new Answers(companion, Optional.of(entered), confirmed, late, claimed);
    }

    public Answers confirm() {
        return new Answers(companion, factor, true, late, claimed);
    }

    public Answers with(Claimed others) {
        return new Answers(companion, factor, confirmed, late, Optional.of(others));
    }

    /// The second person has gone.
    public Answers alone() {
        return new Answers(Optional.empty(), factor, confirmed, late, claimed);
    }

    /// @param awaited what did not come
    public Answers tooLate(Reason awaited) {
        return new Answers(
                companion, factor, confirmed, Optional.of(Factor.tooLate(awaited)), claimed);
    }
}
