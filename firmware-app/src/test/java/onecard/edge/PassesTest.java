package onecard.edge;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import onecard.access.CredentialKind;
import onecard.access.Presentation;
import onecard.access.Reason;
import onecard.access.Token;
import onecard.access.Uses;
import onecard.edge.code.Codes;
import onecard.edge.crypto.Tokens;
import onecard.edge.demo.DecodeServer;
import onecard.edge.store.Registry;
import onecard.words.Lang;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// From a site file to what a scanned code becomes, with a registry and a decode service as in
// life.
class PassesTest {

    @TempDir Path dir;

    @Test
    void aSiteFileIsEnoughForItsCodes() throws Exception {
        var tokens = new Tokens(new byte[32]);
        var person = "{\"kind\":\"ssc\",\"id\":\"0123456789abcdef0123456789abcdef\"}";
        var closed = new ArrayList<AutoCloseable>();
        try (var server =
                        new DecodeServer(
                                Optional.empty(),
                                DecodeServer.naming(Map.of("SSC0123456789ABC", person)));
                var registry = Registry.open(dir.resolve("registry.db"));
                var lists = registry.lists()) {
            var site = site(server.port());
            var profile = Sites.read(site, Console.ofProcess(Lang.EN)).orElseThrow();
            var codes =
                    new Codes(
                            Passes.check(profile, dir, tokens),
                            Passes.foreign(profile, dir, tokens, closed::add, Instant.now()),
                            new Codes.Ports(tokens, lists, Instant::now, () -> Uses.NONE));

            var named =
                    assertInstanceOf(
                            Presentation.Once.class,
                            codes.scanned("SSC0123456789ABC".getBytes(US_ASCII)));
            var strange =
                    assertInstanceOf(
                            Presentation.Rejected.class,
                            codes.scanned("SSC0123456789ABD".getBytes(US_ASCII)));

            assertEquals(CredentialKind.SSC, named.shown().credential().kind());
            assertEquals(
                    Token.of(tokens.of("ssc", "0123456789abcdef0123456789abcdef")),
                    named.shown().credential().token());
            assertEquals(Reason.BAD_SIGNATURE, strange.why());
            assertEquals(2, server.asked().size());
            assertEquals(1, closed.size());
        } finally {
            for (var resolver : closed) {
                resolver.close();
            }
        }
    }

    @Test
    void theGroupsOfAPointComeFromTheSiteFile() throws Exception {
        var profile = Sites.read(site(1), Console.ofProcess(Lang.EN)).orElseThrow();
        assertEquals(Map.of("door-1", Set.of("staff")), Passes.points(profile));
    }

    private Path site(int port) throws Exception {
        var door = Files.readString(Path.of("..", "profiles", "door.yaml"));
        return Files.writeString(
                dir.resolve("site.yaml"),
                door
                        + "codes: { ecard: { prefix: SSC, url: \"http://127.0.0.1:"
                        + port
                        + "/v1\", timeout_ms: 5000 } }\n");
    }
}
