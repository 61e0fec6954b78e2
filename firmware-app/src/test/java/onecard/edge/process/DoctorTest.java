package onecard.edge.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `doctor` beside a daemon that serves: it takes nothing from it, and tells what it sees.
@Tag("mosquitto")
class DoctorTest {

    private static final Duration SOON = Duration.ofSeconds(30);

    @TempDir Path dir;

    @Test
    void aDaemonThatRunsSaysHowItIs() throws Exception {
        int port = Ports.free();
        var bench = new Bench(dir, port).withoutReader();
        try (var _ = Service.mosquitto(port, dir);
                var daemon = bench.run().awaitReady()) {
            Await.until("the broker", SOON, () -> daemon.output().contains("uplink online"));
            var doctor = doctor(bench);

            assertTrue(doctor.contains("ok    daemon: it runs"), doctor);
            assertTrue(doctor.contains("ok    board.readers.in: simulated"), doctor);
            assertTrue(doctor.contains("ok    uplink: the daemon is connected to mqtt:"), doctor);
            assertEquals(0, daemon.stop());
        }
        var alone = doctor(bench);
        assertTrue(alone.contains("ok    daemon: none runs"), alone);
    }

    private String doctor(Bench bench) throws Exception {
        try (var doctor =
                new DaemonProcess(
                        "doctor",
                        "--site",
                        bench.site.toString(),
                        "--state",
                        bench.state.toString())) {
            assertEquals(0, doctor.await(SOON));
            return doctor.output();
        }
    }
}
