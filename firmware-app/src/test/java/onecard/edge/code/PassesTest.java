package onecard.edge.code;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import onecard.access.CredentialKind;
import onecard.access.Presentation;
import onecard.access.Reason;
import onecard.access.Token;
import onecard.access.Uses;
import onecard.edge.cli.Console;
import onecard.edge.cli.Sites;
import onecard.edge.crypto.Tokens;
import onecard.edge.simulate.DecodeServer;
import onecard.edge.store.registry.Registry;
import onecard.words.Lang;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// From a site file to what a scanned code becomes, with a registry and a decode service as in
/// life.
class PassesTest {

    @TempDir Path dir;

    @Test
    void aSiteFileIsEnoughForItsCodes() throws Exception {
        var tokens = new Tokens(new byte[32]);
        var person = "{\"kind\":\"ssc\",\"id\":\"0123456789abcdef0123456789abcdef\"}";
        var closed = new ArrayList<AutoCloseable>();
        var names = DecodeServer.naming(Map.of("SSC0123456789ABC", person));
        var broken = new AtomicBoolean();
        var told = Collections.synchronizedList(new ArrayList<String>());
        try (var server =
                        new DecodeServer(
                                Optional.empty(),
                                (question, code) -> {
                                    if (broken.get()) {
                                        DecodeServer.say(question, 500, "");
                                    } else {
                                        names.give(question, code);
                                    }
                                });
                var registry = Registry.open(dir.resolve("registry.db"));
                var lists = registry.lists()) {
            var site = site(server.port());
            var profile = Sites.read(site, Console.ofProcess(Lang.EN)).orElseThrow();
            var codes =
                    new Codes(
                            Passes.check(profile, dir, tokens),
                            Passes.foreign(
                                    profile,
                                    dir,
                                    tokens,
                                    closed::add,
                                    Instant::now,
                                    (alarm, active, _) -> told.add(alarm + " " + active)),
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
            assertEquals(List.of(), told);

            broken.set(true);
            for (int i = 0; i < 2; i++) {
                var unasked = codes.scanned("SSC0123456789ABE".getBytes(US_ASCII));
                assertInstanceOf(Presentation.Rejected.class, unasked);
            }
            assertEquals(List.of("decode_service true"), told);
            broken.set(false);
            var _ = codes.scanned("SSC0123456789ABF".getBytes(US_ASCII));
            assertEquals(List.of("decode_service true", "decode_service false"), told);
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
        var door = Files.readString(Path.of("..", "profiles", "examples", "door.yaml"));
        return Files.writeString(
                dir.resolve("site.yaml"),
                door
                        + "codes: { ecard: { prefix: SSC, url: \"http://127.0.0.1:"
                        + port
                        + "/v1\", timeout_ms: 5000 } }\n");
    }
}
