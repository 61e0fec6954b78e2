package onecard.edge.store.journal;

import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import onecard.edge.crypto.Canonical;
import onecard.edge.crypto.Json;
import onecard.edge.crypto.Sm3;

/// The canonical event: built once, hashed, and read back by its fixed shape.
final class EventText {

    /// RFC 3339 with milliseconds and offset.
    private static final DateTimeFormatter TIME =
            new DateTimeFormatterBuilder()
                    .appendPattern("uuuu-MM-dd'T'HH:mm:ss")
                    .appendFraction(ChronoField.NANO_OF_SECOND, 3, 3, true)
                    .appendOffset("+HH:MM", "Z")
                    .toFormatter(java.util.Locale.ROOT);

    private static final String HASH_MEMBER = "\"hash\":\"";

    /// `subject`, `time` and `type` end every event; all three are shorter than this.
    private static final int END_CHARS = 160;

    private static final Pattern SUBJECT =
            Pattern.compile("\"subject\":\"([a-z0-9][a-z0-9-]{0,31})\",\"time\":");
    /// How an event of each kind ends.
    private static final Map<String, String> ENDS =
            Stream.of(EventKind.values())
                    .map(EventKind::wire)
                    .collect(Collectors.toMap(EventText::end, kind -> kind));

    private EventText() {}

    /// Everything of the event but its place in the chain.
    static Json.Obj body(
            JournalIdentity who, Draft draft, Optional<Long> cause, Optional<Long> asks) {
        var data =
                draft.data()
                        .with("boot", who.boot())
                        .with("mono_us", draft.at().mono().nanos() / 1_000)
                        .with("clock", draft.at().trust().wire())
                        .with("site", who.site())
                        .with("device", who.device())
                        .with("point", draft.point());
        if (cause.isPresent()) {
            data = data.with("cause_seq", cause.get());
        }
        if (asks.isPresent()) {
            data = data.with("asks", asks.get());
        }
        return Json.Obj.EMPTY
                .with("specversion", "1.0")
                .with("source", "/onecard/" + who.site() + "/" + who.device())
                .with("type", "onecard." + draft.kind().wire() + ".v1")
                .with("subject", draft.point())
                .with("time", time(draft, who.zone()))
                .with("datacontenttype", "application/json")
                .with("data", data);
    }

    /// The same with where it stands, as a fold wants it.
    static Json.Obj placed(Json.Obj body, String epoch, long seq) {
        var data = body.object("data").orElseThrow().with("epoch", epoch).with("seq", seq);
        return body.with("data", data);
    }

    /// The event behind the one of that hash; `sign` adds the device's signature.
    static Chained chained(JournalIdentity who, Json.Obj placed, String prev, boolean sign) {
        var said = placed.object("data").orElseThrow();
        var place = said.text("epoch").orElseThrow() + ":" + said.number("seq").orElseThrow();
        var data = said.with("prev", prev);
        var event = placed.with("id", who.device() + ":" + place).with("data", data);
        if (sign) {
            data = data.with("sig", who.key().sign(event));
        }
        // Written once, with room for the hash; the hash is over everything but its own member.
        var text = Canonical.text(event.with("data", data.with("hash", Sm3.ZERO)));
        int member = text.indexOf(HASH_MEMBER + Sm3.ZERO);
        int digits = member + HASH_MEMBER.length();
        int end = digits + Sm3.ZERO.length();
        // Behind the digits come a quote and a comma: `mono_us`, `point` and more sort after it.
        var hash = Sm3.hex(text.substring(0, member), text.substring(end + 2));
        return new Chained(text.substring(0, digits) + hash + text.substring(end), hash);
    }

    /// The hash of an event whose `data.hash`, `replayed` and `latencyus` are left out here.
    static String hash(Json.Obj event) {
        return Sm3.hex(Canonical.bytes(bare(event, "hash")));
    }

    /// What the device's signature covers.
    static Json.Obj signed(Json.Obj event) {
        return bare(event, "hash", "sig");
    }

    private static Json.Obj bare(Json.Obj event, String... without) {
        var data = event.object("data").orElse(Json.Obj.EMPTY);
        return event.without("replayed", "latencyus").with("data", data.without(without));
    }

    /// `subject` of canonical text: the member before `time`, near the end. A row that a failing
    /// device has garbled still has to go out, so that the host sees that its hash is wrong: it
    /// goes as the device's own.
    static String subject(String event) {
        int near = Math.max(0, event.length() - END_CHARS);
        var subject = SUBJECT.matcher(event).region(near, event.length());
        return subject.find() ? subject.group(1) : "device";
    }

    /// The kind in `type`, the last member; `system` where it cannot be read.
    static String kind(String event) {
        for (var end : ENDS.entrySet()) {
            if (event.endsWith(end.getKey())) {
                return end.getValue();
            }
        }
        return EventKind.SYSTEM.wire();
    }

    private static String end(String kind) {
        return "\"type\":\"onecard." + kind + ".v1\"}";
    }

    private static String time(Draft draft, ZoneId zone) {
        return TIME.format(draft.at().wall().atZone(zone));
    }

    record Chained(String text, String hash) {}
}
