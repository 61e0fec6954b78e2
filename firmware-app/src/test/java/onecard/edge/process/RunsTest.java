package onecard.edge.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import onecard.edge.crypto.Json;
import onecard.edge.state.Control;
import onecard.edge.state.LocalCommands;
import onecard.words.Lang;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Run after run in one process.
class RunsTest {

    private static final int CHANGES = 20;

    /// What comes and goes by itself: connections that are tried, threads of the compiler.
    private static final int OTHERS = 8;

    @TempDir Path dir;

    /// A reader, a scanner and a keypad, each with a view of the lists.
    @Test
    void aRunLeavesNothingBehind() throws Exception {
        var site = dir.resolve("site.yaml");
        Files.writeString(
                site,
                Files.readString(Path.of("..", "profiles", "examples", "pin-door.yaml"))
                        .replace(
                                "pcsc: \"*\", slot: contactless, applications: [ssc, uid]",
                                "sim: true")
                        .replace("input: /dev/input/by-id/usb-keypad-event-kbd", "sim: true")
                        .replace("serial: /dev/serial/by-id/usb-scanner, suffix: cr", "sim: true")
                        .replace("127.0.0.1:1883", "127.0.0.1:" + Ports.free()));
        var state = dir.resolve("state");
        try (var daemon =
                new DaemonProcess("run", "--site", site.toString(), "--state", state.toString())) {
            daemon.awaitReady();
            restart(daemon, state, 1);
            Await.until("views", Watched.SOON, () -> stores(daemon, state) >= 3 * 2);
            long stores = stores(daemon, state);
            int open = daemon.open().size();
            int threads = daemon.threads().size();

            for (int change = 2; change <= CHANGES + 1; change++) {
                restart(daemon, state, change);
            }
            Await.until("the same files", Watched.SOON, () -> stores(daemon, state) == stores);
            Await.until(
                    "the same descriptors",
                    Watched.SOON,
                    () -> daemon.open().size() <= open + OTHERS);
            Await.until(
                    "the same threads",
                    Watched.SOON,
                    () -> daemon.threads().size() <= threads + OTHERS);
            assertEquals(0, daemon.stop(), daemon::output);
        }
    }

    /// It rests off, and would be switched on between two runs.
    @Test
    void aRelayThatIsOnAtAStopIsInTheWayOfARestart() throws Exception {
        var bench = new Bench(dir, Ports.free()).withoutReader();
        Files.writeString(
                bench.site,
                Files.readString(bench.site)
                        .replace("at_stop: off", "at_stop: on")
                        .replace("relay: lock }", "relay: lock }, lock: fail_safe"));
        try (var daemon = bench.run().awaitReady()) {
            var answer = ask(bench.state, 1);
            assertEquals(Optional.of(false), answer.bool("ok"));
            assertEquals(Optional.of("NOT_ALLOWED"), answer.text("reason"));
            assertTrue(answer.text("detail").orElseThrow().contains("lock"), answer::toString);
            assertEquals(1, daemon.timesReady());
            assertEquals(0, daemon.stop(), daemon::output);
        }
    }

    private static void restart(DaemonProcess daemon, Path state, int change) throws Exception {
        assertEquals(Optional.of(true), ask(state, change).bool("ok"));
        Await.until("run " + change, Watched.SOON, () -> daemon.timesReady() == change + 1);
    }

    private static Json.Obj ask(Path state, int number) throws Exception {
        var restart = Json.Obj.EMPTY.with("id", "restart-" + number).with("verb", "restart");
        var request = LocalCommands.request(restart, Lang.EN);
        return Control.ask(state.resolve("control.sock"), request).orElseThrow();
    }

    /// Open files of the state directory.
    private static long stores(DaemonProcess daemon, Path state) {
        return daemon.open().stream().filter(it -> it.startsWith(state + "/")).count();
    }
}
