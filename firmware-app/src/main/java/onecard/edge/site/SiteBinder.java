package onecard.edge.site;

import static onecard.edge.words.Message.BOTH_OR_NEITHER;
import static onecard.edge.words.Message.CHIP_UNSUPPORTED;
import static onecard.edge.words.Message.CLOCK_UNSAFE;
import static onecard.edge.words.Message.DEVICE_TAKEN;
import static onecard.edge.words.Message.KEY_UNSAFE;
import static onecard.edge.words.Message.LINE_TAKEN;
import static onecard.edge.words.Message.LOCK_UNSAFE;
import static onecard.edge.words.Message.NAME_A;
import static onecard.edge.words.Message.NAME_ANOTHER;
import static onecard.edge.words.Message.NO_RELAY_HERE;
import static onecard.edge.words.Message.NO_SUCH_KNOWN;
import static onecard.edge.words.Message.NO_SUCH_LIST;
import static onecard.edge.words.Message.NO_SUCH_NEAR;
import static onecard.edge.words.Message.READERS_OVERLAP;
import static onecard.edge.words.Message.RELAY_SHORTER;
import static onecard.edge.words.Message.WRITE_BROKER;
import static onecard.edge.words.Message.WRITE_DATE;
import static onecard.edge.words.Message.WRITE_DRIVER;
import static onecard.edge.words.Message.WRITE_PORT;
import static onecard.edge.words.Message.WRITE_SECRET;
import static onecard.edge.words.Message.WRITE_TIMEZONE;

import java.net.URI;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import onecard.access.Assurance;
import onecard.access.Calendar;
import onecard.access.CardTerms;
import onecard.access.Direction;
import onecard.access.Policy;
import onecard.access.Schedule;
import onecard.hal.pcsc.ReaderName;
import onecard.point.door.DoorProfile;
import onecard.site.Board;
import onecard.site.DoorPoint;
import onecard.site.Keys;
import onecard.site.Problem;
import onecard.site.Secret;
import onecard.site.SiteProfile;
import onecard.site.Uplink;
import onecard.words.Words;
import org.snakeyaml.engine.v2.nodes.Node;

/// Turns a tree whose shape is right into a profile, and finds what shapes cannot see: names that
/// join nothing, lines used twice, pairings that are not safe.
final class SiteBinder {

    private static final Set<String> RESERVED = Set.of("list", "deny", "device");

    /// Names offered where one is wrong: more than a door has.
    private static final int NAMES_SHOWN = 16;

    private final List<Problem> problems;
    private final Settings site;
    private final CardBinder cards;

    SiteBinder(Node root, List<Problem> problems) {
        this.site = Settings.of(root, SiteShape.SITE);
        this.problems = problems;
        this.cards = new CardBinder(site, problems);
    }

    /// Empty if a problem was found.
    Optional<SiteProfile> bind() {
        var zone = zone();
        var schedules = schedules();
        var calendars = calendars();
        var layouts = cards.layouts();
        var board = board();
        var uplink = uplink();
        var keys = keys();
        var points = points(board, schedules, calendars, zone);
        unsafe(uplink);
        metrics();
        if (!problems.isEmpty()) {
            return Optional.empty();
        }
        var journal = site.section("journal");
        return Optional.of(
                new SiteProfile(
                        site.text("site"),
                        site.text("device"),
                        zone,
                        site.is("clock", "kernel")
                                ? SiteProfile.ClockMode.KERNEL
                                : SiteProfile.ClockMode.ASSUME_SYNCED,
                        board,
                        layouts,
                        points,
                        lists(),
                        new SiteProfile.JournalKeeping(
                                (int) journal.whole("max_mb"),
                                Duration.ofDays(journal.whole("retention_days")),
                                journal.is("host", "required")),
                        uplink,
                        keys,
                        new SiteProfile.Metrics(site.section("metrics").text("listen"))));
    }

    private ZoneId zone() {
        try {
            return ZoneId.of(site.text("timezone"));
        } catch (DateTimeException _) {
            problem(site, "timezone", "timezone", WRITE_TIMEZONE.with());
            return ZoneId.of("UTC");
        }
    }

    private Map<String, Schedule> schedules() {
        var schedules = new HashMap<String, Schedule>();
        var shape =
                (Shape.Section)
                        ((Shape.Seq)
                                        ((Shape.Named)
                                                        SiteShape.SITE
                                                                .key("schedules")
                                                                .orElseThrow()
                                                                .shape())
                                                .entry())
                                .item();
        site.named("schedules")
                .forEach(
                        (name, windows) ->
                                schedules.put(
                                        name,
                                        new Schedule(
                                                name,
                                                Nodes.items(windows).stream()
                                                        .map(node -> window(node, shape))
                                                        .toList())));
        return schedules;
    }

    private static Schedule.Window window(Node node, Shape.Section shape) {
        var window = Settings.of(node, shape);
        var days = new HashSet<DayOfWeek>();
        var names = List.of("mon", "tue", "wed", "thu", "fri", "sat", "sun");
        window.items("days").forEach(day -> days.add(DayOfWeek.of(names.indexOf(day) + 1)));
        return new Schedule.Window(
                days, LocalTime.parse(window.text("from")), LocalTime.parse(window.text("until")));
    }

    private Map<String, Calendar> calendars() {
        var calendars = new HashMap<String, Calendar>();
        site.named("calendars")
                .forEach(
                        (name, node) -> {
                            var calendar = Settings.of(node, site.entryShape("calendars"));
                            calendars.put(
                                    name,
                                    new Calendar(
                                            name,
                                            dates(calendar, "holidays", name),
                                            dates(calendar, "workdays", name)));
                        });
        return calendars;
    }

    private Set<LocalDate> dates(Settings calendar, String key, String name) {
        var dates = new HashSet<LocalDate>();
        for (var text : calendar.items(key)) {
            try {
                dates.add(LocalDate.parse(text));
            } catch (DateTimeException _) {
                problem(
                        calendar,
                        key,
                        "calendars." + name + "." + key,
                        "date",
                        text,
                        WRITE_DATE.with());
            }
        }
        return dates;
    }

    private Board board() {
        var board = site.section("board");
        var gpio = board.section("gpio");
        if (!gpio.is("chip", Board.SIM)) {
            problem(
                    gpio,
                    "chip",
                    "board.gpio.chip",
                    "unsupported",
                    gpio.text("chip"),
                    CHIP_UNSUPPORTED.with());
        }
        var readers = new LinkedHashMap<String, Board.Reader>();
        board.named("readers")
                .forEach((name, node) -> readers.put(name, reader(name, node, board)));
        readersApart(board, readers);
        var relays = new LinkedHashMap<String, Board.Relay>();
        var contacts = new LinkedHashMap<String, Board.Contact>();
        var lines = new HashMap<Long, String>();
        board.named("relays")
                .forEach(
                        (name, node) -> {
                            var relay = Settings.of(node, board.entryShape("relays"));
                            relays.put(
                                    name,
                                    new Board.Relay(
                                            line(relay, "board.relays." + name, lines),
                                            relay.is("active", "high"),
                                            Duration.ofMillis(relay.whole("max_on_ms")),
                                            relay.is("at_stop", "on"),
                                            relay.is("hold_at_hang", "on")));
                        });
        board.named("contacts")
                .forEach(
                        (name, node) -> {
                            var contact = Settings.of(node, board.entryShape("contacts"));
                            contacts.put(
                                    name,
                                    new Board.Contact(
                                            line(contact, "board.contacts." + name, lines),
                                            contact.is("closed_when", "high"),
                                            Duration.ofMillis(contact.whole("debounce_ms"))));
                        });
        return problems.stream().anyMatch(problem -> problem.rule().equals("line_used_twice"))
                ? new Board(Board.SIM, readers, Map.of(), Map.of())
                : new Board(Board.SIM, readers, relays, contacts);
    }

    private Optional<Integer> line(Settings device, String path, Map<Long, String> lines) {
        if (device.at("line").isEmpty()) {
            return Optional.empty();
        }
        long line = device.whole("line");
        var other = lines.putIfAbsent(line, path);
        if (other != null) {
            problem(
                    device,
                    "line",
                    path + ".line",
                    "line_used_twice",
                    Long.toString(line),
                    LINE_TAKEN.with(other));
        }
        return Optional.of((int) line);
    }

    private Board.Reader reader(String name, Node node, Settings board) {
        var reader = Settings.of(node, board.entryShape("readers"));
        var pattern = reader.find("pcsc");
        boolean sim = reader.flag("sim");
        if (pattern.isPresent() == sim) {
            problem(
                    reader,
                    "pcsc",
                    "board.readers." + name,
                    "driver",
                    pattern.isPresent() ? "pcsc and sim" : "neither",
                    WRITE_DRIVER.with());
        }
        Board.ReaderSource source =
                sim
                        ? new Board.ReaderSource.Sim()
                        : new Board.ReaderSource.Pcsc(
                                pattern.orElse("*"),
                                Board.Slot.valueOf(reader.text("slot").toUpperCase(Locale.ROOT)));
        return new Board.Reader(
                source,
                cards.applications(reader, "board.readers." + name),
                reader.is("contact_cards", "take"),
                reader.flag("citizen_number"),
                reader.items("several_cards"));
    }

    private List<DoorPoint> points(
            Board board,
            Map<String, Schedule> schedules,
            Map<String, Calendar> calendars,
            ZoneId zone) {
        var points = new ArrayList<DoorPoint>();
        var shape =
                (Shape.Section)
                        ((Shape.Seq) SiteShape.SITE.key("points").orElseThrow().shape()).item();
        var ids = new HashSet<String>();
        var used = new HashMap<String, String>();
        for (var node : site.at("points").map(Nodes::items).orElse(List.of())) {
            var point = Settings.of(node, shape);
            var id = point.text("id");
            var path = "points." + id;
            if (!ids.add(id) || RESERVED.contains(id)) {
                problem(
                        point,
                        "id",
                        path + ".id",
                        RESERVED.contains(id) ? "reserved" : "duplicate_id",
                        id,
                        NAME_ANOTHER.with());
            }
            var before = problems.size();
            var bound = door(point, id, path, board, schedules, calendars, zone, used);
            if (problems.size() == before) {
                points.add(bound.get());
            }
        }
        return points;
    }

    private java.util.function.Supplier<DoorPoint> door(
            Settings point,
            String id,
            String path,
            Board board,
            Map<String, Schedule> schedules,
            Map<String, Calendar> calendars,
            ZoneId zone,
            Map<String, String> used) {
        var in = point.section("in");
        var out = point.section("out");
        var readers = new LinkedHashMap<String, Direction>();
        reference(in, "reader", path + ".in.reader", board.readers().keySet(), "reader", true);
        in.find("reader").ifPresent(name -> readers.put(name, Direction.IN));
        reference(out, "reader", path + ".out.reader", board.readers().keySet(), "reader", false);
        out.find("reader").ifPresent(name -> readers.put(name, Direction.OUT));
        if (out.find("reader").isPresent() && out.find("reader").equals(in.find("reader"))) {
            // Whoever stands outside would count as leaving.
            var both = out.text("reader");
            problem(
                    out,
                    "reader",
                    path + ".out.reader",
                    "one_reader_on_both_sides",
                    both,
                    DEVICE_TAKEN.with("in"));
        }
        if (out.at("relay").isPresent()) {
            problem(
                    out,
                    "relay",
                    path + ".out.relay",
                    "unsupported",
                    out.text("relay"),
                    NO_RELAY_HERE.with());
        }
        reference(in, "relay", path + ".in.relay", board.relays().keySet(), "relay", true);
        releaseFits(point, in, path, board);
        var roles = new HashMap<String, String>();
        for (var contact : List.of("contact", "exit_button", "fire")) {
            var other = point.find(contact).map(name -> roles.putIfAbsent(name, contact));
            if (other.isPresent()) {
                problem(
                        point,
                        contact,
                        path + "." + contact,
                        "two_roles_on_one_line",
                        point.text(contact),
                        DEVICE_TAKEN.with(other.get()));
            }
            reference(
                    point,
                    contact,
                    path + "." + contact,
                    board.contacts().keySet(),
                    "contact",
                    false);
        }
        reference(point, "schedule", path + ".schedule", schedules.keySet(), "schedule", false);
        reference(point, "calendar", path + ".calendar", calendars.keySet(), "calendar", false);
        for (var list : point.items("lists")) {
            if (!site.named("lists").containsKey(list)) {
                problem(point, "lists", path + ".lists", "reference", list, NO_SUCH_LIST.with());
            }
        }
        for (var reader : readers.keySet()) {
            notUsedElsewhere(in, "reader", reader, id, path, used);
        }
        in.find("relay").ifPresent(relay -> notUsedElsewhere(in, "relay", relay, id, path, used));
        if (point.at("fire").isPresent() && point.is("lock", "fail_secure")) {
            problem(point, "lock", path + ".lock", "unsafe", "fail_secure", LOCK_UNSAFE.with());
        }
        var card = cards.terms(point, path + ".expired_until");
        return () ->
                new DoorPoint(
                        id,
                        readers,
                        in.text("relay"),
                        point.find("contact"),
                        point.find("exit_button"),
                        point.find("fire"),
                        policy(point, card, schedules, calendars, zone),
                        profile(point, board));
    }

    private void notUsedElsewhere(
            Settings in,
            String kind,
            String device,
            String id,
            String path,
            Map<String, String> used) {
        var other = used.putIfAbsent(kind + " " + device, id);
        if (other != null && !other.equals(id)) {
            problem(
                    in,
                    kind,
                    path + ".in",
                    "two_points_on_one_line",
                    device,
                    DEVICE_TAKEN.with(other));
        }
    }

    /// A relay that drops before the release is over leaves somebody before a locked door.
    private void releaseFits(Settings point, Settings in, String path, Board board) {
        var name = in.find("relay").orElse("");
        var relay = board.relays().get(name);
        long release = point.whole("release_ms");
        if (relay != null && release > relay.maxOn().toMillis()) {
            problem(
                    point,
                    "release_ms",
                    path + ".release_ms",
                    "longer_than_max_on",
                    Long.toString(release),
                    RELAY_SHORTER.with(name, relay.maxOn().toMillis()));
        }
    }

    /// Two patterns that one reader may fit: each tap would be read on both sides.
    private void readersApart(Settings board, Map<String, Board.Reader> readers) {
        var patterns = new LinkedHashMap<String, String>();
        readers.forEach(
                (name, reader) -> {
                    if (reader.source() instanceof Board.ReaderSource.Pcsc(var pattern, _)) {
                        patterns.forEach(
                                (other, theirs) -> {
                                    if (fits(pattern, theirs) || fits(theirs, pattern)) {
                                        problem(
                                                board,
                                                "readers",
                                                "board.readers." + name,
                                                "readers_overlap",
                                                pattern,
                                                READERS_OVERLAP.with(other));
                                    }
                                });
                        patterns.put(name, pattern);
                    }
                });
    }

    private static boolean fits(String glob, String name) {
        return ReaderName.fits(glob).matcher(name).matches();
    }

    private static Policy policy(
            Settings point,
            CardTerms card,
            Map<String, Schedule> schedules,
            Map<String, Calendar> calendars,
            ZoneId zone) {
        return new Policy(
                Set.copyOf(new HashSet<>(point.items("lists"))),
                Set.copyOf(new HashSet<>(point.items("groups"))),
                point.find("schedule").map(schedules::get),
                schedules,
                point.find("calendar").map(calendars::get),
                Assurance.valueOf(point.text("least")),
                zone,
                point.at("stale_after_h").map(_ -> Duration.ofHours(point.whole("stale_after_h"))),
                point.is("untrusted_clock", "refuse")
                        ? Policy.Untimed.REFUSE
                        : Policy.Untimed.PERMANENT_ONLY,
                card,
                point.is("exit", "always"));
    }

    private static DoorProfile profile(Settings point, Board board) {
        long heldOpen = point.whole("held_open_ms");
        return new DoorProfile(
                Duration.ofMillis(point.whole("release_ms")),
                Duration.ofMillis(heldOpen),
                Duration.ofMillis(heldOpen * point.whole("pre_alarm_percent") / 100),
                point.is("relock", "on_open")
                        ? DoorProfile.Relock.ON_OPEN
                        : DoorProfile.Relock.ON_CLOSE,
                point.at("exit_button").isEmpty()
                        ? DoorProfile.ExitButton.NONE
                        : point.is("exit_button_does", "shunt")
                                ? DoorProfile.ExitButton.SHUNT
                                : DoorProfile.ExitButton.UNLOCK,
                Duration.ofMillis(point.whole("exit_button_stuck_ms")),
                point.find("contact").map(board.contacts()::get).map(Board.Contact::debounce),
                point.is("journal_full", "open")
                        ? DoorProfile.JournalFull.OPEN
                        : DoorProfile.JournalFull.REFUSE);
    }

    private Map<String, SiteProfile.ListUse> lists() {
        var lists = new HashMap<String, SiteProfile.ListUse>();
        site.named("lists")
                .forEach(
                        (name, node) ->
                                lists.put(
                                        name,
                                        new SiteProfile.ListUse(
                                                Settings.of(node, site.entryShape("lists"))
                                                        .flag("local"))));
        return lists;
    }

    private Uplink uplink() {
        var uplink = site.section("uplink");
        URI url = URI.create("mqtt://127.0.0.1");
        try {
            var given = URI.create(uplink.text("url"));
            if (Uplink.accepts(given)) {
                url = given;
            } else {
                problem(
                        uplink,
                        "url",
                        "uplink.url",
                        "url",
                        uplink.text("url"),
                        WRITE_BROKER.with());
            }
        } catch (IllegalArgumentException _) {
            problem(uplink, "url", "uplink.url", "url", uplink.text("url"), WRITE_BROKER.with());
        }
        together(uplink, "cert", "key");
        together(uplink, "username", "password");
        return new Uplink(
                url,
                uplink.find("ca"),
                secret(uplink, "cert", "uplink.cert"),
                secret(uplink, "key", "uplink.key"),
                uplink.find("username"),
                secret(uplink, "password", "uplink.password"));
    }

    /// What the pattern of `metrics.listen` cannot see: that the port exists.
    private void metrics() {
        var metrics = site.section("metrics");
        var listen = metrics.text("listen");
        int port = listen.lastIndexOf(':') + 1;
        if (port > 0 && Integer.parseInt(listen.substring(port)) > Uplink.PORT_MAX) {
            problem(
                    metrics,
                    "listen",
                    "metrics.listen",
                    "port",
                    listen,
                    WRITE_PORT.with(Uplink.PORT_MAX));
        }
    }

    /// Half of a pair would be left out in silence.
    private void together(Settings uplink, String one, String other) {
        for (var pair : List.of(List.of(one, other), List.of(other, one))) {
            if (uplink.at(pair.getFirst()).isPresent() && uplink.at(pair.getLast()).isEmpty()) {
                problem(
                        uplink,
                        pair.getLast(),
                        "uplink." + pair.getLast(),
                        "required",
                        "nothing",
                        BOTH_OR_NEITHER.with(pair.getFirst()));
            }
        }
    }

    private Keys keys() {
        var keys = site.section("keys");
        return new Keys(
                secret(keys, "site", "keys.site").orElse(new Secret.Generate()),
                keys.items("lists"),
                keys.items("commands"),
                keys.items("configs"),
                keys.items("hosts"),
                keys.items("passes"),
                keys.items("updates"));
    }

    private Optional<Secret> secret(Settings section, String key, String path) {
        if (section.at(key).isEmpty()) {
            return Optional.empty();
        }
        var secret = section.section(key);
        var found = new ArrayList<Secret>();
        secret.at("credential")
                .ifPresent(_ -> found.add(new Secret.Credential(secret.text("credential"))));
        secret.at("file").ifPresent(_ -> found.add(new Secret.File(secret.text("file"))));
        if (secret.flag("generate")) {
            found.add(new Secret.Generate());
        }
        if (found.size() != 1) {
            problem(
                    section,
                    key,
                    path,
                    "secret",
                    found.size() + " sources",
                    WRITE_SECRET.with(
                            "credential, file" + (path.equals("keys.site") ? ", generate" : "")));
        }
        return found.stream().findFirst();
    }

    /// What works on a bench and must not run at a gate.
    private void unsafe(Uplink uplink) {
        if (uplink.loopback()) {
            return;
        }
        if (site.is("clock", "assume_synced")) {
            problem(site, "clock", "unsafe", CLOCK_UNSAFE.with());
        }
        if (site.section("keys").section("site").flag("generate")) {
            problem(
                    site.section("keys"),
                    "site",
                    "keys.site.generate",
                    "unsafe",
                    "true",
                    KEY_UNSAFE.with());
        }
    }

    private void reference(
            Settings section,
            String key,
            String path,
            Set<String> known,
            String what,
            boolean must) {
        var name = section.find(key);
        if (name.isEmpty() && must) {
            problem(section, key, path, "required", "nothing", NAME_A.with(what));
        } else if (name.isPresent() && !known.contains(name.get())) {
            var near = ShapeCheck.nearest(name.get(), List.copyOf(known));
            problem(
                    section,
                    key,
                    path,
                    "reference",
                    name.get(),
                    near.map(found -> NO_SUCH_NEAR.with(what, found))
                            .orElseGet(
                                    () ->
                                            NO_SUCH_KNOWN.with(
                                                    what,
                                                    String.join(
                                                            ", ",
                                                            known.stream()
                                                                    .sorted()
                                                                    .limit(NAMES_SHOWN)
                                                                    .toList()))));
        }
    }

    private void problem(Settings section, String key, String rule, Words advice) {
        problem(section, key, key, rule, section.text(key), advice);
    }

    private void problem(
            Settings section, String key, String path, String rule, String value, Words advice) {
        var node = section.at(key).orElse(section.node());
        problems.add(
                new Problem(
                        path,
                        Nodes.line(node),
                        Nodes.column(node),
                        rule,
                        Nodes.shown(value),
                        advice));
    }
}
