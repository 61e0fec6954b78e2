package onecard.edge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import onecard.edge.cli.Console;
import onecard.edge.process.Await;
import onecard.words.Lang;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/// The package's launcher, in a release that was made up, on a board where everything it asks for
/// is a script of the test's: who it becomes, and what it leaves behind.
class LauncherTest {

    private static final Path LAUNCHER = Path.of("src", "package", "bin", "onecard");

    /// Of those that have a state directory: the daemon is whoever started it, and a command goes
    /// through the socket; what is installed is root's.
    private static final Set<String> AS_WHO_CALLS =
            Set.of("run", "demo", "simulate", "cmd", "update");

    @TempDir Path dir;
    private Map<String, String> settings = Map.of(); // of the environment

    @BeforeEach
    void makeBoard() throws Exception {
        var release = Files.createDirectories(dir.resolve("1.0"));
        Files.createDirectories(release.resolve("lib"));
        Files.writeString(release.resolve("lib/class-path"), "");
        Files.writeString(release.resolve("lib/options"), "");
        script(release.resolve("bin/onecard"), Files.readString(LAUNCHER));
        script(
                release.resolve("runtime/bin/java"),
                "#!/bin/sh\necho \"$*\" >\"$DIR/java\"\ncp \"$DIR/keys/log\" \"$DIR/log\" 2>&-\ncat\n");
        script(dir.resolve("board/id"), "#!/bin/sh\necho 0\n");
        script(dir.resolve("board/getent"), "#!/bin/sh\n");
        script(dir.resolve("board/chown"), "#!/bin/sh\n");
        script(dir.resolve("board/journalctl"), "#!/bin/sh\necho the log says\n");
        script(dir.resolve("board/install"), "#!/bin/sh\n");
        script(dir.resolve("board/mktemp"), "#!/bin/sh\nmkdir \"$DIR/keys\"\necho \"$DIR/keys\"\n");
        script(
                dir.resolve("board/setpriv"),
                """
                #!/bin/sh
                touch "$DIR/became"
                while [ "$1" != env ]; do shift; done
                exec "$@"
                """);
    }

    /// What root writes there the daemon cannot write to, even a file beside a database that was
    /// only read.
    @Test
    void whatOpensTheStateIsDoneAsTheDaemon() throws Exception {
        var silent = new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8);
        var withState = new TreeSet<String>();
        var all = new ArrayList<CommandLine>();
        all.add(Main.commands(new Console(Lang.EN, silent, silent)));
        for (int i = 0; i < all.size(); i++) {
            var command = all.get(i);
            all.addAll(command.getSubcommands().values());
            var name = command.getCommandSpec().qualifiedName().replaceFirst("^onecard ?", "");
            if (command.getCommandSpec().findOption("--state") != null
                    && !AS_WHO_CALLS.contains(name)) {
                withState.add(name);
            }
        }
        assertTrue(withState.contains("journal verify"), withState::toString);
        withState.add("--lang en --debug journal verify");
        withState.add("--lang=zh-CN journal verify");

        for (var name : withState) {
            Files.deleteIfExists(dir.resolve("became"));
            var done = start(name.split(" "));
            done.getOutputStream().close();
            assertEquals(0, done.waitFor(), name);
            assertTrue(Files.exists(dir.resolve("became")), name);
            assertFalse(Files.exists(dir.resolve("keys")), name);
        }
    }

    @Test
    void aStateElsewhereIsWhoeverCallsAffair() throws Exception {
        var done = start("journal", "verify", "--state", dir.toString());
        done.getOutputStream().close();

        assertEquals(0, done.waitFor());
        assertFalse(Files.exists(dir.resolve("became")));
    }

    @Test
    void whatHasNoStateIsDoneByWhoeverCalls() throws Exception {
        assertEquals("check a.yaml", words("check", "a.yaml"));
        assertFalse(Files.exists(dir.resolve("became")));
    }

    /// Which the daemon's user may not read itself.
    @Test
    void theLogIsHandedOverForAnArchive() throws Exception {
        var own = dir.resolve("keys/log");
        assertEquals(
                "doctor --site a --bundle b --log " + own,
                words("doctor", "--site", "a", "--bundle", "b"));
        assertEquals("the log says\n", Files.readString(dir.resolve("log")));

        assertEquals(
                "doctor --site a --bundle b --log c",
                words("doctor", "--site", "a", "--bundle", "b", "--log", "c"));
        assertEquals("doctor --site a", words("doctor", "--site", "a"));
    }

    /// As open as root has it, and gone afterwards; the kernel fills the folder as it is made.
    @Test
    void whatTheKernelTracesOfLinesIsHandedOverForAWalk() throws Exception {
        traces("");
        script(
                dir.resolve("1.0/runtime/bin/java"),
                """
                #!/bin/sh
                echo "$*" >"$DIR/java"
                cat "$ONECARD_LINE_TRACE" >"$DIR/got"
                echo "gpio == 529" >"$ONECARD_LINE_FILTER"
                """);

        assertEquals("walk --site a", words("walk", "--site", "a"));
        assertEquals("a line was set\n", Files.readString(dir.resolve("got")));
        assertEquals("mono\n", Files.readString(dir.resolve("was/trace_clock")));
        assertEquals("1\n", Files.readString(dir.resolve("was/events/gpio/gpio_value/enable")));
        assertEquals(
                "gpio == 529\n",
                Files.readString(dir.resolve("was/events/gpio/gpio_value/filter")));
        assertFalse(Files.exists(dir.resolve("tracing/instances/onecard-walk")));
    }

    /// Another kernel may refuse any of it: the walk has another measure then.
    @Test
    void aTraceThatIsNotWholeIsTakenAwayAndTheWalkGoesOn() throws Exception {
        traces("/bin/mkdir \"$1/trace_clock\"");
        script(
                dir.resolve("1.0/runtime/bin/java"),
                "#!/bin/sh\necho \"$* ${ONECARD_LINE_TRACE:-none}\" >\"$DIR/java\"\n");
        assertEquals("walk --site a none", words("walk", "--site", "a"));
        assertTrue(Files.exists(dir.resolve("was")), "it was made");
        assertFalse(Files.exists(dir.resolve("tracing/instances/onecard-walk")));
    }

    @Test
    void nothingIsTracedWhereNobodyWalks() throws Exception {
        traces("");
        for (var words :
                List.of(
                        "walk --verify a.json",
                        "walk --help",
                        "journal walk verify",
                        "--lang=en walk -h")) {
            assertEquals(words, words(words.split(" ")));
            assertFalse(Files.exists(dir.resolve("was")), words);
        }
    }

    /// A kernel that traces lines.
    ///
    /// @param more that happens as a trace is made
    private void traces(String more) throws Exception {
        Files.createDirectories(dir.resolve("tracing/events/gpio/gpio_value"));
        Files.createDirectories(dir.resolve("tracing/instances"));
        script(
                dir.resolve("board/mkdir"),
                """
                #!/bin/sh
                /bin/mkdir "$1" || exit
                case $1 in *onecard-walk)
                  /bin/mkdir -p "$1/events/gpio/gpio_value"
                  echo "a line was set" >"$1/trace"
                  %s
                esac
                """
                        .formatted(more));
        script(
                dir.resolve("board/rmdir"),
                "#!/bin/sh\n[ ! -d \"$1\" ] || { cp -r \"$1\" \"$DIR/was\" && rm -r \"$1\"; }\n");
    }

    /// The folder is the daemon's from some moment on, and from then on root writes nothing to it.
    @Test
    void rootWritesToNoLinkOfTheDaemons() throws Exception {
        var victim = Files.writeString(dir.resolve("victim"), "root's");
        var asDaemon = "for it; do :; done; [ ! -d \"$it\" ] || ln -s '%s' \"$it/log\" || :";
        script(dir.resolve("board/chown"), "#!/bin/sh\n" + asDaemon.formatted(victim) + "\n");

        assertEquals(
                "doctor --site a --bundle b --log " + dir.resolve("keys/log"),
                words("doctor", "--site", "a", "--bundle", "b"));
        assertEquals("root's", Files.readString(victim));
    }

    @Test
    void keysAreGoneWhereItIsStopped() throws Exception {
        var follows = start("journal", "tail");
        Await.until("Java to run", Duration.ofSeconds(20), () -> Files.exists(dir.resolve("java")));
        assertTrue(Files.exists(dir.resolve("keys")));

        // As a terminal does: everybody there is told.
        var kill = new ProcessBuilder("kill", "-TERM", "--", "-" + follows.pid()).start();
        assertEquals(0, kill.waitFor());

        assertTrue(follows.waitFor(20, TimeUnit.SECONDS));
        assertEquals(143, follows.exitValue());
        assertFalse(Files.exists(dir.resolve("keys")));
    }

    @Test
    void wherePeopleAreComparedJavaIsLarger() throws Exception {
        settings = Map.of();
        assertTrue(java("run").contains("/lib/options -Xmx48m "), java("run"));
        settings = Map.of("ONECARD_COMPARES", "yes");
        var larger = "/lib/options -Xms58m -Xmn48m -XX:TieredStopAtLevel=4 ";
        assertTrue(java("run").contains(larger + "-Xmx160m "), java("run"));
        settings = Map.of("ONECARD_COMPARES", "yes", "ONECARD_HEAP", "300m");
        assertTrue(java("run").contains(larger + "-Xmx300m "), java("run"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"40m", "48m", "57M", "59m", "60m", "160m", "40960k", "41943040", "1g"})
    void javaStartsHoweverLargeItMayBe(String heap) throws Exception {
        settings = Map.of("ONECARD_COMPARES", "yes", "ONECARD_HEAP", heap);
        var asked = java("run");
        var own = asked.replaceFirst("^.*/options ", "").replaceFirst(" -Donecard.release.*", "");
        assertTrue(own.endsWith("-Xmx" + heap), own);
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:+UseSerialGC", "-Xms16m", "-Xmn6m"));
        command.addAll(List.of(own.split(" ")));
        command.add("-version");
        var java = new ProcessBuilder(command).redirectErrorStream(true).start();
        var said = new String(java.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, java.waitFor(), said);
        assertFalse(said.contains("NewSize"), said);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Yes", "true", "1"})
    void whatIsNeitherYesNorNoIsSaid(String compares) throws Exception {
        settings = Map.of("ONECARD_COMPARES", compares);
        var done = start("run");
        done.getOutputStream().close();
        var said = new String(done.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, done.waitFor());
        assertTrue(said.contains("ONECARD_COMPARES: must be yes or no, but was " + compares), said);
        assertTrue(Files.readString(dir.resolve("java")).contains("/lib/options -Xmx48m "));
    }

    /// What the program is asked.
    private String words(String... words) throws Exception {
        return java(words).replaceFirst("^.* onecard.edge.Main ", "");
    }

    /// What Java is asked.
    private String java(String... words) throws Exception {
        var done = start(words);
        done.getOutputStream().close();
        assertEquals(0, done.waitFor());
        return Files.readString(dir.resolve("java")).strip();
    }

    /// In a process group of its own, whose number is its.
    private Process start(String... words) throws Exception {
        var command =
                Stream.concat(
                                Stream.of(
                                        "/usr/bin/setsid",
                                        dir.resolve("1.0/bin/onecard").toString()),
                                Stream.of(words))
                        .toList();
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("PATH", dir.resolve("board") + ":/usr/bin:/bin");
        builder.environment().put("DIR", dir.toString());
        builder.environment().put("ONECARD_TRACING", dir.resolve("tracing").toString());
        builder.environment().remove("CREDENTIALS_DIRECTORY");
        builder.environment().putAll(settings);
        return builder.start();
    }

    private static void script(Path file, String text) throws Exception {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
