package onecard.edge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import java.util.function.Predicate;
import onecard.edge.crypto.Canonical;
import onecard.edge.crypto.Json;
import onecard.edge.crypto.JsonReader;
import onecard.edge.lists.ListType;
import onecard.edge.process.Await;
import onecard.edge.process.Watched;
import onecard.edge.site.WrittenOut;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A day of a shower and a water dispenser by the shipped profile: the whole daemon, its real
/// journal, simulated valves and meters, made-up time and restarts while water runs. Whoever draws
/// pays for what was measured, and the rest goes back once.
class ShowerDayTest {

    private static final Instant MORNING = Instant.parse("2031-03-03T22:00:00Z"); // 06:00 there
    private static final int PEOPLE = 6;

    /// The last of them has less than a shower's most.
    private static final long POOR = 60;

    @TempDir Path dir;

    private boolean probed;

    /// What is at each point: its reader, its meter, what it costs, and how long it waits.
    private enum At {
        SHOWER("shower", "shower-flow", 2_500, 100, 500, 50, 60, 900),
        FOUNTAIN("fountain", "fountain-flow", 20_000, 450, 100, 10, 10, 180);

        final String reader;
        final String meter;
        final long cubicMetre;
        final long pulses;
        final long most;
        final long least;
        final long idle;
        final long longest;

        At(
                String reader,
                String meter,
                long cubicMetre,
                long pulses,
                long most,
                long least,
                long idle,
                long longest) {
            this.reader = reader;
            this.meter = meter;
            this.cubicMetre = cubicMetre;
            this.pulses = pulses;
            this.most = most;
            this.least = least;
            this.idle = idle;
            this.longest = longest;
        }

        long cost(long ran) {
            return BigInteger.valueOf(ran)
                    .multiply(BigInteger.valueOf(cubicMetre))
                    .divide(BigInteger.valueOf(1_000 * pulses))
                    .longValueExact();
        }

        String point() {
            return this == SHOWER ? "shower-1" : "dispenser-1";
        }
    }

    /// What somebody who stands there would know of one draw.
    private static final class Drawn {
        final int who;
        final String sale;
        final long paid;
        long ran;
        final Instant began;
        Instant last;
        boolean restarted;

        Drawn(int who, String sale, long paid, Instant began) {
            this.who = who;
            this.sale = sale;
            this.paid = paid;
            this.began = began;
            last = began;
        }
    }

    private final Map<At, Drawn> drawing = new HashMap<>();
    private final Map<At, Long> total = new HashMap<>();
    private final List<Map.Entry<At, Drawn>> all = new ArrayList<>();

    private static String card(int who) {
        return "342500d15600000500000000000000%02d".formatted(who);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void whoeverDrawsPaysForWhatWasMeasured(long seed) throws Exception {
        var random = new Random(seed);
        int occupied = 0;
        int poor = 0;
        int restarts = 0;
        try (var day = day(dir)) {
            for (int turn = 0; turn < 100; turn++) {
                var at = random.nextInt(3) == 0 ? At.FOUNTAIN : At.SHOWER;
                day.later(Duration.ofSeconds(2 + random.nextInt(3)));
                quits(day);
                switch (random.nextInt(10)) {
                    case 0 -> {
                        restarts += drawing.size();
                        restarts(day);
                    }
                    case 1 -> leaves(day, at);
                    case 2, 3, 4, 5 -> runs(day, at, 1 + random.nextInt(900));
                    default -> {
                        int who = random.nextInt(PEOPLE);
                        var record = day.taps(at.reader, card(who));
                        var reason = record.text("reason").orElseThrow();
                        var known = drawing.get(at);
                        if (known == null) {
                            long has = who == PEOPLE - 1 ? POOR - spent(who) : Long.MAX_VALUE;
                            if (has < at.least) {
                                assertEquals("NO_BALANCE", reason);
                                poor++;
                            } else {
                                assertEquals("OK", reason, record::toString);
                                begins(day, at, who, Math.min(at.most, has));
                            }
                        } else if (known.who != who) {
                            assertEquals("OCCUPIED", reason);
                            occupied++;
                        } else {
                            assertEquals("OK", reason);
                            var ends =
                                    record.object("decided")
                                            .flatMap(it -> it.object("ends"))
                                            .orElseThrow();
                            assertEquals(Optional.of(known.sale), ends.text("sale"));
                            assertEquals(Optional.of(at.cost(known.ran)), ends.number("fare_fen"));
                            ended(day, at);
                        }
                    }
                }
            }
            for (var at : At.values()) {
                leaves(day, at);
            }
            assertRecords(day);
            assertEquals("0 []", audited(day));
        }
        assertValves();
        System.out.printf(
                "shower day: %d draws, %d refused as occupied, %d as poor, %d restarts while it"
                        + " ran%n",
                all.size(), occupied, poor, restarts);
        assertTrue(all.size() > 10 && occupied > 2 && restarts > 0);
    }

    private void begins(SceneDay day, At at, int who, long paid) {
        var sale =
                day.hears(
                        it ->
                                it.text("state").equals(Optional.of("done"))
                                        && it.text("sale")
                                                .filter(id -> id.startsWith(at.point()))
                                                .isPresent());
        assertEquals(Optional.of(paid), sale.number("amount_fen"));
        assertEquals(
                Optional.of(at.cubicMetre),
                sale.object("draw").flatMap(it -> it.number("cubic_metre_fen")));
        Await.until("the valve opens", Watched.SOON, () -> value(at.reader + "-valve").equals("1"));
        var now = day.now().toInstant();
        var drawn = new Drawn(who, sale.text("sale").orElseThrow(), paid, now);
        drawing.put(at, drawn);
        all.add(Map.entry(at, drawn));
    }

    /// Its refund, which is the only one.
    private void ended(SceneDay day, At at) {
        var known = Objects.requireNonNull(drawing.get(at));
        ended(at, day.hears(it -> isRefund(it, known)));
    }

    private void ended(At at, Json.Obj refund) {
        var known = Objects.requireNonNull(drawing.remove(at));
        long charged = known.paid - refund.number("amount_fen").orElseThrow();
        long ran = Math.min(known.paid, at.cost(known.ran));
        assertTrue(
                known.restarted ? charged <= ran && charged >= 0 : charged == ran,
                () -> charged + " for " + ran + " of " + known.sale);
        known.ran = known.restarted ? -charged : known.ran;
        Await.until("the valve shuts", Watched.SOON, () -> value(at.reader + "-valve").equals("0"));
    }

    private static boolean isRefund(Json.Obj record, Drawn known) {
        return record.text("refund").isPresent()
                && record.text("sale").equals(Optional.of(known.sale));
    }

    private void runs(SceneDay day, At at, int pulses) throws Exception {
        var known = drawing.get(at);
        if (known == null) {
            return; // what leaks has a test of its own
        }
        pours(at, pulses);
        day.heard(at.reader); // who draws has drawn now, and not when time has gone on
        known.ran += pulses;
        known.last = day.now().toInstant();
        if (at.cost(known.ran) >= known.paid) {
            ended(day, at);
        }
    }

    /// Returns once every pulse was told.
    private void pours(At at, int pulses) throws Exception {
        long sum = total.merge(at, (long) pulses, Long::sum);
        long before = changes(at.meter);
        pull(at.meter, "+" + sum);
        Await.until("pulses", Watched.SOON, () -> changes(at.meter) >= before + 2L * pulses);
        probed = !probed; // seen in a later tick than they were
        pull("probe", probed ? "1" : "0");
        Await.until("a tick", Watched.SOON, () -> value("probe").equals(probed ? "1" : "0"));
    }

    private void leaves(SceneDay day, At at) {
        if (drawing.containsKey(at)) {
            day.later(Duration.ofSeconds(at.idle));
            quits(day);
        }
    }

    /// Who has not drawn for so long, or draws for too long, is taken to have left.
    private void quits(SceneDay day) {
        var now = day.now().toInstant();
        var due = new HashMap<At, Drawn>();
        drawing.forEach(
                (at, known) -> {
                    if (!now.isBefore(known.last.plusSeconds(at.idle))
                            || !now.isBefore(known.began.plusSeconds(at.longest))) {
                        due.put(at, known);
                    }
                });
        settles(due, refund -> day.awaits(Duration.ZERO, At.SHOWER.reader, refund));
    }

    private void restarts(SceneDay day) throws Exception {
        day.restarts();
        drawing.values().forEach(known -> known.restarted = true);
        settles(new HashMap<>(drawing), day::hears);
    }

    /// In whichever order they come.
    private void settles(Map<At, Drawn> due, Function<Predicate<Json.Obj>, Json.Obj> heard) {
        while (!due.isEmpty()) {
            var refund =
                    heard.apply(it -> due.values().stream().anyMatch(known -> isRefund(it, known)));
            var at =
                    due.keySet().stream()
                            .filter(it -> isRefund(refund, Objects.requireNonNull(due.get(it))))
                            .findFirst()
                            .orElseThrow();
            due.remove(at);
            ended(at, refund);
        }
    }

    private long spent(int who) {
        return all.stream()
                .filter(it -> it.getValue().who == who)
                .mapToLong(
                        it -> {
                            var drawn = it.getValue();
                            if (drawing.containsValue(drawn)) {
                                return drawn.paid;
                            }
                            return drawn.ran < 0
                                    ? -drawn.ran
                                    : Math.min(drawn.paid, it.getKey().cost(drawn.ran));
                        })
                .sum();
    }

    /// By the records alone: each sale has one refund, and no reading is more than was paid.
    private void assertRecords(SceneDay day) throws Exception {
        var paid = new HashMap<String, Long>();
        var back = new HashMap<String, Long>();
        var read = new HashMap<String, Long>();
        int readings = 0;
        for (var record : day.records()) {
            var data = record.object("data").orElseThrow();
            var sale = data.text("sale").orElse("");
            switch (record.text("type").orElseThrow()) {
                case "onecard.sale.v1" -> {
                    if (data.text("state").equals(Optional.of("done"))) {
                        paid.put(sale, data.number("amount_fen").orElseThrow());
                    }
                }
                case "onecard.refund.v1" ->
                        assertEquals(null, back.put(sale, data.number("amount_fen").orElseThrow()));
                case "onecard.reading.v1" -> {
                    readings++;
                    long fen = data.number("drawn_fen").orElseThrow();
                    assertTrue(fen <= paid.getOrDefault(sale, 0L) && !back.containsKey(sale));
                    read.put(sale, fen);
                }
                default -> {}
            }
        }
        assertEquals(paid.keySet(), back.keySet());
        for (var each : all) {
            var drawn = each.getValue();
            if (drawn.restarted) {
                long charged =
                        paid.getOrDefault(drawn.sale, 0L) - back.getOrDefault(drawn.sale, 0L);
                assertEquals(read.getOrDefault(drawn.sale, 0L), charged, "by the last reading");
            }
        }
        assertEquals(all.size(), paid.size());
        assertTrue(readings > 5, readings + " readings");
        long net =
                paid.values().stream().mapToLong(it -> it).sum()
                        - back.values().stream().mapToLong(it -> it).sum();
        long spent = 0;
        for (int who = 0; who < PEOPLE; who++) {
            spent += spent(who);
        }
        assertEquals(spent, net);
    }

    /// A valve is opened by taps alone, whenever somebody begins to draw; its hold ends by itself
    /// where made-up time leaves the loop behind the board's, and is renewed.
    private void assertValves() throws Exception {
        long opened = 0;
        try (var lines = Files.lines(sim().resolve("lines.trace"))) {
            for (var line : lines.filter(it -> it.contains("-valve\"")).toList()) {
                if (line.contains("\"level\":1")) {
                    opened++;
                    assertTrue(line.contains("\"cause\":\"tap\""), line);
                }
            }
        }
        assertTrue(opened >= all.size(), opened + " times");
    }

    @Test
    void whatRunsWhileNobodyDrawsIsALeak() throws Exception {
        try (var day = day(dir)) {
            day.later(Duration.ofSeconds(1));
            pours(At.SHOWER, 3);
            var leak = day.hears(it -> it.text("alarm").equals(Optional.of("leak")));
            assertEquals(Optional.of(true), leak.bool("active"));
            var over =
                    day.awaits(
                            Duration.ofSeconds(61),
                            "shower",
                            it -> it.text("alarm").equals(Optional.of("leak")));
            assertEquals(Optional.of(false), over.bool("active"));
        }
    }

    // --- the board ---

    private Path sim() {
        return dir.resolve("bath").resolve("state").resolve("sim");
    }

    private void pull(String line, String what) throws Exception {
        Files.writeString(sim().resolve(line + ".pull"), what);
    }

    private String value(String line) {
        try {
            var file = sim().resolve(line + ".value");
            return Files.exists(file) ? Files.readString(file).strip() : "";
        } catch (java.io.IOException failed) {
            throw new AssertionError(failed);
        }
    }

    private long changes(String line) {
        try (var lines = Files.lines(sim().resolve("lines.trace"))) {
            return lines.filter(change -> change.contains('"' + line + '"')).count();
        } catch (java.io.IOException failed) {
            throw new AssertionError(failed);
        }
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

    /// With a contact of nobody's besides, that tells when the board has ticked.
    private static SceneDay day(Path dir) throws Exception {
        var text =
                WrittenOut.of(
                        Files.readString(Path.of("..", "profiles", "examples", "shower.yaml")));
        var file = dir.resolve("shower.yaml");
        Files.writeString(
                file,
                text.replace("day_max_fen: 2000", "day_max_fen: 0")
                        .replace("offline_max_fen: 2000", "offline_max_fen: 0")
                        .replace(
                                "\nschedules:",
                                "    probe: { line: GPIO9, closed_when: high, debounce_ms: 1 }\n"
                                        + "\nschedules:"));
        var day = new SceneDay(dir.resolve("bath"), file, MORNING);
        var rows = new StringBuilder();
        var accounts = new StringBuilder("subject,wallet,balance_fen,as_of,included\n");
        for (int who = 0; who < PEOPLE; who++) {
            rows.append("ssc,%s,p-%04d,resident,,,,\n".formatted(card(who), who));
            long fen = who == PEOPLE - 1 ? POOR : 100_000;
            accounts.append("p-%04d,personal,%d,%s,\n".formatted(who, fen, MORNING));
        }
        day.people("residents", rows.toString(), PEOPLE);
        day.signed("accounts", ListType.WALLETS, accounts.toString());
        return day;
    }
}
