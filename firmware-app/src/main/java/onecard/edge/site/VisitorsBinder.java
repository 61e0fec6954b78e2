package onecard.edge.site;

import java.time.Duration;
import java.util.Optional;
import onecard.site.SiteVisitors;

/// Binds what a point has besides where visitors are expected.
final class VisitorsBinder {

    private VisitorsBinder() {}

    /// Empty where nobody visits.
    static Optional<SiteVisitors> bind(Settings point) {
        return point.at("visitors").map(_ -> of(point.section("visitors")));
    }

    private static SiteVisitors of(Settings visitors) {
        var guard = visitors.section("guard");
        return new SiteVisitors(
                visitors.text("list"),
                Duration.ofMinutes(visitors.whole("early_min")),
                Duration.ofMinutes(visitors.whole("late_min")),
                Duration.ofHours(visitors.whole("close_after_h")),
                visitors.find("returns"),
                guard.find("display"),
                guard.find("printer"));
    }
}
