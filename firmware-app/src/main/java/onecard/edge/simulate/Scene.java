package onecard.edge.simulate;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import onecard.edge.crypto.Json;

/// Everything as it is now, folded from what happened: what a page is told first that comes later.
/// For one thread at a time.
final class Scene {

    /// Of the newest events and messages, what a page shows at once.
    private static final int NEWEST = 50;

    private final Map<String, Json> lines = new TreeMap<>();
    private final Map<String, Map<String, Json>> devices = new TreeMap<>();
    private final Deque<Json> journal = new ArrayDeque<>();
    private final Deque<Json> messages = new ArrayDeque<>();
    private final Map<String, Json> anatomies = new TreeMap<>();
    private Json.Obj daemon = Json.Obj.EMPTY.with("state", "off");
    private Json.Obj cable = Json.Obj.EMPTY.with("up", true).with("online", false);
    private Json.Obj clock = Json.Obj.EMPTY.with("offset_ms", 0L);
    private Json.Obj guests = Json.Obj.EMPTY.with("coming", false);

    /// @param event as the page is told it
    void apply(Json.Obj event) {
        var told = event.without("type");
        switch (event.text("type").orElse("")) {
            case "daemon" -> daemon = daemon(told);
            case "cable" -> cable = told;
            case "clock" -> clock = told;
            case "guests" -> guests = told;
            case "line" -> event.text("line").ifPresent(it -> lines.put(it, told.without("line")));
            case "device" -> event.text("device").ifPresent(it -> device(it, told));
            case "journal" -> told.object("event").ifPresent(it -> keep(journal, it));
            case "mqtt" -> keep(messages, event);
            case "anatomy" -> event.text("point").ifPresent(it -> anatomies.put(it, event));
            default -> {
                // What passes leaves no trace.
            }
        }
    }

    /// Without power nothing shines, and no card is in a field; lines have been told of by then.
    private Json.Obj daemon(Json.Obj told) {
        if (told.text("state").equals(Optional.of("off"))) {
            devices.clear();
        }
        return told;
    }

    private void device(String device, Json.Obj told) {
        told.text("what")
                .ifPresent(
                        what ->
                                devices.computeIfAbsent(device, _ -> new TreeMap<>())
                                        .put(what, told));
    }

    private static void keep(Deque<Json> newest, Json one) {
        newest.addLast(one);
        if (newest.size() > NEWEST) {
            newest.removeFirst();
        }
    }

    /// @param monoUs microseconds on the monotonic clock, now
    Json.Obj state(long monoUs) {
        var standing = new TreeMap<String, Json>();
        devices.forEach((device, told) -> standing.put(device, Json.Obj.of(told)));
        return Json.Obj.EMPTY
                .with("type", "state")
                .with("mono_us", monoUs)
                .with("daemon", daemon)
                .with("cable", cable)
                .with("clock", clock)
                .with("guests", guests)
                .with("lines", Json.Obj.of(lines))
                .with("devices", Json.Obj.of(standing))
                .with("journal", new Json.Arr(List.copyOf(journal)))
                .with("mqtt", new Json.Arr(List.copyOf(messages)))
                .with("anatomies", new Json.Arr(new ArrayList<>(anatomies.values())));
    }
}
