package onecard.edge.site;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import onecard.site.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// What somebody may put in the place of a site file: it is refused by a few lines, and with so
/// little memory that a board of 512 MB goes on.
class HostileSiteTest {

    private static final int TEN_MB = 10 << 20;

    /// All that one reading takes in its course, which is most of what it takes in time, too.
    private static final long ALLOCATED_MAX = 400L << 20;

    private static final int ALL_CHARS_MAX = 100_000;

    private static final long SEED = 9;

    @TempDir Path dir;

    static Stream<Arguments> files() {
        return Stream.of(
                Arguments.of("ten megabytes of keys", "size", many("key: 1\n", TEN_MB)),
                Arguments.of("ten megabytes of a comment", "size", many("#", TEN_MB)),
                Arguments.of("ten megabytes of blanks", "size", many(" ", TEN_MB)),
                Arguments.of("a little too much", "size", many("key: 1\n", 300 << 10)),
                Arguments.of("other bytes", "utf_8", random(64 << 10)),
                Arguments.of(
                        "an executable", "yaml", bytes("\u007fELF\u0002\u0001\u0001\u0000\u0000")),
                Arguments.of("zeros", "yaml", new byte[4_096]),
                Arguments.of("UTF-16", "utf_8", "onecard: 1".getBytes(StandardCharsets.UTF_16)),
                Arguments.of("sequences without end", "yaml", many("[", 200_000)),
                Arguments.of("mappings without end", "yaml", many("{a: ", 200_000)),
                Arguments.of("lines ever deeper", "yaml", bytes(deeper(500))),
                Arguments.of("a bomb of aliases", "yaml", bytes(laughs())),
                Arguments.of(
                        "what contains itself", "unknown_key", bytes("a: &a { points: [ *a ] }\n")),
                Arguments.of(
                        "points that are themselves",
                        "text",
                        bytes("points: &a [ { id: *a, profile: door, in: *a } ]\n")),
                Arguments.of("objects", "unknown_key", bytes("!!java.net.URL x: 1\n")),
                Arguments.of("a merge", "unknown_key", bytes("x: &x { site: a }\n<<: *x\n")),
                Arguments.of("two documents", "yaml", bytes("onecard: 1\n---\nonecard: 1\n")),
                Arguments.of("one long key", "yaml", bytes("k".repeat(200_000) + ": 1\n")),
                Arguments.of("one long text", "text", bytes("site: " + "s".repeat(200_000) + "\n")),
                Arguments.of("very many keys", "unknown_key", bytes(keys(20_000))),
                Arguments.of(
                        "very many points",
                        "count",
                        bytes("points: [" + "{},".repeat(50_000) + "{}]")),
                Arguments.of("very many points of a ready profile", "count", bytes(points(2_600))),
                Arguments.of(
                        "a point of no kind with very many keys",
                        "choice",
                        bytes("points: [ { profile: gate, " + inLine(20_000) + " in: {} } ]\n")),
                Arguments.of(
                        "very many names",
                        "id",
                        bytes("lists: {" + "A: {},".repeat(30_000) + "}\n")),
                Arguments.of(
                        "a text over many lines",
                        "yaml",
                        bytes("site: \"" + "x\n ".repeat(60_000))),
                Arguments.of("very many anchors", "unknown_key", bytes(anchors(10_000))));
    }

    /// A site that is right but for its number of points.
    private static String points(int count) {
        return """
        onecard: 1
        site: hall
        device: gate
        timezone: Asia/Shanghai
        clock: assume_synced
        board:
          gpio: { chip: sim }
          readers: { in: { sim: true, applications: [uid] } }
          relays: { lock: { sim: true, max_on_ms: 10000, at_stop: off } }
        lists: { staff: { local: true } }
        journal: { host: none }
        uplink: { url: "mqtt://127.0.0.1:1883" }
        keys: { site: { generate: true } }
        points:
        """
                + IntStream.range(0, count)
                        .mapToObj(
                                i ->
                                        "  - { id: p"
                                                + i
                                                + ", profile: door-one-reader, lists: [staff],"
                                                + " in: { reader: in, relay: lock } }\n")
                        .collect(Collectors.joining());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("files")
    void isRefusedByAFewLinesAndLittleMemory(String name, String rule, byte[] bytes)
            throws IOException {
        var file = Files.write(dir.resolve("site.yaml"), bytes);
        long before = allocated();

        var read = SiteFile.read(file);

        long taken = allocated() - before;
        var problems = assertInstanceOf(SiteFile.Read.Bad.class, read).problems();
        assertTrue(problems.stream().anyMatch(it -> it.rule().equals(rule)), problems::toString);
        assertTrue(problems.size() <= ShapeCheck.PROBLEMS_MAX, () -> problems.size() + " problems");
        assertTrue(chars(problems) <= ALL_CHARS_MAX, () -> chars(problems) + " characters");
        assertTrue(taken <= ALLOCATED_MAX, () -> name + " took " + (taken >> 20) + " MB");
    }

    /// What an alias bomb says is where its last fuse is.
    @Test
    void limitsAreToldWithTheirPlace() {
        var problem = Checked.bad(laughs()).getFirst();
        assertEquals("too many aliases", problem.value());
        assertEquals(4, problem.line());
    }

    private static long allocated() {
        var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        return threads.getCurrentThreadAllocatedBytes();
    }

    private static int chars(List<Problem> problems) {
        return problems.stream().mapToInt(it -> it.toString().length()).sum();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] many(String text, int bytes) {
        return bytes(text.repeat(bytes / text.length()));
    }

    private static byte[] random(int size) {
        var bytes = new byte[size];
        new Random(SEED).nextBytes(bytes);
        return bytes;
    }

    private static String deeper(int levels) {
        return IntStream.range(0, levels)
                .mapToObj(level -> " ".repeat(level) + "a:\n")
                .collect(Collectors.joining());
    }

    /// Each line is ten of the one before.
    private static String laughs() {
        var text = new StringBuilder("a0: &a0 [lol]\n");
        for (int i = 1; i < 10; i++) {
            var alias = "*a" + (i - 1);
            text.append("a%d: &a%d [%s]\n".formatted(i, i, alias + (", " + alias).repeat(2)));
        }
        return text.toString();
    }

    private static String keys(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> "k" + i + ": 1\n")
                .collect(Collectors.joining());
    }

    private static String inLine(int count) {
        return keys(count).replace("\n", ", ");
    }

    private static String anchors(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> "k" + i + ": &a" + i + " []\n")
                .collect(Collectors.joining());
    }
}
