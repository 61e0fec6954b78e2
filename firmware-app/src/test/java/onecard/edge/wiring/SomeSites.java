package onecard.edge.wiring;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import onecard.edge.site.SiteFile;
import onecard.site.SiteProfile;

/// Sites to draw: all that come with the program, and some that strain the paper.
final class SomeSites {

    private static final Path EXAMPLES = Path.of("..", "profiles", "examples");
    private static final Path HEADER_DOOR = EXAMPLES.resolve("header-door.yaml");

    private SomeSites() {}

    static SiteProfile good(String text) {
        var read = SiteFile.read(text);
        return assertInstanceOf(SiteFile.Read.Good.class, read, read::toString).profile();
    }

    static String headerDoor() throws IOException {
        return Files.readString(HEADER_DOOR);
    }

    static Map<String, SiteProfile> all() throws IOException {
        var sites = new LinkedHashMap<String, SiteProfile>();
        try (var examples = Files.list(EXAMPLES)) {
            examples.filter(file -> file.toString().endsWith(".yaml"))
                    .sorted()
                    .forEach(file -> sites.put(file.getFileName().toString(), good(text(file))));
        }
        sites.put("eight doors", good(eightDoors("raspberry-pi-5")));
        sites.put("every pin", good(everyPin()));
        sites.put("wide names", good(wideNames()));
        sites.put("a crowd", good(crowd()));
        return sites;
    }

    /// One of [#all].
    static SiteProfile of(String name) throws IOException {
        return Objects.requireNonNull(all().get(name), name);
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static final int[] OUTPUTS = {11, 12, 13, 15, 16, 18, 19, 21};
    private static final int[] INPUTS = {7, 23, 24, 26, 29, 31, 32, 33};

    /// Doors that share one fire alarm.
    static String eightDoors(String model) {
        return file(
                model,
                each(
                        8,
                        i ->
                                "in-%d: { pcsc: \"ACS ACR1252*%02d 00\", applications: [ssc] }"
                                        .formatted(i, i)),
                each(
                        8,
                        i ->
                                "lock-%d: { line: PIN%d, max_on_ms: 10000 }"
                                        .formatted(i, OUTPUTS[i - 1])),
                each(
                                8,
                                i ->
                                        "leaf-%d: { line: PIN%d, closed_when: low }"
                                                .formatted(i, INPUTS[i - 1]))
                        + ", fire: { line: PIN37, closed_when: high }",
                IntStream.rangeClosed(1, 8)
                        .mapToObj(
                                i ->
                                        ("  - { id: door-%1$d, profile: door, in: { reader: in-%1$d,"
                                                        + " relay: lock-%1$d }, contact: leaf-%1$d,"
                                                        + " fire: fire, journal_full: refuse,"
                                                        + " lists: [staff] }\n")
                                                .formatted(i))
                        .collect(Collectors.joining()));
    }

    /// A door whose lock and contacts hang on pins by chance.
    static SiteProfile chance(long seed) {
        var chance = new Random(seed);
        var pins = new ArrayList<>(PINS);
        Collections.shuffle(pins, chance);
        var contacts =
                IntStream.rangeClosed(1, 2 + chance.nextInt(6))
                        .mapToObj(
                                i ->
                                        "c-%d: { line: GPIO%d, closed_when: low }"
                                                .formatted(i, pins.get(i)))
                        .collect(Collectors.joining(", "));
        return good(
                file(
                        "raspberry-pi-4",
                        "in: { sim: true }",
                        "lock: { line: GPIO%d, max_on_ms: 10000, at_power_up: off }"
                                .formatted(pins.getFirst()),
                        contacts,
                        "  - { id: door-1, profile: door, in: { reader: in, relay: lock }, contact:"
                                + " c-1, fire: c-2, journal_full: refuse, lists: [staff] }\n"));
    }

    private static final List<Integer> PINS =
            IntStream.rangeClosed(2, 27).filter(pin -> pin != 14 && pin != 15).boxed().toList();

    /// A door, and all other lines of the header without a point.
    private static String everyPin() {
        return file(
                "raspberry-pi-4",
                "in: { sim: true }",
                "lock: { line: GPIO27, max_on_ms: 10000 }",
                IntStream.rangeClosed(0, 26)
                        .mapToObj(i -> "c-%d: { line: GPIO%1$d, closed_when: low }".formatted(i))
                        .collect(Collectors.joining(", ")),
                "  - { id: door-1, profile: door, in: { reader: in, relay: lock }, contact: c-3,"
                        + " journal_full: refuse, lists: [staff] }\n");
    }

    /// The widest letters in names as long as they may be, and long devices.
    static String wideNames() {
        var m = "m".repeat(31);
        var w = "w".repeat(31);
        return file(
                        "orange-pi-5-plus",
                        "%s1: { pcsc: \"%s\" }, %1$s2: { pcsc: \"A&<B>'*\" }"
                                .formatted(m, "W".repeat(200)),
                        "%s3: { line: PIN11, active: low, drive: open_source, bias: pull_down,"
                                        .formatted(m)
                                + " max_on_ms: 599999, at_stop: on, at_crash: keeps, hold_at_hang: on }",
                        "%s4: { line: PIN40, closed_when: low, debounce_ms: 300 }, %1$s5: { line: PIN38,"
                                        .formatted(w)
                                + " closed_when: high }, %s6: { adc: %s, channel: 31,"
                                        .formatted(w, "Q".repeat(200))
                                + " closed_mv: [10000, 20000], open_mv: [25000, 30000] }, %s7: { line:"
                                        .formatted(w)
                                + " 3, chip: %s, closed_when: low }".formatted("卡".repeat(200)),
                        """
                          - id: %s8
                            profile: door
                            in: { reader: %1$s1, more_readers: [%1$s2], relay: %1$s3 }
                            contact: %2$s4
                            fire: %2$s5
                            exit_button: %2$s6
                            journal_full: refuse
                            lists: [staff]
                          - id: %1$s9
                            profile: meeting
                            in: { reader: other }
                            lists: [staff]
                            roster: guests
                            meetings: { board-7: { start: "2026-12-07 09:00", end: "2026-12-07 12:00" } }
                        """
                                .formatted(m, w))
                .replace("readers: { ", "readers: { other: { sim: true }, ")
                .replace("site: hall", "site: " + m + "s")
                .replace("device: north", "device: " + w + "d");
    }

    /// Twelve doors on three chips of no known board, with one fire alarm, and a dozen lines and
    /// ports without a point.
    private static String crowd() {
        return file(
                        "",
                        each(12, i -> "in-%d: { serial: /dev/tty%1$d }".formatted(i))
                                + ", "
                                + each(12, i -> "spare-%d: { pcsc: \"S %1$d\" }".formatted(i)),
                        each(
                                24,
                                i ->
                                        "r-%d: { line: %1$d, chip: chip%d, max_on_ms: 10000 }"
                                                .formatted(i, i % 3)),
                        "fire: { line: 99, closed_when: high }, "
                                + each(
                                        24,
                                        i ->
                                                "c-%d: { line: k%1$d, closed_when: low }"
                                                        .formatted(i)),
                        IntStream.rangeClosed(1, 12)
                                .mapToObj(
                                        i ->
                                                ("  - { id: door-%1$d, profile: door, in: { reader:"
                                                                + " in-%1$d, relay: r-%1$d }, contact:"
                                                                + " c-%1$d, fire: fire,"
                                                                + " journal_full: refuse,"
                                                                + " lists: [staff] }\n")
                                                        .formatted(i))
                                .collect(Collectors.joining()))
                .replace("  model: \n", "  gpio: { chip: chip9 }\n");
    }

    private static String each(int count, IntFunction<String> entry) {
        return IntStream.rangeClosed(1, count).mapToObj(entry).collect(Collectors.joining(", "));
    }

    private static String file(
            String model, String readers, String relays, String contacts, String points) {
        return """
               onecard: 1
               site: hall
               device: north
               timezone: Asia/Shanghai
               board:
                 model: %s
                 readers: { %s }
                 relays: { %s }
                 contacts: { %s }
               points:
               %slists: { staff: { local: true }, guests: { local: true } }
               uplink: { url: "mqtt://127.0.0.1:1883" }
               keys: { site: { generate: true } }
               """
                .formatted(model, readers, relays, contacts, points);
    }
}
