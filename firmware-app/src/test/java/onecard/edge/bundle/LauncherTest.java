package onecard.edge.bundle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The package's launcher, by root on a board: programs that it calls are stand-ins that say what
/// they were asked.
class LauncherTest {

    @TempDir Path dir;
    private Path launcher;

    @BeforeEach
    void aRelease() throws IOException {
        var release = dir.resolve("1.0");
        launcher = script(release.resolve("bin/onecard"), read("src/package/bin/onecard"));
        Files.createDirectories(release.resolve("lib"));
        Files.writeString(release.resolve("lib/class-path"), "one.jar\ntwo.jar\n");
        Files.writeString(release.resolve("lib/options"), "");
        script(release.resolve("runtime/bin/java"), "#!/bin/sh\necho \"as root: $*\"\n");
        var stands =
                Map.of(
                        "id", "echo 0",
                        "getent", "exit 0",
                        "mktemp", "mkdir -p '%s/run'; echo '%1$s/run'".formatted(dir),
                        "chown", "exit 0",
                        "install", "exit 0",
                        "journalctl", "echo 'the log says'",
                        "setpriv",
                                "echo \"as the daemon: $*\"; cat '%s/run/log' 2>&-".formatted(dir));
        for (var stand : stands.entrySet()) {
            var program = dir.resolve("path").resolve(stand.getKey());
            script(program, "#!/bin/sh\n" + stand.getValue() + "\n");
        }
    }

    /// Else root would leave files there that the daemon cannot write to.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "backup --site /etc/onecard/site.yaml --out /var/tmp/b",
                "restore /var/tmp/b",
                "wipe --device north-gate",
                "journal export",
                "list import /media/usb/lists"
            })
    void whatTouchesTheStateIsDoneAsTheDaemon(String command) throws Exception {
        var said = run(command.split(" "));
        assertEquals(1, said.size(), said::toString);
        assertTrue(said.getFirst().startsWith("as the daemon: --reuid=onecard "), said::toString);
        assertTrue(said.getFirst().endsWith(command), said::toString);
        assertFalse(Files.exists(dir.resolve("run")), "credentials stay for nobody");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "check /etc/onecard/site.yaml",
                "keys new --for lists --out lists.pem",
                "wipe --state /srv/onecard",
                "backup --site a --out b --state=/srv/onecard"
            })
    void everythingElseIsDoneByWhoeverCalls(String command) throws Exception {
        var said = run(command.split(" "));
        assertTrue(said.getFirst().startsWith("as root: "), said::toString);
        assertTrue(said.getFirst().endsWith("onecard.edge.Main " + command), said::toString);
    }

    /// Which the daemon's user may not read itself.
    @Test
    void theLogIsHandedOverForAnArchive() throws Exception {
        var said = run("doctor", "--site", "a", "--bundle", "b");
        assertTrue(
                said.getFirst().endsWith("--bundle b --log " + dir + "/run/log"), said::toString);
        assertEquals("the log says", said.get(1));
        assertFalse(Files.exists(dir.resolve("run")));

        said = run("doctor", "--site", "a", "--bundle", "b", "--log", "c");
        assertTrue(said.getFirst().endsWith("--bundle b --log c"), said::toString);
        assertEquals(1, run("doctor", "--site", "a").size());
    }

    // --- what is done ---

    private List<String> run(String... words) throws Exception {
        var command = new ArrayList<>(List.of(launcher.toString()));
        command.addAll(List.of(words));
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().remove("CREDENTIALS_DIRECTORY");
        builder.environment().put("PATH", dir.resolve("path") + ":" + System.getenv("PATH"));
        var process = builder.start();
        try (var said = process.getInputStream()) {
            var text = new String(said.readAllBytes(), StandardCharsets.UTF_8);
            process.waitFor();
            return text.lines().toList();
        }
    }

    private static String read(String file) throws IOException {
        return Files.readString(Path.of(file));
    }

    private static Path script(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
        return file;
    }
}
