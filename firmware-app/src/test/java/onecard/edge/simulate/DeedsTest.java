package onecard.edge.simulate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import onecard.edge.crypto.Json;
import onecard.edge.site.SiteFile;
import onecard.words.Words;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What people and machines move at a door, a lane and a barrier, contact by contact.
class DeedsTest {

    private static final String SITE =
            """
            onecard: 1
            site: here
            device: board
            timezone: Asia/Shanghai
            board:
              gpio: { chip: sim }
              readers: { in: { sim: true }, out: { sim: true } }
              scanners: { way-in: { sim: true }, way-out: { sim: true } }
              plates: { camera: { sim: true } }
              relays: { lock: { sim: true }, open-in: { sim: true }, open-out: { sim: true }, raise: { sim: true }, lower: { sim: true } }
              contacts:
                leaf: { sim: true, closed_when: low }
                exit: { sim: true, closed_when: high }
                fire: { sim: true, closed_when: high }
                passed-in: { sim: true, closed_when: high }
                passed-out: { sim: true, closed_when: high }
                between: { sim: true, closed_when: high }
                home: { sim: true, closed_when: high }
                arrival: { sim: true, closed_when: high }
                below: { sim: true, closed_when: high }
                up: { sim: true, closed_when: high }
                down: { sim: true, closed_when: high }
            points:
              - { id: door-1, profile: door, in: { reader: in, relay: lock }, contact: leaf, exit_button: exit, fire: fire, lock: fail_safe, lists: [staff], journal_full: refuse }
              - { id: lane-1, profile: turnstile, in: { scanner: way-in, relay: open-in, passed: passed-in }, out: { scanner: way-out, relay: open-out, passed: passed-out }, safety: between, home: home, fire: fire, lists: [staff], journal_full: refuse }
              - { id: barrier-1, profile: barrier, in: { plates: camera, arrival: arrival }, raise: raise, lower: lower, up: up, down: down, safety: below, speed_class: F, lists: [staff], least: A0, journal_full: refuse }
            lists: { staff: {} }
            uplink: { url: "mqtt://127.0.0.1" }
            keys: { site: { generate: true } }
            """;

    private static final Instant NOW = Instant.parse("2031-12-30T08:00:00Z");

    @TempDir Path dir;

    private final BlockingQueue<String> moved = new LinkedBlockingQueue<>();
    private final List<String> world = new ArrayList<>();
    private Machines machines;
    private Hand hand;
    private Deeds deeds;

    private final World outside =
            new World() {
                @Override
                public void power(boolean on) {
                    world.add("power " + on);
                }

                @Override
                public void network(boolean up) {
                    world.add("network " + up);
                }

                @Override
                public void clock(long offsetMillis) {
                    world.add("clock " + offsetMillis);
                }

                @Override
                public Optional<Boolean> guests() {
                    return Optional.empty();
                }

                @Override
                public void guests(boolean come) {
                    world.add("guests " + come);
                }
            };

    private final Codes codes =
            new Codes() {
                @Override
                public String pass(String scanner) {
                    return "a pass";
                }

                @Override
                public String ecard() {
                    return "an e-card";
                }
            };

    @BeforeEach
    void before() throws IOException {
        var place = place();
        var contacts =
                new Contacts(place, dir, (name, high) -> moved.add(name + (high ? " 1" : " 0")));
        machines = new Machines(place, contacts);
        hand = new Hand(place, dir, codes, () -> NOW);
        deeds = new Deeds(place, contacts, machines, hand, outside);
        machines.rest();
        assertTrue(moved.containsAll(List.of("leaf 0", "home 1", "down 1", "fire 0")));
        moved.clear();
    }

    @AfterEach
    void after() {
        deeds.close();
        machines.close();
    }

    @Test
    void nobodyWalksThroughALockedDoor() throws Exception {
        assertTrue(play("walk", "door-1").isPresent());
        assertTrue(play("hold", "door-1").isPresent());
        assertTrue(moved.isEmpty());
    }

    @Test
    void throughAnOpenDoorItsLeafOpensAndShuts() throws Exception {
        machines.changed("lock", true);
        assertEquals(Optional.empty(), play("walk", "door-1"));
        moves("leaf 1", "leaf 0");
    }

    @Test
    void whoeverHoldsADoorHoldsItUntilTheyLetGo() throws Exception {
        machines.changed("lock", true);
        play("hold", "door-1");
        machines.changed("lock", false);
        moves("leaf 1");
        assertEquals(Optional.empty(), play("walk", "door-1"), "it still stands open");
        moves("leaf 1", "leaf 0");
    }

    @Test
    void aDoorIsForcedWithoutAskingItsLock() throws Exception {
        assertEquals(Optional.empty(), play("force", "door-1"));
        moves("leaf 1");
        play("let_go", "door-1");
        moves("leaf 0");
    }

    @Test
    void aButtonIsPressedAndLetGo() throws Exception {
        play("exit_button", "door-1");
        moves("exit 1", "exit 0");
    }

    @Test
    void whoeverPassesALaneMovesWhatIsOnThatWay() throws Exception {
        assertTrue(play("walk", "lane-1").isPresent());
        machines.changed("open-out", true);
        moves("home 0");
        play("walk", "lane-1");
        moves("between 1", "passed-out 1", "passed-out 0", "between 0");
        machines.changed("open-out", false);
        moves("home 1");
    }

    @Test
    void anArmRisesIsDrivenUnderAndComesDown() throws Exception {
        play("drive_up", "barrier-1");
        moves("arrival 1");
        assertTrue(play("drive_through", "barrier-1").isPresent());
        machines.changed("raise", true);
        machines.changed("raise", false);
        moves("down 0", "up 1");
        assertEquals(Optional.empty(), play("drive_through", "barrier-1"));
        moves("below 1", "arrival 0", "below 0");
        machines.changed("lower", true);
        moves("up 0", "down 1");
    }

    @Test
    void fireIsPulledForAllPointsAtOnce() throws Exception {
        play("fire", "");
        moves("fire 1");
        play("fire_reset", "");
        moves("fire 0");
    }

    @Test
    void theWorldIsCutAndMended() throws Exception {
        for (var deed : List.of("power_cut", "power_restore", "network_cut", "network_mend")) {
            assertEquals(Optional.empty(), play(deed, ""));
        }
        deeds.play("clock", Json.Obj.EMPTY.with("ms", -5));
        assertEquals(
                List.of("power false", "power true", "network false", "network true", "clock -5"),
                world);
        assertTrue(play("guests_come", "").isPresent(), "here none ever come");
    }

    @Test
    void whatEndsInTwoMonthsDoesSoByTheDaemonsClock() throws Exception {
        assertEquals(Optional.empty(), hand.play("ssc2", "in", Json.Obj.EMPTY));
        var line = Files.readString(dir.resolve("hands"));
        assertTrue(line.contains("\"expires\":\"20320228\""), line);
    }

    @Test
    void aDeviceIsUnpluggedByItsName() throws Exception {
        assertTrue(deeds.play("lose", Json.Obj.EMPTY.with("device", "nowhere")).isPresent());
        assertEquals(Optional.empty(), deeds.play("lose", Json.Obj.EMPTY.with("device", "in")));
        assertEquals(
                "{\"device\":\"in\",\"do\":\"lose\"}\n", Files.readString(dir.resolve("hands")));
    }

    @Test
    void eachDeedIsOfferedWhereItCanBeDone() {
        var at =
                deeds.told().stream()
                        .map(Json.Obj.class::cast)
                        .collect(
                                Collectors.toMap(
                                        deed -> deed.text("id").orElseThrow(),
                                        deed -> Catalogue.texts(deed, "points")));
        assertEquals(List.of("door-1", "lane-1"), at.get("walk"));
        assertEquals(List.of("door-1"), at.get("hold"));
        assertEquals(List.of("barrier-1"), at.get("drive_up"));
        assertEquals(List.of(), at.get("fire"));
        assertTrue(!at.containsKey("draw") && !at.containsKey("drive_up_out"), at::toString);
        assertTrue(!at.containsKey("guests_come"), at::toString);
    }

    private Optional<Words> play(String deed, String point) throws Exception {
        return deeds.play(deed, Json.Obj.EMPTY.with("point", point));
    }

    private void moves(String... expected) throws InterruptedException {
        for (var each : expected) {
            assertEquals(each, moved.poll(Duration.ofSeconds(10).toSeconds(), TimeUnit.SECONDS));
        }
        assertTrue(moved.isEmpty(), moved::toString);
    }

    private static Place place() {
        var read = SiteFile.read(SITE);
        var good = assertInstanceOf(SiteFile.Read.Good.class, read, read::toString);
        return new Place(good.profile(), Map.of());
    }
}
