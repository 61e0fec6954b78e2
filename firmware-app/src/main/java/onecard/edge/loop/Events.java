package onecard.edge.loop;

import java.time.Duration;
import java.util.Optional;
import onecard.access.Credential;
import onecard.access.Direction;
import onecard.access.Entry;
import onecard.access.ListVersion;
import onecard.access.Presentation;
import onecard.access.Reason;
import onecard.access.Use;
import onecard.access.Verdict;
import onecard.edge.crypto.Json;
import onecard.edge.store.Draft;
import onecard.edge.store.EventKind;
import onecard.point.Effect.Note;
import onecard.point.Fact;
import onecard.point.TapId;
import onecard.time.ClockTrust;
import onecard.time.Moment;

/// Taps and facts in the words of the contract: what stands in an event's `data` besides the
/// fields every event has.
public final class Events {

    private Events() {}

    /// The final `tap` of one presence.
    public static Draft tap(
            TapId tap,
            String point,
            String scene,
            String reader,
            Direction direction,
            Presentation shown,
            Verdict verdict,
            Moment at,
            String latencyMicros) {
        var data =
                Json.Obj.EMPTY
                        .with("scene", scene)
                        .with("reader", reader)
                        .with("direction", direction.wire());
        data =
                switch (shown) {
                    case Presentation.Known(var credential, _, _) ->
                            data.with("credential", credential(credential));
                    case Presentation.Once(var known, _) ->
                            data.with("credential", credential(known.credential()));
                    case Presentation.Signed(var credential, _, _, _) ->
                            data.with("credential", credential(credential));
                    case Presentation.Rejected(var credential, _) ->
                            data.with("credential", credential(credential));
                    case Presentation.Unreadable _ -> data;
                };
        data =
                switch (verdict) {
                    case Verdict.Granted(var rule, var entry, var noted, var prompt, var use) -> {
                        var granted =
                                withUse(withList(data, entry), use)
                                        .with("verdict", "granted")
                                        .with("reason", Reason.OK.name())
                                        .with("rule", rule);
                        var prompted =
                                prompt.map(to -> granted.with("prompt", to.wire())).orElse(granted);
                        yield noted.isEmpty()
                                ? prompted
                                : prompted.with(
                                        "noted",
                                        Json.Arr.ofText(noted.stream().map(Reason::name).toList()));
                    }
                    case Verdict.Refused(var why, var entry) ->
                            withList(data, entry)
                                    .with("verdict", "refused")
                                    .with("reason", why.name());
                };
        return new Draft(
                Optional.of(tap),
                point,
                EventKind.TAP,
                at,
                data,
                latencyMicros,
                Optional.empty(),
                Optional.empty());
    }

    /// A fact a machine reported.
    static Draft fact(String point, String scene, Note note, Moment at) {
        var data = Json.Obj.EMPTY.with("scene", scene);
        return switch (note.fact()) {
            case Fact.Passage(var result) ->
                    draft(point, EventKind.PASSAGE, note, at, data.with("result", result.wire()));
            case Fact.State(var state, var cause, var releasedFirst) -> {
                var changed = data.with("state", state).with("cause", cause.wire());
                yield draft(
                        point,
                        EventKind.STATE,
                        note,
                        at,
                        releasedFirst ? changed.with("released_before_record", true) : changed);
            }
            case Fact.ReleasedBeforeRecord() ->
                    draft(
                            point,
                            EventKind.STATE,
                            note,
                            at,
                            data.with("released_before_record", true));
            case Fact.Alarm(var kind, var active, var part) -> {
                var alarm = data.with("alarm", kind.wire()).with("active", active);
                yield draft(
                        point,
                        EventKind.ALARM,
                        note,
                        at,
                        part.isEmpty() ? alarm : alarm.with("detail", part));
            }
        };
    }

    /// An alarm of the device itself: reader, journal, clock, link.
    public static Draft deviceAlarm(String alarm, boolean active, String detail, Moment at) {
        var data = Json.Obj.EMPTY.with("alarm", alarm).with("active", active);
        return Draft.ofDevice(
                EventKind.ALARM, at, detail.isEmpty() ? data : data.with("detail", detail));
    }

    /// A `system` record of the device.
    public static Draft system(String what, Json.Obj more, Moment at) {
        return Draft.ofDevice(EventKind.SYSTEM, at, more.with("what", what));
    }

    /// The wall clock moved against the monotonic one.
    ///
    /// @param cause `sync`: the first sync of this boot; `step` while running
    /// @param offset how far it moved since the last such record of this boot, or its start
    /// @param was how good it was before
    /// @param read what the clocks say now: `time` and `mono_us` of this record date every other
    ///     one of this boot
    static Draft clock(String cause, Duration offset, ClockTrust was, Moment read) {
        var more =
                Json.Obj.EMPTY
                        .with("cause", cause)
                        .with("offset_ms", offset.toMillis())
                        .with("was", was.wire());
        return system("clock", more, read);
    }

    private static Draft draft(String point, EventKind kind, Note note, Moment at, Json.Obj data) {
        return new Draft(
                Optional.empty(), point, kind, at, data, "", note.cause(), Optional.empty());
    }

    private static Json.Obj credential(Credential credential) {
        var json =
                Json.Obj.EMPTY
                        .with("kind", credential.kind().wire())
                        .with("token", credential.token().toString())
                        .with("assurance", credential.assurance().name());
        if (credential.generation().isPresent()) {
            json = json.with("generation", credential.generation().getAsInt());
        }
        return credential.unproved().isPresent()
                ? json.with("unproved", credential.unproved().get())
                : json;
    }

    private static Json.Obj withList(Json.Obj data, Optional<Entry> entry) {
        return entry.map(Entry::list).map(list -> data.with("list", list(list))).orElse(data);
    }

    /// What a restart must know of it, or it would open once more.
    private static Json.Obj withUse(Json.Obj data, Optional<Use> use) {
        return use.map(
                        some ->
                                data.with(
                                        "use",
                                        Json.Obj.EMPTY
                                                .with("token", some.key().toString())
                                                .with("times", some.times())
                                                .with("until", some.until().toString())))
                .orElse(data);
    }

    private static Json.Obj list(ListVersion list) {
        return Json.Obj.EMPTY.with("name", list.name()).with("version", list.version());
    }
}
