package onecard.edge.site;

import static onecard.edge.words.Message.DEVICE_TAKEN;
import static onecard.edge.words.Message.NAME_ANOTHER;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import onecard.site.Board;

/// What must hold between the points of a site, and within a point of any kind: each has its own
/// name and devices, and what it names is there.
final class PointRules {

    static final Set<String> RESERVED = Set.of("list", "deny", "device");

    /// The keys that name a contact, of a point or of one of its sides.
    private static final List<String> CONTACTS =
            List.of(
                    "contact",
                    "exit_button",
                    "fire",
                    "passed",
                    "safety",
                    "home",
                    "arrival",
                    "up",
                    "down",
                    "meter");

    /// What stands on one side of one point alone.
    private static final List<String> AT_SIDE =
            List.of(
                    "reader",
                    "more_readers",
                    "scanner",
                    "plates",
                    "finger",
                    "face",
                    "vein",
                    "keypad",
                    "relay");

    /// What stands at one point alone.
    private static final List<String> AT_POINT =
            List.of(
                    "keypad",
                    "display",
                    "operator_display",
                    "voice",
                    "printer",
                    "tray",
                    "scale",
                    "purse",
                    "valve",
                    "raise",
                    "lower",
                    "stop");

    /// The keys that name a list which a till sells by, or a desk goes by.
    private static final List<String> SOLD_BY = List.of("prices", "orders", "roster");

    private final Known known;
    private final PolicyRules policies;
    private final SafeguardRules safeguards;
    private final LookRules looks;
    private final DoorRules doors;
    private final TurnstileRules turnstiles;
    private final BarrierRules barriers;
    private final CanteenRules canteens;
    private final MeetingRules meetings;
    private final Problems problems;
    private final Set<String> ids = new HashSet<>();

    /// The point that uses a device, by the device's kind and name.
    private final Map<String, String> users = new HashMap<>();

    PointRules(Board board, Times times, Areas areas, Set<String> lists, Problems problems) {
        this.known = Known.of(board, times, areas, lists, problems);
        this.policies = new PolicyRules(known, problems);
        this.safeguards = new SafeguardRules(known, areas, problems);
        this.looks = new LookRules(known, problems);
        this.doors = new DoorRules(known, problems);
        this.turnstiles = new TurnstileRules(known, problems);
        this.barriers = new BarrierRules(known, problems);
        this.canteens = new CanteenRules(known, times, problems);
        this.meetings = new MeetingRules(known, times, problems);
        this.problems = problems;
    }

    void check(Settings site, List<Settings> points) {
        var interlocks = new Interlocks(points);
        for (var point : points) {
            ownName(point);
            readers(point.section("in"), point.section("out"));
            contacts(point);
            HoursBinder.KEYS.forEach(key -> known.of(Thing.SCHEDULE).optional(point, key));
            policies.check(point);
            safeguards.check(point);
            looks.check(point);
            kind(point, interlocks);
            ownDevices(point);
            points.stream()
                    .filter(other -> !other.path().equals(point.path()))
                    .forEach(
                            other -> {
                                listsOfOneType(point, other);
                                MeterKeys.alone(point, other, CONTACTS, problems);
                            });
        }
        safeguards.check(site, points);
        new VisitorsRules(known, problems).check(points);
        new SharingRules(site.text("device"), problems).check(site, points);
    }

    /// What a till sells by is no list of people, of accounts or of anything else at another point:
    /// it is read as what it is here, and that point would never hear of it.
    private void listsOfOneType(Settings point, Settings other) {
        for (var key : SOLD_BY) {
            boolean taken =
                    Stream.of(
                                    other.items("lists").stream(),
                                    other.section("operators").items("lists").stream(),
                                    other.find("accounts").stream(),
                                    SOLD_BY.stream()
                                            .filter(role -> !role.equals(key))
                                            .flatMap(role -> other.find(role).stream()))
                            .flatMap(lists -> lists)
                            .anyMatch(list -> point.find(key).filter(list::equals).isPresent());
            if (taken) {
                problems.add(point, key, "two_roles", NAME_ANOTHER.with());
            }
        }
    }

    private void kind(Settings point, Interlocks interlocks) {
        switch (point.text("profile")) {
            case "door" -> doors.check(point, interlocks);
            case "turnstile" -> turnstiles.check(point);
            case "barrier" -> barriers.check(point);
            case "canteen" -> canteens.check(point);
            case "meeting" -> meetings.check(point);
            case String unknown ->
                    throw new IllegalStateException("no kind of point is " + unknown);
        }
    }

    private void readers(Settings in, Settings out) {
        var entrance = new Side(in);
        if (entrance.devices().isEmpty()) {
            known.of(Thing.READER).required(in, "reader");
        }
        for (var side : List.of(in, out)) {
            known.of(Thing.READER).optional(side, "reader");
            known.of(Thing.READER).each(side, "more_readers");
            known.of(Thing.SCANNER).optional(side, "scanner");
            known.of(Thing.KEYPAD).optional(side, "keypad");
        }
        if (out.find("keypad").isPresent() && out.find("keypad").equals(in.find("keypad"))) {
            problems.add(out, "keypad", "one_keypad_on_both_sides", DEVICE_TAKEN.with("in"));
        }
        var entering =
                entrance.devices().stream()
                        .filter(known::has)
                        .map(Side.Device::name)
                        .collect(Collectors.toSet());
        for (var device : new Side(out).devices()) {
            if (known.has(device) && entering.contains(device.name())) {
                // Whoever stands outside would count as leaving.
                problems.add(
                        out,
                        device.key(),
                        "one_reader_on_both_sides",
                        device.name(),
                        DEVICE_TAKEN.with("in"));
            }
        }
    }

    /// A contact means one thing to a point, whichever of its keys names it.
    private void contacts(Settings point) {
        var roles = new HashMap<String, String>();
        for (var section : List.of(point, point.section("in"), point.section("out"))) {
            for (var key : CONTACTS) {
                section.find(key)
                        .map(name -> roles.putIfAbsent(name, key))
                        .ifPresent(
                                other ->
                                        problems.add(
                                                section,
                                                key,
                                                "two_roles_on_one_line",
                                                DEVICE_TAKEN.with(other)));
                known.of(Thing.CONTACT).optional(section, key);
            }
        }
    }

    private void ownName(Settings point) {
        var id = point.text("id");
        boolean taken = !ids.add(id);
        if (RESERVED.contains(id)) {
            problems.add(point, "id", "reserved", NAME_ANOTHER.with());
        } else if (taken) {
            problems.add(point, "id", "duplicate_id", NAME_ANOTHER.with());
        }
    }

    private void ownDevices(Settings point) {
        for (var side : List.of(point.section("in"), point.section("out"))) {
            AT_SIDE.forEach(key -> ownDevices(side, key, point.text("id")));
        }
        AT_POINT.forEach(key -> ownDevices(point, key, point.text("id")));
    }

    private void ownDevices(Settings section, String key, String id) {
        var names = known.named(key);
        section.items(key).stream()
                .filter(names.known()::contains)
                .forEach(
                        name ->
                                ownDevice(
                                        section, key, names.thing().noun().en() + " " + name, id));
    }

    private void ownDevice(Settings side, String key, String device, String id) {
        var other = users.putIfAbsent(device, id);
        if (other != null && !other.equals(id)) {
            problems.add(
                    side.place(key),
                    side.path(),
                    "two_points_on_one_line",
                    device,
                    DEVICE_TAKEN.with(other));
        }
    }
}
