package onecard.edge.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import onecard.edge.crypto.Json;
import onecard.hal.serial.IdText;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A turnstile of the real daemon, with a resident ID card module on either side: from the bytes
/// on a real tty to lines, passages and records.
class LaneAtWorkTest {

    @TempDir Path dir;
    private Path site;
    private Path state;
    private Watched watched;
    private IdModule in;
    private IdModule out;

    @BeforeEach
    void wire() throws Exception {
        state = dir.resolve("state");
        watched = new Watched(state);
        site = dir.resolve("site.yaml");
        in = IdModule.at(dir.resolve("in"));
        out = IdModule.at(dir.resolve("out"));
        var yaml = Files.readString(Path.of("..", "profiles", "examples", "bench-turnstile.yaml"));
        Files.writeString(
                site,
                yaml.replaceFirst("in: \\{ pcsc.*\\}", "in: { serial: " + dir.resolve("in") + " }")
                        .replaceFirst(
                                "out: \\{ sim.*\\}", "out: { serial: " + dir.resolve("out") + " }")
                        .replace("127.0.0.1:1883", "127.0.0.1:" + Ports.free()));
        var list = dir.resolve("list.csv");
        Files.writeString(
                list,
                """
                kind,id,subject,groups,valid_from,valid_until,schedule,deny
                idcard,%s,p-0001,staff,,,,
                """
                        .formatted(IdText.NUMBER));
        Bench.importList(list, site, state);
    }

    @AfterEach
    void unplug() {
        in.close();
        out.close();
    }

    @Test
    void aGrantOpensOneWayAndOnlyThePassageIsOne() throws Exception {
        try (var daemon = run()) {
            in.tap(IdText.NUMBER);
            var granted = watched.tap();
            assertEquals(Optional.of("granted"), granted.text("verdict"));
            assertEquals(Optional.of("turnstile"), granted.text("scene"));
            watched.awaitLevel("open-in", 1);
            watched.pull("safety", 1);
            watched.pull("passed-in", 1);
            watched.pull("passed-in", 0);
            watched.pull("safety", 0);
            watched.awaitLevel("open-in", 0);
            assertEquals(List.of("passed", granted.number("seq").orElseThrow()), passage());

            out.tap(IdText.NUMBER);
            var leaves = watched.tap();
            assertEquals(Optional.of("out"), leaves.text("direction"));
            watched.awaitLevel("open-out", 1);
            watched.awaitLevel("open-out", 0);
            assertEquals(List.of("not_passed", leaves.number("seq").orElseThrow()), passage());
            assertEquals(0, daemon.stop(), daemon::output);
        }
        assertEquals(1, watched.timesOn("open-in"));
        assertEquals(1, watched.timesOn("open-out"));
    }

    @Test
    void whoComesFromTheOtherSideWaitsUntilTheLaneIsFree() throws Exception {
        try (var daemon = run()) {
            in.tap(IdText.NUMBER);
            watched.awaitLevel("open-in", 1);
            out.tap(IdText.NUMBER);
            var waiting = watched.next(event -> event.text("direction").equals(Optional.of("out")));
            assertEquals(Optional.of("granted"), waiting.text("verdict"));
            watched.awaitLevel("open-out", 1);
            assertEquals(0, watched.level("open-in"));
            assertTrue(daemon.alive());
        }
    }

    @Test
    void fireOpensBothWaysAndAKilledDaemonLeavesNothingOpenAtItsNextStart() throws Exception {
        try (var daemon = run()) {
            watched.pull("fire", 1);
            watched.awaitLevel("open-in", 1);
            watched.awaitLevel("open-out", 1);
            daemon.kill();
        }
        Files.writeString(state.resolve("sim").resolve("fire.pull"), "0");
        try (var daemon = run()) {
            in.tap(IdText.OTHER_NUMBER);
            var stranger = watched.tap();
            assertEquals(Optional.of("refused"), stranger.text("verdict"));
            assertFalse(daemon.output().contains("ERROR"), daemon::output);
        }
        assertEquals(0, watched.level("open-in"));
        assertEquals(0, watched.level("open-out"));
    }

    private DaemonProcess run() throws Exception {
        return new DaemonProcess("run", "--site", site.toString(), "--state", state.toString())
                .awaitReady();
    }

    /// The result of the next passage, and the seq of the tap it followed from.
    private List<Object> passage() {
        Json.Obj event = watched.next(each -> each.text("result").isPresent());
        return List.of(event.text("result").orElseThrow(), event.number("cause_seq").orElseThrow());
    }
}
