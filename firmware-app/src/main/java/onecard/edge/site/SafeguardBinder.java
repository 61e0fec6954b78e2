package onecard.edge.site;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import onecard.access.Border;
import onecard.access.Company;
import onecard.access.Escort;
import onecard.access.Factor;
import onecard.access.Safeguards;
import onecard.access.SecondFactor;
import onecard.access.SpecialGroups;
import onecard.access.TwoPersons;

/// Binds what one point demands besides a right to pass, whatever its kind.
record SafeguardBinder(Settings point, Times times, Areas areas, Interlocks interlocks) {

    Safeguards bind() {
        return new Safeguards(
                new Border(
                        point.find("from_area").map(areas.byName()::get),
                        point.find("area").map(areas.byName()::get)),
                interlocks.neighbours(point),
                new Company(groups(point, "first_person"), escort(), two()),
                factor(),
                new SpecialGroups(
                        groups(point, "lockdown_groups"),
                        groups(point, "override_groups"),
                        groups(point, "duress_groups"),
                        groups(point, "extended_groups")),
                HouseKeys.of(point, times));
    }

    private Optional<Escort> escort() {
        return point.at("escort")
                .map(_ -> point.section("escort"))
                .map(
                        escort ->
                                new Escort(
                                        groups(escort, "of"),
                                        groups(escort, "by"),
                                        millis(escort, "within_ms")));
    }

    private Optional<TwoPersons> two() {
        return point.at("two_person")
                .map(_ -> point.section("two_person"))
                .map(two -> new TwoPersons(groups(two, "groups"), millis(two, "within_ms")));
    }

    private Optional<SecondFactor> factor() {
        return point.at("second_factor")
                .map(
                        _ ->
                                new SecondFactor(
                                        order(),
                                        groups(point, "second_factor_groups"),
                                        point.find("second_factor_schedule")
                                                .map(times.schedules()::get),
                                        millis(point, "second_factor_ms")));
    }

    /// Whoever attends is not asked by the machine.
    private List<Factor> order() {
        return point.items("second_factor").stream()
                .flatMap(word -> Factor.ofWire(word).stream())
                .toList();
    }

    private static Duration millis(Settings section, String key) {
        return Duration.ofMillis(section.whole(key));
    }

    private static Set<String> groups(Settings section, String key) {
        return new HashSet<>(section.items(key));
    }
}
