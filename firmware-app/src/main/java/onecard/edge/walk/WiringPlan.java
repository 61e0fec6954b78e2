package onecard.edge.walk;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import onecard.point.Role;
import onecard.point.barrier.BarrierProfile;
import onecard.point.barrier.Drive;
import onecard.site.SitePoint;
import onecard.site.SiteProfile;

/// Which contacts are worked and which outputs moved, and in which order: point by point. What two
/// points share is walked once.
record WiringPlan(List<Sense> senses, List<Move> moves) {

    /// Long enough for a hand on the door handle, and for an arm to be seen moving.
    private static final Duration PULSE = Duration.ofSeconds(2);

    WiringPlan {
        senses = List.copyOf(senses);
        moves = List.copyOf(moves);
    }

    static WiringPlan of(SiteProfile site) {
        var senses = new ArrayList<Sense>();
        var moves = new ArrayList<Move>();
        var named = new HashSet<String>();
        for (var point : site.points()) {
            point.contacts().entrySet().stream()
                    .sorted(
                            Comparator.<Map.Entry<String, Role>>comparingInt(
                                            it -> rank(it.getValue()))
                                    .thenComparing(Map.Entry::getKey))
                    .filter(it -> named.add("contact " + it.getKey()))
                    .forEach(it -> senses.add(new Sense(point.id(), it.getKey(), it.getValue())));
            point.relays().entrySet().stream()
                    .sorted(Map.Entry.comparingByKey())
                    .filter(it -> named.add("relay " + it.getValue()))
                    .forEach(
                            it ->
                                    moves.add(
                                            new Move(
                                                    point.id(),
                                                    it.getKey(),
                                                    it.getValue(),
                                                    width(site, point, it.getValue()))));
        }
        return new WiringPlan(senses, moves);
    }

    private static int rank(Role role) {
        return switch (role) {
            case Role.Leaf() -> 0;
            case Role.ExitButton() -> 1;
            case Role.Sensing(var sensor) -> 2 + sensor.ordinal();
            case Role.Fire() -> Integer.MAX_VALUE;
        };
    }

    /// As the point itself pulses it, where it does; never longer than the relay may be on.
    private static Duration width(SiteProfile site, SitePoint point, String relay) {
        var wanted =
                point.profile() instanceof BarrierProfile barrier
                                && barrier.drive() instanceof Drive.Pulses(var width, _)
                        ? width
                        : PULSE;
        var line = site.board().relays().get(relay);
        return line == null || line.maxOn().compareTo(wanted) > 0 ? wanted : line.maxOn();
    }
}
