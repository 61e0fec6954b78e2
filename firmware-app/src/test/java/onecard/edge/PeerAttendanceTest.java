package onecard.edge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import onecard.access.Token;
import onecard.attendance.Attendance;
import onecard.attendance.Hearsay;
import onecard.attendance.Presence;
import onecard.attendance.Result;
import onecard.attendance.Session;
import onecard.attendance.Sign;
import onecard.edge.crypto.Canonical;
import onecard.edge.crypto.Json;
import onecard.edge.intake.Stimulus;
import onecard.edge.record.Attendances;
import onecard.edge.site.SiteFile;
import onecard.edge.store.journal.StoredEvent;
import onecard.edge.uplink.Inbound.Arrived;
import onecard.edge.uplink.Outlet;
import onecard.edge.uplink.Topics;
import onecard.site.SiteProfile;
import org.junit.jupiter.api.Test;

/// What devices tell each other of their desks, from one's mouth to another's ear.
class PeerAttendanceTest {

    private static final Session BOARD = Session.parse("board-7 2026-11-28").orElseThrow();
    private static final Path SITE = Path.of("..", "profiles", "examples", "meeting.yaml");

    private final TreeMap<String, String> kept = new TreeMap<>();
    private final List<Stimulus.Attends.Elsewhere> heard = new ArrayList<>();

    private final PeerAttendance ear =
            new PeerAttendance(
                    new Topics("my-site", "hall-2"),
                    Set.of("hall-1"),
                    it -> heard.add((Stimulus.Attends.Elsewhere) it));

    private PublishedAttendance mouth() throws Exception {
        return PublishedAttendance.of(
                        site(Files.readString(SITE).replace("# with:", "with:")), new Broker())
                .orElseThrow();
    }

    @Test
    void whatOneRecordsTheOtherKnowsWhateverItMissed() throws Exception {
        var mouth = mouth();
        var people = people(300, "hall-1/desk-1");
        mouth.changed(BOARD, some(people, 100));
        mouth.changed(BOARD, people);

        var before = new TreeMap<>(kept);
        assertEquals(16, before.size(), "in parts");
        before.forEach((topic, text) -> assertTrue(hears(topic, text, true), topic));

        assertEquals(people, all());
        assertFalse(hears(before.firstKey(), before.firstEntry().getValue(), true), "told twice");
    }

    @Test
    void onlyWhatHasChangedIsToldAgain() throws Exception {
        var mouth = mouth();
        var people = people(300, "hall-1/desk-1");
        mouth.changed(BOARD, people);
        kept.clear();
        var more = new HashMap<>(people);
        more.put(new Token(-1, 7), Presence.between(sign("hall-1/d", 1), sign("hall-1/d", 1)));
        mouth.changed(BOARD, more);

        assertEquals(1, kept.size());
        assertTrue(kept.firstEntry().getKey().endsWith("/attendance/board-7/f"));
    }

    @Test
    void theNextSessionTakesThePlaceOfTheLast() throws Exception {
        var mouth = mouth();
        mouth.changed(BOARD, people(300, "hall-1/desk-1"));
        var next = new Session("board-7", BOARD.date().plusDays(7));
        mouth.changed(next, people(1, "hall-1/desk-1"));
        assertEquals(1, kept.values().stream().filter(text -> !text.isEmpty()).count());

        mouth.changed(BOARD, people(300, "hall-1/desk-1"));
        mouth.changed(next, Map.of());
        assertEquals(0, kept.values().stream().filter(text -> !text.isEmpty()).count());
    }

    /// Of the same people too: a part says of which session it is.
    @Test
    void theNextSessionOfTheSamePeopleIsTold() throws Exception {
        var mouth = mouth();
        var people = people(300, "hall-1/desk-1");
        mouth.changed(BOARD, people);
        kept.clear();
        mouth.changed(new Session("board-7", BOARD.date().plusDays(7)), people);

        assertEquals(16, kept.values().stream().filter(it -> it.contains("2026-12-05")).count());
    }

    /// What is at the broker is of a run before, in any of the parts.
    @Test
    void afterARestartNothingOfBeforeIsLeft() throws Exception {
        var next = new Session("board-7", BOARD.date().plusDays(7));
        mouth().changed(BOARD, people(300, "hall-1/desk-1"));
        assertEquals(16, retained().size());

        var again = mouth();
        again.changed(BOARD, people(300, "hall-1/desk-1"));
        again.changed(next, people(1, "hall-1/desk-1"));
        again.caughtUp();
        assertEquals(1, retained().size());

        var third = mouth(); // its journal knows only the next one
        kept.replaceAll((topic, _) -> "of " + topic);
        third.changed(next, people(1, "hall-1/desk-1"));
        third.caughtUp();
        assertEquals(1, retained().size());
        assertTrue(retained().getFirst().contains("2026-12-05"));

        mouth().caughtUp(); // and a new one knows nothing
        assertEquals(List.of(), retained());
    }

    @Test
    void whatIsForgottenIsTakenAwayThoughItWasNeverTold() throws Exception {
        mouth().changed(BOARD, people(300, "hall-1/desk-1"));
        var again = mouth();
        again.changed(BOARD, Map.of());

        assertEquals(List.of(), retained());
    }

    /// Of a meeting that no site file names any more, and in a journal that is another.
    @Test
    void whatTheBrokerKeepsOfNothingThatIsKnownIsTakenAway() throws Exception {
        var mouth = mouth();
        var old = "oc/v1/my-site/hall-1/attendance/old-meeting/3";
        kept.put(old, "{}");
        mouth.changed(BOARD, people(300, "hall-1/desk-1"));
        mouth.caughtUp();
        assertEquals(17, retained().size());

        List.copyOf(kept.keySet()).forEach(mouth::kept);

        assertEquals(16, retained().size());
        assertEquals("", kept.get(old));
        mouth.changed(BOARD, people(1, "hall-1/desk-1"));
        assertEquals(1, retained().size());
        kept.replaceAll((_, _) -> "{}"); // an echo of what was there before
        List.copyOf(kept.keySet()).forEach(mouth::kept);
        assertEquals(1, retained().size());
    }

    private List<String> retained() {
        return kept.values().stream().filter(text -> !text.isEmpty()).toList();
    }

    /// The morning is closed while people come in the afternoon: each is kept by itself.
    @Test
    void eachWindowOfADayIsKeptByItself() throws Exception {
        var mouth = mouth();
        var morning = new Session("shift", BOARD.date(), Optional.of(LocalTime.of(9, 0)));
        var afternoon = new Session("shift", BOARD.date(), Optional.of(LocalTime.of(14, 0)));
        var people = people(1, "hall-1/desk-1");
        mouth.changed(morning, people);
        mouth.changed(afternoon, people);

        var all = kept.entrySet().stream().filter(it -> !it.getValue().isEmpty()).toList();
        var told = all.stream().map(Map.Entry::getKey).toList();
        var digit = people.keySet().iterator().next().toString().charAt(0);
        var to = "oc/v1/my-site/hall-1/attendance/";
        assertEquals(List.of(to + "shift@0900/" + digit, to + "shift@1400/" + digit), told);
        told.forEach(topic -> assertTrue(ear.wants(topic), topic));
        all.forEach(it -> assertTrue(hears(it.getKey(), it.getValue(), true), it::getKey));
        assertEquals(
                List.of(morning, afternoon),
                heard.stream().map(Stimulus.Attends.Elsewhere::session).toList());
    }

    /// And so it is in the records.
    @Test
    void aSignOfAWindowIsHeardAsItIsTold() throws Exception {
        var text =
                Files.readString(
                                ContractValidator.CONTRACT.resolve(
                                        "examples/event.attendance-shift.json"))
                        .replace("\"device\": \"clock-1\"", "\"device\": \"hall-1\"");
        assertTrue(hears("oc/v1/my-site/hall-1/evt/desk-1/attendance", text, false));

        assertEquals(
                Session.parse("day-shift 2026-11-30 08:00"),
                heard.stream().map(Stimulus.Attends.Elsewhere::session).findFirst());
    }

    @Test
    void aSignIsHeardAsItIsTold() throws Exception {
        var text = example("hall-1");
        assertTrue(hears("oc/v1/my-site/hall-1/evt/desk-1/attendance", text, false));

        assertEquals(1, heard.size());
        assertEquals("hall-1", heard.getFirst().device());
        assertEquals(BOARD, heard.getFirst().session());
        assertFalse(hears("oc/v1/my-site/hall-1/evt/desk-1/attendance", text, false), "twice");
    }

    /// Each device is believed of itself alone, and nobody of what is no sign.
    @Test
    void whatIsNotTheirsAddsNothing() throws Exception {
        var topic = "oc/v1/my-site/hall-1/evt/desk-1/attendance";
        assertFalse(ear.wants("oc/v1/my-site/hall-3/evt/desk-1/attendance"));
        assertFalse(ear.wants("oc/v1/other/hall-1/evt/desk-1/attendance"));
        assertFalse(ear.wants("oc/v1/my-site/hall-1/evt/desk-1/tap"));
        assertFalse(hears(topic, example("hall-3"), false));
        assertFalse(hears(topic, example("hall-1"), true), "events are never retained");
        assertFalse(hears(topic, "{", false));
        assertFalse(hears(topic, example("hall-1").replace("on_time", "there"), false));
        var set = "oc/v1/my-site/hall-1/attendance/board-7/0";
        var strangers = set("hall-1", people(10, "hall-3/desk-1"));
        assertFalse(hears(set, strangers, true));
        assertFalse(hears(set, set("hall-3", people(10, "hall-3/desk-1")), true));
        assertFalse(hears(set, "", true), "taken away");
        assertEquals(List.of(), heard);
    }

    @Test
    void whoeverOwnsTheBrokerInventsNoMoreThanThereIsRoomFor() {
        var all = List.copyOf(people(Hearsay.SIGNS_MAX + 500, "hall-1/desk-1").entrySet());
        int taken = 0;
        for (int i = 0; i < all.size(); i += 500) {
            var part = new HashMap<Token, Presence>();
            all.subList(i, i + 500).forEach(it -> part.put(it.getKey(), it.getValue()));
            var topic = "oc/v1/my-site/hall-1/attendance/board-7/" + i % 10;
            taken += hears(topic, set("hall-1", part), true) ? 500 : 0;
        }
        assertEquals(Hearsay.SIGNS_MAX, taken);
    }

    /// A clock at which a thousand people sign each day is heard in its third week as well.
    @Test
    void daysThatAreOverLeaveRoomForToday() {
        for (int day = 0; day < 20; day++) {
            var date = BOARD.date().plusDays(day).toString();
            var text = set("hall-1", people(1_000, "hall-1/desk-1")).replace("2026-11-28", date);
            assertTrue(hears("oc/v1/my-site/hall-1/attendance/board-7/0", text, true), date);
            assertEquals(1_000, heard.getLast().people().size());
        }
    }

    /// What one sign says takes up no more room than an event may.
    @Test
    void noSignIsLongerThanAnEventMayHaveIt() {
        var set = "oc/v1/my-site/hall-1/attendance/board-7/0";
        var endless = "x".repeat(100_000);
        assertFalse(hears(set, set("hall-1", people(1, "hall-1/" + endless)), true));
        var seat = set("hall-1", people(1, "hall-1/d")).replace("\"A 0\"", '"' + endless + '"');
        assertTrue(seat.contains(endless));
        assertFalse(hears(set, seat, true));
        var name = set("hall-1", people(1, "hall-1/d")).replace("board-7", endless);
        assertFalse(hears(set, name, true));
        assertEquals(List.of(), heard);
    }

    @Test
    void aDeskThatGoesAloneHearsAndKeepsNothing() throws Exception {
        var alone = site(Files.readString(SITE));
        assertEquals(Optional.empty(), PublishedAttendance.of(alone, new Broker()));
        assertEquals(
                Optional.empty(),
                PeerAttendance.of(alone, new Topics("my-site", "hall-1"), _ -> {}));
    }

    // --- between them ---

    private boolean hears(String topic, String text, boolean retained) {
        return ear.wants(topic)
                && ear.arrived(new Arrived(topic, text.getBytes(StandardCharsets.UTF_8), retained));
    }

    private Map<Token, Presence> all() {
        var all = Attendance.EMPTY;
        for (var one : heard) {
            all = all.with(one.session(), one.people());
        }
        return all.of(BOARD);
    }

    private static Map<Token, Presence> some(Map<Token, Presence> people, int count) {
        var some = new HashMap<Token, Presence>();
        people.entrySet().stream().limit(count).forEach(it -> some.put(it.getKey(), it.getValue()));
        return some;
    }

    private static Map<Token, Presence> people(int count, String by) {
        var people = new HashMap<Token, Presence>();
        for (int i = 0; i < count; i++) {
            var person = new Token(i * 0x9E3779B97F4A7C15L, i);
            people.put(person, Presence.between(sign(by, i), sign(by, i + i % 2 * 90)));
        }
        return people;
    }

    private static Sign sign(String by, int second) {
        return new Sign(
                Instant.parse("2026-11-28T01:00:00Z").plusSeconds(second),
                true,
                Result.LATE,
                by,
                second % 5 == 0 ? Optional.of(new Token(5, 5)) : Optional.empty(),
                second % 3 == 0 ? Optional.of("A " + second) : Optional.empty());
    }

    private static SiteProfile site(String text) {
        var read = SiteFile.read(text);
        return assertInstanceOf(SiteFile.Read.Good.class, read, read::toString).profile();
    }

    private static String set(String device, Map<Token, Presence> people) {
        return Canonical.text(
                Json.Obj.EMPTY
                        .with("site", "my-site")
                        .with("device", device)
                        .with("meeting", "board-7")
                        .with("date", "2026-11-28")
                        .with("people", Attendances.people(people)));
    }

    private static String example(String device) throws Exception {
        return Files.readString(
                        ContractValidator.CONTRACT.resolve("examples/event.attendance.json"))
                .replace("\"device\": \"hall-1\"", "\"device\": \"" + device + "\"");
    }

    private final class Broker implements Outlet {
        @Override
        public void tell(String topic, Json.Obj body, boolean retained) {
            assertTrue(retained);
            assertEquals(
                    Optional.empty(),
                    new ContractValidator().objectionBySchema("attendance", Canonical.text(body)));
            kept.put(topic, Canonical.text(body));
        }

        @Override
        public void clear(String topic, Runnable taken) {
            kept.put(topic, "");
        }

        @Override
        public void sync() {}

        @Override
        public boolean replay(List<StoredEvent> events) {
            return false;
        }
    }
}
