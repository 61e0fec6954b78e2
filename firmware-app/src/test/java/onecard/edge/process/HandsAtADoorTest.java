package onecard.edge.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import onecard.edge.crypto.Json;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The real daemon, played with from another process through the files of its simulated devices.
class HandsAtADoorTest {

    private static final String ANN =
            """
            {"device":"in","do":"present","card":{"kind":"ssc","generation":3,\
            "code":"342500d1560000050000000000000001","expires":"20360101"}}""";
    private static final String TORN =
            """
            {"device":"in","do":"present","card":{"kind":"ssc","generation":3,\
            "code":"342500d1560000050000000000000001"},"tear":{"commands":1}}""";
    private static final String STRANGER =
            """
            {"device":"in","do":"present","card":{"kind":"plain","uid":"04ffeeddccbbaa"}}""";
    private static final int DEEDS = 100;
    private static final String REMOVE = "{\"device\":\"in\",\"do\":\"remove\"}";

    @TempDir Path dir;
    private Bench bench;
    private Watched watched;
    private Played played;

    @BeforeEach
    void wire() throws Exception {
        bench = new Bench(dir, Ports.free());
        watched = new Watched(bench.state);
        played = new Played(bench.state);
        Bench.importList(bench.list, bench.site, bench.state);
    }

    @Test
    void aCardThatIsHeldThereOpensTheLockAndIsSeenToDoSo() throws Exception {
        bench.withoutReader();
        try (var daemon = bench.run().awaitReady()) {
            played.hand(ANN);
            watched.awaitLevel("lock", 1);
            assertEquals(Optional.of("granted"), watched.tap().text("verdict"));
            var light = played.await("light", _ -> true);
            assertEquals(Optional.of("in"), light.text("device"));
            assertEquals(Optional.of("door-1"), light.text("point"));
            assertEquals(Optional.of("GRANTED"), light.text("signal"));
            assertFalse(light.text("zh").orElseThrow().isEmpty());
            played.hand(REMOVE);
            played.await("field", entry -> entry.bool("on").equals(Optional.of(false)));

            played.hand(TORN);
            assertEquals(Optional.of("refused"), watched.tap().text("verdict"));
            played.await("torn", _ -> true);
            assertEquals(0, daemon.stop(), daemon::output);
        }
        var whole = played.trace();
        assertEquals(
                List.of("field", "exchange"),
                whole.stream().limit(2).map(HandsAtADoorTest::what).toList());
        var exchange = whole.get(1);
        assertEquals(Optional.of("00A40400"), exchange.text("command"));
        assertEquals(Optional.of("9000"), exchange.text("status"));
        assertTrue(exchange.number("bytes").orElseThrow() > 0);
        assertTrue(exchange.number("took_us").orElseThrow() >= 0);
        var stamps = whole.stream().map(entry -> entry.number("mono_us").orElseThrow()).toList();
        assertEquals(stamps.stream().sorted().toList(), stamps);
        // Stamped by the clock of the lines.
        long opened = lineChanges("lock", 1).getFirst();
        assertTrue(stamps.getFirst() < opened && opened < stamps.getLast());
    }

    private static String what(Json.Obj entry) {
        return entry.text("what").orElseThrow();
    }

    private List<Long> lineChanges(String line, long level) throws Exception {
        return Trace.of(bench.state.resolve("sim/lines.trace")).stream()
                .filter(change -> change.text("line").equals(Optional.of(line)))
                .filter(change -> change.number("level").equals(Optional.of(level)))
                .map(change -> change.number("mono_us").orElseThrow())
                .toList();
    }

    @Test
    void whatWasDoneBeforeAStartIsPast() throws Exception {
        bench.withoutReader();
        played.hand(ANN, REMOVE);
        try (var daemon = bench.run().awaitReady()) {
            played.hand(STRANGER, REMOVE);
            assertEquals(Optional.of("refused"), watched.tap().text("verdict"));
            daemon.kill();
        }
        assertEquals(0, watched.timesOn("lock"));
        try (var _ = bench.run().awaitReady()) {
            played.hand(ANN);
            watched.awaitLevel("lock", 1);
        }
        assertTrue(played.trace().size() > 4, "a start truncates nothing");
    }

    /// By the stamps of one clock; the middle one, since others use this machine, too.
    @Test
    void whatIsWrittenIsTakenWithinTwentyMilliseconds() throws Exception {
        bench.withoutReader();
        var written = new ArrayList<Long>();
        try (var _ = bench.run().awaitReady()) {
            for (int i = 1; i <= 2 * DEEDS; i += 2) {
                int fields = i + 1;
                written.add(System.nanoTime() / 1_000);
                played.hand(STRANGER, REMOVE);
                Await.until("card " + i, Watched.SOON, () -> fields().size() == fields);
            }
        }
        var waits = new ArrayList<Long>();
        for (int i = 0; i < DEEDS; i++) {
            waits.add(fields().get(2 * i) - written.get(i));
        }
        waits.sort(Long::compare);
        System.out.printf(
                "written to taken: half within %d us, all but one in twenty within %d us%n",
                waits.get(DEEDS / 2), waits.get(DEEDS * 19 / 20));
        assertTrue(waits.get(DEEDS / 2) <= 20_000, waits::toString);
    }

    /// When cards came and left.
    private List<Long> fields() {
        return played.trace().stream()
                .filter(entry -> what(entry).equals("field"))
                .map(entry -> entry.number("mono_us").orElseThrow())
                .toList();
    }

    @Test
    void aDaemonWithoutSimulatedDevicesHasNoSuchFile() throws Exception {
        played.hand(ANN);
        try (var daemon = bench.run().awaitReady()) {
            assertTrue(Files.exists(bench.state.resolve("sim/lines.trace")));
            assertFalse(daemon.threads().contains("sim-hands"), daemon.threads()::toString);
            assertFalse(daemon.open().stream().anyMatch(file -> file.endsWith("/hands")));
            assertEquals(0, daemon.stop(), daemon::output);
        }
        assertFalse(Files.exists(bench.state.resolve("sim/devices.trace")));
        assertFalse(watched.recorded().stream().anyMatch(it -> it.text("verdict").isPresent()));
    }
}
