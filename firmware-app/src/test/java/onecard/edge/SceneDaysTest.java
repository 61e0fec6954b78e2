package onecard.edge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import onecard.edge.crypto.Json;
import onecard.edge.lists.ListType;
import onecard.edge.process.Ports;
import onecard.edge.store.journal.EventKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A day of each of the scenes that are no more than a profile, by the file that is shipped: the
/// whole daemon, its real journal, made-up time, restarts in the middle.
class SceneDaysTest {

    private static final Instant MORNING = Instant.parse("2031-03-03T01:00:00Z"); // 09:00 there
    private static final int PEOPLE = 12;

    @TempDir Path dir;

    private static String card(int person) {
        return "342500d15600000500000000000000%02d".formatted(person);
    }

    private static String rows(String group, int from, int until, String schedule) {
        var rows = new StringBuilder();
        for (int person = from; person < until; person++) {
            rows.append(
                    "ssc,%s,p-%04d,%s,,,%s,\n".formatted(card(person), person, group, schedule));
        }
        return rows.toString();
    }

    // --- library ---

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void aLibraryCountsEverybodyAndKnowsNobody(long seed) throws Exception {
        var random = new Random(seed);
        int port = Ports.free();
        var profile = dir.resolve("library.yaml");
        Files.writeString(
                profile,
                Files.readString(Path.of("..", "profiles", "examples", "library-gate.yaml"))
                        + "metrics: { listen: \"127.0.0.1:"
                        + port
                        + "\" }\n");
        var counted = new TreeMap<String, Long>();
        try (var day = new SceneDay(dir.resolve("library"), profile, MORNING)) {
            day.people("readers", rows("reader", 0, PEOPLE, ""), PEOPLE);
            int refused = 0;
            for (int tap = 0; tap < 90; tap++) {
                day.later(Duration.ofMinutes(3 + random.nextInt(20)));
                if (random.nextInt(20) == 0) {
                    day.restarts();
                }
                int person = random.nextInt(PEOPLE + 2); // two are in no list
                boolean in = random.nextBoolean();
                var open = day.now().toLocalTime();
                boolean may =
                        !in
                                || person < PEOPLE
                                        && !open.isBefore(LocalTime.of(8, 0))
                                        && open.isBefore(LocalTime.of(22, 0));
                var record = day.taps(in ? "in" : "out", card(person));
                assertEquals(may ? "granted" : "refused", record.text("verdict").orElseThrow());
                if (may) {
                    var name = day.now().toLocalDate() + (in ? " in" : " out");
                    counted.merge(name, 1L, Long::sum);
                    day.awaits(Duration.ofSeconds(7), "in", it -> it.text("counted").isPresent());
                } else {
                    refused++;
                }
            }
            assertTrue(refused > 0, "nobody was refused");
            assertEquals(counted, counted(day));
            assertNobodyIsKnown(day);
            assertMetrics(counted, port);
        }
    }

    private static Map<String, Long> counted(SceneDay day) throws IOException {
        var counted = new TreeMap<String, Long>();
        for (var record : day.records()) {
            var data = record.object("data").orElseThrow();
            data.text("counted")
                    .ifPresent(
                            way ->
                                    counted.merge(
                                            record.text("time").orElseThrow().substring(0, 10)
                                                    + " "
                                                    + way,
                                            1L,
                                            Long::sum));
        }
        return counted;
    }

    private static void assertNobodyIsKnown(SceneDay day) throws IOException {
        var tokens = day.tokens();
        for (var record : day.records()) {
            var text = record.toString();
            for (int person = 0; person < PEOPLE + 2; person++) {
                assertFalse(text.contains(tokens.of("ssc", card(person)).toString()), text);
                assertFalse(
                        text.contains(tokens.of("subject", "p-%04d".formatted(person)).toString()),
                        text);
            }
        }
    }

    /// Of the last two dates, as restarts have left them.
    private static void assertMetrics(TreeMap<String, Long> counted, int port) throws Exception {
        var text =
                HttpClient.newHttpClient()
                        .send(
                                HttpRequest.newBuilder(
                                                URI.create("http://127.0.0.1:" + port + "/metrics"))
                                        .build(),
                                HttpResponse.BodyHandlers.ofString())
                        .body();
        var last = counted.lastKey().substring(0, 10);
        for (var way : new String[] {"in", "out"}) {
            var name =
                    "onecard_people{date=\"%s\",direction=\"%s\",point=\"library-1\"} %d"
                            .formatted(last, way, counted.getOrDefault(last + " " + way, 0L));
            assertTrue(text.contains(name), name + "\n" + text);
        }
    }

    // --- dormitory ---

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void aDormitoryNotesWhoIsLateAndKeepsNobodyIn(long seed) throws Exception {
        var random = new Random(seed);
        var seen = new TreeMap<String, Integer>();
        var evening = Instant.parse("2031-03-03T13:30:00Z"); // 21:30 there
        try (var day = SceneDay.of(dir.resolve("dormitory"), "dormitory.yaml", evening)) {
            day.people("wardens", rows("warden", 0, 1, ""), 1);
            day.signed(
                    "residents",
                    ListType.PEOPLE,
                    "kind,id,subject,groups,valid_from,valid_until,schedule,deny\n"
                            + rows("resident", 1, PEOPLE, ""));
            for (int tap = 0; tap < 80; tap++) {
                day.later(Duration.ofMinutes(2 + random.nextInt(9)));
                if (random.nextInt(16) == 0) {
                    day.restarts();
                }
                boolean in = random.nextInt(3) > 0;
                var at = day.now().toLocalTime();
                var expected = in ? comesIn(at) : leaves(at);
                var record = day.taps(in ? "in" : "out", card(random.nextInt(PEOPLE)));
                assertEquals(expected, said(record), day.now() + " " + (in ? "in" : "out"));
                seen.merge(expected, 1, Integer::sum);
                day.later(Duration.ofSeconds(20));
            }
        }
        assertEquals(4, seen.size(), seen::toString);
    }

    /// Late from 23:00; from 01:00 to 05:30 the warden opens.
    private static String comesIn(LocalTime at) {
        if (!at.isBefore(LocalTime.of(1, 0)) && at.isBefore(LocalTime.of(5, 30))) {
            return "refused SCHEDULE ";
        }
        boolean late = !at.isBefore(LocalTime.of(23, 0)) || at.isBefore(LocalTime.of(1, 0));
        return late ? "granted OK noted late" : "granted OK ";
    }

    private static String leaves(LocalTime at) {
        boolean shut = !at.isBefore(LocalTime.of(1, 0)) && at.isBefore(LocalTime.of(5, 30));
        return shut ? "granted OK noted day" : "granted OK ";
    }

    private static String said(Json.Obj tap) {
        var noted =
                tap.array("noted")
                        .map(
                                it ->
                                        it.equals(Json.Arr.ofText(List.of("SCHEDULE")))
                                                ? "noted"
                                                : "odd")
                        .orElse("");
        var by = tap.object("decided").flatMap(decided -> decided.text("schedule"));
        return tap.text("verdict").orElseThrow()
                + " "
                + tap.text("reason").orElseThrow()
                + " "
                + noted
                + by.filter(_ -> !noted.isEmpty()).map(name -> " " + name).orElse("");
    }

    // --- campus ---

    @Test
    void aCampusGateKnowsTheHoursOfEachGroup() throws Exception {
        // Of staff, of a student, and of a visitor on a workday.
        var hours = List.of("00:00 24:00", "06:00 23:00", "08:30 17:30");
        var night = Instant.parse("2031-03-02T16:05:00Z"); // 00:05 there
        int[] granted = new int[3];
        try (var day = SceneDay.of(dir.resolve("campus"), "campus-gate.yaml", night)) {
            var header = "kind,id,subject,groups,valid_from,valid_until,schedule,deny\n";
            day.people("staff", rows("staff", 0, 1, ""), 1);
            day.signed("students", ListType.PEOPLE, header + rows("student", 1, 2, "students"));
            day.signed("visitors", ListType.PEOPLE, header + rows("visitor", 2, 3, "visitors"));
            for (int i = 0; i < 60; i++) {
                int who = i % 3;
                var at = day.now().toLocalTime();
                var own = hours.get(who).split(" ");
                boolean may =
                        at.compareTo(LocalTime.parse(own[0])) >= 0
                                && (own[1].equals("24:00") || at.isBefore(LocalTime.parse(own[1])));
                var in = day.taps("in", card(who));
                assertEquals(may ? "granted" : "refused", in.text("verdict").orElseThrow());
                granted[who] += may ? 1 : 0;
                day.later(Duration.ofMinutes(11));
                assertEquals("granted", day.taps("out", card(who)).text("verdict").orElseThrow());
                if (i == 30) {
                    day.restarts();
                }
                day.later(Duration.ofMinutes(12));
            }
        }
        assertTrue(granted[0] > granted[1] && granted[1] > granted[2] && granted[2] > 0);
    }

    // --- kiosk ---

    @Test
    void aKioskTellsEachOfTheirOwnAndSellsNothing() throws Exception {
        try (var day = SceneDay.of(dir.resolve("kiosk"), "kiosk.yaml", MORNING)) {
            day.people("staff", rows("staff", 0, PEOPLE, ""), PEOPLE);
            day.signed(
                    "accounts",
                    ListType.WALLETS,
                    "subject,wallet,balance_fen,as_of,included\np-0003,personal,1250,%s,\n"
                            .formatted(MORNING));
            for (int i = 0; i < 30; i++) {
                day.later(Duration.ofMinutes(10));
                int person = i % (PEOPLE + 1);
                var record = day.taps("card", card(person));
                assertEquals(Optional.of("query"), record.text("answers"));
                assertEquals(
                        person < PEOPLE ? "granted OK" : "refused UNKNOWN",
                        record.text("verdict").orElseThrow()
                                + " "
                                + record.text("reason").orElseThrow());
                if (i == 12) {
                    day.restarts();
                }
            }
            for (var record : day.records()) {
                assertFalse(
                        record.text("type")
                                .orElseThrow()
                                .contains("." + EventKind.SALE.wire() + "."),
                        record::toString);
            }
        }
    }
}
