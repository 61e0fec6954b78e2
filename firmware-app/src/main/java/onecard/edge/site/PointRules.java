package onecard.edge.site;

import static onecard.edge.words.Message.DEVICE_TAKEN;
import static onecard.edge.words.Message.NAME_ANOTHER;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import onecard.site.Board;

/// What must hold between the points of a site: each has its own name, readers and relay.
final class PointRules {

    private static final Set<String> RESERVED = Set.of("list", "deny", "device");

    private final DoorRules doors;
    private final Problems problems;
    private final Set<String> ids = new HashSet<>();

    /// The point that uses a device, by the device's kind and name.
    private final Map<String, String> users = new HashMap<>();

    PointRules(Board board, Times times, Set<String> lists, Problems problems) {
        this.doors = new DoorRules(board, times, lists, problems);
        this.problems = problems;
    }

    void check(List<Settings> points) {
        for (var point : points) {
            ownName(point);
            doors.check(point);
            ownDevices(point);
        }
    }

    private void ownName(Settings point) {
        var id = point.text("id");
        boolean taken = !ids.add(id);
        if (RESERVED.contains(id)) {
            problems.add(point, "id", "reserved", NAME_ANOTHER.with());
        } else if (taken) {
            problems.add(point, "id", "duplicate_id", NAME_ANOTHER.with());
        }
    }

    private void ownDevices(Settings point) {
        var id = point.text("id");
        for (var key : List.of("in", "out")) {
            var side = point.section(key);
            for (var device : new Side(side).devices()) {
                ownDevice(side, device.key(), "reader " + device.name(), id);
            }
            side.find("relay").ifPresent(relay -> ownDevice(side, "relay", "relay " + relay, id));
        }
    }

    private void ownDevice(Settings side, String key, String device, String id) {
        var other = users.putIfAbsent(device, id);
        if (other != null && !other.equals(id)) {
            problems.add(
                    side.place(key),
                    side.path(),
                    "two_points_on_one_line",
                    device,
                    DEVICE_TAKEN.with(other));
        }
    }
}
