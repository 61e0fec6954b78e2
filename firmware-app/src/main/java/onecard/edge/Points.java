package onecard.edge;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import onecard.edge.loop.PointSlot;
import onecard.edge.loop.PointSlot.ContactRole;
import onecard.hal.Panel;
import onecard.hal.Relay;
import onecard.point.Output;
import onecard.point.door.Door;
import onecard.site.DoorPoint;

/// What the site file says of points, as machines with their devices.
final class Points {

    private Points() {}

    /// @param panels what a person at a point sees and hears
    static List<PointSlot<?>> of(
            List<DoorPoint> points,
            Map<String, ? extends Relay> relays,
            Function<DoorPoint, Panel> panels) {
        var slots = new ArrayList<PointSlot<?>>();
        for (var point : points) {
            slots.add(slot(point, relays, panels.apply(point)));
        }
        return slots;
    }

    /// One line a kind of point.
    private static PointSlot<?> slot(
            DoorPoint point, Map<String, ? extends Relay> relays, Panel panel) {
        var roles = new HashMap<String, ContactRole>();
        point.contact().ifPresent(name -> roles.put(name, ContactRole.LEAF));
        point.exitButton().ifPresent(name -> roles.put(name, ContactRole.EXIT_BUTTON));
        point.fire().ifPresent(name -> roles.put(name, ContactRole.FIRE));
        var relay =
                Optional.<Relay>ofNullable(relays.get(point.relay()))
                        .orElseThrow(() -> new IllegalStateException("no relay " + point.relay()));
        return new PointSlot<>(
                new PointSlot.Parts<>(
                        point.id(),
                        "door",
                        new Door(point.door()),
                        point.policy(),
                        point.readers(),
                        roles,
                        Map.of(Output.LOCK, relay),
                        panel));
    }
}
