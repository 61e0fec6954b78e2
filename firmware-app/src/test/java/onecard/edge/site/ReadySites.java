package onecard.edge.site;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.util.List;
import java.util.Map;
import onecard.site.Problem;
import onecard.site.SiteProfile;

/// Sites whose one point is by a ready profile and has no key beside but what wires it and what
/// only a site can name.
final class ReadySites {

    private static final String FRAME =
            """
            onecard: 1
            site: my-site
            device: here
            timezone: Asia/Shanghai
            board:
              gpio: { chip: sim }
              readers: { in: { sim: true }, out: { sim: true } }
              keypads: { keys: { sim: true } }
              trays: { tray: { sim: true } }
              scales: { scale: { sim: true } }
              plates: { road: { sim: true } }
              relays:
                lock: { sim: true, max_on_ms: 20000, at_stop: off }
                open-in: { sim: true, max_on_ms: 20000, at_stop: off }
                open-out: { sim: true, max_on_ms: 20000, at_stop: off }
                valve: { sim: true, at_stop: off, at_crash: off, at_power_up: off }
              contacts:
                leaf: { sim: true, closed_when: low }
                leaf-2: { sim: true, closed_when: low }
                fire: { sim: true, closed_when: low }
                loop: { sim: true, closed_when: low }
                meter: { sim: true, closed_when: low }
            schedules:
              always: [ { days: [mon, tue, wed, thu, fri, sat, sun], from: "00:00", until: "00:00" } ]
            points:
            %s
            lists: { staff: {}, guests: {}, accounts: {}, orders: {}, roster: {} }
            uplink: { url: "mqtt://127.0.0.1:1883" }
            keys: { site: { generate: true } }
            """;

    private static final String DOOR = "in: { reader: in, relay: lock }\nfire: fire";
    private static final String LANE =
            "in: { reader: in, relay: open-in }\nout: { reader: out, relay: open-out }";
    private static final String BARRIER =
            "in: { reader: in, arrival: loop }\nraise: open-in\nsafety: fire";
    private static final String TILL = "in: { reader: in }\naccounts: accounts";
    private static final String SERVED = TILL + "\nmeals: { lunch: { schedule: always } }";
    private static final String PRICED =
            TILL + "\nmeals: { lunch: { schedule: always, price_fen: 200 } }";
    private static final String WATER =
            SERVED
                    + "\nvalve: valve\nmeter: meter\npulses_per_litre: 100\ncubic_metre_fen: 2500"
                    + "\ndraw_most_fen: 500";

    /// What the point has to write, by the profile that it names.
    static final Map<String, String> OWN =
            Map.ofEntries(
                    Map.entry("door-one-reader", DOOR + "\nexit_button: loop"),
                    Map.entry("door-two-readers", DOOR + "\nout: { reader: out }"),
                    Map.entry("airlock-door", DOOR + "\ncontact: leaf"),
                    Map.entry("dormitory-door", DOOR),
                    Map.entry("tripod", LANE),
                    Map.entry("swing-gate", LANE),
                    Map.entry("campus-gate", LANE),
                    Map.entry("library-gate", LANE),
                    Map.entry("visitor-gate", LANE + "\nvisitors: { list: guests }"),
                    Map.entry("vehicle-barrier", BARRIER),
                    Map.entry("plate-barrier", BARRIER.replace("reader: in", "plates: road")),
                    Map.entry("canteen-fixed", PRICED),
                    Map.entry("canteen-keypad", SERVED + "\nkeypad: keys"),
                    Map.entry(
                            "canteen-tray",
                            SERVED
                                    + "\ntray: tray\ndishes: [ { number: 2, price_fen: 300, tags:"
                                    + " [E2] } ]"),
                    Map.entry("canteen-weighing", SERVED + "\nscale: scale\nkilogram_fen: 4000"),
                    Map.entry("canteen-pickup", SERVED + "\norders: orders\ncanteen: north"),
                    Map.entry(
                            "bus-validator", SERVED + "\nfares: [ { stages: 9, price_fen: 300 } ]"),
                    Map.entry("bus-one-fare", PRICED),
                    Map.entry("query-kiosk", TILL),
                    Map.entry("shower", WATER),
                    Map.entry("water-dispenser", WATER.replace("500", "100")),
                    Map.entry("meeting-desk", "in: { reader: in }\nroster: roster"),
                    Map.entry(
                            "attendance-clock",
                            "in: { reader: in }\nmeetings: { day: { schedule: always } }"),
                    Map.entry("seat-check-in", "in: { reader: in }\nroster: roster"));

    private ReadySites() {}

    /// A site with one point.
    ///
    /// @param more keys of the point beside what it has to write, each in a line
    static String by(String profile, String... more) {
        return of(List.of(point("point-1", profile, more)));
    }

    /// A point as it stands in a file; an airlock has two doors.
    static String point(String id, String profile, String... more) {
        var own = OWN.get(profile) + "\nlists: [staff]\n" + String.join("\n", more);
        var point = "id: " + id + "\nprofile: " + profile + "\n" + own.strip();
        return profile.equals("airlock-door") && id.equals("point-1")
                ? item(point)
                        + item(
                                "id: inner\nprofile: airlock-door\nin: { reader: out, relay: open-in"
                                        + " }\ncontact: leaf-2\nfire: fire\nlists: [staff]")
                : item(point);
    }

    private static String item(String point) {
        return "  - " + point.replace("\n", "\n    ") + "\n";
    }

    static String of(List<String> points) {
        return FRAME.formatted(String.join("", points).stripTrailing());
    }

    static SiteProfile good(String text) {
        var read = SiteFile.read(text);
        return assertInstanceOf(SiteFile.Read.Good.class, read, read::toString).profile();
    }

    static List<Problem> bad(String text) {
        return assertInstanceOf(SiteFile.Read.Bad.class, SiteFile.read(text), text).problems();
    }
}
