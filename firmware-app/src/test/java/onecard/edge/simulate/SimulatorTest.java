package onecard.edge.simulate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import onecard.edge.crypto.Json;
import onecard.edge.crypto.JsonReader;
import onecard.edge.site.SiteFile;
import onecard.edge.state.Control;
import onecard.edge.state.StateDir;
import onecard.edge.words.Message;
import onecard.words.Lang;
import onecard.words.Words;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The simulator beside a daemon that is a script: what is refused while that does not serve, and
/// what is told of it when its power goes.
class SimulatorTest {

    private static final String SITE =
            """
            onecard: 1
            site: here
            device: board
            timezone: Asia/Shanghai
            board:
              gpio: { chip: sim }
              readers: { in: { sim: true } }
              scanners: { way-in: { sim: true }, way-out: { sim: true } }
              printers: { guard: { sim: true } }
              relays: { lock: { sim: true }, open-in: { sim: true }, open-out: { sim: true } }
              contacts:
                fire: { sim: true, closed_when: high }
                passed-in: { sim: true, closed_when: high }
                passed-out: { sim: true, closed_when: high }
            points:
              - { id: door-1, profile: door, in: { reader: in, relay: lock }, fire: fire, lock: fail_safe, lists: [staff], journal_full: refuse }
              - { id: gate-1, profile: turnstile, in: { scanner: way-in, relay: open-in, passed: passed-in }, out: { scanner: way-out, relay: open-out, passed: passed-out }, lists: [staff], least: A0, journal_full: refuse, visitors: { list: visitors, guard: { printer: guard } } }
            lists: { staff: {}, visitors: { local: true } }
            uplink: { url: "mqtt://127.0.0.1" }
            keys: { site: { generate: true }, passes: ["KEY"] }
            """;

    /// It serves until it is told to go, and switches a lock on with its last breath.
    private static final String DAEMON =
            """
            echo 'onecard: ready'
            until [ -e DIR/go ]; do sleep 0.01; done
            echo '{"mono_us":1,"line":"lock","level":1,"cause":"tap"}' >>DIR/sim/lines.trace
            """;

    private static final Duration SOON = Duration.ofSeconds(30);

    private static final Json.Obj CARD = Json.Obj.EMPTY.with("item", "ssc3").with("device", "in");

    private static final Json.Obj VISITOR =
            Json.Obj.EMPTY.with("item", "visitor").with("device", "way-in");

    @TempDir Path dir;

    private Issuer issuer;
    private BroughtLists lists;
    private Cable cable;
    private Simulator simulator;

    @BeforeEach
    void make() throws IOException {
        issuer = new Issuer(dir);
        lists = new BroughtLists(dir, Lang.EN);
        cable = new Cable(Optional.empty());
        var read = SiteFile.read(SITE.replace("KEY", issuer.passKey()));
        var good = assertInstanceOf(SiteFile.Read.Good.class, read, read::toString);
        var place = new Place(good.profile(), Map.of());
        var setup = new Simulator.Setup(place, dir.resolve("site.yaml"), dir, cable, "none");
        var daemon = List.of("/bin/sh", "-c", DAEMON.replace("DIR", dir.toString()));
        simulator =
                new Simulator(
                        setup,
                        issuer,
                        lists,
                        Optional.empty(),
                        _ -> {},
                        watcher -> new Power(daemon, watcher));
    }

    @AfterEach
    void end() throws IOException {
        simulator.close();
        cable.close();
        issuer.close();
    }

    @Test
    void whatDoesNotRunTakesNothing() throws Exception {
        var remove = Json.Obj.EMPTY.with("remove", true).with("device", "in");
        var lose = deed("lose").with("device", "in");
        for (var asked : List.of(CARD, remove, lose)) {
            assertRefused(Message.SIMULATE_DARK, asked);
        }
        assertFalse(Files.exists(dir.resolve("sim/hands")));
        assertEquals(Optional.empty(), simulator.play(deed("fire")), "people move contacts anyway");

        start();
        for (var asked : List.of(CARD, remove, lose)) {
            assertEquals(Optional.empty(), simulator.play(asked));
        }
        assertEquals(3, Files.readAllLines(dir.resolve("sim/hands")).size());
        simulator.power(false);
        assertRefused(Message.SIMULATE_DARK, CARD);
    }

    @Test
    void nobodyCutsThePowerBeforeItHasBegun() throws Exception {
        var cut = deed("power_cut");
        assertRefused(Message.SIMULATE_BEGINS, cut);
        assertTrue(simulator.start(30, () -> assertRefused(Message.SIMULATE_BEGINS, cut)));
        assertEquals(Optional.empty(), simulator.play(cut));
    }

    @Test
    void withoutPowerNothingGoesOnAgain() throws Exception {
        start();
        try (var heard = simulator.feed().listen()) {
            Files.createFile(dir.resolve("go"));
            var told = new ArrayList<String>();
            while (told.isEmpty() || !told.getLast().equals("off")) {
                var event = heard.next(SOON).orElseThrow().event();
                switch (event.text("type").orElseThrow()) {
                    case "line" -> told.add("lock " + event.number("level").orElseThrow());
                    case "daemon" -> told.add(event.text("state").orElseThrow());
                    default -> {
                        // The state, and what else there is.
                    }
                }
            }
            assertEquals(List.of("lock 1", "lock 0", "off"), told);
        }
    }

    @Test
    void aVisitorIsExpectedAtTheGateThatTheyComeTo() throws Exception {
        start();
        try (var _ = asking()) {
            lists.bring("visitors", "kind,id,pass,host,points,groups");
            assertEquals(Optional.empty(), simulator.play(VISITOR));
        }
        var row = Files.readAllLines(dir.resolve("visitors.csv")).getLast().split(",");
        assertEquals("gate-1", row[4]);
    }

    @Test
    void whatFailsIsSaidInWords() throws Exception {
        start();
        try (var _ = asking()) {
            lists.bring("visitors", "kind,id,pass");
        }
        var why = simulator.play(VISITOR).orElseThrow();
        assertTrue(why.en().contains("visitors") && why.zh().contains("visitors"), why::toString);
    }

    /// What takes each list that is brought.
    private Control asking() throws IOException {
        var answer = JsonReader.object("{\"entries\":1}").orElseThrow();
        return new Control(StateDir.controlSocket(dir), (_, _) -> answer);
    }

    private void start() throws Exception {
        assertTrue(simulator.start(30, () -> {}));
    }

    private void assertRefused(Message expected, Json.Obj asked) throws IOException {
        assertEquals(Optional.of(expected.with().en()), simulator.play(asked).map(Words::en));
    }

    private static Json.Obj deed(String id) {
        return Json.Obj.EMPTY.with("deed", id);
    }
}
