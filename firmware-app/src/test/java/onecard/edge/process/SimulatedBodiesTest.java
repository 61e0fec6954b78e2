package onecard.edge.process;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import onecard.edge.crypto.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A door that wants a finger besides a card, on the simulator: not a stranger's; and after a power
/// cut it still opens for Ann.
class SimulatedBodiesTest {

    private static final Path SITE = Path.of("..", "profiles", "examples", "finger-door.yaml");

    @TempDir Path dir;

    @Test
    void aFingerOpensForItsOwner() throws Exception {
        int port = Ports.free();
        try (var simulator =
                        new DaemonProcess(
                                "simulate",
                                "--site",
                                SITE.toString(),
                                "--state",
                                dir.resolve("state").toString(),
                                "--port",
                                Integer.toString(port));
                var page = new Page(port)) {
            page.hears(0, "journal", it -> data(it).text("what").equals(Optional.of("enrol")));
            assertEquals("asked", verdict(page, "body-stranger"));

            int since = page.now();
            assertEquals(204, page.does("power_cut"));
            assertEquals(204, page.does("power_restore"));
            page.hears(since, "daemon", it -> it.text("state").equals(Optional.of("ready")));
            assertEquals("granted", verdict(page, "body"));
            simulator.kill();
        }
    }

    /// What becomes of Ann's card with that before the sensor: the second thing that is said, for
    /// the finger is asked for first.
    private static String verdict(Page page, String body) throws Exception {
        int since = page.now();
        page.holds(body, "print");
        page.holds("ssc3", "in");
        page.hears(since, "device", it -> it.text("answered").isPresent());
        var said =
                page.hears(
                        since,
                        "device",
                        it ->
                                it.text("what").equals(Optional.of("light"))
                                        && it.text("en")
                                                .filter(shown -> !shown.equals("Place finger"))
                                                .isPresent());
        page.removes("in");
        return said.text("signal").orElseThrow().toLowerCase(Locale.ROOT);
    }

    private static Json.Obj data(Json.Obj journal) {
        return journal.object("event")
                .flatMap(event -> event.object("data"))
                .orElse(Json.Obj.EMPTY);
    }
}
