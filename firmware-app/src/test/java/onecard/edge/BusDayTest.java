package onecard.edge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import onecard.edge.crypto.Canonical;
import onecard.edge.crypto.Json;
import onecard.edge.crypto.JsonReader;
import onecard.edge.lists.ListType;
import onecard.edge.site.WrittenOut;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A day of a bus by the shipped profile: the whole daemon, its real journal, made-up time and
/// restarts in the middle. Each journey is paid for once, and as much as it was.
class BusDayTest {

    private static final Instant MORNING = Instant.parse("2031-03-03T22:00:00Z"); // 06:00 there
    private static final int RIDERS = 8;
    private static final String EARLY =
            "  early: [ { days: [mon, tue, wed, thu, fri, sat, sun], from: \"06:00\", until:"
                    + " \"08:00\" } ]\n";

    @TempDir Path dir;

    private static String card(int rider) {
        return "342500d15600000500000000000000%02d".formatted(rider);
    }

    /// What somebody on the bus would know of one journey.
    private static final class Journey {
        final int from;
        final Instant at;
        Optional<Instant> ended = Optional.empty();
        long fen = 300;

        Journey(int from, Instant at) {
            this.from = from;
            this.at = at;
        }
    }

    private final Map<Integer, List<Journey>> journeys = new TreeMap<>();

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void eachJourneyIsPaidForOnceAndAsMuchAsItWas(long seed) throws Exception {
        var random = new Random(seed);
        int offs = 0;
        int again = 0;
        try (var day = day(dir)) {
            for (int tap = 0; tap < 120; tap++) {
                day.later(Duration.ofSeconds(20 + random.nextInt(400)));
                if (random.nextInt(15) == 0) {
                    day.later(Duration.ofHours(2)); // whoever rides forgets to tap off
                }
                if (random.nextInt(15) == 0) {
                    day.restarts();
                }
                int rider = random.nextInt(RIDERS);
                boolean front = random.nextBoolean();
                // The file's: the front is at stage 1, the rear one was moved on.
                int stage = front ? 1 : 5;
                var known = journeys.computeIfAbsent(rider, _ -> new ArrayList<>());
                var record = day.taps(front ? "front" : "rear", card(rider));
                var now = day.now().toInstant();
                if (known.stream().anyMatch(it -> isNear(it, now))) {
                    assertEquals("DUPLICATE", record.text("reason").orElseThrow());
                    again++;
                    continue;
                }
                assertEquals("granted", record.text("verdict").orElseThrow(), record::toString);
                var open = open(known, now);
                var ends = record.object("decided").flatMap(it -> it.object("ends"));
                assertEquals(open.isPresent(), ends.isPresent(), now + " " + rider);
                if (open.isPresent()) {
                    var journey = open.get();
                    journey.ended = Optional.of(now);
                    journey.fen = Math.abs(journey.from - stage) <= 3 ? 100 : 200;
                    assertEquals(Optional.of(journey.fen), ends.get().number("fare_fen"));
                    assertEquals(Optional.of((long) stage), ends.get().number("to"));
                    day.hears(it -> it.text("refund").isPresent());
                    offs++;
                } else {
                    known.add(new Journey(stage, now));
                    day.hears(it -> it.text("state").equals(Optional.of("done")));
                }
            }
            assertEquals(spent(), net(day));
            assertTrue(offs > 10, offs + " offs");
            assertTrue(incomplete() > 3, "nobody forgot to tap off");
            assertBatches(day);
        }
        System.out.printf(
                "bus day: %d journeys, %d ended, %d incomplete, %d taken as the same%n",
                journeys.values().stream().mapToInt(List::size).sum(), offs, incomplete(), again);
    }

    private static boolean isNear(Journey journey, Instant now) {
        return Duration.between(journey.ended.orElse(journey.at), now).toSeconds() < 60;
    }

    private static Optional<Journey> open(List<Journey> known, Instant now) {
        return known.stream()
                .filter(it -> it.ended.isEmpty() && now.isBefore(it.at.plusSeconds(7_200)))
                .findFirst();
    }

    private long incomplete() {
        return journeys.values().stream()
                .flatMap(List::stream)
                .filter(it -> it.ended.isEmpty())
                .count();
    }

    private long spent() {
        return journeys.values().stream().flatMap(List::stream).mapToLong(it -> it.fen).sum();
    }

    /// By the records alone: what was sold, less what went back.
    private static long net(SceneDay day) throws Exception {
        long net = 0;
        for (var record : day.records()) {
            var data = record.object("data").orElseThrow();
            long fen = data.number("amount_fen").orElse(0L);
            net +=
                    switch (record.text("type").orElseThrow()) {
                        case "onecard.sale.v1" ->
                                data.text("state").equals(Optional.of("done")) ? fen : 0;
                        case "onecard.refund.v1" -> -fen;
                        default -> 0;
                    };
        }
        return net;
    }

    /// What is settled says the same: the day after, of each validator.
    private static void assertBatches(SceneDay day) throws Exception {
        day.later(Duration.ofHours(24));
        for (var reader : List.of("front", "rear")) {
            day.taps(reader, card(99)); // in no list: it begins the new day
        }
        long settled = 0;
        int batches = 0;
        day.restarts();
        day.hears(it -> it.text("what").equals(Optional.of("checkpoint")));
        for (var record : day.records()) {
            if (record.text("type").equals(Optional.of("onecard.settlement.v1"))) {
                settled += record.object("data").orElseThrow().number("net_fen").orElseThrow();
                batches++;
            }
        }
        assertTrue(batches >= 2, "both are settled");
        assertEquals(net(day), settled);
        assertEquals("0 []", audited(day));
    }

    /// What the auditor of another make says of the journal.
    private static String audited(SceneDay day) throws Exception {
        var export = new StringBuilder();
        day.records().forEach(record -> export.append(Canonical.text(record)).append('\n'));
        var audit =
                new ProcessBuilder("python3", "../scripts/audit-journal", "--json", "-")
                        .redirectErrorStream(true)
                        .start();
        try (var in = audit.getOutputStream()) {
            in.write(export.toString().getBytes(StandardCharsets.UTF_8));
        }
        var said = new String(audit.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int exit = audit.waitFor();
        var findings =
                JsonReader.object(said.strip())
                        .flatMap(it -> it.array("findings"))
                        .map(it -> it.items().toString())
                        .orElse(said);
        return exit + " " + findings;
    }

    /// The same card in the same minute is the same ride, and pays once; another one pays.
    @Test
    void oneFareIsPaidOnceAMinute() throws Exception {
        try (var day = day(dir)) {
            assertEquals("OK", reason(day.taps("night", card(1))));
            day.later(Duration.ofSeconds(30));
            assertEquals("OK", reason(day.taps("night", card(2))));
            assertEquals("DUPLICATE", reason(day.taps("night", card(1))));
            day.restarts();
            day.later(Duration.ofSeconds(20));
            assertEquals("DUPLICATE", reason(day.taps("night", card(1))));
            day.later(Duration.ofSeconds(20));
            assertEquals("OK", reason(day.taps("night", card(1))));
            day.hears(it -> it.text("state").equals(Optional.of("done")));
            assertEquals(600, net(day));
        }
    }

    /// Of a line that ends at eight: who boarded before that gets off after it, and has back what
    /// was too much, though the clock was set forward by hours on the way.
    @Test
    void whoeverIsOnAJourneyGetsOffWhateverWouldKeepThemFromBoarding() throws Exception {
        try (var day = day(dir, "    mode: journey ", "    schedule: early\n    mode: journey ")) {
            assertEquals("OK", reason(day.taps("front", card(1))));
            day.hears(it -> it.text("state").equals(Optional.of("done")));
            day.later(Duration.ofMinutes(30));
            assertEquals("OK", reason(day.taps("front", card(2))));
            day.hears(it -> it.text("state").equals(Optional.of("done")));
            day.sets(Duration.ofHours(3)); // 09:30
            assertEquals("SCHEDULE", reason(day.taps("front", card(3))));
            var off = day.taps("rear", card(1));
            assertEquals("granted", off.text("verdict").orElseThrow());
            assertEquals("exit", off.text("rule").orElseThrow());
            assertTrue(off.array("noted").orElseThrow().toString().contains("SCHEDULE"));
            assertEquals(
                    Optional.of(200L),
                    off.object("decided")
                            .flatMap(it -> it.object("ends"))
                            .flatMap(it -> it.number("fare_fen")));
            day.hears(it -> it.text("refund").isPresent());
            assertEquals(500, net(day));
            assertEquals("SCHEDULE", reason(afterAMinute(day, card(1))));
            // Nobody gets off twice, nor whose journey is over.
            day.later(Duration.ofHours(2));
            assertEquals("SCHEDULE", reason(day.taps("front", card(2))));
            assertEquals(500, net(day));
            assertEquals("0 []", audited(day));
        }
    }

    private static Json.Obj afterAMinute(SceneDay day, String card) {
        day.later(Duration.ofMinutes(2));
        return day.taps("front", card);
    }

    private static String reason(Json.Obj tap) {
        return tap.text("reason").orElseThrow();
    }

    /// The rear validator was moved on to stage 5.
    private static SceneDay day(Path dir) throws Exception {
        return day(dir, "", "");
    }

    /// @param from of the file, wherever it stands
    /// @param to in its place
    private static SceneDay day(Path dir, String from, String to) throws Exception {
        var text =
                WrittenOut.of(Files.readString(Path.of("..", "profiles", "examples", "bus.yaml")))
                        .replace(from.isEmpty() ? "\0" : from, to)
                        .replace("schedules:\n", "schedules:\n" + EARLY);
        int rear = text.indexOf("id: rear-1");
        var site =
                text.substring(0, rear) + text.substring(rear).replaceFirst("stage: 1", "stage: 5");
        var file = dir.resolve("bus.yaml");
        Files.writeString(file, site.replace("day_max_fen: 5000", "day_max_fen: 0"));
        var day = new SceneDay(dir.resolve("bus"), file, MORNING);
        var rows = new StringBuilder();
        var accounts = new StringBuilder("subject,wallet,balance_fen,as_of,included\n");
        for (int rider = 0; rider < RIDERS; rider++) {
            rows.append("ssc,%s,p-%04d,rider,,,,\n".formatted(card(rider), rider));
            accounts.append("p-%04d,personal,100000,%s,\n".formatted(rider, MORNING));
        }
        day.people("riders", rows.toString(), RIDERS);
        day.signed("accounts", ListType.WALLETS, accounts.toString());
        return day;
    }
}
