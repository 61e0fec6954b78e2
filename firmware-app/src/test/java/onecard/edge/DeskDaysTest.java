package onecard.edge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import onecard.edge.crypto.Json;
import onecard.edge.lists.ListType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A day of an attendance clock and of reserved seats, by the files that are shipped: the whole
/// daemon, its real journal, made-up time, restarts in the middle.
class DeskDaysTest {

    private static final int PEOPLE = 12;

    @TempDir Path dir;

    private static String card(int person) {
        return "342500d15600000500000000000000%02d".formatted(person);
    }

    private static String rows(String group) {
        var rows = new StringBuilder();
        for (int person = 0; person < PEOPLE; person++) {
            rows.append("ssc,%s,p-%04d,%s,,,,\n".formatted(card(person), person, group));
        }
        return rows.toString();
    }

    // --- a clock ---

    /// From half past seven on; what everybody is says a slow reader of the wall clock.
    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void aClockTakesEverybodyInAndOut(long seed) throws Exception {
        var random = new Random(seed);
        var morning = Instant.parse("2031-03-02T23:30:00Z");
        var came = new HashMap<Integer, String>();
        var left = new HashMap<Integer, String>();
        var expected = new ArrayList<String>();
        try (var day = SceneDay.of(dir.resolve("clock"), "attendance-clock.yaml", morning)) {
            day.people("staff", rows("staff"), PEOPLE);
            while (day.now().toLocalTime().isBefore(LocalTime.of(20, 30))) {
                if (random.nextInt(16) == 0) {
                    day.restarts();
                }
                int person = random.nextInt(PEOPLE);
                var at = day.now().toLocalTime();
                var result = came.containsKey(person) ? leaves(at) : comes(at);
                var record = day.taps("clock", card(person));
                assertEquals(
                        result.equals("none") ? "refused" : "granted",
                        record.text("verdict").orElseThrow(),
                        at + " " + result);
                if (!result.equals("none") && !result.equals("already")) {
                    (came.containsKey(person) ? left : came).put(person, result);
                    expected.add(person + " " + result);
                }
                day.later(Duration.ofMinutes(2 + random.nextInt(14)));
            }
            var report = closes(day, LocalTime.of(21, 30), "clock");

            assertEquals(expected, signs(day));
            assertEquals(Optional.of("day-shift"), report.text("meeting"));
            assertEquals(Optional.of("08:00"), report.text("from"));
            assertEquals(Optional.of((long) came.size()), report.number("present"));
            for (var result : List.of("on_time", "late", "very_late")) {
                assertEquals(Optional.of(count(came, result)), report.number(result), result);
            }
            assertEquals(Optional.of((long) left.size()), report.number("left"));
            assertEquals(Optional.of(count(left, "early_leave")), report.number("early_leave"));
        }
        assertTrue(
                new HashSet<>(came.values()).size() + new HashSet<>(left.values()).size() >= 4,
                () -> came + " " + left);
    }

    private static String comes(LocalTime at) {
        if (!at.isBefore(LocalTime.of(17, 30))) {
            return "none";
        }
        if (at.isAfter(LocalTime.of(9, 0))) {
            return "very_late";
        }
        return at.isAfter(LocalTime.of(8, 5)) ? "late" : "on_time";
    }

    private static String leaves(LocalTime at) {
        if (at.isBefore(LocalTime.of(8, 0))) {
            return "already";
        }
        return at.isBefore(LocalTime.of(17, 25)) ? "early_leave" : "signed_out";
    }

    private static long count(Map<Integer, String> people, String result) {
        return people.values().stream().filter(result::equals).count();
    }

    // --- seats ---

    /// The roster is signed, and calls the period by itself.
    @Test
    void aSeatIsTakenGivenUpAndLeft() throws Exception {
        var morning = Instant.parse("2031-03-03T00:40:00Z"); // 08:40 there
        try (var day = SceneDay.of(dir.resolve("seats"), "seat-checkin.yaml", morning)) {
            day.people("readers", rows("reader"), PEOPLE);
            assertEquals("STALE_LIST", reason(day, 0), "nobody has said who is expected");
            var csv =
                    new StringBuilder("subject,meeting,role,seat,valid_from,valid_until,consent\n");
            for (int person = 1; person <= 3; person++) {
                csv.append("p-%04d,morning,,S %d,".formatted(person, person))
                        .append("2031-03-03T09:00:00+08:00,2031-03-03T11:00:00+08:00,\n");
            }
            day.signed("reservations", ListType.ROSTER, csv.toString());

            assertEquals("NO_MEETING", reason(day, 1));
            to(day, "08:50");
            assertEquals("OK", reason(day, 1));
            to(day, "09:16");
            assertEquals("OK", reason(day, 2));
            assertEquals("NOT_ON_ROSTER", reason(day, 4));
            day.restarts();
            to(day, "09:31");
            assertEquals("TOO_LATE", reason(day, 3));
            to(day, "10:30");
            assertEquals("OK", reason(day, 1));
            to(day, "11:05");
            assertEquals("OK", reason(day, 2));
            var report = closes(day, LocalTime.of(12, 0), "seats");

            assertEquals(
                    List.of("1 on_time", "2 late", "1 early_leave", "2 signed_out"), signs(day));
            assertEquals(Optional.of("morning"), report.text("meeting"));
            assertEquals(Optional.empty(), report.text("from"));
            assertEquals(Optional.of(3L), report.number("expected"));
            assertEquals(Optional.of(2L), report.number("present"));
            assertEquals(Optional.of(2L), report.number("left"));
            assertEquals(Optional.of(1L), report.number("early_leave"));
            var seats = day.records().stream().map(DeskDaysTest::data).toList();
            assertEquals(
                    List.of("S 1", "S 2", "S 1", "S 2"),
                    seats.stream().flatMap(it -> it.text("seat").stream()).toList());
        }
    }

    private static void to(SceneDay day, String time) {
        day.later(Duration.between(day.now().toLocalTime(), LocalTime.parse(time)));
    }

    private static String reason(SceneDay day, int person) {
        return day.taps("seats", card(person)).text("reason").orElseThrow();
    }

    // --- both ---

    private static Json.Obj closes(SceneDay day, LocalTime at, String reader) {
        var left = Duration.between(day.now().toLocalTime(), at);
        return day.awaits(
                left, reader, record -> record.text("what").equals(Optional.of("report")));
    }

    /// What its journal says of whom, in its order.
    private static List<String> signs(SceneDay day) throws Exception {
        var tokens = day.tokens();
        var people = new HashMap<String, Integer>();
        for (int person = 0; person < PEOPLE; person++) {
            people.put(tokens.of("subject", "p-%04d".formatted(person)).toString(), person);
        }
        return day.records().stream()
                .map(DeskDaysTest::data)
                .filter(data -> data.text("result").isPresent())
                .map(
                        data ->
                                people.get(data.text("person").orElseThrow())
                                        + " "
                                        + data.text("result").orElseThrow())
                .toList();
    }

    private static Json.Obj data(Json.Obj event) {
        return event.object("data").orElseThrow();
    }
}
