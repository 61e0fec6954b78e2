package onecard.edge.doctor;

import onecard.words.Words;

/// What was found of one part.
public sealed interface Finding {

    /// As the site file names it, `board.relays.lock`.
    String part();

    Words found();

    record Ok(String part, Words found) implements Finding {}

    /// It works, and may not one day.
    ///
    /// @param next what to do
    record Warn(String part, Words found, Words next) implements Finding {}

    /// It does not work.
    ///
    /// @param next what to do
    record Fail(String part, Words found, Words next) implements Finding {}
}
