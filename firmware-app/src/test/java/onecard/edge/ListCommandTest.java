package onecard.edge;

import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import onecard.edge.cli.Console;
import onecard.edge.crypto.SigningKey;
import onecard.edge.lists.ListType;
import onecard.edge.process.Ports;
import onecard.edge.process.Service;
import onecard.edge.store.registry.Registry;
import onecard.edge.store.registry.WholeList;
import onecard.words.Lang;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Lists as an operator makes them: from the CSV to the device, by commands alone.
class ListCommandTest {

    private static final Path EXAMPLES = Path.of("..", "profiles", "examples");

    @TempDir Path dir;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private Path site = Path.of("");
    private Path lists = Path.of("");
    private String key = "";

    @BeforeEach
    void siteOfTheBench() throws IOException {
        site = dir.resolve("site.yaml");
        lists = dir.resolve("lists");
        Files.createDirectories(dir.resolve("state"));
        key = SigningKey.madeAtFirstUse(dir.resolve("lists.pem")).publicText();
        var yaml =
                Files.readString(EXAMPLES.resolve("bench-door.yaml"))
                        .replace("demo: { local: true }", "demo: {}")
                        .replace("generate: true }", "generate: true }, lists: [\"" + key + "\"]");
        Files.writeString(site, yaml);
    }

    @Test
    void aListGoesFromCsvToADeviceByADirectory() {
        assertEquals(0, demo(), this::err);
        assertTrue(out().startsWith("demo version 1, "), this::out);
        assertEquals(0, show("--key", key), this::err);
        assertTrue(out().contains("bench/demo: people, version 1, "), this::out);
        assertTrue(out().contains("signature: good, by " + key), this::out);
        assertTrue(out().contains("parts: 1 of 1 are there and good"), this::out);

        assertEquals(0, importAll(), this::err);
        assertEquals("demo: in force\n", out());
        assertEquals(0, importAll(), this::err);
        assertEquals("demo: this version or a later one is in force, or was\n", out());
    }

    @Test
    void whatIsDeniedGoesTheSameWay() throws IOException {
        var csv =
                Files.writeString(
                        dir.resolve("deny.csv"), "kind,id,from,reason\nuid,04a1b2c3,,lost\n");
        assertEquals(0, build(csv, "--list", "deny"), this::err);
        assertEquals(0, importAll(), this::err);
        assertEquals("deny: in force\n", out());
    }

    @Test
    void entriesAreShownByTheirTokensAlone() {
        demo();
        assertEquals(0, show("--entries"));
        assertTrue(out().contains("\"kind\":\"ssc\""), this::out);
        assertFalse(out().contains("342500d1560000050000000000000001"), "no number");
    }

    @Test
    void whatIsDamagedOrOfAStrangerIsSaid() throws IOException {
        demo();
        var other = SigningKey.ofSeed(Arrays.copyOf(new byte[] {1}, 32)).publicText();
        assertEquals(1, show("--key", other));
        assertTrue(err().contains("signature: not good"), this::err);
        var head = lists.resolve("demo").resolve("head.json");
        Files.writeString(head, Files.readString(head).replace("\"version\":1", "\"version\":9"));
        assertEquals(1, run("list", "show", head.toString()));
        assertTrue(err().contains("signature: not good"), this::err);
        try (var buckets = Files.list(lists.resolve("demo").resolve("bucket"))) {
            Files.writeString(buckets.findFirst().orElseThrow(), "[]");
        }
        assertEquals(1, show());
        assertTrue(err().contains("is missing or damaged"), this::err);
        assertTrue(out().contains("parts: 0 of 1"), this::out);
    }

    @Test
    void aBadRowIsNamedByFileLineAndColumn() throws IOException {
        var csv =
                Files.writeString(
                        dir.resolve("w.csv"),
                        "subject,wallet,balance_fen,as_of,included\np-1,main,1.5,2026-11-28,\n");
        assertEquals(1, build(csv, "--list", "money", "--type", "wallets"));
        assertTrue(err().startsWith(csv + ":2:10: balance_fen must be a whole number"), this::err);
        assertFalse(Files.exists(lists));
    }

    @Test
    void aKeyThatNoDeviceTrustsIsMinded() throws IOException {
        Files.writeString(site, Files.readString(site).replace(key, other()));
        assertEquals(0, demo());
        assertTrue(err().contains(key), this::err);
    }

    private static String other() {
        return SigningKey.ofSeed(Arrays.copyOf(new byte[] {1}, 32)).publicText();
    }

    @Test
    void aVersionIsAsAskedForAndNoLower() throws IOException {
        demo();
        build(
                EXAMPLES.resolve("bench-door.csv"),
                "--list",
                "demo",
                "--type",
                "people",
                "--version",
                "2",
                "--deny-min",
                "1",
                "--valid-until",
                "2036-01-01");
        assertEquals(0, show("--key", key), this::err);
        assertTrue(
                out().contains("valid until 2036-01-01T16:00:00Z, with deny version 1 or later"),
                this::out);
        var csv = EXAMPLES.resolve("bench-door.csv");
        assertEquals(1, build(csv, "--list", "demo", "--type", "people", "--version", "2"));
        assertTrue(err().contains("must be higher than the 2 that is there, but was 2"), this::err);
        assertEquals(1, build(csv, "--list", "demo", "--type", "operators", "--skip-bad"));
    }

    @Test
    void whatMakesNoSenseIsWrongUsage() {
        var csv = EXAMPLES.resolve("bench-door.csv");
        for (var wrong :
                List.of(
                        List.of("--list", "Staff", "--type", "people"),
                        List.of("--list", "device", "--type", "people"),
                        List.of("--list", "staff"),
                        List.of("--list", "staff", "--type", "faces"),
                        List.of("--list", "deny", "--type", "people"),
                        List.of("--list", "staff", "--type", "people", "--valid-until", "soon"))) {
            assertEquals(2, build(csv, wrong.toArray(String[]::new)), wrong::toString);
        }
        assertEquals(2, run("list", "publish", lists.toString()));
        demo();
        assertEquals(2, run("list", "publish", lists.toString(), "--broker", "http://x"));
    }

    @Test
    void aBrokerThatIsAwayIsAFailure() throws IOException {
        demo();
        var url = "mqtt://127.0.0.1:" + Ports.free();
        assertEquals(3, run("list", "publish", lists.toString(), "--broker", url));
        assertTrue(err().contains("the broker cannot be reached"), this::err);
    }

    @Test
    @Tag("mosquitto")
    void aDirectoryIsPublishedWhatIsDeniedFirst() throws Exception {
        demo();
        build(
                Files.writeString(dir.resolve("deny.csv"), "kind,id,from,reason\n"),
                "--list",
                "deny");
        int port = Ports.free();
        var url = "mqtt://127.0.0.1:" + port;
        try (var _ = Service.mosquitto(port, dir)) {
            assertEquals(0, run("list", "publish", lists.toString(), "--broker", url), this::err);
            var lines = out().lines().toList();
            assertTrue(lines.get(0).startsWith("deny version 1: 0 parts sent"), this::out);
            assertTrue(lines.get(1).startsWith("demo version 1: 1 parts sent"), this::out);
            Files.writeString(site, Files.readString(site).replace("mqtt://127.0.0.1:1883", url));
            assertEquals(
                    0,
                    run("list", "publish", lists.toString(), "--site-file", site.toString()),
                    this::err);
            assertEquals(
                    "deny version 1: 0 parts sent, 0 cleared, 0 bytes\n"
                            + "demo version 1: 0 parts sent, 0 cleared, 0 bytes\n",
                    out());

            Files.delete(lists.resolve("demo").resolve("head.json"));
            demo();
            assertEquals(
                    1, run("list", "publish", lists.toString(), "--broker", url, "--list", "demo"));
            assertTrue(err().contains("the broker has version 1"), this::err);
        }
    }

    // --- prices ---

    @Test
    void pricesGoFromCsvToATillBySignedListOrByHand() throws IOException {
        var csv = EXAMPLES.resolve("bench-prices.csv");
        Files.writeString(
                site,
                Files.readString(EXAMPLES.resolve("bench-prices.yaml"))
                        .replace("generate: true }", "generate: true }, lists: [\"" + key + "\"]"));
        assertEquals(0, local(csv), this::err);
        assertEquals(List.of("1 PRICES 4"), dishes());
        var more =
                Files.writeString(
                        dir.resolve("more.csv"),
                        Files.readString(csv).replace("800", "850") + "9,汤,200,,,\n");
        assertEquals(0, local(more), this::err);
        assertEquals(List.of("2 PRICES 5"), dishes());

        build(csv, "--list", "dishes", "--type", "prices", "--version", "3");
        assertEquals(0, show("--key", key, "--entries"), this::err);
        assertTrue(out().contains("bench/dishes: prices, version 3, "), this::out);
        assertTrue(out().contains("\"item\":\"3\""), this::out);
        assertEquals(0, importAll(), this::err);
        assertEquals(List.of("3 PRICES 4"), dishes());
    }

    @Test
    void pricesThatContradictEachOtherChangeNothing() throws IOException {
        Files.copy(EXAMPLES.resolve("bench-prices.yaml"), site, REPLACE_EXISTING);
        local(EXAMPLES.resolve("bench-prices.csv"));
        var header = "item,name,price_fen,per,valid_from,valid_until\n";
        var twice = Files.writeString(dir.resolve("twice.csv"), header + "2,a,1,,,\n2,a,2,,,\n");
        assertEquals(1, local(twice));
        assertTrue(err().contains("3:1: "), this::err);
        var dear = Files.writeString(dir.resolve("bad.csv"), header + "2,a,1.5,,,\n");
        assertEquals(1, local(dear));
        assertTrue(err().contains("2:5: price_fen must be a whole number"), this::err);
        var dearest = Files.writeString(dir.resolve("dearest.csv"), header + "2,a,10000000,,,\n");
        assertEquals(1, local(dearest), "no till sells it");
        assertTrue(err().contains("2:5: price_fen must not be more than 9999999"), this::err);
        var people = EXAMPLES.resolve("bench-door.csv");
        assertEquals(1, local(people), "a list of something else");
        assertEquals(List.of("1 PRICES 4"), dishes());
    }

    @Test
    void aLocalListOfPricesIsNoLongerThanATillRemembers() throws IOException {
        Files.copy(EXAMPLES.resolve("bench-prices.yaml"), site, REPLACE_EXISTING);
        var rows = new StringBuilder("item,name,price_fen,per,valid_from,valid_until\n");
        for (int i = 0; i < WholeList.ENTRIES_MAX; i++) {
            rows.append(i).append(",dish,100,,,\n");
        }
        var csv = Files.writeString(dir.resolve("long.csv"), rows);
        assertEquals(0, local(csv), this::err);
        assertEquals(List.of("1 PRICES 20000"), dishes());

        Files.writeString(csv, rows.append("more,dish,100,,,\n"));
        assertEquals(1, local(csv));
        assertTrue(err().contains("fewer than 20001 rows"), this::err);
        assertEquals(List.of("1 PRICES 20000"), dishes());
    }

    private int local(Path csv) {
        return run(
                "list",
                "import",
                csv.toString(),
                "--site",
                site.toString(),
                "--state",
                dir.resolve("state").toString(),
                "--list",
                "dishes",
                "--local");
    }

    /// As a till would read them.
    private List<String> dishes() throws IOException {
        try (var registry = Registry.open(dir.resolve("state").resolve("registry.db"));
                var whole = registry.published().whole("dishes", ListType.PRICES)) {
            return whole.read().stream()
                    .map(
                            said ->
                                    said.list().version()
                                            + " "
                                            + ListType.PRICES
                                            + " "
                                            + said.entries().size())
                    .toList();
        }
    }

    private int demo() {
        return build(EXAMPLES.resolve("bench-door.csv"), "--list", "demo", "--type", "people");
    }

    private int build(Path csv, String... more) {
        var args =
                new ArrayList<>(
                        List.of(
                                "list",
                                "build",
                                csv.toString(),
                                "--site",
                                site.toString(),
                                "--state",
                                dir.resolve("state").toString(),
                                "--key",
                                dir.resolve("lists.pem").toString(),
                                "--out",
                                lists.toString()));
        args.addAll(List.of(more));
        return run(args.toArray(String[]::new));
    }

    private int show(String... more) {
        var args = new ArrayList<>(List.of("list", "show", lists.toString()));
        args.addAll(List.of(more));
        return run(args.toArray(String[]::new));
    }

    private int importAll() {
        return run(
                "list",
                "import",
                lists.toString(),
                "--site",
                site.toString(),
                "--state",
                dir.resolve("state").toString());
    }

    /// What was printed before is forgotten.
    private int run(String... args) {
        out.reset();
        err.reset();
        var utf8 = StandardCharsets.UTF_8;
        var console =
                new Console(
                        Lang.EN,
                        new PrintStream(out, true, utf8),
                        new PrintStream(err, true, utf8));
        return Main.run(console, args);
    }

    private String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private String err() {
        return err.toString(StandardCharsets.UTF_8);
    }
}
