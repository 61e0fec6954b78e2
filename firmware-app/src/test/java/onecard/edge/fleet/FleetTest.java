package onecard.edge.fleet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import onecard.edge.crypto.Json;
import onecard.edge.crypto.JsonReader;
import org.junit.jupiter.api.Test;

/// A fleet put together from the contract's own examples.
class FleetTest {

    private static final Path EXAMPLES =
            Path.of("src", "main", "resources", "contract", "examples");
    private static final String DEVICE = "oc/v1/langxi-hall/north-gate/";

    private final Fleet fleet =
            new Fleet(InstantSource.fixed(Instant.parse("2026-11-23T01:00:00Z")));

    private static Json.Obj example(String name) throws IOException {
        return JsonReader.object(Files.readString(EXAMPLES.resolve(name + ".json"))).orElseThrow();
    }

    private Seen north() {
        assertEquals(1, fleet.devices().size());
        return fleet.devices().getFirst();
    }

    private void event(String kind, String name, long seq, String boot) throws IOException {
        var event = example(name);
        var data = event.object("data").orElseThrow().with("seq", seq).with("boot", boot);
        fleet.heard(DEVICE + "evt/door-1/" + kind, event.with("data", data));
    }

    @Test
    void aDeviceIsWhatItsMessagesSay() throws Exception {
        fleet.heard(DEVICE + "status", example("status.online"));
        fleet.heard(DEVICE + "birth", example("birth.door"));
        fleet.heard(DEVICE + "metrics", Json.Obj.EMPTY.with("onecard_unsent_events", 17));
        event("tap", "event.tap-granted", 42, "51d0");
        var seen = north();
        assertEquals(Optional.of(true), seen.online());
        assertEquals("0.1.0", seen.version());
        assertEquals("synced", seen.clock());
        assertEquals(Optional.of(60L), seen.oldestListSeconds());
        assertEquals(Optional.of(17L), seen.unsent());
        assertEquals("OK", seen.lastTap().orElseThrow().reason());
        var line = FleetTable.line(seen);
        assertTrue(line.startsWith("langxi-hall/north-gate"), line);
        assertTrue(line.contains("door-1 OK"), line);
    }

    @Test
    void aLateWillOfAnEarlierSessionSaysNothing() throws Exception {
        fleet.heard(DEVICE + "status", example("status.online").with("session", 8));
        assertFalse(fleet.heard(DEVICE + "status", example("status.offline").with("session", 7)));
        assertEquals(Optional.of(true), north().online());
        fleet.heard(DEVICE + "status", example("status.offline").with("session", 8));
        assertEquals(Optional.of(false), north().online());
    }

    private void visit(
            String alarm, String pass, String peer, boolean raised, long seq, String boot)
            throws IOException {
        var event = example("event.alarm-overstay");
        var data =
                event.object("data")
                        .orElseThrow()
                        .with("alarm", alarm)
                        .with("pass", pass)
                        .with("active", raised)
                        .with("seq", seq)
                        .with("boot", boot);
        fleet.heard(
                DEVICE + "evt/gate-1/alarm",
                event.with("data", peer.isEmpty() ? data : data.with("peer", peer)));
    }

    /// Each visit has its own, and it outlives a restart, after which nobody raises it anew.
    @Test
    void anAlarmOfAVisitStandsUntilItIsLoweredOverRestarts() throws Exception {
        visit("overstay", "11", "", true, 50, "51d0");
        visit("overstay", "22", "", true, 51, "51d0");
        assertEquals(Set.of("gate-1 overstay x2"), north().alarms());
        visit("overstay", "11", "", false, 52, "51d0");
        assertEquals(Set.of("gate-1 overstay"), north().alarms());
        visit("pass_used_twice", "22", "barrier", true, 53, "51d0");
        visit("pass_used_twice", "22", "hall", true, 54, "51d0");
        visit("pass_used_twice", "22", "hall", false, 55, "51d0");
        event("alarm", "event.alarm-forced", 56, "51d0");
        event("state", "event.state-released", 60, "ffff");
        assertEquals(Set.of("gate-1 overstay", "gate-1 pass_used_twice"), north().alarms());
        visit("overstay", "22", "", false, 61, "ffff");
        visit("pass_used_twice", "22", "barrier", false, 62, "ffff");
        assertEquals(Set.of(), north().alarms());
    }

    /// A backlog of before the restart comes late: what it raised stands, unless it is lowered.
    @Test
    void anAlarmOfAVisitThatIsToldLateStands() throws Exception {
        event("state", "event.state-released", 60, "ffff");
        visit("overstay", "22", "", false, 61, "ffff");
        visit("overstay", "11", "", true, 50, "51d0");
        visit("overstay", "22", "", true, 51, "51d0");
        event("alarm", "event.alarm-forced", 52, "51d0");
        assertEquals(Set.of("gate-1 overstay"), north().alarms());
    }

    /// However many they are, they hide none of the doors, and those that are lowered make room.
    @Test
    void manyAlarmsOfVisitsHideNoOther() throws Exception {
        for (int i = 0; i < 100; i++) {
            visit("overstay", "a" + i, "", true, 100 + i, "51d0");
        }
        event("alarm", "event.alarm-forced", 300, "51d0");
        assertEquals(Set.of("gate-1 overstay x64", "door-1 forced"), north().alarms());
        for (int i = 0; i < 64; i++) {
            visit("overstay", "a" + i, "", false, 400 + i, "51d0");
        }
        visit("overstay", "b", "", true, 500, "51d0");
        assertEquals(Set.of("gate-1 overstay", "door-1 forced"), north().alarms());
    }

    @Test
    void anAlarmStandsUntilItIsLoweredOrItsBootEnds() throws Exception {
        event("alarm", "event.alarm-forced", 50, "51d0");
        assertEquals(Set.of("door-1 forced"), north().alarms());
        event("state", "event.state-released", 51, "51d0");
        assertEquals(Set.of("door-1 forced"), north().alarms());
        event("state", "event.state-released", 60, "ffff");
        assertEquals(Set.of(), north().alarms());
    }

    /// A backlog comes after what is live: the newer record has the last word.
    @Test
    void whatComesLateDoesNotTurnThingsBack() throws Exception {
        var raised = example("event.alarm-forced");
        var data = raised.object("data").orElseThrow();
        var lowered = raised.with("data", data.with("active", false).with("seq", 55));
        fleet.heard(DEVICE + "evt/door-1/alarm", lowered);
        fleet.heard(DEVICE + "evt/door-1/alarm", raised);
        assertEquals(Set.of(), north().alarms());

        event("tap", "event.tap-refused", 90, "51d0");
        var newest = north().lastTap();
        event("tap", "event.tap-granted", 80, "51d0");
        assertEquals(newest, north().lastTap());
    }

    @Test
    void aBacklogOfBeforeTheLastBootEndsNoAlarmAndRaisesNone() throws Exception {
        event("alarm", "event.alarm-forced", 200, "ffff");
        event("alarm", "event.alarm-device", 100, "51d0");
        event("state", "event.state-released", 101, "51d0");
        event("state", "event.state-released", 150, "ffff");
        assertEquals(Set.of("door-1 forced"), north().alarms());
    }

    @Test
    void aListThatIsNotHeldYetHasNoAge() throws Exception {
        var none = Json.Obj.EMPTY.with("name", "staff").with("version", 0).with("age_s", 0);
        var birth = example("birth.door").with("lists", new Json.Arr(List.of(none)));
        fleet.heard(DEVICE + "birth", birth);
        assertEquals(Optional.empty(), north().oldestListSeconds());
    }

    @Test
    void aBacklogOfAnEarlierJournalChangesNothingThatIsKnownOfThisOne() throws Exception {
        fleet.heard(DEVICE + "birth", example("birth.door"));
        event("alarm", "event.alarm-forced", 50, "51d0");
        event("tap", "event.tap-granted", 51, "51d0");
        var newest = north().lastTap();
        var old = example("event.tap-refused");
        var data = old.object("data").orElseThrow().with("epoch", "00000000").with("seq", 900);
        assertFalse(fleet.heard(DEVICE + "evt/door-1/tap", old.with("data", data)));
        assertEquals(newest, north().lastTap());
        assertEquals(Set.of("door-1 forced"), north().alarms());
    }

    @Test
    void whatAStrangerWritesMovesNoTerminal() throws Exception {
        var tap = example("event.tap-granted");
        var data =
                tap.object("data").orElseThrow().with("reason", "\u001b[2Jx\ny" + "z".repeat(200));
        fleet.heard(DEVICE + "evt/door-1/tap", tap.with("data", data));
        var line = FleetTable.line(north());
        assertTrue(line.chars().noneMatch(Character::isISOControl), line);
        assertTrue(line.length() <= 200, line);
    }

    /// Nobody who watches takes a backlog for what happens now.
    @Test
    void aTapThatIsToldLateIsMarked() throws Exception {
        var tap = example("event.tap-granted");
        fleet.heard(DEVICE + "evt/door-1/tap", tap.with("replayed", true));

        assertTrue(FleetTable.line(north()).contains("door-1 OK old"), FleetTable.line(north()));
    }

    @Test
    void whoIsInTroubleStandsFirst() {
        var online = Json.Obj.EMPTY.with("state", "online").with("session", 1);
        fleet.heard("oc/v1/a/one/status", online);
        fleet.heard("oc/v1/b/two/status", online.with("state", "offline"));
        var lines = FleetTable.lines(fleet.devices());
        assertTrue(lines.get(1).startsWith("b/two"), lines::toString);
        assertTrue(lines.get(1).contains("OFFLINE"), lines::toString);
        assertTrue(lines.stream().allMatch(line -> line.length() <= 160), lines::toString);
    }

    @Test
    void strangeTopicsAreNobody() {
        for (var topic : new String[] {"", "oc/v1", "oc/v2/a/b/status", "oc/v1/a/b/rsp/x", "x/y"}) {
            assertFalse(fleet.heard(topic, Json.Obj.EMPTY), topic);
        }
        assertFalse(fleet.heard("oc/v1/a/b/evt/door-1/tap", Json.Obj.EMPTY), "without data");
        assertEquals(0, fleet.devices().size());
    }
}
