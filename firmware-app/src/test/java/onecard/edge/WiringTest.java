package onecard.edge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import onecard.edge.crypto.Json;
import onecard.edge.process.Await;
import onecard.edge.process.Watched;
import onecard.edge.site.SiteFile;
import onecard.edge.state.Control;
import onecard.edge.state.LocalCommands;
import onecard.edge.state.StateDir;
import onecard.site.SiteProfile;
import onecard.words.Lang;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WiringTest {

    private static final Path BENCH = Path.of("..", "profiles", "examples", "bench-door.yaml");

    @TempDir Path dir;

    /// A door that was ordered open stays shut where the daemon cannot start.
    @Test
    void aStartThatFailsMovesNoRelay() throws Exception {
        var state = dir.resolve("state");
        var watched = new Watched(state);
        try (var held = StateDir.hold(state).orElseThrow();
                var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            try (var _ = start(site(""), held)) {
                var hold =
                        Json.Obj.EMPTY
                                .with("id", "command-1")
                                .with("verb", "hold")
                                .with("point", "door-1");
                var request = LocalCommands.request(hold, Lang.EN);
                var answer = Control.ask(held.controlSocket(), request).orElseThrow();
                assertEquals(Optional.of(true), answer.bool("ok"), answer::toString);
                Await.until("the hold", Watched.SOON, () -> watched.timesOn("lock") == 1);
            }
            var late = "metrics: { listen: \"127.0.0.1:" + taken.getLocalPort() + "\" }\n";
            for (int i = 0; i < 10; i++) {
                assertThrows(IOException.class, () -> start(site(late), held).close());
            }
            assertEquals(1, watched.timesOn("lock"));
            try (var _ = start(site(""), held)) {
                Await.until("the hold", Watched.SOON, () -> watched.timesOn("lock") == 2);
            }
        }
    }

    private static SiteProfile site(String more) throws IOException {
        var yaml =
                Files.readString(BENCH).replace("pcsc: \"*\", slot: contactless", "sim: true")
                        + more;
        return assertInstanceOf(SiteFile.Read.Good.class, SiteFile.read(yaml)).profile();
    }

    private static Daemon start(SiteProfile site, StateDir held) throws IOException {
        return Wiring.start(
                site,
                held,
                "none",
                bug -> {
                    throw new AssertionError(bug);
                });
    }
}
