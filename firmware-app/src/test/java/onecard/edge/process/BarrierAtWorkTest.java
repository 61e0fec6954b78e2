package onecard.edge.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import onecard.hal.serial.IdText;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A vehicle barrier of the real daemon, with a resident ID card module on the post of its
/// entrance: from the bytes on a real tty to pulses, passages and records.
class BarrierAtWorkTest {

    @TempDir Path dir;
    private Path site;
    private Path state;
    private Watched watched;
    private IdModule in;

    @BeforeEach
    void wire() throws Exception {
        state = dir.resolve("state");
        watched = new Watched(state);
        site = dir.resolve("site.yaml");
        in = IdModule.at(dir.resolve("in"));
        var yaml = Files.readString(Path.of("..", "profiles", "examples", "bench-barrier.yaml"));
        Files.writeString(
                site,
                yaml.replaceFirst("in: \\{ pcsc.*\\}", "in: { serial: " + dir.resolve("in") + " }")
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
    }

    @Test
    void aCardAndItsVehicleRaiseTheArmAndItComesDownBehindThem() throws Exception {
        try (var daemon = run()) {
            watched.pull("down", 1);
            in.tap(IdText.NUMBER);
            var granted = watched.tap();
            assertEquals(Optional.of("granted"), granted.text("verdict"));
            assertEquals(Optional.of("barrier"), granted.text("scene"));
            assertEquals(0, watched.timesOn("raise"));
            watched.pull("arrival-in", 1);
            rises();
            watched.pull("safety", 1);
            watched.pull("arrival-in", 0);
            watched.pull("safety", 0);
            watched.awaitLevel("lower", 1);
            sinks();
            assertEquals(List.of("passed", granted.number("seq").orElseThrow()), passage());
            assertEquals(0, daemon.stop(), daemon::output);
        }
        assertEquals(1, watched.timesOn("raise"));
        assertEquals(1, watched.timesOn("lower"));
    }

    @Test
    void whoeverComesUnderItWhileItComesDownRaisesIt() throws Exception {
        // I60
        try (var daemon = run()) {
            watched.pull("down", 1);
            watched.pull("arrival-in", 1);
            in.tap(IdText.NUMBER);
            rises();
            watched.pull("safety", 1);
            watched.pull("arrival-in", 0);
            watched.pull("safety", 0);
            watched.awaitLevel("lower", 1);
            watched.pull("up", 0);
            watched.pull("safety", 1);
            watched.awaitLevel("raise", 1);
            assertEquals(0, watched.level("lower"));
            assertEquals("passed", passage().getFirst());
            assertEquals("tailgated", passage().getFirst());
            assertEquals(2, watched.timesOn("raise"));
            assertTrue(daemon.alive());
        }
    }

    @Test
    void fireHoldsItUpAndAKilledDaemonLeavesNoLineOnAtItsNextStart() throws Exception {
        try (var daemon = run()) {
            watched.pull("down", 1);
            watched.pull("fire", 1);
            watched.awaitLevel("raise", 1);
            daemon.kill();
        }
        Files.writeString(state.resolve("sim").resolve("fire.pull"), "0");
        try (var daemon = run()) {
            in.tap(IdText.OTHER_NUMBER);
            assertEquals(Optional.of("refused"), watched.tap().text("verdict"));
            assertTrue(daemon.alive());
        }
        assertEquals(0, watched.level("raise"));
        assertEquals(0, watched.timesOn("lower"));
    }

    private void rises() throws Exception {
        watched.awaitLevel("raise", 1);
        watched.pull("down", 0);
        watched.pull("up", 1);
    }

    private void sinks() throws Exception {
        watched.pull("up", 0);
        watched.pull("down", 1);
    }

    private DaemonProcess run() throws Exception {
        return new DaemonProcess("run", "--site", site.toString(), "--state", state.toString())
                .awaitReady();
    }

    /// The result of the next passage, and the seq of the tap it followed from.
    private List<Object> passage() {
        var event = watched.next(each -> each.text("result").isPresent());
        return List.of(event.text("result").orElseThrow(), event.number("cause_seq").orElseThrow());
    }
}
