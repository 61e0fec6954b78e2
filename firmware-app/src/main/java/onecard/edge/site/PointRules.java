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
        var in = point.section("in");
        ownDevice(in, "reader", id);
        ownDevice(point.section("out"), "reader", id);
        ownDevice(in, "relay", id);
    }

    private void ownDevice(Settings side, String kind, String id) {
        side.find(kind)
                .ifPresent(
                        device -> {
                            var other = users.putIfAbsent(kind + " " + device, id);
                            if (other != null && !other.equals(id)) {
                                problems.add(
                                        side.place(kind),
                                        side.path(),
                                        "two_points_on_one_line",
                                        device,
                                        DEVICE_TAKEN.with(other));
                            }
                        });
    }
}
