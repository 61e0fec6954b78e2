package onecard.edge.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import onecard.edge.crypto.Canonical;
import onecard.edge.crypto.Json;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `onecard simulate` as somebody plays with it: every click ends at the real daemon, and all that
/// is heard comes from it.
class SimulateTest {

    private static final String SITE =
            """
            onecard: 1
            site: here
            device: board
            timezone: Asia/Shanghai
            board:
              gpio: { chip: gpiochip0 }
              readers: { in: { pcsc: "ACS*", slot: contactless, applications: [ssc, uid] } }
              scanners: { qr: { serial: /dev/serial/by-id/usb-scanner } }
              relays: { lock: { line: 17, active: high, max_on_ms: 20000, at_stop: off } }
              contacts:
                leaf: { line: 5, closed_when: low }
                exit: { line: 6, closed_when: low }
                fire: { line: 13, closed_when: high }
            points:
              - { id: door-1, profile: door, in: { reader: in, scanner: qr, relay: lock }, contact: leaf, exit_button: exit, fire: fire, lock: fail_safe, lists: [staff], least: A1, journal_full: refuse }
            lists: { staff: {} }
            uplink: { url: "mqtts://broker.example:8883", ca: ca.pem }
            keys: { site: { credential: site-key } }
            """;

    @TempDir Path dir;

    private DaemonProcess simulator;
    private Page page;

    @BeforeEach
    void start() throws Exception {
        Files.writeString(dir.resolve("site.yaml"), SITE);
        int port = Ports.free();
        simulator =
                new DaemonProcess(
                        "simulate",
                        "--site",
                        dir.resolve("site.yaml").toString(),
                        "--state",
                        dir.resolve("state").toString(),
                        "--port",
                        Integer.toString(port),
                        "--lang",
                        "en");
        page = new Page(port);
        Await.until(
                "its people",
                Watched.SOON,
                () -> simulator.output().contains("list      staff") || !simulator.alive());
        assertTrue(simulator.alive(), simulator::output);
        page.awaitOnline();
    }

    @AfterEach
    void end() {
        assertFalse(page.ended() && simulator.alive(), "nobody ends what a page listens to");
        page.close();
        simulator.close();
    }

    @Test
    void aTapOpensAndSomebodyWalksThrough() throws Exception {
        assertEquals(400, page.does("walk", "door-1"), "nobody gets through a locked door");
        int since = page.now();
        assertEquals(204, page.holds("ssc3", "in"));
        page.hears(since, "line", line("lock", 1));
        page.hears(since, "device", it -> text(it, "signal").equals("GRANTED"));
        var event = page.hears(since, "journal", tap("granted"));
        page.hears(since, "mqtt", it -> text(it, "topic").endsWith("/evt/door-1/tap"));
        assertEquals("OK", data(event).text("reason").orElseThrow());
        assertEquals(204, page.removes("in"));
        assertEquals(204, page.does("walk", "door-1"));
        page.hears(since, "line", line("leaf", 1)); // closed when low: it is open
        page.hears(since, "journal", it -> data(it).text("result").equals(Optional.of("passed")));
        theAnatomyIsInOrder(since);
    }

    private void theAnatomyIsInOrder(int since) {
        var anatomy =
                page.hears(
                        since,
                        "anatomy",
                        it -> steps(it).containsAll(List.of("record", "relay", "publish")));
        assertEquals("door-1", text(anatomy, "point"));
        assertEquals("field", steps(anatomy).getFirst());
        assertTrue(steps(anatomy).stream().filter("exchange"::equals).count() >= 3);
        for (var each : anatomy.array("steps").orElseThrow().items()) {
            var step = (Json.Obj) each;
            long from = step.number("from_us").orElseThrow();
            long to = step.number("to_us").orElseThrow();
            assertTrue(from >= 0 && from <= to && to < 10_000_000, step::toString);
        }
    }

    @Test
    void aCardThatIsTornAwayIsSaidSo() throws Exception {
        int since = page.now();
        var torn = Json.Obj.EMPTY.with("item", "ssc3").with("device", "in").with("tear", 1);
        assertEquals(204, page.clicks(torn));
        var event = page.hears(since, "journal", tap("refused"));
        assertEquals("CARD_UNREADABLE", data(event).text("reason").orElseThrow());
        page.hears(since, "device", it -> text(it, "what").equals("torn"));
    }

    @Test
    void aPassOpensOnceAndItsPhotographDoesNot() throws Exception {
        int since = page.now();
        assertEquals(204, page.holds("visitor", "qr"));
        page.hears(since, "journal", tap("granted"));
        page.holds("rubbish", "qr"); // what was shown before is out of sight by that
        page.hears(since, "journal", tap("refused"));
        int then = page.now();
        assertEquals(204, page.holds("photo", "qr"));
        var again = page.hears(then, "journal", tap("refused"));
        assertEquals("REPLAYED", data(again).text("reason").orElseThrow());
    }

    @Test
    void thePowerIsCutAndItServesAgain() throws Exception {
        int since = page.now();
        assertEquals(204, page.does("fire"));
        page.hears(since, "line", line("lock", 1));
        long before = daemon().orElseThrow().pid();
        assertEquals(204, page.does("power_cut"));
        page.hears(since, "daemon", it -> text(it, "state").equals("off"));
        assertFalse(ProcessHandle.of(before).map(ProcessHandle::isAlive).orElse(false));
        page.hears(since, "line", line("lock", 0).and(it -> text(it, "cause").equals("power")));
        page.hears(since, "cable", cable -> !cable.bool("online").orElse(true));
        assertEquals(204, page.does("fire_reset"));
        assertEquals(204, page.does("power_restore"));
        page.hears(since, "daemon", it -> text(it, "state").equals("ready"));
        int then = page.now();
        page.holds("ssc3", "in");
        page.hears(then, "line", line("lock", 1));
    }

    @Test
    void theNetworkIsCutAndNothingIsLost() throws Exception {
        int since = page.now();
        assertEquals(204, page.does("network_cut"));
        page.hears(since, "cable", it -> !it.bool("up").orElse(true));
        page.hears(since, "cable", it -> !it.bool("online").orElse(true));
        page.holds("ssc3", "in");
        var id = text(page.hears(since, "journal", tap("granted")).object("event").get(), "id");
        assertEquals(204, page.does("network_mend"));
        page.hears(
                since,
                "mqtt",
                it -> it.object("payload").map(event -> text(event, "id")).equals(Optional.of(id)));
    }

    @Test
    void theClockIsSteppedAndFireOpens() throws Exception {
        int since = page.now();
        var day = Duration.ofDays(1);
        var step = Json.Obj.EMPTY.with("deed", "clock").with("ms", day.toMillis());
        assertEquals(204, page.clicks(step));
        var offset = Optional.of(day.toMillis());
        page.hears(since, "clock", it -> it.number("offset_ms").equals(offset));
        assertEquals(204, page.does("fire"));
        page.hears(since, "line", line("lock", 1));
        page.hears(since, "journal", it -> isAbout(time(it), Instant.now().plus(day)));
        assertEquals(204, page.does("fire_reset"));
        page.hears(since, "line", line("lock", 0));
    }

    @Test
    void onlyThePageIsServedAndOnlyHere() throws Exception {
        assertEquals(Set.of(), Sockets.listening(daemon().orElseThrow().pid()), "the daemon");
        for (var address : Sockets.listening(simulator.pid())) {
            assertTrue(address.matches("(0{24}|0{16}FFFF0000)?0100007F:.*"), address);
        }
    }

    @Test
    void whatCannotBeIsRefused() throws Exception {
        assertEquals(400, page.holds("nothing", "in"));
        assertEquals(400, page.holds("ssc3", "qr"));
        assertEquals(400, page.holds("ssc3", "nowhere"));
        assertEquals(400, page.does("fly"));
        assertEquals(400, page.does("walk", "nowhere"));
        assertEquals(400, page.does("drive_up", "door-1"));
        assertEquals(400, page.does("clock"));
        assertEquals(400, page.removes("qr"));
        assertEquals(400, page.clicks(Json.Obj.EMPTY));
    }

    @Test
    void thePointsAreAsTheSiteFileHasThem() throws Exception {
        var site = page.site();
        assertEquals("here", text(site, "site"));
        assertEquals("embedded", text(site, "broker"));
        var door = (Json.Obj) site.array("points").orElseThrow().items().getFirst();
        assertEquals("door", text(door, "scene"));
        assertEquals(
                "{\"readers\":[\"in\"],\"scanner\":\"qr\"}",
                door.object("in").orElseThrow().toString());
        assertEquals(
                "[{\"name\":\"lock\",\"role\":\"lock\"}]",
                Canonical.text(door.array("outputs").orElseThrow()));
    }

    @Test
    void whenItIsKilledTheDaemonGoesToo() throws Exception {
        var daemon = daemon().orElseThrow();
        simulator.kill();
        Await.until("its end", Watched.SOON, () -> !daemon.isAlive());
    }

    private Optional<ProcessHandle> daemon() {
        return ProcessHandle.of(simulator.pid())
                .flatMap(parent -> parent.children().filter(ProcessHandle::isAlive).findFirst());
    }

    private static Instant time(Json.Obj journal) {
        var event = journal.object("event").orElseThrow();
        return OffsetDateTime.parse(text(event, "time")).toInstant();
    }

    private static boolean isAbout(Instant one, Instant other) {
        return Duration.between(one, other).abs().compareTo(Duration.ofHours(1)) < 0;
    }

    private static Predicate<Json.Obj> line(String name, long level) {
        return it -> text(it, "line").equals(name) && it.number("level").equals(Optional.of(level));
    }

    private static Predicate<Json.Obj> tap(String verdict) {
        return it -> data(it).text("verdict").equals(Optional.of(verdict));
    }

    private static List<String> steps(Json.Obj anatomy) {
        return anatomy.array("steps").orElseThrow().items().stream()
                .map(step -> text((Json.Obj) step, "what"))
                .toList();
    }

    private static Json.Obj data(Json.Obj journal) {
        return journal.object("event")
                .flatMap(event -> event.object("data"))
                .orElse(Json.Obj.EMPTY);
    }

    private static String text(Json.Obj of, String member) {
        return of.text(member).orElse("");
    }
}
