package onecard.edge.store.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The journal on a disk that is really full. A small disk is mounted for it, in a mount namespace
/// of its own, wherever this user may; everywhere the process is also given a limit on the size of
/// its files, which fails its writes just as truly and needs no right at all.
class DiskFullTest {

    private static final String DISK =
            "mount -t tmpfs -o size=40m tmpfs \"$1\" && shift && exec \"$@\"";

    private Path dir = Path.of("");

    @BeforeEach
    void make() throws IOException {
        var memory = Path.of("/dev/shm");
        dir =
                Files.isWritable(memory)
                        ? Files.createTempDirectory(memory, "onecard-full")
                        : Files.createTempDirectory("onecard-full");
    }

    @AfterEach
    void delete() throws IOException {
        try (var files = Files.walk(dir)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }

    static Stream<List<String>> ways() throws Exception {
        return Stream.concat(disks(), Stream.of(List.of("limit")));
    }

    /// The commands that give a disk of its own and work here.
    private static Stream<List<String>> disks() throws Exception {
        var probe = Files.createTempDirectory("onecard-mount");
        try {
            for (var unshare :
                    List.of(
                            List.of("unshare", "--mount"),
                            List.of("unshare", "--mount", "--map-root-user"))) {
                if (run(command(unshare, probe, List.of("true"))) == 0) {
                    return Stream.of(unshare);
                }
            }
            return Stream.empty();
        } finally {
            Files.delete(probe);
        }
    }

    @ParameterizedTest
    @MethodSource("ways")
    void whatWasRecordedIsThereAndRecordsGoInAgain(List<String> way) throws Exception {
        boolean disk = !way.equals(List.of("limit"));
        var java =
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-Xmx64m",
                        "-XX:TieredStopAtLevel=1",
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        DiskFullScenario.class.getName(),
                        dir.toString(),
                        disk ? "disk" : "limit");
        var command =
                disk
                        ? command(way, dir, java)
                        : Stream.concat(
                                        Stream.of(
                                                "bash",
                                                "-c",
                                                "ulimit -S -f 6000; exec \"$@\"",
                                                "-"),
                                        java.stream())
                                .toList();
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        var output = new ArrayList<String>();
        try (BufferedReader lines = process.inputReader()) {
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                output.add(line);
                if (line.equals("refused") && !disk) {
                    var lift =
                            List.of("prlimit", "--pid", "" + process.pid(), "--fsize=unlimited:");
                    assertEquals(0, run(lift));
                    try (var in = process.outputWriter()) {
                        in.write("\n");
                    }
                }
            }
        } finally {
            process.destroyForcibly();
        }
        var said = output.stream().filter(line -> !line.contains("journal:")).toList();
        System.out.println(way + ": " + said);
        assertEquals(0, process.waitFor(), () -> String.join("\n", said));
        assertEquals("held", said.getLast());
    }

    private static List<String> command(List<String> unshare, Path disk, List<String> command) {
        return Stream.of(unshare, List.of("sh", "-c", DISK, "-", disk.toString()), command)
                .flatMap(List::stream)
                .toList();
    }

    private static int run(List<String> command) throws Exception {
        try {
            return new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException _) {
            // No such program here.
            return 127;
        }
    }
}
