package onecard.edge.store.journal;

/// One journal row as the uplink, the export and the verifier see it.
///
/// @param json the canonical event, RFC 8785, without `replayed` and `latencyus`
/// @param hash SM3 of the event without `data.hash`, 64 hex digits; also inside `json`
/// @param monoNanos when it was recorded, by this boot's monotonic clock; `Long.MIN_VALUE` if
/// from an earlier boot
/// @param latencyMicros transport only; empty if unknown (from an earlier boot)
public record StoredEvent(
        String epoch,
        long seq,
        String point,
        String kind,
        String json,
        String hash,
        long monoNanos,
        String latencyMicros) {

    public Outbox.Position position() {
        return new Outbox.Position(epoch, seq);
    }
}
