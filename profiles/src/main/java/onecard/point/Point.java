package onecard.point;

import onecard.access.Posture;
import onecard.time.Moment;

/// A kind of point as a pure machine: state, input and moment in; next state, effects and one
/// wake out.
///
/// @param <S> the sealed states of the kind
public interface Point<S> {

    /// The state at power-up, before any input.
    S initial();

    /// Total: every input has an answer in every state, and none throws.
    Step<S> step(S state, Input input, Moment now);

    /// What a decision must know of the state.
    Posture posture(S state);

    /// The state's name in events and on monitors: lower case, stable.
    String name(S state);
}
