package onecard.edge.site;

import static onecard.edge.words.Message.DEVICE_TAKEN;
import static onecard.edge.words.Message.LOCK_UNSAFE;
import static onecard.edge.words.Message.NO_RELAY_HERE;
import static onecard.edge.words.Message.NO_SUCH_LIST;
import static onecard.edge.words.Message.ONLY_WITH;
import static onecard.edge.words.Message.RELAY_SHORTER;
import static onecard.edge.words.Message.WRITE_DATE;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Set;
import onecard.site.Board;

/// What must hold within one door: what it names is there, and no pairing opens or shuts it
/// wrongly.
final class DoorRules {

    private final Board board;
    private final Names readers;
    private final Names scanners;
    private final Names relays;
    private final Names contacts;
    private final Names schedules;
    private final Names calendars;
    private final Set<String> lists;
    private final Problems problems;

    DoorRules(Board board, Times times, Set<String> lists, Problems problems) {
        this.board = board;
        this.readers = new Names("reader", board.readers().keySet(), problems);
        this.scanners = new Names("scanner", board.scanners().keySet(), problems);
        this.relays = new Names("relay", board.relays().keySet(), problems);
        this.contacts = new Names("contact", board.contacts().keySet(), problems);
        this.schedules = new Names("schedule", times.schedules().keySet(), problems);
        this.calendars = new Names("calendar", times.calendars().keySet(), problems);
        this.lists = lists;
        this.problems = problems;
    }

    void check(Settings point) {
        var in = point.section("in");
        var out = point.section("out");
        readers(in, out);
        relay(point, in, out);
        contacts(point);
        schedules.optional(point, "schedule");
        calendars.optional(point, "calendar");
        lists(point);
        lock(point);
        expired(point);
    }

    private void readers(Settings in, Settings out) {
        var entrance = new Side(in);
        if (entrance.devices().isEmpty()) {
            readers.required(in, "reader");
        }
        for (var side : List.of(in, out)) {
            readers.optional(side, "reader");
            readers.each(side, "more_readers");
            scanners.optional(side, "scanner");
        }
        for (var device : new Side(out).devices()) {
            if (entrance.names().contains(device.name())) {
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

    private void relay(Settings point, Settings in, Settings out) {
        if (out.at("relay").isPresent()) {
            problems.add(out, "relay", "unsupported", NO_RELAY_HERE.with());
        }
        relays.required(in, "relay");
        releaseFits(point, in.text("relay"));
    }

    /// A relay that drops before the release is over leaves somebody before a locked door.
    private void releaseFits(Settings point, String name) {
        var relay = board.relays().get(name);
        if (relay != null && point.whole("release_ms") > relay.maxOn().toMillis()) {
            problems.add(
                    point,
                    "release_ms",
                    "longer_than_max_on",
                    RELAY_SHORTER.with(name, relay.maxOn().toMillis()));
        }
    }

    private void contacts(Settings point) {
        var roles = new HashMap<String, String>();
        for (var role : List.of("contact", "exit_button", "fire")) {
            point.find(role)
                    .map(name -> roles.putIfAbsent(name, role))
                    .ifPresent(
                            other ->
                                    problems.add(
                                            point,
                                            role,
                                            "two_roles_on_one_line",
                                            DEVICE_TAKEN.with(other)));
            contacts.optional(point, role);
        }
    }

    private void lists(Settings point) {
        for (var list : point.items("lists")) {
            if (!lists.contains(list)) {
                problems.add(point, "lists", "reference", list, NO_SUCH_LIST.with());
            }
        }
    }

    private void lock(Settings point) {
        if (point.at("fire").isPresent() && point.is("lock", "fail_secure")) {
            problems.add(point, "lock", "unsafe", LOCK_UNSAFE.with());
        }
    }

    /// Expired cards are let in only until a day that somebody chose.
    private void expired(Settings point) {
        if (point.at("expired_until").isEmpty()) {
            return;
        }
        try {
            LocalDate.parse(point.text("expired_until"));
        } catch (DateTimeException _) {
            problems.add(point, "expired_until", "date", WRITE_DATE.with());
        }
        if (!point.flag("valid_card_only")) {
            problems.add(
                    point,
                    "expired_until",
                    "without_effect",
                    ONLY_WITH.with("valid_card_only: true"));
        }
    }
}
