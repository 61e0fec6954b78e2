package onecard.edge.store.journal;

/// One record that is durable now.
///
/// @param pos its key
public record Committed(Draft draft, long pos, Outbox.Position at, String event) {}
