package onecard.edge.site;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import onecard.access.SharedTerms;

/// Binds with whom the gates share passes.
final class SharingBinder {

    private SharingBinder() {}

    /// By point; of those that share.
    static Map<String, SharedTerms> bind(List<Settings> points) {
        var shared = new HashMap<String, SharedTerms>();
        for (var point : points) {
            var visitors = point.section("visitors");
            var with = Set.copyOf(visitors.items("with"));
            if (!with.isEmpty()) {
                shared.put(
                        point.text("id"),
                        new SharedTerms(
                                with,
                                visitors.is("alone", "refuse")
                                        ? SharedTerms.Alone.REFUSE
                                        : SharedTerms.Alone.OPEN));
            }
        }
        return Map.copyOf(shared);
    }
}
