package onecard.hal.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import onecard.hal.ContactMeter;
import onecard.hal.DeviceEvent;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The simulated board in made-up time: what any relay and contact must keep.
class SimBoardTest {

    @TempDir Path dir;
    private long nanos;
    private SimBoard board;

    @BeforeEach
    void board() throws Exception {
        board = new SimBoard(dir, () -> nanos);
    }

    @Test
    void aReleaseEndsByItselfThoughEveryCallerHangs() throws Exception {
        var relay = relay(Duration.ofSeconds(10), false);
        relay.release(millis(5_000), "tap");
        pass(4_999);
        assertTrue(relay.energised());
        pass(1);
        assertFalse(relay.energised());
        assertEquals(List.of("start 0", "tap 1", "deadline 0"), trace());
    }

    /// A door must not stay shut, nor the daemon end, for want of a trace.
    @Test
    void onAFullDiskALineChangesAllTheSame() throws Exception {
        var full = dir.resolve("full");
        Files.createDirectories(full);
        Files.createSymbolicLink(full.resolve("lines.trace"), Path.of("/dev/full"));
        try (var other = new SimBoard(full, () -> nanos)) {
            var relay = other.relay("lock", false, Duration.ofSeconds(10), false);
            relay.release(millis(5_000), "tap");
            assertTrue(relay.energised());
        }
    }

    @Test
    void noReleaseIsLongerThanTheGuardAllows() {
        var relay = relay(Duration.ofSeconds(2), false);
        relay.release(millis(60_000), "tap");
        pass(2_000);
        assertFalse(relay.energised());
    }

    @Test
    void aHoldThatNobodyRenewsDropsAfterThreeSeconds() {
        var relay = relay(Duration.ofSeconds(10), false);
        relay.hold("fire");
        pass(2_900);
        relay.hold("fire");
        pass(2_900);
        assertTrue(relay.energised());
        pass(100);
        assertFalse(relay.energised());
    }

    @Test
    void aFireRouteKeepsItsHoldWhenTheProgramHangs() {
        var relay = relay(Duration.ofSeconds(10), true);
        relay.hold("fire");
        pass(600_000);
        assertTrue(relay.energised());
    }

    @Test
    void startAndStopPulseNothing() throws Exception {
        for (int i = 0; i < 50; i++) {
            relay(Duration.ofSeconds(10), false).close();
        }
        assertTrue(trace().stream().allMatch("start 0"::equals), () -> "pulsed");
    }

    /// As another site file has it.
    @Test
    void otherContactsMoveNoRelayUnlessItIsNotAtItsStopLevel() throws Exception {
        var lock = board.relay("held", false, Duration.ofSeconds(10), false);
        board.closeContacts();
        assertEquals(1, changes("held"));
        lock.hold("free");
        board.closeContacts();
        assertFalse(lock.energised());
        lock.hold("free");
        assertTrue(lock.energised(), "it is still ours");
    }

    private long changes(String line) throws Exception {
        try (var lines = Files.lines(dir.resolve("lines.trace"))) {
            return lines.filter(change -> change.contains('"' + line + '"')).count();
        }
    }

    @Test
    void aClosedRelayCannotBeEnergised() {
        var relay = relay(Duration.ofSeconds(10), false);
        relay.close();
        relay.release(millis(1_000), "tap");
        assertFalse(relay.energised());
    }

    @Test
    void bounceIsNoChangeAndALevelThatStaysIs() throws Exception {
        var contact = board.contact("leaf", true, Duration.ofMillis(30));
        var heard = new ArrayList<Boolean>();
        contact.open(
                event -> {
                    if (event instanceof DeviceEvent.ContactChanged(_, var active, _)) {
                        heard.add(active);
                    }
                });
        assertEquals(List.of(false), heard, "the level comes first");
        pull("1");
        pass(10);
        pull("0");
        pass(100);
        assertEquals(List.of(false), heard);
        pull("1");
        pass(10);
        pass(30);
        assertEquals(List.of(false, true), heard);
    }

    @Test
    void aMetersPulsesAreWrittenAsTheirSum() throws Exception {
        var meter = new ContactMeter(board.contact("leaf", true, Duration.ofMillis(30)));
        meter.open(_ -> {});
        pull("+3");
        pass(10);
        assertEquals(3, meter.pulses());
        pass(10);
        assertEquals(3, meter.pulses());
        pull("+2503");
        pass(10);
        assertEquals(1_003, meter.pulses(), "others are due meanwhile");
        pass(10);
        pass(10);
        assertEquals(2_503, meter.pulses());
        var later = new ContactMeter(board.contact("leaf", true, Duration.ofMillis(30)));
        later.open(_ -> {});
        pass(10);
        assertEquals(0, later.pulses(), "what ran before a start is nobody's");
        pull("+what");
        pass(10);
        assertEquals(2_503, meter.pulses());
    }

    private SimRelay relay(Duration maxOn, boolean holdAtHang) {
        return board.relay("lock", false, maxOn, holdAtHang);
    }

    private void pull(String level) throws Exception {
        Files.writeString(dir.resolve("leaf.pull"), level);
    }

    private void pass(long millis) {
        nanos += millis(millis);
        board.tick();
    }

    private static long millis(long millis) {
        return Duration.ofMillis(millis).toNanos();
    }

    private List<String> trace() throws Exception {
        return Files.readAllLines(dir.resolve("lines.trace")).stream()
                .map(
                        line ->
                                line.replaceAll(".*\"cause\":\"(\\w+)\".*", "$1")
                                        + " "
                                        + line.replaceAll(".*\"level\":(\\d).*", "$1"))
                .toList();
    }
}
