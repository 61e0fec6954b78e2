package onecard.edge.simulate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import onecard.access.Direction;
import onecard.access.Factor;
import onecard.edge.crypto.Json;
import onecard.point.Output;
import onecard.point.Role;
import onecard.point.Sensor;
import onecard.site.SiteDesk;
import onecard.site.SitePoint;
import onecard.site.SiteProfile;
import onecard.site.SiteTill;
import onecard.site.SiteVisitors;

/// A site as somebody sees who stands before it: at which point is which device, which contact is
/// moved by what, and what each device takes.
public final class Place {

    /// How a point is drawn, by the ready profile that it is made from; others by their kind.
    private static final Map<String, String> SCENES =
            Map.of(
                    "tripod", "tripod",
                    "library-gate", "library",
                    "visitor-gate", "visitor-gate",
                    "shower", "shower",
                    "water-dispenser", "shower",
                    "bus-validator", "validator",
                    "bus-one-fare", "validator",
                    "query-kiosk", "kiosk");

    private final SiteProfile site;
    private final Map<String, String> profiles;

    /// @param profiles as the site file names them, by point
    public Place(SiteProfile site, Map<String, String> profiles) {
        this.site = site;
        this.profiles = Map.copyOf(profiles);
    }

    SiteProfile site() {
        return site;
    }

    Optional<SitePoint> point(String id) {
        return site.points().stream().filter(point -> point.id().equals(id)).findFirst();
    }

    /// The point that a device reads for.
    Optional<SitePoint> pointOf(String reader) {
        return site.points().stream()
                .filter(point -> point.readers().containsKey(reader))
                .findFirst();
    }

    /// Every device by its name, and what kind of an item it takes: `reader`, `scanner`, ....
    Map<String, String> devices() {
        var board = site.board();
        var devices = new TreeMap<String, String>();
        board.readers().keySet().forEach(name -> devices.put(name, "reader"));
        board.scanners().keySet().forEach(name -> devices.put(name, "scanner"));
        board.cameras().keySet().forEach(name -> devices.put(name, "camera"));
        board.keypads().keySet().forEach(name -> devices.put(name, "keypad"));
        board.biometrics().forEach((name, sensor) -> devices.put(name, small(sensor.factor())));
        board.countertop().scales().keySet().forEach(name -> devices.put(name, "scale"));
        board.countertop().trays().keySet().forEach(name -> devices.put(name, "tray"));
        return devices;
    }

    /// Contacts of a point in a role, by name.
    static List<String> contacts(SitePoint point, Role role) {
        return point.contacts().entrySet().stream()
                .filter(contact -> contact.getValue().equals(role))
                .map(Map.Entry::getKey)
                .toList();
    }

    static List<String> contacts(SitePoint point, Sensor sensor) {
        return contacts(point, new Role.Sensing(sensor));
    }

    /// What is written into the file of a contact, so that it is active or not.
    String level(String contact, boolean active) {
        var level = site.board().contacts().get(contact);
        return level == null
                ? active ? "closed" : "open"
                : level.closedWhenHigh() == active ? "1" : "0";
    }

    // --- as the page is told ---

    List<Json> points() {
        return site.points().stream().<Json>map(this::point).toList();
    }

    private Json.Obj point(SitePoint point) {
        var told =
                Json.Obj.EMPTY
                        .with("id", point.id())
                        .with("profile", point.profile().scene())
                        .with("scene", scene(point))
                        .with("in", side(point, Direction.IN))
                        .with("outputs", new Json.Arr(outputs(point)))
                        .with("contacts", new Json.Arr(contacts(point)));
        if (point.readers().containsValue(Direction.OUT)) {
            told = told.with("out", side(point, Direction.OUT));
        }
        for (var device : counter(point).entrySet()) {
            told = told.with(device.getKey(), device.getValue());
        }
        return told;
    }

    private String scene(SitePoint point) {
        var profile = profiles.getOrDefault(point.id(), "");
        if (point.visitors().isPresent() && point.profile().scene().equals("turnstile")) {
            return "visitor-gate";
        }
        var kind = point.profile().scene();
        return SCENES.getOrDefault(profile, kind.equals("turnstile") ? "swing-gate" : kind);
    }

    private Json.Obj side(SitePoint point, Direction way) {
        var board = site.board();
        var side = Json.Obj.EMPTY;
        var readers = new ArrayList<String>();
        var names = new LinkedHashSet<String>();
        point.readers().entrySet().stream()
                .filter(reader -> reader.getValue() == way)
                .map(Map.Entry::getKey)
                .sorted()
                .forEach(names::add);
        for (var reader : List.copyOf(names)) {
            names.addAll(point.looks().beside().getOrDefault(reader, Map.of()).values());
        }
        for (var name : names) {
            if (board.readers().containsKey(name)) {
                readers.add(name);
            }
            var kind = devices().getOrDefault(name, "");
            if (!kind.equals("reader")) {
                side = side.with(kind, name);
            }
        }
        for (var keypad : new TreeMap<>(point.keypads()).entrySet()) {
            if (names.containsAll(keypad.getValue())) {
                side = side.with("keypad", keypad.getKey());
            }
        }
        return side.with("readers", Json.Arr.ofText(readers));
    }

    private static List<Json> outputs(SitePoint point) {
        return new TreeMap<>(point.relays())
                .entrySet().stream()
                        .<Json>map(
                                output ->
                                        Json.Obj.EMPTY
                                                .with("name", output.getValue())
                                                .with("role", role(output.getKey())))
                        .toList();
    }

    private List<Json> contacts(SitePoint point) {
        return new TreeMap<>(point.contacts())
                .entrySet().stream().<Json>map(it -> contact(it.getKey(), it.getValue())).toList();
    }

    private Json.Obj contact(String name, Role role) {
        var told = Json.Obj.EMPTY.with("name", name).with("role", role(role));
        return Optional.ofNullable(site.board().contacts().get(name))
                .map(level -> told.with("closed_when", level.closedWhenHigh() ? "high" : "low"))
                .orElse(told);
    }

    static String role(Output output) {
        return switch (output) {
            case LOCK -> "lock";
            case IN -> "open_in";
            case OUT -> "open_out";
            case RAISE -> "raise";
            case LOWER -> "lower";
            case STOP -> "stop";
            case VALVE -> "valve";
        };
    }

    private static String role(Role role) {
        return switch (role) {
            case Role.Leaf() -> "leaf";
            case Role.ExitButton() -> "exit_button";
            case Role.Fire() -> "fire";
            case Role.Sensing(var sensor) -> sensor.wire();
        };
    }

    /// What stands there besides, by what it is.
    private static Map<String, String> counter(SitePoint point) {
        var counter = new LinkedHashMap<String, String>();
        var till = point.till();
        var stands = till.map(SiteTill::counter);
        first(stands.flatMap(SiteTill.Counter::display), point.desk().flatMap(SiteDesk::display))
                .ifPresent(name -> counter.put("display", name));
        first(
                        stands.flatMap(SiteTill.Counter::operators),
                        point.visitors().flatMap(SiteVisitors::display))
                .ifPresent(name -> counter.put("operator_display", name));
        stands.flatMap(SiteTill.Counter::voice).ifPresent(name -> counter.put("voice", name));
        first(
                        stands.flatMap(SiteTill.Counter::printer),
                        point.desk()
                                .flatMap(SiteDesk::printer)
                                .or(() -> point.visitors().flatMap(SiteVisitors::printer)))
                .ifPresent(name -> counter.put("printer", name));
        till.flatMap(SiteTill::tray).ifPresent(name -> counter.put("tray", name));
        till.flatMap(SiteTill::scale).ifPresent(name -> counter.put("scale", name));
        till.flatMap(SiteTill::keypad).ifPresent(name -> counter.put("keypad", name));
        return counter;
    }

    private static Optional<String> first(Optional<String> one, Optional<String> other) {
        return one.or(() -> other);
    }

    /// What of the catalogue some device here takes.
    List<Json.Obj> items() {
        var kinds = Set.copyOf(devices().values());
        return Catalogue.items().values().stream()
                .filter(item -> Catalogue.texts(item, "at").stream().anyMatch(kinds::contains))
                .filter(item -> item.text("needs").isEmpty() || !site.codes().isEmpty())
                .toList();
    }

    /// Outputs of a point that are energised, by what they do.
    static Set<Output> on(SitePoint point, Set<String> energised) {
        var on = new LinkedHashSet<Output>();
        point.relays()
                .forEach(
                        (output, relay) -> {
                            if (energised.contains(relay)) {
                                on.add(output);
                            }
                        });
        return on;
    }

    /// Every contact that some point takes for a fire alarm.
    Set<String> fireContacts() {
        var fire = new LinkedHashSet<String>();
        site.points().forEach(point -> fire.addAll(contacts(point, new Role.Fire())));
        return fire;
    }

    private static String small(Factor factor) {
        return factor.name().toLowerCase(Locale.ROOT);
    }
}
