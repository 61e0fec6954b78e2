package onecard.edge.site;

import static onecard.edge.words.Message.ONE_SITE_KEY;
import static onecard.edge.words.Message.OTHER_DEVICES;

import java.util.HashSet;
import java.util.List;

/// What must hold where a gate shares passes, or a desk its meetings: with others, each named once;
/// and passes by the one key of the site.
///
/// @param device whose site file it is
record SharingRules(String device, Problems problems) {

    void check(Settings site, List<Settings> points) {
        var key = site.section("keys").section("site");
        boolean shares =
                points.stream()
                        .anyMatch(point -> !point.section("visitors").items("with").isEmpty());
        if (shares && key.flag("generate")) {
            // By another key the others would know the same pass by another token.
            problems.add(key, "generate", "own_key", ONE_SITE_KEY.with());
        }
        for (var point : points) {
            others(point); // a desk's
            var visitors = point.section("visitors");
            others(visitors);
            if (visitors.at("alone").isPresent() && visitors.items("with").isEmpty()) {
                problems.add(visitors, "alone", "required", visitors.wanted("with"));
            }
        }
    }

    private void others(Settings at) {
        var named = new HashSet<String>();
        for (var other : at.items("with")) {
            if (other.equals(device)) {
                problems.add(at, "with", "own_device", other, OTHER_DEVICES.with());
            } else if (!named.add(other)) {
                problems.add(at, "with", "twice", other, OTHER_DEVICES.with());
            }
        }
    }
}
