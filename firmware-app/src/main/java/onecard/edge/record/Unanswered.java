package onecard.edge.record;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import onecard.access.Factor;
import onecard.access.Reason;
import onecard.edge.crypto.Json;
import onecard.edge.store.journal.Draft;
import onecard.edge.store.journal.EventKind;
import onecard.time.Moment;

/// Taps that were asked for something and have no final event yet, by the epoch and number of the
/// one that says so: power may go while somebody waits. Used by one thread at a time.
final class Unanswered {

    /// What both events of one tap say alike.
    private static final List<String> KEPT =
            List.of("scene", "reader", "direction", "decided", "credential", "list");

    private static final Pattern KEY = Pattern.compile("([0-9a-f]{8}):([0-9]{1,15})");

    private final TreeMap<Key, Json.Obj> asked =
            new TreeMap<>(Comparator.comparing(Key::seq).thenComparing(Key::epoch));

    private record Key(String epoch, long seq) {

        @Override
        public String toString() {
            return epoch + ":" + seq;
        }
    }

    void apply(Json.Obj event) {
        var data = Occurrences.data(event);
        var epoch = data.text("epoch").orElse("");
        data.number("asks").ifPresent(seq -> answered(new Key(epoch, seq)));
        var seq = data.number("seq");
        if (seq.isPresent() && data.text("verdict").equals(Optional.of("asked"))) {
            asked.put(new Key(epoch, seq.get()), data);
        }
    }

    /// A journal that was begun anew meanwhile tells the end in another epoch.
    private void answered(Key tap) {
        if (asked.remove(tap) == null) {
            asked.keySet().stream()
                    .filter(key -> key.seq() == tap.seq())
                    .findFirst()
                    .ifPresent(asked::remove);
        }
    }

    /// Their final events: whoever was asked has left.
    List<Draft> refused(Moment at) {
        return asked.entrySet().stream().map(tap -> refused(tap, at)).toList();
    }

    private static Draft refused(Map.Entry<Key, Json.Obj> tap, Moment at) {
        var said = tap.getValue();
        var data = Json.Obj.EMPTY;
        for (var name : KEPT) {
            data = said.get(name).isPresent() ? data.with(name, said.get(name).get()) : data;
        }
        var why = said.text("reason").flatMap(Reason::ofName).map(Factor::tooLate);
        return new Draft(
                Optional.empty(),
                said.text("point").orElse(""),
                EventKind.TAP,
                at,
                data.with("verdict", "refused")
                        .with("reason", why.orElse(Reason.DEVICE_FAULT).name())
                        .with("asks", tap.getKey().seq()),
                "",
                Optional.empty(),
                Optional.empty());
    }

    // --- as a snapshot keeps it ---

    Json.Obj state() {
        var json = new TreeMap<String, Json>();
        asked.forEach((key, data) -> json.put(key.toString(), data));
        return Json.Obj.of(json);
    }

    void restore(Json.Obj state) {
        asked.clear();
        state.forEach(
                (key, data) -> {
                    var known = KEY.matcher(key);
                    if (data instanceof Json.Obj said && known.matches()) {
                        asked.put(new Key(known.group(1), Long.parseLong(known.group(2))), said);
                    }
                });
    }
}
