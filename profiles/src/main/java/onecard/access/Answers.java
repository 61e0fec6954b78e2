package onecard.access;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What a tap that was asked has been answered so far.
///
/// @param companion the second person, who is let in with it
/// @param proofs of the second factor, in the order in which they came
/// @param confirmed somebody who works there says that it is meant
/// @param late nothing more will come, and why it is refused then, whatever no longer stands in its
///     way: whoever was asked has left
/// @param claimed what other devices say of a pass that is shared
public record Answers(
        Optional<Token> companion,
        List<Proof> proofs,
        boolean confirmed,
        Optional<Reason> late,
        Optional<Claimed> claimed) {

    public static final Answers NONE =
            new Answers(Optional.empty(), List.of(), false, Optional.empty(), Optional.empty());

    public Answers {
        proofs = List.copyOf(proofs);
    }

    public Answers with(Token second) {
        return new Answers(Optional.of(second), proofs, confirmed, late, claimed);
    }

    public Answers with(Proof brought) {
        var all = new ArrayList<>(proofs);
        all.add(brought);
        return new Answers(companion, all, confirmed, late, claimed);
    }

    public Answers confirm() {
        return new Answers(companion, proofs, true, late, claimed);
    }

    public Answers with(Claimed others) {
        return new Answers(companion, proofs, confirmed, late, Optional.of(others));
    }

    /// The second person has gone.
    public Answers alone() {
        return new Answers(Optional.empty(), proofs, confirmed, late, claimed);
    }

    /// @param awaited what did not come
    public Answers tooLate(Reason awaited) {
        return new Answers(
                companion, proofs, confirmed, Optional.of(Factor.tooLate(awaited)), claimed);
    }

    /// The number that was entered.
    Optional<Presentation.Known> entered() {
        return proofs.stream()
                .filter(Proof.Entered.class::isInstance)
                .map(brought -> ((Proof.Entered) brought).number())
                .findFirst();
    }

    /// What was compared.
    public Stream<Proof.Compared> compared() {
        return proofs.stream()
                .filter(Proof.Compared.class::isInstance)
                .map(Proof.Compared.class::cast);
    }
}
