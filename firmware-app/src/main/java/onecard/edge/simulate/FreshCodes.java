package onecard.edge.simulate;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import onecard.access.Direction;
import onecard.edge.pass.PassId;
import onecard.site.SitePoint;

/// Codes for the hand, from an [Issuer]: a pass is good once; where visitors are expected, whoever
/// comes in is entered on the list first, and leaves by the pass that they came by.
final class FreshCodes implements Codes {

    private static final Duration LIFE = Duration.ofHours(8);

    private static final int ECARD_CHARS = 32;

    private final Place place;
    private final Issuer issuer;
    private final BroughtLists lists;
    private final Supplier<Instant> now;
    private final Map<String, PassId> visiting = new HashMap<>(); // by list

    /// @param now by the daemon's clock
    FreshCodes(Place place, Issuer issuer, BroughtLists lists, Supplier<Instant> now) {
        this.place = place;
        this.issuer = issuer;
        this.lists = lists;
        this.now = now;
    }

    @Override
    public String pass(String scanner) throws IOException {
        var point = place.pointOf(scanner).orElseThrow();
        var at = now.get().truncatedTo(ChronoUnit.SECONDS);
        var id = issuer.newPass();
        int uses = 1;
        if (point.visitors().isPresent()) {
            var list = point.visitors().get().list();
            boolean leaves = point.readers().get(scanner) == Direction.OUT;
            id = leaves ? visiting.getOrDefault(list, id) : expected(list, id, at);
            uses = 2;
        }
        var points = place.site().points().stream().map(SitePoint::id).toList();
        return issuer.pass(id, place.site().site(), points, at, LIFE, uses);
    }

    private PassId expected(String list, PassId id, Instant at) throws IOException {
        visiting.put(list, id);
        var gates =
                place.site().points().stream()
                        .filter(it -> expects(it, list))
                        .map(SitePoint::id)
                        .toList();
        lists.add(list, People.visit(id, gates, at, at.plus(LIFE)));
        return id;
    }

    private static boolean expects(SitePoint point, String list) {
        return point.visitors().filter(by -> by.list().equals(list)).isPresent();
    }

    @Override
    public String ecard() {
        var form = place.site().codes().stream().findFirst().orElseThrow();
        int chars = Math.clamp(ECARD_CHARS, form.minChars(), form.maxChars());
        return issuer.ecard(form.prefix(), chars);
    }
}
