package onecard.edge.doctor;

import static onecard.edge.words.Message.LISTS_UNREAD;
import static onecard.edge.words.Message.LISTS_UNREAD_NEXT;
import static onecard.edge.words.Message.LIST_HELD;
import static onecard.edge.words.Message.LIST_NONE;
import static onecard.edge.words.Message.LIST_NONE_NEXT;
import static onecard.edge.words.Message.LIST_OVER_NEXT;
import static onecard.edge.words.Message.LIST_STALE_NEXT;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import onecard.access.ListVersion;
import onecard.access.Reason;
import onecard.edge.store.registry.Registry.Held;
import onecard.site.SitePoint;
import onecard.site.SiteProfile;

/// Every list of the site file, and what is denied everywhere: whether it is here, and young enough
/// for the points that use it.
public final class ListsCheck {

    private final Look look;
    private final Instant now;

    /// What there is in the state directory.
    @FunctionalInterface
    public interface Look {
        /// @throws IOException if it cannot be looked at
        List<Held> lists() throws IOException;
    }

    /// @param now the wall clock
    public ListsCheck(Look look, Instant now) {
        this.look = look;
        this.now = now;
    }

    /// One finding a list, by name.
    public List<Finding> check(SiteProfile site) {
        try {
            var held = look.lists();
            var names = new TreeSet<>(site.lists().keySet());
            held.stream()
                    .map(it -> it.list().name())
                    .filter(ListVersion.DENY::equals)
                    .forEach(names::add);
            return names.stream().map(name -> list(name, held, site.points())).toList();
        } catch (IOException failed) {
            return List.of(
                    new Finding.Fail(
                            "lists",
                            LISTS_UNREAD.with(String.valueOf(failed.getMessage())),
                            LISTS_UNREAD_NEXT.with()));
        }
    }

    private Finding list(String name, List<Held> held, List<SitePoint> points) {
        var part = "lists." + name;
        return held.stream()
                .filter(it -> it.list().name().equals(name))
                .findFirst()
                .map(it -> judged(part, it, strictest(name, points)))
                .orElseGet(
                        () -> new Finding.Warn(part, LIST_NONE.with(), LIST_NONE_NEXT.with(name)));
    }

    private Finding judged(String part, Held held, Optional<Duration> staleAfter) {
        var age = Duration.between(held.list().asOf(), now);
        var found =
                LIST_HELD.with(held.list().version(), held.entries(), Math.max(0, age.toHours()));
        if (held.list().over(now)) {
            return new Finding.Fail(part, found, LIST_OVER_NEXT.with(Advice.of(Reason.STALE_LIST)));
        }
        return staleAfter.filter(limit -> age.compareTo(limit) > 0).isPresent()
                ? new Finding.Fail(part, found, LIST_STALE_NEXT.with(Advice.of(Reason.STALE_LIST)))
                : new Finding.Ok(part, found);
    }

    /// The first point to refuse by it.
    private static Optional<Duration> strictest(String name, List<SitePoint> points) {
        return points.stream()
                .filter(point -> point.policy().lists().contains(name))
                .flatMap(point -> point.policy().staleAfter().stream())
                .min(Duration::compareTo);
    }
}
