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
import java.util.ArrayList;
import java.util.List;
import onecard.edge.cli.Console;
import onecard.edge.crypto.Secrets;
import onecard.edge.crypto.Tokens;
import onecard.edge.crypto.WholeFile;
import onecard.edge.process.Ports;
import onecard.hal.bio.Sample;
import onecard.site.Secret;
import onecard.words.Lang;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Whoever stands at a desk has their card in their hand, and nobody knows a token by heart: the
/// commands about people's bodies take the card that was just shown at a point.
class ByTheCardTest {

    private static final String LIST =
            "kind,id,subject,groups,valid_from,valid_until,schedule,deny\nssc,%s,%s,staff,,,,\n";
    private static final String ANN = "342500d1560000050000000000000001";
    private static final String STRANGER = "342500d1560000050000000000000003";

    @TempDir Path dir;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private String text = "";

    @BeforeEach
    void site() throws Exception {
        var key = dir.resolve("vault.key");
        WholeFile.write(key, "5a".repeat(32).getBytes(StandardCharsets.US_ASCII));
        text =
                Files.readString(Path.of("../profiles/examples/finger-door.yaml"))
                        .replace(
                                "pcsc: \"*\", slot: contactless, applications: [ssc, uid]",
                                "sim: true")
                        .replace("timezone:", "clock: assume_synced\ntimezone:")
                        .replace("credential: vault-key", "file: " + key)
                        .replace("serial: /dev/serial/by-id/usb-finger, baud: 57600", "sim: true")
                        .replace("input: /dev/input/by-id/usb-keypad-event-kbd", "sim: true")
                        .replace("127.0.0.1:1883", "127.0.0.1:" + Ports.free());
    }

    private void imports(SimDaemon daemon) throws IOException {
        daemon.imports("staff", LIST.formatted(ANN, "p-0001"), 1);
    }

    @Test
    void fromConsentToForgettingByTheCardAlone() throws Exception {
        try (var daemon = new SimDaemon(dir, text)) {
            imports(daemon);
            assertEquals(3, run("consent", "show", "--last-tap", "door-1"));
            assertTrue(said().contains("no card was shown at door-1 in the last 30 s"), this::said);

            daemon.tap("in", ANN);
            assertEquals("asked FINGER", daemon.verdict());
            assertEquals(0, run(give("--last-tap", "door-1")), this::said);
            assertTrue(said().contains("the card last shown at door-1: ssc, "), this::said);
            daemon.sensor("print").present(new Sample.Embedding("made", new float[] {1}));
            assertEquals(0, run("enrol", "--last-tap", "door-1", "--at", "print"), this::said);

            assertEquals(0, run("consent", "show", "--last-tap", "door-1", "--json"));
            var person = token("subject", "p-0001");
            assertTrue(
                    out.toString(StandardCharsets.UTF_8).startsWith("[{\"consent\""), this::said);
            assertTrue(said().contains("\"person\":\"" + person + "\""), this::said);
            assertTrue(said().contains("\"slots\":1"), this::said);
            assertFalse(said().contains(ANN), this::said);

            assertEquals(0, run("consent", "withdraw", "--last-tap", "door-1", "--for", "finger"));
            assertTrue(said().contains("1 slots of devices are to be emptied"), this::said);
            assertEquals(0, run("forget", "--last-tap", "door-1"));
            assertEquals(0, run("consent", "show", "--token", person));
            assertTrue(said().contains("nothing is noted"), this::said);
        }
    }

    /// Whoever has a card now asks of themselves, and not of whoever had it before.
    @Test
    void aCardThatWasGivenOnAsksOfWhoeverHasIt() throws Exception {
        try (var daemon = new SimDaemon(dir, text)) {
            imports(daemon);
            daemon.tap("in", ANN);
            assertEquals("asked FINGER", daemon.verdict());
            assertEquals(0, run(give("--last-tap", "door-1")), this::said);
            daemon.sensor("print").present(new Sample.Embedding("made", new float[] {1}));
            assertEquals(0, run("enrol", "--last-tap", "door-1", "--at", "print"), this::said);

            daemon.imports("staff", LIST.formatted(ANN, "p-0002"), 1);
            assertEquals(0, run("consent", "show", "--last-tap", "door-1"));
            assertTrue(said().contains("nothing is noted"), this::said);
            assertEquals(3, run("consent", "withdraw", "--last-tap", "door-1", "--for", "finger"));
            assertEquals(0, run("forget", "--last-tap", "door-1"));
            var ann = token("subject", "p-0001");
            assertEquals(0, run("consent", "show", "--token", ann, "--json"));
            assertTrue(said().contains("\"slots\":1"), this::said);
        }
    }

    /// Whoever is on no list is nobody that could be enrolled, and may ask what is kept all the
    /// same.
    @Test
    void aCardThatNobodyKnowsIsNobodys() throws Exception {
        try (var daemon = new SimDaemon(dir, text)) {
            imports(daemon);
            daemon.tap("in", STRANGER);
            assertEquals("refused UNKNOWN", daemon.verdict());
            assertEquals(3, run(give("--last-tap", "door-1")));
            assertTrue(said().contains("on no list here"), this::said);
            assertEquals(3, run("enrol", "--last-tap", "door-1", "--at", "print"));
            assertEquals(0, run("consent", "show", "--last-tap", "door-1"));
            assertTrue(said().contains("nothing is noted"), this::said);
            assertEquals(0, run("forget", "--last-tap", "door-1"));
        }
    }

    @Test
    void ofTwoCardsNobodyKnowsWhichIsMeant() throws Exception {
        try (var daemon = new SimDaemon(dir, text)) {
            imports(daemon);
            daemon.tap("in", STRANGER);
            assertEquals("refused UNKNOWN", daemon.verdict());
            daemon.tap("in", ANN);
            assertEquals("asked FINGER", daemon.verdict());
            assertEquals(3, run(give("--last-tap", "door-1")));
            assertTrue(said().contains("several cards were shown"), this::said);
            assertEquals(3, run(give("--last-tap", "door-2")));
            assertTrue(said().contains("no card was shown at door-2"), this::said);
        }
    }

    @Test
    void justOneWayToSayWhoItIs() throws Exception {
        var ann = token("subject", "p-0001");
        assertEquals(2, run("consent", "show"));
        assertEquals(2, run("forget", "--token", ann, "--last-tap", "door-1"));
        assertTrue(said().contains("--token or --last-tap"), this::said);
        assertEquals(2, run("enrol", "--token", ann, "--at", "print"));
        assertTrue(said().contains("--card or --last-tap"), this::said);
        assertEquals(3, run("forget", "--last-tap", "door-1"), "no journal is there");
    }

    // --- what is done ---

    private static List<String> give(String... who) {
        var words =
                new ArrayList<>(List.of("consent", "give", "--for", "finger", "--purpose", "gate"));
        words.addAll(List.of("--text", "2026-03"));
        words.addAll(List.of(who));
        return words;
    }

    private String token(String kind, String id) throws IOException {
        var state = Files.createDirectories(dir.resolve("state"));
        return new Tokens(Secrets.siteKey(new Secret.Generate(), state)).of(kind, id);
    }

    private int run(String... words) {
        return run(List.of(words));
    }

    private int run(List<String> words) {
        out.reset();
        err.reset();
        var all = new ArrayList<>(words);
        all.addAll(List.of("--lang", "en", "--state", dir.resolve("state").toString()));
        var console =
                new Console(
                        Lang.EN,
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8));
        return Main.run(console, all.toArray(String[]::new));
    }

    private String said() {
        return out.toString(StandardCharsets.UTF_8) + err.toString(StandardCharsets.UTF_8);
    }
}
