package onecard.edge.site;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import onecard.site.LockKind;

/// What the locks of doors do without power.
final class Locks {

    private Locks() {}

    /// By the names of their relays.
    static Map<String, LockKind> of(List<Settings> points) {
        var locks = new HashMap<String, LockKind>();
        for (var point : points) {
            if (point.is("profile", "door")) {
                locks.put(
                        point.section("in").text("relay"),
                        point.is("lock", "fail_secure")
                                ? LockKind.FAIL_SECURE
                                : LockKind.FAIL_SAFE);
            }
        }
        return locks;
    }
}
