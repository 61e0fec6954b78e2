package onecard.edge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import onecard.edge.cli.Console;
import onecard.edge.crypto.JsonReader;
import onecard.edge.crypto.SigningKey;
import onecard.edge.crypto.TrustedKeys;
import onecard.words.Lang;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// `update` where nothing is to be installed: what is signed, refused and told.
class UpdateCommandTest {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @TempDir Path dir;
    private Path key = Path.of("");
    private Path site = Path.of("");
    private Path file = Path.of("");

    @BeforeEach
    void make() throws IOException {
        key = dir.resolve("updates.pem");
        file = dir.resolve("onecard_1.1_arm64.deb");
        Files.writeString(file, "content");
        var made = SigningKey.madeAtFirstUse(key);
        site = dir.resolve("site.yaml");
        Files.writeString(
                site,
                Files.readString(Path.of("..", "profiles", "examples", "bench-door.yaml"))
                        .replace(
                                "generate: true }",
                                "generate: true }, updates: [\"" + made.publicText() + "\"]"));
    }

    private int run(Lang lang, String... args) {
        out.reset();
        err.reset();
        var console = new Console(lang, stream(out), stream(err));
        return Main.run(console, args);
    }

    private static PrintStream stream(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }

    private String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private String err() {
        return err.toString(StandardCharsets.UTF_8);
    }

    private Path notice() {
        return dir.resolve("onecard_1.1_arm64.deb.json");
    }

    private int update(Path from) {
        return run(
                Lang.EN,
                "update",
                from.toString(),
                "--site",
                site.toString(),
                "--folder",
                dir.resolve("folder").toString());
    }

    @Test
    void whatIsSignedIsAllowedByTheContract() throws Exception {
        var url = "http://192.168.20.5/onecard_1.1_arm64.deb";
        assertEquals(
                0,
                run(
                        Lang.EN,
                        "update",
                        "sign",
                        file.toString(),
                        "--key",
                        key.toString(),
                        "--site",
                        site.toString(),
                        "--url",
                        url),
                this::err);
        assertEquals("", err(), "the site file has the key");
        var text = Files.readString(notice());
        assertEquals(
                Optional.empty(),
                new ContractValidator().objection("oc/v1/bench/bench/update/desired", text));
        var trusted = new TrustedKeys(List.of(SigningKey.read(key).publicText()));
        assertTrue(trusted.signed(JsonReader.object(text.strip()).orElseThrow()));
    }

    @Test
    void aKeyThatTheSiteFileDoesNotHaveIsToldOf() throws Exception {
        var other = dir.resolve("other.pem");
        var made = SigningKey.madeAtFirstUse(other);
        assertEquals(
                0,
                run(
                        Lang.EN,
                        "update",
                        "sign",
                        file.toString(),
                        "--key",
                        other.toString(),
                        "--site",
                        site.toString()));
        assertTrue(err().contains(made.publicText()), this::err);
        assertEquals(1, update(file));
        assertTrue(
                err().contains("no key of keys.updates of the site file has signed it"), this::err);
        assertFalse(Files.exists(dir.resolve("folder").resolve("package.deb")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"onecard.deb", "bash_1.1_arm64.deb", "onecard_v1_arm64.deb"})
    void aFileOfAnotherNameIsNotSigned(String name) throws Exception {
        var other = Files.writeString(dir.resolve(name), "content");
        assertEquals(2, run(Lang.EN, "update", "sign", other.toString(), "--key", key.toString()));
        assertTrue(err().contains("onecard_VERSION_MACHINE.deb"), this::err);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ftp://server/x", "x", "http://me@server/x"})
    void anAddressThatIsNoneIsNotSigned(String url) {
        assertEquals(
                2,
                run(
                        Lang.EN,
                        "update",
                        "sign",
                        file.toString(),
                        "--key",
                        key.toString(),
                        "--site",
                        site.toString(),
                        "--url",
                        url));
        assertFalse(Files.exists(notice()));
    }

    @Test
    void withoutItsNoticeNothingIsTaken() {
        assertEquals(1, update(file));
        assertTrue(err().contains("onecard_1.1_arm64.deb.json"), this::err);
        assertEquals(1, update(dir.resolve("onecard_1.2_arm64.deb")));
    }

    @ParameterizedTest
    @EnumSource
    void howTheLastOneStandsIsTold(Lang lang) throws Exception {
        var folder = Files.createDirectories(dir.resolve("folder"));
        assertEquals(0, run(lang, "update", "--folder", folder.toString()));
        assertEquals(lang == Lang.EN ? "there was no update\n" : "没有进行过更新\n", out());
        Files.writeString(
                folder.resolve("update.json"),
                "{\"step\":\"rolled_back\",\"version\":\"1.1\",\"from\":\"1.0\",\"sig\":\"\","
                        + "\"tries\":1,\"why\":\"not_ready\",\"detail\":\"status 70\"}");
        assertEquals(0, run(lang, "update", "--folder", folder.toString()));
        assertTrue(out().contains("1.1") && out().contains("status 70"), this::out);
    }
}
