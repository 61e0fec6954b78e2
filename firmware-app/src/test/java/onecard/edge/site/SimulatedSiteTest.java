package onecard.edge.site;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import onecard.site.Board;
import onecard.site.SiteProfile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every example, made into a site that runs on this machine: still good, wholly simulated, and
/// with the points it had.
class SimulatedSiteTest {

    private static final Path EXAMPLES = Path.of("..", "profiles", "examples");

    private static final SimulatedSite.World WORLD =
            new SimulatedSite.World(
                    4_444,
                    5_555,
                    "ed25519:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
                    "ed25519:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAE",
                    "/tmp/secret");

    static Stream<Path> examples() throws IOException {
        return Files.list(EXAMPLES).filter(file -> file.toString().endsWith(".yaml")).sorted();
    }

    @ParameterizedTest
    @MethodSource("examples")
    void everyExampleRunsHere(Path file) throws IOException {
        var original = good(Files.readString(file));
        var simulated = good(SimulatedSite.of(Files.readString(file), WORLD));

        assertEquals(original.site(), simulated.site());
        assertEquals(original.device(), simulated.device());
        assertEquals(original.points(), simulated.points());
        assertEquals("mqtt://127.0.0.1:4444", simulated.uplink().url().toString());
        assertEquals(Board.SIM, simulated.board().chip());
        assertEquals(original.board().reading(), simulated.board().reading());
        assertEquals(original.board().observing(), simulated.board().observing());
        var board = simulated.board();
        assertTrue(
                Stream.concat(
                                board.relays().values().stream().map(Board.Relay::line),
                                board.contacts().values().stream().map(Board.Contact::line))
                        .allMatch(Board.Line.Sim.class::isInstance));
        assertTrue(
                board.readers().values().stream()
                        .map(Board.Reader::source)
                        .allMatch(Board.ReaderSource.Sim.class::isInstance));
        assertTrue(simulated.lists().values().stream().allMatch(SiteProfile.ListUse::local));
    }

    @Test
    void thePointsProfilesAreAsTheFileHasThem() throws IOException {
        assertEquals(
                Map.of("lane-1", "swing-gate"),
                SimulatedSite.profiles(Files.readString(EXAMPLES.resolve("turnstile.yaml"))));
    }

    private static SiteProfile good(String yaml) {
        return assertInstanceOf(
                        SiteFile.Read.Good.class,
                        SiteFile.read(yaml),
                        () -> SiteFile.read(yaml) + "\n" + yaml)
                .profile();
    }
}
