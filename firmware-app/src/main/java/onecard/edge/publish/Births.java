package onecard.edge.publish;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import onecard.edge.crypto.Json;
import onecard.edge.crypto.JsonReader;

/// Which versions devices say they hold, and when that calls for a list once more. Time is an
/// argument. One thread.
final class Births {

    /// Between two times of the same list.
    static final Duration FIRST_AGAIN = Duration.ofSeconds(30);

    /// As long as a device may stay behind: it is off, or its site file no longer names the list.
    static final Duration LAST_AGAIN = Duration.ofHours(1);

    private static final String BIRTH = "/birth";

    /// As many devices as one broker serves.
    private static final int DEVICES_MAX = 10_000;

    /// By topic: the versions it named, of which list.
    private final Map<String, Map<String, Long>> held = new HashMap<>();

    private final Map<String, Pace> paces = new HashMap<>();

    /// When a list goes out once more.
    ///
    /// @param notBefore by the monotonic clock
    /// @param then how long until the time after that
    private record Pace(long notBefore, Duration then) {}

    static boolean isTopic(String topic) {
        return topic.endsWith(BIRTH);
    }

    void heard(String topic, byte[] payload) {
        var lists = JsonReader.object(payload).flatMap(birth -> birth.array("lists"));
        if (lists.isEmpty() || (held.size() >= DEVICES_MAX && !held.containsKey(topic))) {
            return;
        }
        var versions = new HashMap<String, Long>();
        for (var item : lists.get().items()) {
            if (item instanceof Json.Obj list) {
                list.text("name")
                        .ifPresent(name -> versions.put(name, list.number("version").orElse(0L)));
            }
        }
        if (!versions.equals(held.put(topic, versions))) {
            // Something moves: the time after next is soon again.
            paces.replaceAll((_, pace) -> new Pace(pace.notBefore(), FIRST_AGAIN));
        }
    }

    /// The list has just gone out: devices have some time to fetch it.
    void sent(String list, long nowNanos) {
        paces.put(list, new Pace(nowNanos + FIRST_AGAIN.toNanos(), FIRST_AGAIN));
    }

    /// The least version any device holds of a list that is behind `version`, if it is time to do
    /// something about it; the next time is later, and later still. A device that holds none yet
    /// says 0; one that does not name it has no use for it.
    Optional<Long> behind(String list, long version, long nowNanos) {
        var least =
                held.values().stream()
                        .flatMap(versions -> Optional.ofNullable(versions.get(list)).stream())
                        .filter(one -> one < version)
                        .min(Long::compare);
        var pace = paces.getOrDefault(list, new Pace(nowNanos, FIRST_AGAIN));
        if (least.isEmpty() || nowNanos - pace.notBefore() < 0) {
            return Optional.empty();
        }
        var then = pace.then().multipliedBy(2);
        paces.put(
                list,
                new Pace(
                        nowNanos + pace.then().toNanos(),
                        then.compareTo(LAST_AGAIN) < 0 ? then : LAST_AGAIN));
        return least;
    }
}
