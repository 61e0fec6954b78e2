package onecard.edge.store.journal;

import java.util.Optional;
import onecard.edge.crypto.Json;
import onecard.point.TapId;
import onecard.time.Moment;

/// A record on its way into the journal: everything of the event but what only the commit can
/// give (epoch, seq, prev, hash).
///
/// @param tap answered by [Journal.Listener] once durable or lost; absent: nobody waits
/// @param point the site file's point id, or `device`
/// @param data the event's `data` without the common fields; the journal adds those
/// @param latencyMicros of the stages so far, `card=61000,decide=180`; a transport fact,
/// published but not hashed or stored
/// @param cause becomes `data.cause_seq` in the commit
/// @param asks becomes `data.asks` in the commit
public record Draft(
        Optional<TapId> tap,
        String point,
        EventKind kind,
        Moment at,
        Json.Obj data,
        String latencyMicros,
        Optional<TapId> cause,
        Optional<TapId> asks) {

    /// What the device says of itself: nobody waits for it, and no tap caused it.
    public static Draft ofDevice(EventKind kind, Moment at, Json.Obj data) {
        return ofPoint("device", kind, at, data);
    }

    /// A `system` record of the device.
    public static Draft system(String what, Json.Obj more, Moment at) {
        return ofDevice(EventKind.SYSTEM, at, more.with("what", what));
    }

    /// The same of a point.
    public static Draft ofPoint(String point, EventKind kind, Moment at, Json.Obj data) {
        return new Draft(
                Optional.empty(), point, kind, at, data, "", Optional.empty(), Optional.empty());
    }

    /// The same with other data.
    public Draft with(Json.Obj other) {
        return new Draft(tap, point, kind, at, other, latencyMicros, cause, asks);
    }

    /// The same under another name.
    public Draft named(TapId name) {
        return new Draft(Optional.of(name), point, kind, at, data, latencyMicros, cause, asks);
    }
}
