package onecard.edge.site;

import static onecard.edge.words.Message.DEVICE_TAKEN;
import static onecard.edge.words.Message.NAME_ANOTHER;
import static onecard.edge.words.Message.NOT_ON_THE_WAY_OUT;
import static onecard.edge.words.Message.NO_VISITOR_LEAVES;

import java.util.List;
import java.util.stream.Stream;

/// What must hold where visitors are expected: their list is one of passes and of nothing else,
/// what they give back is read where they leave, and somewhere they can.
record VisitorsRules(Known known, Problems problems) {

    /// The keys by which a till names a list, or a device of its counter.
    private static final List<String> LISTS = List.of("accounts", "prices", "orders", "roster");

    private static final List<String> COUNTER = List.of("display", "operator_display", "printer");

    void check(List<Settings> points) {
        var gates = points.stream().filter(point -> point.at("visitors").isPresent()).toList();
        for (var gate : gates) {
            var visitors = gate.section("visitors");
            list(visitors, points);
            returns(gate, visitors);
            guard(visitors.section("guard"), points);
            wayOut(visitors, gates);
        }
    }

    private void list(Settings visitors, List<Settings> points) {
        var list = visitors.text("list");
        if (!known.of(Thing.LIST).known().contains(list)) {
            known.of(Thing.LIST).optional(visitors, "list");
        } else if (points.stream().flatMap(VisitorsRules::others).anyMatch(list::equals)) {
            problems.add(visitors, "list", "two_roles", NAME_ANOTHER.with());
        }
    }

    /// Every list that is one of something else.
    private static Stream<String> others(Settings point) {
        return Stream.of(
                        point.items("lists").stream(),
                        point.section("operators").items("lists").stream(),
                        LISTS.stream().flatMap(key -> point.find(key).stream()))
                .flatMap(lists -> lists);
    }

    /// A card that is kept where people come in was never given back.
    private void returns(Settings gate, Settings visitors) {
        if (visitors.find("returns").isEmpty()) {
            return;
        }
        known.of(Thing.READER).optional(visitors, "returns");
        var out = gate.section("out");
        boolean there = known.of(Thing.READER).known().contains(visitors.text("returns"));
        if (!there || !new Side(out).devices().stream().allMatch(known::has)) {
            return; // said already
        }
        boolean reads =
                Stream.concat(out.find("reader").stream(), out.items("more_readers").stream())
                        .anyMatch(visitors.text("returns")::equals);
        if (!reads) {
            problems.add(visitors, "returns", "not_on_the_way_out", NOT_ON_THE_WAY_OUT.with());
        }
    }

    /// Of several gates it may be one guard's; on a till's counter it is the till's.
    private void guard(Settings guard, List<Settings> points) {
        known.of(Thing.DISPLAY).optional(guard, "display");
        known.of(Thing.PRINTER).optional(guard, "printer");
        for (var key : List.of("display", "printer")) {
            for (var point : points) {
                boolean taken =
                        COUNTER.stream()
                                .flatMap(other -> point.find(other).stream())
                                .anyMatch(name -> guard.find(key).filter(name::equals).isPresent());
                if (taken) {
                    problems.add(
                            guard,
                            key,
                            "two_points_on_one_line",
                            DEVICE_TAKEN.with(point.text("id")));
                }
            }
        }
    }

    /// Where nobody is read who leaves, no visit ever ends well. To leave at another device is none
    /// here: what is shared is what was used up, and each tells its own visits.
    private void wayOut(Settings visitors, List<Settings> gates) {
        boolean somewhere =
                gates.stream()
                        .filter(
                                gate ->
                                        gate.section("visitors")
                                                .text("list")
                                                .equals(visitors.text("list")))
                        .anyMatch(gate -> !new Side(gate.section("out")).devices().isEmpty());
        if (!somewhere) {
            problems.add(visitors, "list", "no_way_out", NO_VISITOR_LEAVES.with());
        }
    }
}
