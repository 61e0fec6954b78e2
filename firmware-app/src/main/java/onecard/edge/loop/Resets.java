package onecard.edge.loop;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import onecard.access.Area;
import onecard.access.Whereabouts;
import onecard.time.ClockTrust;
import onecard.time.Moment;

/// When areas forget, each day at a time of their own, who is in them. Owned by the edge loop.
///
/// Without a clock that is trusted nobody knows that time: it is made up for once there is one. Who
/// came in before, nobody knows when, may have come after it, and stays until the next one.
final class Resets {

    private record Reset(LocalTime at, ZoneId zone) {
        /// The last one that has been due.
        Instant last(Instant now) {
            var today = LocalDate.ofInstant(now, zone);
            var due = due(today);
            return now.isBefore(due) ? due(today.minusDays(1)) : due;
        }

        private Instant due(LocalDate day) {
            return day.atTime(at).atZone(zone).toInstant();
        }
    }

    private final Map<String, Reset> resets = new HashMap<>();

    /// Per area, the last reset whose people were looked for.
    private final Map<String, Instant> done = new HashMap<>();

    /// Since when this life knows the time.
    private Optional<Instant> known = Optional.empty();

    Resets(List<PointSlot<?>> points) {
        for (var point : points) {
            var policy = point.parts.policy();
            policy.safeguards().border().areas().forEach(area -> add(area, policy.zone()));
        }
    }

    private void add(Area area, ZoneId zone) {
        area.reset().ifPresent(at -> resets.put(area.name(), new Reset(at, zone)));
    }

    /// The areas in which somebody has been since before their last reset.
    List<String> due(Whereabouts people, Moment now) {
        if (now.trust() == ClockTrust.UNTRUSTED) {
            return List.of();
        }
        var since = known.orElse(now.wall());
        known = Optional.of(since);
        return resets.entrySet().stream()
                .filter(
                        reset ->
                                isDue(
                                        reset.getKey(),
                                        reset.getValue().last(now.wall()),
                                        people,
                                        since))
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
    }

    private boolean isDue(String area, Instant last, Whereabouts people, Instant since) {
        return !last.equals(done.put(area, last))
                && people.anyBefore(last, area)
                && (last.isAfter(since) || !people.anyUncertain(area));
    }
}
