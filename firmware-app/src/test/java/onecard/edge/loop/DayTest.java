package onecard.edge.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import onecard.edge.crypto.Tokens;
import onecard.edge.store.registry.ListImport;
import onecard.edge.store.registry.Registry;
import org.junit.jupiter.api.Test;

/// Whole days, seed by seed; `-Dsimulation.days=N` says how many, and `-Dsimulation.first=SEED`
/// which is the first.
class DayTest {

    private static final int DAYS = Integer.getInteger("simulation.days", 20);
    private static final long FIRST = Long.getLong("simulation.first", 1);

    private final Tokens tokens = new Tokens(new byte[32]);

    @Test
    void everyInvariantHoldsOnEveryDay() throws Exception {
        for (long seed = FIRST; seed < FIRST + DAYS; seed++) {
            assertEquals(List.of(), live(seed, false), "seed " + seed);
        }
        System.out.printf(
                "simulated %d days of %d guests and %d faults%n", DAYS, Day.TAPS, Day.FAULTS);
    }

    @Test
    void aDoorThatOpensForTheRefusedIsFoundOnTheFirstDay() throws Exception {
        assertFalse(live(1, true).isEmpty(), "a planted bug went unnoticed");
    }

    /// The same people, orders and faults at the same times: whether anybody hears of it decides
    /// nothing, moves no line, and changes no record.
    @Test
    void aLostNetworkChangesNothingAtTheDoor() throws Exception {
        for (long seed = 1; seed <= Math.min(DAYS, 5); seed++) {
            var up = lived(seed, Day.Network.UP);
            for (var network : List.of(Day.Network.DOWN, Day.Network.COMING_AND_GOING)) {
                var lost = lived(seed, network);
                var where = "seed " + seed + ", " + network;
                assertEquals(up.deeds().offered(), lost.deeds().offered(), where);
                assertEquals(up.deeds().lines(), lost.deeds().lines(), where);
                assertEquals(up.deeds().rows(), lost.deeds().rows(), where);
                assertEquals(0, up.outages(), where);
                assertTrue(lost.outages() > 0, where);
            }
            assertTrue(up.deeds().rows().size() > Day.TAPS, "seed " + seed);
        }
    }

    private record Lived(Day.Deeds deeds, int outages) {}

    private Lived lived(long seed, Day.Network network) throws Exception {
        return at(
                seed,
                false,
                network,
                day -> {
                    assertEquals(List.of(), day.live(), "seed " + seed + ", " + network);
                    return new Lived(day.deeds(), day.outages());
                });
    }

    private List<String> live(long seed, boolean bribed) throws Exception {
        return at(seed, bribed, Day.Network.FAULTY, day -> List.copyOf(day.live()));
    }

    private interface Question<T> {
        T of(Day day) throws Exception;
    }

    private <T> T at(long seed, boolean bribed, Day.Network network, Question<T> question)
            throws Exception {
        var memory = Path.of("/dev/shm");
        var dir =
                Files.isWritable(memory)
                        ? Files.createTempDirectory(memory, "onecard-day")
                        : Files.createTempDirectory("onecard-day");
        try (var registry = registry(dir);
                var day = new Day(seed, dir, registry, tokens, bribed, network)) {
            return question.of(day);
        } finally {
            delete(dir);
        }
    }

    private Registry registry(Path dir) throws IOException {
        var registry = Registry.open(dir.resolve("registry.db"));
        var list = Path.of("..", "profiles", "examples", "bench-door.csv");
        new ListImport(registry, tokens, ZoneId.of("Asia/Shanghai"), dir)
                .run(list, "demo", false, Instant.parse("2026-11-24T00:00:00Z"));
        return registry;
    }

    private static void delete(Path dir) throws IOException {
        try (var files = Files.walk(dir)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
