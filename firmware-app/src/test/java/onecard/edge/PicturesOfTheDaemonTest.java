package onecard.edge;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import onecard.edge.cli.Console;
import onecard.edge.crypto.Json;
import onecard.edge.crypto.Secrets;
import onecard.edge.crypto.Tokens;
import onecard.edge.crypto.WholeFile;
import onecard.edge.match.Engine.Extraction;
import onecard.edge.match.finger.FingerEngine;
import onecard.edge.match.finger.MadeFinger;
import onecard.edge.process.Await;
import onecard.edge.process.Ports;
import onecard.edge.process.Watched;
import onecard.hal.bio.Sample;
import onecard.hal.camera.PictureFeed;
import onecard.site.Secret;
import onecard.words.Lang;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A door whose fingers are pictures in a directory, in the whole daemon.
class PicturesOfTheDaemonTest {

    private static final String ANN = "342500d1560000050000000000000001";

    private static final String PEOPLE =
            """
            kind,id,subject,groups,valid_from,valid_until,schedule,deny
            ssc,%s,p-0001,staff,,,,
            pin,271828,p-0001,staff,,,,
            """
                    .formatted(ANN);

    private static final MadeFinger OF_ANN = new MadeFinger(101);
    private static final MadeFinger OF_BOB = new MadeFinger(102);

    /// How many transactions; `-Dsimulation.pictures=N`.
    private static final int TRANSACTIONS = Integer.getInteger("simulation.pictures", 50);

    /// Stands in every picture that is shown.
    private static final String MARK = "a-picture-of-somebody";

    /// As long as a template's chance neighbours never agree.
    private static final int SEEDED = 24;

    @TempDir Path dir;
    private Path pictures = Path.of("");
    private Path vaultKey = Path.of("");

    @BeforeEach
    void make() throws Exception {
        pictures = Files.createDirectory(dir.resolve("pictures"));
        vaultKey = dir.resolve("vault.key");
        WholeFile.write(vaultKey, "5a".repeat(32).getBytes(StandardCharsets.US_ASCII));
    }

    /// So patient that a machine that others use, too, changes nothing.
    private String door() throws IOException {
        return door(120_000);
    }

    private String door(int factorMillis) throws IOException {
        return Files.readString(Path.of("..", "profiles", "examples", "finger-door.yaml"))
                .replace("pcsc: \"*\", slot: contactless, applications: [ssc, uid]", "sim: true")
                .replace(
                        "serial: /dev/serial/by-id/usb-finger, baud: 57600",
                        "dpi: 500, directory: " + pictures)
                .replace("input: /dev/input/by-id/usb-keypad-event-kbd", "sim: true")
                .replace(
                        "    lists: [staff]",
                        "    lists: [staff]\n    second_factor_ms: " + factorMillis)
                .replace("timezone:", "clock: assume_synced\ntimezone:")
                .replace("credential: vault-key", "file: " + vaultKey)
                .replace("127.0.0.1:1883", "127.0.0.1:" + Ports.free());
    }

    @Test
    void theRightFingerOpensAndNoPictureIsLeft() throws Exception {
        try (var daemon = new SimDaemon(dir, door());
                var feed = new PictureFeed(pictures)) {
            daemon.imports("staff", PEOPLE, 2);
            enrol();

            feed.shows(OF_ANN.impression(7), OF_ANN.impression(8));
            tap(daemon, ANN);
            assertEquals("asked FINGER", daemon.verdict());
            assertEquals("granted OK", daemon.verdict());

            feed.shows(OF_BOB.impression(1), OF_BOB.impression(2));
            tap(daemon, ANN);
            assertEquals("asked FINGER", daemon.verdict());
            Await.until("a PIN", Watched.SOON, () -> daemon.awaitsPin("pad"));
            feed.leaves();
            daemon.enter("pad", "271828");
            var byPin = daemon.watched.tap();
            assertEquals(
                    List.of("BIOMETRIC_MISMATCH", "BIOMETRIC_MISMATCH"),
                    proofs(byPin),
                    byPin::toString);
            assertEquals(Optional.of("granted"), byPin.text("verdict"), byPin::toString);
        }
        assertEquals(List.of(), PictureFeed.pictures(pictures));
    }

    /// What is kept of a body is its holder's by whichever key of the site their card is known:
    /// with a list of before, one of both keys, and once the key of before is known no more.
    @Test
    void theRightFingerOpensWhileTheSiteKeyIsRolledAndAfterIt() throws Exception {
        try (var daemon = new SimDaemon(dir, door())) {
            daemon.imports("staff", PEOPLE, 2);
            enrol();
        }
        var next = dir.resolve("next.key");
        WholeFile.write(next, "5b".repeat(32).getBytes(StandardCharsets.US_ASCII));
        var former = dir.resolve("state").resolve(Secrets.MADE_HERE);
        var rolled =
                door().replace(
                                "site: { generate: true }",
                                "site: { file: %s, former: { file: %s } }".formatted(next, former));
        try (var feed = new PictureFeed(pictures)) {
            feed.shows(OF_ANN.impression(7), OF_ANN.impression(8));
            try (var daemon = new SimDaemon(dir, rolled)) {
                opensByFinger(daemon);
                daemon.imports("staff", PEOPLE, 4);
                opensByFinger(daemon);
            }
            try (var daemon = new SimDaemon(dir, rolled.replaceAll(", former: \\{[^}]*\\}", ""))) {
                opensByFinger(daemon);
                // By the token that they agreed under, under which nothing stands any more.
                runs("consent", "withdraw", "--token", person(), "--for", "finger");
            }
        }
    }

    private static void opensByFinger(SimDaemon daemon) {
        tap(daemon, ANN);
        assertEquals("asked FINGER", daemon.verdict());
        assertEquals("granted OK", daemon.verdict());
    }

    @Test
    void whereNothingIsPutThereThePinOpens() throws Exception {
        try (var daemon = new SimDaemon(dir, door(3_000))) {
            daemon.imports("staff", PEOPLE, 2);
            enrol();
            tap(daemon, ANN);
            assertEquals("asked FINGER", daemon.verdict());
            Await.until("a PIN", Watched.SOON, () -> daemon.awaitsPin("pad"));
            daemon.enter("pad", "271828");
            var byPin = daemon.watched.tap();
            assertEquals(List.of("BIOMETRIC_TIMEOUT"), proofs(byPin), byPin::toString);
            assertEquals(Optional.of("granted"), byPin.text("verdict"), byPin::toString);
        }
    }

    /// Whatever is looked at is looked at in memory: no file holds a part of a picture afterwards.
    @Test
    void ofManyTransactionsNoPictureIsLeftOnDisk() throws Exception {
        try (var daemon = new SimDaemon(dir, door());
                var feed = new PictureFeed(pictures)) {
            daemon.imports("staff", PEOPLE, 2);
            enrol();
            feed.shows(marked(4), marked(5), marked(6));
            for (int i = 0; i < TRANSACTIONS; i++) {
                tap(daemon, ANN);
                assertEquals("asked FINGER", daemon.verdict(), "transaction " + i);
                assertEquals("granted OK", daemon.verdict(), "transaction " + i);
            }
            assertFalse(daemon.watched.holds(MARK), "beside the daemon that works");
        }
        assertEquals(List.of(), PictureFeed.pictures(pictures));
        assertFalse(isBelow(dir, MARK.getBytes(StandardCharsets.US_ASCII)));
        // Whoever looks so finds one.
        Files.write(dir.resolve("kept.pgm"), PictureFeed.file(marked(4)));
        assertTrue(isBelow(dir, MARK.getBytes(StandardCharsets.US_ASCII)));
    }

    /// A copy of everything but the key says nothing of a finger, nor does what is told elsewhere.
    @Test
    void noTemplateStandsInAnyFileLogOrMetric() throws Exception {
        int metrics = Ports.free();
        var site = door() + "metrics: { listen: \"127.0.0.1:" + metrics + "\" }\n";
        var console = System.out;
        var log = new ByteArrayOutputStream();
        System.setOut(new PrintStream(log, true, UTF_8));
        try {
            try (var daemon = new SimDaemon(dir, site);
                    var feed = new PictureFeed(pictures);
                    var client = HttpClient.newHttpClient()) {
                daemon.imports("staff", PEOPLE, 2);
                enrol();
                feed.shows(OF_ANN.impression(7));
                tap(daemon, ANN);
                assertEquals("asked FINGER", daemon.verdict());
                assertEquals("granted OK", daemon.verdict());
                var at = URI.create("http://127.0.0.1:" + metrics + "/metrics");
                var told =
                        client.send(
                                HttpRequest.newBuilder(at).build(),
                                HttpResponse.BodyHandlers.ofString());
                assertEquals(200, told.statusCode());
                Files.writeString(dir.resolve("told"), told.body());
            }
            Await.until("the log", Watched.SOON, () -> log.toString(UTF_8).contains("stopped"));
        } finally {
            System.setOut(console);
        }
        assertTrue(log.toString(UTF_8).contains("GRANTED"), () -> log.toString(UTF_8));
        Files.write(dir.resolve("log"), log.toByteArray());
        for (int i = 1; i <= 3; i++) {
            Files.delete(dir.resolve(i + ".pgm"));
        }
        var payloads = payloads();
        for (var payload : payloads) {
            for (int at = 0; at + SEEDED <= payload.length; at += SEEDED) {
                var part = Arrays.copyOfRange(payload, at, at + SEEDED);
                assertFalse(isBelow(dir, part), "bytes from " + at);
                assertFalse(isBelow(dir, HexFormat.of().formatHex(part).getBytes(UTF_8)));
                assertFalse(isBelow(dir, Base64.getEncoder().encode(part)));
            }
        }
        // Whoever looks so finds one.
        Files.write(dir.resolve("kept"), payloads.getFirst());
        assertTrue(isBelow(dir, Arrays.copyOf(payloads.getFirst(), SEEDED)));
    }

    /// Of what was enrolled, and of what was looked at.
    private static List<byte[]> payloads() {
        var payloads = new ArrayList<byte[]>();
        try (var engine = new FingerEngine()) {
            for (int impression : List.of(1, 2, 3, 7)) {
                var picture = OF_ANN.impression(impression);
                var extraction = engine.extract(picture, 1, "camera", Instant.EPOCH);
                payloads.add(((Extraction.Made) extraction).template().payload());
            }
        }
        return payloads;
    }

    private static Sample.Picture marked(int impression) {
        var picture = OF_ANN.impression(impression);
        var mark = MARK.getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(mark, 0, picture.bytes(), 0, mark.length);
        return picture;
    }

    /// Whether a file there, however deep, holds those bytes.
    private static boolean isBelow(Path directory, byte[] bytes) throws IOException {
        var wanted = new String(bytes, StandardCharsets.ISO_8859_1);
        try (var files = Files.walk(directory)) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                if (Files.readString(file, StandardCharsets.ISO_8859_1).contains(wanted)) {
                    return true;
                }
            }
        }
        return false;
    }

    /// Behind a stranger's: the same card at once again would be the same presence.
    private static void tap(SimDaemon daemon, String card) {
        daemon.tap("in", "342500d1560000050000000000000003");
        assertEquals("refused UNKNOWN", daemon.verdict());
        daemon.tap("in", card);
    }

    private static List<String> proofs(Json.Obj tap) {
        return tap.array("proofs").orElseThrow().items().stream()
                .map(each -> ((Json.Obj) each).text("result").orElseThrow())
                .toList();
    }

    private Tokens tokens() throws IOException {
        return new Tokens(Secrets.siteKey(new Secret.Generate(), dir.resolve("state")));
    }

    /// Ann, by the key that the daemon made at its first start.
    private String person() throws IOException {
        return tokens().of("subject", "p-0001");
    }

    /// From pictures that lie elsewhere, as a desk takes them.
    private void enrol() throws IOException {
        var tokens = tokens();
        var person = person();
        runs(
                "consent",
                "give",
                "--token",
                person,
                "--for",
                "finger",
                "--purpose",
                "gate",
                "--text",
                "2026-03");
        var words =
                new ArrayList<>(
                        List.of(
                                "enrol",
                                "--token",
                                person,
                                "--card",
                                "ssc:" + tokens.of("ssc", ANN),
                                "--finger",
                                "1",
                                "--sensor",
                                "camera"));
        for (int i = 1; i <= 3; i++) {
            var file = dir.resolve(i + ".pgm");
            words.add(Files.write(file, PictureFeed.file(OF_ANN.impression(i))).toString());
        }
        runs(words.toArray(String[]::new));
    }

    private void runs(String... words) {
        var said = new ByteArrayOutputStream();
        var out = new PrintStream(said, true, StandardCharsets.UTF_8);
        var all = new ArrayList<>(List.of(words));
        all.addAll(List.of("--state", dir.resolve("state").toString()));
        assertEquals(
                0,
                Main.run(new Console(Lang.EN, out, out), all.toArray(String[]::new)),
                () -> said.toString(StandardCharsets.UTF_8));
    }
}
