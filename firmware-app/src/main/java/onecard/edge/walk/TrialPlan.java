package onecard.edge.walk;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import onecard.access.Direction;
import onecard.edge.walk.Trial.Expected;
import onecard.edge.words.Message;
import onecard.point.Role;
import onecard.point.Sensor;
import onecard.point.barrier.BarrierProfile;
import onecard.point.door.DoorProfile;
import onecard.point.turnstile.TurnstileProfile;
import onecard.site.Board;
import onecard.site.SitePoint;
import onecard.site.SiteProfile;
import onecard.site.SiteTill;
import onecard.words.Words;

/// What is tried of a site once its daemon runs, as data: readers, points, what lists say, money.
final class TrialPlan {

    /// A record is there by then.
    private static final Duration SOON = Duration.ofSeconds(10);

    /// So are those of many taps: a slow card takes a second.
    private static final Duration ALL_SOON = Duration.ofSeconds(60);

    private static final int FAST_TAPS = 50;

    private final SiteProfile site;
    private final int readings;
    private final List<Trial> trials = new ArrayList<>();

    private TrialPlan(SiteProfile site, int readings) {
        this.site = site;
        this.readings = readings;
    }

    /// In the order of the blocks.
    ///
    /// @param readings how often a card is held to each reader
    static List<Trial> of(SiteProfile site, int readings) {
        var plan = new TrialPlan(site, readings);
        plan.readers();
        site.points().forEach(plan::point);
        plan.data();
        site.points().stream().filter(point -> point.till().isPresent()).forEach(plan::till);
        plan.load();
        return plan.trials;
    }

    private void readers() {
        for (var point : site.points()) {
            for (var name : new TreeMap<>(point.readers()).keySet()) {
                var reader = site.board().readers().get(name);
                var part = "board.readers." + name;
                if (reader != null) {
                    read(part, "card", Message.WALK_TRY_CARD.with(point.id(), name), name);
                    if (takesContactCards(reader)) {
                        read(
                                part,
                                "contact",
                                Message.WALK_TRY_CONTACT.with(point.id(), name),
                                name);
                    }
                    var verdict = toStrangers(point, name);
                    judged(part, "foreign", Message.WALK_TRY_FOREIGN.with(name), name, verdict);
                    judged(part, "two", Message.WALK_TRY_TWO.with(name), name, verdict);
                    add(
                            Block.READERS,
                            part,
                            "reads " + name,
                            Message.WALK_TRY_READS.with(name, readings),
                            new Expected(
                                    "tap", Map.of("reader", Set.of(name)), readings, ALL_SOON));
                } else if (site.board().scanners().containsKey(name)) {
                    var scanner = "board.scanners." + name;
                    read(scanner, "code", Message.WALK_TRY_CODE.with(point.id(), name), name);
                }
            }
        }
    }

    private static boolean takesContactCards(Board.Reader reader) {
        return reader.contactCards()
                || reader.source() instanceof Board.ReaderSource.Pcsc pcsc
                        && pcsc.slot() != Board.Slot.CONTACTLESS;
    }

    private void read(String part, String step, Words ask, String reader) {
        var fields = Map.of("reader", Set.of(reader));
        add(Block.READERS, part, step + " " + reader, ask, new Expected("tap", fields, 1, SOON));
    }

    /// Where nobody is kept in, a stranger is let out, too.
    private static String toStrangers(SitePoint point, String reader) {
        return point.readers().get(reader) == Direction.OUT && point.policy().exitAlways()
                ? "granted"
                : "refused";
    }

    private void judged(String part, String step, Words ask, String reader, String verdict) {
        var fields = Map.of("reader", Set.of(reader), "verdict", Set.of(verdict));
        add(Block.READERS, part, step + " " + reader, ask, new Expected("tap", fields, 1, SOON));
    }

    private void point(SitePoint point) {
        var id = point.id();
        var profile = point.profile();
        if (profile.outputs().isEmpty() || point.till().isPresent()) {
            return;
        }
        new TreeMap<>(point.readers())
                .keySet()
                .forEach(
                        reader ->
                                passage(
                                        id,
                                        "pass " + reader,
                                        Message.WALK_TRY_PASS.with(id, reader),
                                        SOON.plus(SOON),
                                        "passed",
                                        "assumed"));
        if (point.contacts().containsValue(new Role.ExitButton())) {
            exit(id);
        }
        switch (profile) {
            case DoorProfile door -> door(point, door);
            case TurnstileProfile lane -> lane(point, lane);
            case BarrierProfile barrier -> barrier(id, barrier);
            default -> {}
        }
    }

    private void lane(SitePoint point, TurnstileProfile lane) {
        var id = point.id();
        var opening = lane.window().plus(lane.closing());
        var within = opening.plus(SOON);
        passage(id, "not-passed", Message.WALK_TRY_STAY.with(id), within, "not_passed", "assumed");
        if (point.readers().values().stream().anyMatch(way -> tells(lane, way))) {
            again(id, within);
            alarm(id, "tailgated", Message.WALK_TRY_TAILGATE.with(id), within);
            alarm(id, "intrusion", Message.WALK_TRY_INTRUDE.with(id), SOON);
        }
        opposing(point, opening.multipliedBy(2).plus(SOON));
    }

    /// Whether a contact tells who passes that way.
    private static boolean tells(TurnstileProfile lane, Direction way) {
        return lane.sensors().contains(Sensor.PASSED)
                || lane.sensors()
                        .contains(way == Direction.IN ? Sensor.PASSED_IN : Sensor.PASSED_OUT);
    }

    /// An arm without a loop below it knows of nobody who stays, or follows.
    private void barrier(String id, BarrierProfile barrier) {
        if (barrier.sensors().contains(Sensor.SAFETY)) {
            var within = barrier.entry().plus(barrier.clear()).plus(SOON);
            passage(id, "not-passed", Message.WALK_TRY_NOT_IN.with(id), within, "not_passed");
            alarm(id, "tailgated", Message.WALK_TRY_FOLLOW.with(id), within);
        }
    }

    /// Nobody knows who pressed, so that no passage is theirs.
    private void exit(String id) {
        var fields = Map.of("point", Set.of(id), "cause", Set.of("exit_button"));
        points(
                id,
                "exit",
                Message.WALK_TRY_EXIT.with(id),
                List.of(new Expected("state", fields, 1, SOON)));
    }

    /// One card twice is one passage: the second tap gives time, and has its own outcome. Two
    /// openings, one of which nobody uses, have the same two outcomes.
    private void again(String id, Duration within) {
        var first = passages(id, 1, within, "passed");
        var second = passages(id, 1, within, "not_passed").during(first);
        points(id, "re-tap", Message.WALK_TRY_AGAIN.with(id), List.of(first, second));
    }

    /// Where cards are shown on either side, both at once are served, one after the other.
    private void opposing(SitePoint point, Duration within) {
        var id = point.id();
        if (point.readers().values().containsAll(Set.of(Direction.IN, Direction.OUT))) {
            points(
                    id,
                    "opposing",
                    Message.WALK_TRY_OPPOSING.with(id),
                    List.of(
                            tapOn(point, Direction.IN, within),
                            tapOn(point, Direction.OUT, within),
                            passages(id, 2, within, "passed", "assumed")));
        }
    }

    private static Expected tapOn(SitePoint point, Direction side, Duration within) {
        var readers =
                point.readers().entrySet().stream()
                        .filter(reader -> reader.getValue() == side)
                        .map(Map.Entry::getKey)
                        .collect(Collectors.toUnmodifiableSet());
        var fields = Map.of("reader", readers, "verdict", Set.of("granted"));
        return new Expected("tap", fields, 1, within);
    }

    private void door(SitePoint point, DoorProfile door) {
        var id = point.id();
        if (door.contact().isEmpty()) {
            return;
        }
        var within = door.usual().release().plus(SOON);
        passage(id, "not-passed", Message.WALK_TRY_STAY.with(id), within, "not_passed");
        again(id, within);
        opposing(point, within);
        alarm(id, "forced", Message.WALK_TRY_FORCE.with(id), SOON);
        alarm(
                id,
                "held_open",
                Message.WALK_TRY_HOLD.with(id, door.usual().heldOpen().toSeconds()),
                door.usual().release().plus(door.usual().heldOpen()).plus(SOON));
    }

    private void passage(String point, String step, Words ask, Duration within, String... results) {
        points(point, step, ask, List.of(passages(point, 1, within, results)));
    }

    private static Expected passages(String point, int times, Duration within, String... results) {
        var fields = Map.of("point", Set.of(point), "result", Set.of(results));
        return new Expected("passage", fields, times, within);
    }

    private void points(String point, String step, Words ask, List<Expected> expected) {
        trials.add(new Trial(Block.POINTS, "points." + point, step + " " + point, ask, expected));
    }

    private void alarm(String point, String alarm, Words ask, Duration within) {
        var fields =
                Map.of("point", Set.of(point), "alarm", Set.of(alarm), "active", Set.of("true"));
        points(point, alarm, ask, List.of(new Expected("alarm", fields, 1, within)));
    }

    private void data() {
        card("known", Message.WALK_TRY_KNOWN.with(), "granted", Set.of("OK"));
        card("denied", Message.WALK_TRY_DENIED.with(), "refused", Set.of("DENIED_LIST"));
        card(
                "expired",
                Message.WALK_TRY_EXPIRED.with(),
                "refused",
                Set.of("CARD_EXPIRED", "EXPIRED"));
        add(
                Block.DATA,
                "lists",
                "near-expiry",
                Message.WALK_TRY_NEAR.with(),
                new Expected(
                        "tap",
                        Map.of("verdict", Set.of("granted"), "prompt", Set.of("renew")),
                        1,
                        SOON));
        card(
                "out-of-hours",
                Message.WALK_TRY_HOURS.with(),
                "refused",
                Set.of("SCHEDULE", "HOLIDAY", "NOT_YET_VALID"));
        card(
                "contact-only",
                Message.WALK_TRY_CONTACT_ONLY.with(),
                "refused",
                Set.of("CONTACT_ONLY", "CARD_UNREADABLE"));
    }

    private void card(String step, Words ask, String verdict, Set<String> reasons) {
        var fields = Map.of("verdict", Set.of(verdict), "reason", reasons);
        add(Block.DATA, "lists", step, ask, new Expected("tap", fields, 1, SOON));
    }

    private void till(SitePoint point) {
        var id = point.id();
        money(
                id,
                "sale",
                Message.WALK_TRY_SALE.with(id), // one fen is no key of most tills, and no price
                "sale",
                Map.of("state", Set.of("done")));
        // It is called for at the operator's keypad, and where there is none by nobody.
        if (point.till().flatMap(SiteTill::keypad).isPresent()) {
            var state = Map.of("state", Set.of("void"));
            money(id, "void", Message.WALK_TRY_VOID.with(id), "sale", state);
        }
        money(
                id,
                "torn",
                Message.WALK_TRY_TEAR.with(id),
                "tap",
                Map.of("reason", Set.of("CARD_UNREADABLE", "TORN")));
        money(id, "settle", Message.WALK_TRY_SETTLE.with(id), "settlement", Map.of());
    }

    private void money(
            String point, String step, Words ask, String kind, Map<String, Set<String>> fields) {
        var there = new TreeMap<>(fields);
        there.put("point", Set.of(point));
        add(
                Block.MONEY,
                "points." + point,
                step + " " + point,
                ask,
                new Expected(kind, there, 1, SOON));
    }

    private void load() {
        add(
                Block.LOAD,
                "points",
                "fast",
                Message.WALK_TRY_FAST.with(FAST_TAPS),
                new Expected("tap", Map.of(), FAST_TAPS, ALL_SOON));
    }

    private void add(Block block, String part, String step, Words ask, Expected expected) {
        trials.add(new Trial(block, part, step, ask, List.of(expected)));
    }
}
