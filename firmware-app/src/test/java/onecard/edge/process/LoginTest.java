package onecard.edge.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import onecard.edge.crypto.SecretFile;
import onecard.edge.crypto.WholeFile;
import onecard.edge.uplink.Courier.Alarm;
import onecard.edge.uplink.Endpoint;
import onecard.edge.uplink.PahoBroker;
import onecard.edge.uplink.Trouble;
import onecard.edge.uplink.Way;
import onecard.site.Uplink.Version;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A real mosquitto that wants a password: a wrong one is a matter for a person, tried a few times
/// an hour, and the right one works without a restart.
@Tag("mosquitto")
class LoginTest {

    private static final Duration SOON = Duration.ofSeconds(15);

    @TempDir Path dir;
    private Path password = Path.of("");

    @Test
    void aWrongPasswordIsAnAlarmAndTheRightOneNeedsNoRestart() throws Exception {
        int port = Ports.free();
        try (var _ = mosquitto(port);
                // A minute on a board is 10 ms here.
                var trial = new Trial(dir.resolve("state"), broker(port), 6_000)) {
            Await.until("attempts", SOON, () -> trial.waits().size() >= 5);
            assertTrue(trial.waits().stream().allMatch(wait -> wait.trouble() == Trouble.REFUSED));
            // Waits are at least half their ceiling: 1, 2, 4, then 7.5 min.
            var hour = Duration.ZERO;
            int attempts = 0;
            for (var wait : trial.waits()) {
                hour = hour.plus(wait.delay());
                attempts++;
            }
            double anHour = attempts / (hour.toMillis() / 3_600_000.0);
            System.out.printf("wrong password: %.0f attempts an hour at first%n", anHour);
            assertTrue(anHour <= 30, () -> trial.waits().toString());
            assertEquals(
                    List.of(Alarm.UPLINK_REFUSED),
                    trial.alarms().stream().map(Trial.Told::alarm).toList());

            // Replacing the file may take it away for a moment: that ends nothing.
            Files.delete(password);
            int seen = trial.waits().size();
            Await.until("an attempt", SOON, () -> trial.waits().size() > seen + 1);
            WholeFile.write(password, "right\n".getBytes(StandardCharsets.US_ASCII));

            trial.assertServes();
            assertTrue(!trial.alarms().getLast().active(), () -> trial.alarms().toString());
            assertEquals(2, trial.alarms().size());
        }
    }

    @Test
    void theDaemonRecordsThatItIsRefusedAndGoesOn() throws Exception {
        int port = Ports.free();
        var bench = new Bench(dir, port).withoutReader();
        try (var _ = mosquitto(port)) {
            bench.uplink(
                    "{ url: \"mqtt://127.0.0.1:%d\", username: north, password: { file: %s } }"
                            .formatted(port, password));
            try (var daemon = bench.run().awaitReady()) {
                Await.until(
                        "the alarm in the journal",
                        SOON,
                        () -> export(bench).contains("\"alarm\":\"uplink_refused\""));
                assertEquals(
                        1,
                        daemon.output().lines().filter(line -> line.contains("offline")).count(),
                        daemon::output);
                assertEquals(0, daemon.stop());
            }
        }
    }

    private static String export(Bench bench) {
        try (var command =
                new DaemonProcess("journal", "export", "--state", bench.state.toString())) {
            command.await(SOON);
            return command.output();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }

    /// Knows `north` with `right`; our own file says something else at first.
    private Service mosquitto(int port) throws Exception {
        var users = dir.resolve("users");
        var made =
                new ProcessBuilder(
                                "mosquitto_passwd", "-b", "-c", users.toString(), "north", "right")
                        .start();
        assertEquals(0, made.waitFor());
        password = dir.resolve("password");
        WholeFile.write(password, "wrong\n".getBytes(StandardCharsets.US_ASCII));
        return Service.mosquitto(
                port,
                dir,
                "listener %d 127.0.0.1".formatted(port),
                "allow_anonymous false",
                "password_file " + users);
    }

    private PahoBroker broker(int port) {
        return new PahoBroker(
                new Way(
                        Endpoint.of("mqtt://127.0.0.1:" + port),
                        Optional.empty(),
                        Optional.of(new Way.Login("north", SecretFile.of(password)::password)),
                        Instant::now),
                Version.MQTT_5);
    }
}
