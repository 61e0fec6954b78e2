package onecard.edge.bio.recognise;

import onecard.edge.store.registry.Enrolled;

/// What came of one look at whoever stands at a sensor that looks for people by itself.
sealed interface Looked {

    record Known(Enrolled person) implements Looked {}

    /// Somebody whom it does not know.
    record Stranger() implements Looked {}

    /// Somebody who is like two people.
    record Alike() implements Looked {}

    /// Somebody, and no more is said of them: they are seen badly.
    record Unclear() implements Looked {}

    /// No person.
    record Copy() implements Looked {}

    record Nobody() implements Looked {}

    /// Nothing came of it: the sensor could not look, or too many wait to be compared.
    record Nothing() implements Looked {}

    /// Nobody can be told from anybody, for that reason.
    record Unable(String why) implements Looked {}
}
