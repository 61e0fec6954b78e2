package onecard.edge.site;

import static onecard.edge.words.Message.ONLY_WITH;

import java.time.Duration;
import java.time.LocalTime;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import onecard.access.AntiPassback;
import onecard.access.Area;

/// The areas of a site, by name.
record Areas(Map<String, Area> byName) {

    static Areas of(Settings site, Problems problems) {
        var areas = new HashMap<String, Area>();
        site.entries("areas").forEach((name, area) -> areas.put(name, area(name, area, problems)));
        return new Areas(areas);
    }

    private static Area area(String name, Settings area, Problems problems) {
        if (area.at("passback_min").isPresent() && !area.is("passback", "timed")) {
            problems.add(area, "passback_min", "without_effect", ONLY_WITH.with("passback: timed"));
        }
        return new Area(
                name,
                area.find("passback").flatMap(kind -> passback(kind, area)),
                area.at("occupancy").isPresent()
                        ? OptionalInt.of((int) area.whole("occupancy"))
                        : OptionalInt.empty(),
                new HashSet<>(area.items("exempt_groups")),
                area.find("reset").map(LocalTime::parse));
    }

    private static Optional<AntiPassback> passback(String kind, Settings area) {
        return switch (kind) {
            case "hard" -> Optional.of(new AntiPassback.Hard());
            case "soft" -> Optional.of(new AntiPassback.Soft());
            case "timed" ->
                    Optional.of(
                            new AntiPassback.Timed(Duration.ofMinutes(area.whole("passback_min"))));
            case String unknown ->
                    throw new IllegalStateException("no kind of anti-passback is " + unknown);
        };
    }
}
