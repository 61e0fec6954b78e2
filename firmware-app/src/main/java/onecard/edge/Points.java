package onecard.edge;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import onecard.edge.PointSlot.ContactRole;
import onecard.hal.Relay;
import onecard.hal.pcsc.ReaderPanel;
import onecard.point.door.Door;
import onecard.site.DoorPoint;

/// What the site file says of points, as machines with their devices.
final class Points {

    private Points() {}

    static List<PointSlot<?>> of(
            List<DoorPoint> points, Map<String, Relay> relays, Map<String, ReaderPanel> lights) {
        var slots = new ArrayList<PointSlot<?>>();
        for (var point : points) {
            slots.add(slot(point, relays, lights));
        }
        return slots;
    }

    /// One line a kind of point.
    private static PointSlot<?> slot(
            DoorPoint point, Map<String, Relay> relays, Map<String, ReaderPanel> lights) {
        var roles = new HashMap<String, ContactRole>();
        point.contact().ifPresent(name -> roles.put(name, ContactRole.LEAF));
        point.exitButton().ifPresent(name -> roles.put(name, ContactRole.EXIT_BUTTON));
        point.fire().ifPresent(name -> roles.put(name, ContactRole.FIRE));
        var relay =
                Optional.ofNullable(relays.get(point.relay()))
                        .orElseThrow(() -> new IllegalStateException("no relay " + point.relay()));
        return new PointSlot<>(
                new PointSlot.Parts<>(
                        point.id(),
                        "door",
                        new Door(point.door()),
                        point.policy(),
                        point.readers(),
                        roles,
                        relay,
                        Lights.panel(point, lights)));
    }
}
