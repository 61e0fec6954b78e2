package onecard.edge.process;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import onecard.edge.state.Control;
import onecard.edge.state.LeaveRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The daemon ends for an update when that is in nobody's way, and a start follows from outside.
class LeaveTest {

    private static final Duration AT_ONCE = Duration.ZERO;

    @TempDir Path dir;

    private static Optional<Boolean> leave(Bench bench, Duration within) throws Exception {
        var socket = bench.state.resolve("control.sock");
        return Control.ask(socket, LeaveRequest.of(within)).orElseThrow().bool("ok");
    }

    @Test
    void oneWithNobodyOnTheWayEndsWell() throws Exception {
        var bench = new Bench(dir, Ports.free()).withoutReader();
        try (var daemon = bench.run().awaitReady()) {
            assertEquals(Optional.of(true), leave(bench, Duration.ofMinutes(10)));
            assertEquals(0, daemon.await(Watched.SOON), daemon::output);
        }
    }

    /// However soon it is wished: the lock would fall shut (I34).
    @Test
    void inAFireItStays() throws Exception {
        var bench = new Bench(dir, Ports.free()).withoutReader();
        Files.writeString(
                bench.site,
                Files.readString(bench.site)
                        .replace(
                                "  relays: {",
                                "  contacts: { fire: { sim: true, closed_when: high } }\n"
                                        + "  relays: {")
                        .replace("relay: lock }", "relay: lock }, fire: fire, lock: fail_safe"));
        var watched = new Watched(bench.state);
        try (var daemon = bench.run().awaitReady()) {
            watched.pull("fire", 1);
            watched.awaitLevel("lock", 1);
            assertEquals(Optional.of(true), leave(bench, AT_ONCE));
            assertEquals(Optional.of(true), leave(bench, AT_ONCE), "it is there to be asked again");
            assertEquals(List.of(0L, 1L), watched.levels("lock"));
            watched.pull("fire", 0);
            assertEquals(0, daemon.await(Watched.SOON), daemon::output);
        }
    }
}
