package onecard.edge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import onecard.edge.crypto.Canonical;
import onecard.edge.crypto.Json;
import onecard.edge.crypto.SigningKey;
import onecard.edge.lists.DenyList;
import onecard.edge.process.Await;
import onecard.edge.process.Watched;
import onecard.edge.site.SiteFile;
import onecard.edge.state.Control;
import onecard.edge.state.HealthRequest;
import onecard.edge.state.ListCommands;
import onecard.edge.state.LocalCommands;
import onecard.edge.state.StateDir;
import onecard.edge.watch.Device;
import onecard.edge.watch.Device.Standing;
import onecard.edge.words.Message;
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

    /// A relay tells nothing while it is well: that it is observed says so (I62).
    @Test
    void whatIsObservedIsUp() throws Exception {
        var up = Standing.UP.metric(new Device(Device.Kind.RELAY, "lock"));
        try (var held = StateDir.hold(dir.resolve("state")).orElseThrow();
                var _ = start(site(""), held)) {
            Await.until(
                    "the relay",
                    Watched.SOON,
                    () -> standings(held).number(up).equals(Optional.of(1L)));
        }
    }

    /// A memory stick is no other way in for them (I45).
    @Test
    void onceTheSiteFileIsGivenUpItsKeysVouchForNoList() throws Exception {
        var key = SigningKey.ofSeed(new byte[32]);
        var keys = "{ generate: true }, lists: [\"%s\"]".formatted(key.publicText());
        var site = read(bench().replace("{ generate: true }", keys));
        try (var held = StateDir.hold(dir.resolve("state")).orElseThrow();
                var daemon = start(site, held)) {
            assertEquals(
                    Optional.of(Json.Arr.ofText(List.of("deny: in force"))),
                    asked(held, stick(key, 1)).array("told"));
            var stick = stick(key, 2);

            daemon.disbelieve();

            var answer = asked(held, stick);
            assertEquals(Optional.of(false), answer.bool("ok"));
            assertEquals(Optional.of(Message.LIST_GIVEN_UP.with().en()), answer.text("why"));
        }
    }

    /// Neither one that is being written, by whatever way it came, nor any later one.
    @Test
    void onceTheSiteFileIsGivenUpNoListComesIntoForce() throws Exception {
        var csv = dir.resolve("demo.csv");
        Files.writeString(csv, "kind,id,subject,groups,valid_from,valid_until,schedule,deny\n");
        var request = ListCommands.request(csv, "demo", false, Lang.EN);
        try (var held = StateDir.hold(dir.resolve("state")).orElseThrow();
                var daemon = start(site(""), held)) {
            assertEquals(Optional.of(1L), asked(held, request).number("version"));

            daemon.disbelieve();

            var answer = asked(held, request);
            assertEquals(Optional.of(false), answer.bool("ok"), answer::toString);
        }
    }

    private Json.Obj stick(SigningKey key, long version) throws IOException {
        var deny = new DenyList("bench", version, Instant.EPOCH, Optional.empty(), List.of());
        var stick = Files.createDirectories(dir.resolve("stick"));
        Files.writeString(stick.resolve("deny.json"), Canonical.text(deny.signed(key)));
        return ListCommands.request(stick, Lang.EN);
    }

    private static Json.Obj asked(StateDir held, Json.Obj request) throws IOException {
        return Control.ask(held.controlSocket(), request).orElseThrow();
    }

    private static Json.Obj standings(StateDir held) {
        try {
            return asked(held, HealthRequest.REQUEST).object("devices").orElseThrow();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static SiteProfile site(String more) throws IOException {
        return read(bench() + more);
    }

    private static String bench() throws IOException {
        return Files.readString(BENCH).replace("pcsc: \"*\", slot: contactless", "sim: true");
    }

    private static SiteProfile read(String yaml) {
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
