package onecard.edge.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import onecard.edge.crypto.WholeFile;
import onecard.edge.site.SiteFile;
import onecard.site.SiteProfile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Every secret of a site file, on a machine that keeps it well, badly, or not at all.
class KeysCheckTest {

    private static final Path BENCH = Path.of("..", "profiles", "examples", "bench-door.yaml");

    @TempDir Path dir;

    @Test
    void everySecretTheDaemonReadsIsLookedAt() throws Exception {
        for (var name :
                List.of("site", "rolling", "vault", "hsm", "token", "mqtt", "password", "was")) {
            WholeFile.write(dir.resolve(name), new byte[] {'x'});
        }
        WholeFile.write(dir.resolve("device.pem"), new byte[] {'x'});

        var kept = check(site());

        assertEquals(
                List.of(
                        "board.modules.centre.key",
                        "codes.ecard.token",
                        "device.pem",
                        "keys.rolling",
                        "keys.site",
                        "keys.site.former",
                        "keys.vault",
                        "uplink.key",
                        "uplink.password"),
                List.copyOf(kept.keySet()));
        kept.values().forEach(finding -> assertInstanceOf(Finding.Ok.class, finding));

        for (var name :
                List.of(
                        "site",
                        "rolling",
                        "vault",
                        "hsm",
                        "token",
                        "mqtt",
                        "password",
                        "was",
                        "device.pem")) {
            Files.setPosixFilePermissions(
                    dir.resolve(name), PosixFilePermissions.fromString("rw-r-----"));
        }

        var open = check(site());

        open.values().forEach(finding -> assertInstanceOf(Finding.Fail.class, finding));
        var fail = assertInstanceOf(Finding.Fail.class, open.get("uplink.key"));
        assertEquals(
                "a secret must be its owner's alone (0600), but its mode is 0640",
                fail.found().en());
        assertEquals("run chmod 600 " + dir.resolve("mqtt"), fail.next().en());
    }

    @Test
    void whatIsNotThereIsAFaultUnlessTheFirstStartMakesIt() throws Exception {
        var missing = check(site());

        var fail = assertInstanceOf(Finding.Fail.class, missing.get("keys.site"));
        assertEquals("there is no file " + dir.resolve("site"), fail.found().en());
        assertInstanceOf(Finding.Ok.class, missing.get("device.pem"));

        var generated = check(profile(Files.readString(BENCH)));

        assertInstanceOf(Finding.Ok.class, generated.get("keys.site"));
    }

    /// Whoever runs `doctor` from a shell is not the service.
    @Test
    void aCredentialIsTheServicesToSee() throws Exception {
        var yaml = Files.readString(BENCH).replace("{ generate: true }", "{ credential: site }");

        assertInstanceOf(Finding.Warn.class, check(profile(yaml)).get("keys.site"));
    }

    private Map<String, Finding> check(SiteProfile site) {
        var found = new TreeMap<String, Finding>();
        for (var finding : new KeysCheck(dir).check(site)) {
            assertEquals(null, found.put(finding.part(), finding), finding::part);
        }
        return found;
    }

    /// The bench door with every secret there can be.
    private SiteProfile site() throws Exception {
        return profile(
                Files.readString(BENCH)
                        .replaceFirst(
                                "(?m)^board:$",
                                """
                                codes: { ecard: { url: "http://127.0.0.1:1/", token: { file: DIR/token } } }
                                board:
                                  modules: { centre: { hsm: "127.0.0.1:1", key: { file: DIR/hsm }, key_id: 10 } }\
                                """)
                        .replaceFirst(
                                "(?m)^uplink: .*$",
                                "uplink: { url: \"mqtts://127.0.0.1:1\", cert: { file: DIR/cert },"
                                        + " key: { file: DIR/mqtt }, username: north, password: { file:"
                                        + " DIR/password } }")
                        .replace(
                                "{ generate: true }",
                                "{ file: DIR/site, former: { file: DIR/was } },"
                                        + " rolling: { file: DIR/rolling },"
                                        + " vault: { file: DIR/vault }")
                        .replace("DIR", dir.toString()));
    }

    private static SiteProfile profile(String yaml) {
        var read = SiteFile.read(yaml);
        return assertInstanceOf(SiteFile.Read.Good.class, read, read::toString).profile();
    }
}
