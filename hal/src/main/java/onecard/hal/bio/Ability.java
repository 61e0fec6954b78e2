package onecard.hal.bio;

import java.util.OptionalInt;

/// One thing that a sensor can do. What is asked of it is planned from these and from nothing else.
public sealed interface Ability {

    /// A capture gives a [Sample.Picture].
    ///
    /// @param dpi dots an inch; absent where a picture has no scale, as a camera's has not
    record GivesPicture(OptionalInt dpi) implements Ability {}

    /// A capture gives a [Sample.Template].
    ///
    /// @param format of it; a maker's own ones are `vendor:NAME`
    record GivesTemplate(String format) implements Ability {}

    /// A capture gives a [Sample.Embedding].
    ///
    /// @param model that made it
    /// @param dimension numbers in it
    record GivesEmbedding(String model, int dimension) implements Ability {}

    /// Compares whoever is there with one of its slots: [Task.Verify].
    record MatchesOne() implements Ability {}

    /// Looks for whoever is there in all of its slots: [Task.Identify].
    ///
    /// @param capacity slots
    record MatchesMany(int capacity) implements Ability {}

    /// Keeps whoever is there in a slot of its own: [Task.Enrol], [Task.Delete].
    ///
    /// @param capacity slots
    record Enrols(int capacity) implements Ability {}

    /// Keeps a template that somebody hands it: [Task.Load].
    record TakesTemplate(String format) implements Ability {}

    /// Bears a mark by which it is told from others of its model: [Task.Mark].
    record BearsMark() implements Ability {}

    /// Tells the living from copies of them.
    record DetectsAttacks(Pad.Evidence evidence) implements Ability {}
}
