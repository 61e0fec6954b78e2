package onecard.edge.walk;

/// What an installer says.
public sealed interface Answer {

    /// It was done.
    record Done() implements Answer {}

    /// One of the choices.
    ///
    /// @param index from 0
    record Choice(int index) implements Answer {}

    /// In their own words.
    record Text(String text) implements Answer {}

    /// It is left out.
    ///
    /// @param why in their own words
    record Skipped(String why) implements Answer {}
}
