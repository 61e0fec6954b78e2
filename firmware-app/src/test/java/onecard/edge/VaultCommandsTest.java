package onecard.edge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.RandomAccessFile;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.imageio.ImageIO;
import onecard.edge.cli.Console;
import onecard.edge.crypto.Canonical;
import onecard.edge.crypto.Json;
import onecard.edge.crypto.JsonReader;
import onecard.edge.crypto.SigningKey;
import onecard.edge.crypto.WholeFile;
import onecard.edge.match.CalibrationRecord;
import onecard.edge.match.CalibrationRecord.Basis;
import onecard.edge.match.CalibrationRecord.Point;
import onecard.edge.match.finger.FingerEngine;
import onecard.edge.match.finger.MadeFinger;
import onecard.edge.match.vein.MadeVein;
import onecard.edge.match.vein.VeinEngine;
import onecard.edge.process.Ports;
import onecard.edge.state.Control;
import onecard.edge.state.StateDir;
import onecard.edge.store.journal.JournalReader;
import onecard.hal.bio.Sample.Picture;
import onecard.words.Lang;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What people agree to, their fingers and that they go, by the commands: beside the daemon and in
/// its place.
class VaultCommandsTest {

    private static final String ANN = "0f1e2d3c4b5a69788796a5b4c3d2e1f0";
    private static final String CARD = "ssc:11112222333344445555666677778888";
    private static final String CARD_TOKEN = CARD.substring(4);

    @TempDir static Path pictures;

    @TempDir Path dir;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private Optional<SimDaemon> daemon = Optional.empty();
    private Path site;
    private String text = "";

    @BeforeAll
    static void putDown() throws IOException {
        var vein = MadeVein.several(1).getFirst();
        for (int i = 1; i <= 3; i++) {
            putDown(vein.impression(i), vein(i));
        }
        var fingers = MadeFinger.several(2);
        for (int finger = 0; finger < 2; finger++) {
            for (int i = 1; i <= 3; i++) {
                putDown(fingers.get(finger).impression(i), picture(finger, i));
            }
        }
    }

    private static void putDown(Picture picture, Path file) throws IOException {
        var image =
                new BufferedImage(picture.width(), picture.height(), BufferedImage.TYPE_BYTE_GRAY);
        image.getRaster().setDataElements(0, 0, picture.width(), picture.height(), picture.bytes());
        assertTrue(ImageIO.write(image, "png", file.toFile()));
    }

    private static Path vein(int impression) {
        return pictures.resolve("vein_" + impression + ".png");
    }

    private static Path picture(int finger, int impression) {
        return pictures.resolve(finger + "_" + impression + ".png");
    }

    @BeforeEach
    void start() throws Exception {
        var key = dir.resolve("vault.key");
        WholeFile.write(key, "5a".repeat(32).getBytes(StandardCharsets.US_ASCII));
        text =
                Files.readString(Path.of("../profiles/examples/bench-door.yaml"))
                        .replace("pcsc: \"*\", slot: contactless", "sim: true")
                        .replace(
                                "site: { generate: true }",
                                "site: { generate: true }, vault: { file: " + key + " }")
                        .replace("127.0.0.1:1883", "127.0.0.1:" + Ports.free());
        site = Files.writeString(dir.resolve("site.yaml"), text);
        starts();
    }

    private void starts() throws IOException {
        daemon = Optional.of(new SimDaemon(dir, text));
    }

    @AfterEach
    void stops() throws IOException {
        if (daemon.isPresent()) {
            daemon.get().close();
        }
        daemon = Optional.empty();
    }

    @Test
    void besideTheDaemonFromConsentToWithdrawal() throws Exception {
        var unseen = swapped(enrol(1, 0, 0, 0), picture(0, 1).toString(), "not-there.png");
        assertEquals(3, run(unseen), "no picture is opened without a consent");
        assertTrue(said().contains("no consent holds"), this::said);
        assertEquals(0, shows());
        assertTrue(said().contains("nothing is noted"), this::said);
        agrees();
        assertTrue(said().contains("noted: finger, for gate, 365 days"), this::said);

        assertEquals(0, enrols(1, 0, 0, 0));
        assertTrue(said().contains("kept: 3 templates of finger 1"), this::said);
        assertEquals(0, shows());
        assertTrue(said().contains("finger: 3 templates, 0 slots"), this::said);
        assertTrue(said().contains("agreed for gate until 20"), this::said);

        stops();
        starts();
        assertEquals(0, run("consent", "withdraw", "--token", ANN, "--for", "finger"));
        assertTrue(said().contains("3 templates are gone"), this::said);
        assertEquals(3, run("consent", "withdraw", "--token", ANN, "--for", "finger"));
        assertFalse(said().contains("nothing was known"), this::said);
        var stranger = "0f".repeat(16);
        assertEquals(3, run("consent", "withdraw", "--token", stranger, "--for", "finger"));
        assertTrue(said().contains("nothing was known of that token"), this::said);
        assertEquals(3, enrols(1, 0, 0, 0));
        assertEquals(
                List.of("consent given", "enrol enrolled", "consent withdrawn", "purge withdrawn"),
                records());
    }

    /// The daemon's memory of them, and what is kept of their body, by one command and by either
    /// of their tokens.
    @Test
    void traceTellsOfItAndErasesIt() throws Exception {
        for (var token : List.of(ANN, CARD_TOKEN)) {
            agrees();
            assertEquals(0, enrols(1, 0, 0, 0));
            assertEquals(0, run("trace", "--token", token));
            assertTrue(said().contains("finger: 3 templates"), this::said);
            assertEquals(0, run("trace", "--token", token, "--json"));
            var vault = JsonReader.object(said()).orElseThrow().array("vault").orElseThrow();
            assertEquals(Optional.of(ANN), ((Json.Obj) vault.items().getFirst()).text("person"));

            assertEquals(0, run("trace", "--token", token, "--erase"));
            assertTrue(said().contains("gone: 3 templates"), this::said);
            assertFalse(said().contains("finger: 3 templates"), this::said);
            assertEquals(0, shows());
            assertTrue(said().contains("nothing is noted"), this::said);
        }
        assertTrue(records().contains("purge forgotten"), () -> records().toString());
    }

    @Test
    void withoutADaemonTheCommandsAreOne() throws Exception {
        stops();
        var alone = List.of("--site", site.toString());
        assertEquals(2, run(gives()));
        assertTrue(said().contains("--site"), this::said);
        try (var held = StateDir.hold(dir.resolve("state")).orElseThrow()) {
            assertEquals(3, run(with(gives(), alone)), held::toString);
        }
        assertEquals(0, run(with(gives(), alone)));
        assertEquals(0, run(with(enrol(1, 0, 0, 0), alone)));
        assertEquals(0, run(with(List.of("forget", "--token", CARD_TOKEN), alone)));
        assertTrue(said().contains("gone: 3 templates"), this::said);
        assertEquals(0, run(with(gives(), alone)));
        assertEquals(0, run(with(enrol(1, 0, 0, 0), alone)));
        assertEquals(0, run(with(List.of("trace", "--erase", "--token", ANN), alone)));
        assertEquals(0, shows());
        assertTrue(said().contains("nothing is noted"), this::said);
        assertEquals(
                List.of(
                        "consent given",
                        "enrol enrolled",
                        "purge forgotten",
                        "consent given",
                        "enrol enrolled",
                        "purge forgotten"),
                records());
    }

    @Test
    void viewsThatDoNotFitAreRefusedByName() throws Exception {
        agrees();
        assertEquals(1, enrols(1, 0, 1, 0));
        assertTrue(said().contains("0_1.png and"), this::said);
        assertTrue(said().contains("1_2.png are not alike"), this::said);
        var dark = pictures.resolve("dark.png");
        ImageIO.write(
                new BufferedImage(300, 300, BufferedImage.TYPE_BYTE_GRAY), "png", dark.toFile());
        assertEquals(1, run(with(enrol(1, 0, 0), List.of(dark.toString()))));
        assertTrue(said().contains("dark.png: is of no use: too little"), this::said);
        var none = Files.writeString(pictures.resolve("none.png"), "no picture");
        assertEquals(1, run(with(enrol(1, 0, 0), List.of(none.toString()))));
        assertTrue(said().contains("none.png: is of no use: no whole png"), this::said);
        assertEquals(2, enrols(1, 0, 0));
        assertEquals(2, enrols(11, 0, 0, 0));
        assertEquals(0, shows());
        assertTrue(said().contains("finger: 0 templates"), this::said);
    }

    /// Of veins nobody knows what a score means, unless a record of the site file says so.
    @Test
    void veinsAreKeptByARecordAndByNoGuess() throws Exception {
        assertEquals(0, run(swapped(gives(), "finger", "vein")));
        var enrol =
                new ArrayList<>(List.of("enrol", "--token", ANN, "--card", CARD, "--for", "vein"));
        enrol.addAll(List.of("--finger", "2", "--sensor", "nir-1"));
        for (int i = 1; i <= 3; i++) {
            enrol.add(vein(i).toString());
        }
        assertEquals(3, run(enrol));
        assertTrue(said().contains("what a score of a vein means at the sensor nir-1"), this::said);

        var lab = SigningKey.ofSeed(new byte[32]);
        var record =
                new CalibrationRecord(
                        "vein-mc",
                        "1.0",
                        VeinEngine.MADE,
                        "nir-1",
                        "made-up",
                        100,
                        4_950,
                        Basis.MEASURED,
                        List.of(new Point(new BigDecimal("0.001"), new BigDecimal("0.12"))),
                        Instant.EPOCH);
        var file = Files.write(dir.resolve("vein.json"), Canonical.bytes(record.signed(lab)));
        var calibrated =
                Files.readString(Path.of("../profiles/examples/finger-door.yaml"))
                        .replace(
                                "modality: finger, serial: /dev/serial/by-id/usb-finger, baud: 57600",
                                "modality: vein, directory: /run/veins, model: nir-1, calibration: "
                                        + file)
                        .replace("finger: print", "vein: print")
                        .replace("[finger, pin]", "[vein, pin]")
                        .replace(
                                "keys:\n",
                                "keys:\n  calibrations: [\"" + lab.publicText() + "\"]\n");
        var site = Files.writeString(dir.resolve("veins.yaml"), calibrated).toString();
        assertEquals(3, run(with(swapped(enrol, "nir-1", "nir-2"), List.of("--site", site))));
        assertEquals(0, run(with(enrol, List.of("--site", site))), this::said);
        assertTrue(said().contains("kept: 3 templates of vein 2"), this::said);
        assertEquals(0, shows());
        assertTrue(said().contains("vein: 3 templates"), this::said);
    }

    /// What is kept is compared at a sensor of the site file, or it is not kept.
    @Test
    void fingersOfAModelThatNoRecordIsOfAreNotKept() throws Exception {
        agrees();
        var lab = SigningKey.ofSeed(new byte[32]);
        var record =
                new CalibrationRecord(
                        "sourceafis",
                        "3",
                        FingerEngine.MADE,
                        "R503",
                        "made-up",
                        100,
                        4_950,
                        Basis.MEASURED,
                        List.of(new Point(new BigDecimal("0.01"), new BigDecimal("20"))),
                        Instant.EPOCH);
        var file = Files.write(dir.resolve("finger.json"), Canonical.bytes(record.signed(lab)));
        var calibrated =
                Files.readString(Path.of("../profiles/examples/finger-door.yaml"))
                        .replace(
                                "serial: /dev/serial/by-id/usb-finger, baud: 57600",
                                "directory: /run/print, dpi: 500, model: R503, calibration: "
                                        + file)
                        .replace(
                                "keys:\n",
                                "keys:\n  calibrations: [\"" + lab.publicText() + "\"]\n");
        var site = Files.writeString(dir.resolve("calibrated.yaml"), calibrated).toString();
        var enrol = with(enrol(1, 0, 0, 0), List.of("--site", site));
        assertEquals(3, run(enrol));
        assertTrue(said().contains("are of R503 and not of the sensor file"), this::said);
        assertEquals(0, shows());
        assertTrue(said().contains("finger: 0 templates"), this::said);
        // By the score of the coarsest that the record knows, as the daemon does.
        assertEquals(0, run(with(enrol, List.of("--sensor", "R503"))), this::said);
    }

    /// What the vault holds was made by software that makes something else now.
    @Test
    void whoMustBeEnrolledAgainIsListed() throws Exception {
        agrees();
        assertEquals(0, enrols(1, 0, 0, 0));
        var site =
                Files.readString(Path.of("../profiles/examples/finger-door.yaml"))
                        .replace(
                                "serial: /dev/serial/by-id/usb-finger, baud: 57600",
                                "directory: /run/print, dpi: 500");
        var named = Files.writeString(dir.resolve("compared.yaml"), site).toString();
        var list = List.of("enrol", "--list", "--site", named);
        assertEquals(0, run(list));
        assertTrue(said().contains("nobody must be enrolled again"), this::said);

        stops();
        try (var connection =
                        DriverManager.getConnection(
                                "jdbc:sqlite:" + dir.resolve("state/vault.db"));
                var statement = connection.createStatement()) {
            assertEquals(3, statement.executeUpdate("UPDATE template SET version = 2"));
        }
        assertEquals(0, run(list));
        assertTrue(
                said().contains(
                                ANN
                                        + " finger: was enrolled by sourceafis 2 (sourceafis-cbor), file"),
                this::said);
        assertEquals(0, run(with(list, List.of("--json"))));
        assertEquals(
                "[{\"held\":\"sourceafis 2 (sourceafis-cbor), file\",\"modality\":\"finger\","
                        + "\"person\":\""
                        + ANN
                        + "\"}]\n",
                out.toString(StandardCharsets.UTF_8));
        assertEquals(2, run("enrol", "--list"));
        assertEquals(2, run(with(list, List.of("--token", ANN))));
        assertEquals(2, run("enrol", "--json", "--site", named));
    }

    @Test
    void whatNoEngineComparesIsNotKept() throws Exception {
        assertEquals(0, run(swapped(gives(), "finger", "face")));
        var face = new ArrayList<>(enrol(1, 0, 0, 0));
        face.addAll(List.of("--for", "face"));
        assertEquals(2, run(face));
        assertTrue(said().contains("a face has none"), this::said);
        face.subList(face.indexOf("--finger"), face.indexOf("--finger") + 2).clear();
        assertEquals(3, run(face));
        assertTrue(said().contains("no engine for a face"), this::said);
    }

    @Test
    void aTokenThatIsWrongIsSaidToBe() throws Exception {
        agrees();
        assertEquals(0, enrols(1, 0, 0, 0));
        var card = CARD.substring(4);
        assertEquals(2, run(swapped(gives(), ANN, card)));
        assertTrue(said().contains("the token of a card"), this::said);
        assertEquals(2, run(swapped(enrol(1, 0, 0, 0), ANN, card)));
        assertEquals(0, run("forget", "--token", "f".repeat(32)));
        assertTrue(said().contains("nothing was known of that token"), this::said);
        assertEquals(0, run("forget", "--token", card));
        assertFalse(said().contains("nothing was known"), this::said);
    }

    /// Which nothing but the owner may read, and which is never made over another.
    @Test
    void aKeyForTheVaultIsMadeByACommand() throws Exception {
        var key = dir.resolve("made.key");
        var make = List.of("keys", "new", "--for", "vault", "--out", key.toString());
        assertEquals(0, runAlone(make));
        assertTrue(said().contains("name it at keys.vault"), this::said);
        assertTrue(Files.readString(key).matches("[0-9a-f]{64}\n"));
        assertFalse(said().contains(Files.readString(key).strip()));
        assertEquals(
                PosixFilePermissions.fromString("rw-------"), Files.getPosixFilePermissions(key));
        assertEquals(1, runAlone(make));
        var lab = dir.resolve("lab.pem").toString();
        assertEquals(0, runAlone(List.of("keys", "new", "--for", "calibrations", "--out", lab)));
        assertTrue(said().contains("ed25519:"), this::said);
        assertTrue(said().contains("keys.calibrations"), this::said);
        var cards = dir.resolve("cards.pem").toString();
        assertEquals(0, runAlone(List.of("keys", "new", "--for", "enrolments", "--out", cards)));
        assertTrue(said().contains("ed25519:"), this::said);
        assertTrue(said().contains("keys.enrolments"), this::said);
    }

    /// Who may not ask the daemon is not told that there is none.
    @Test
    void aDaemonThatMayNotBeAskedIsNotTakenForNone() throws Exception {
        assumeFalse(System.getProperty("user.name").equals("root"), "root may");
        var socket = StateDir.controlSocket(dir.resolve("state"));
        Files.setPosixFilePermissions(socket, PosixFilePermissions.fromString("r--r--r--"));
        assertEquals(3, run("forget", "--token", ANN, "--site", site.toString()));
        assertTrue(said().contains("may not be opened by this user"), this::said);
    }

    /// The journal has no room for what it forgets: what is kept of their body is gone all the
    /// same, and that is said.
    @Test
    void whatIsGoneIsSaidThoughTheRestIsNot() throws Exception {
        stops();
        var answer =
                Json.Obj.EMPTY
                        .with("ok", false)
                        .with("reason", "JOURNAL_FULL")
                        .with("vault", Json.Obj.EMPTY.with("templates", 3).with("slots", 0));
        var socket = StateDir.controlSocket(dir.resolve("state"));
        try (var control = new Control(socket, (_, _) -> answer)) {
            assertEquals(3, run("trace", "--token", ANN, "--erase"), control::toString);
            assertTrue(said().contains("gone: 3 templates"), this::said);
            assertTrue(said().contains("JOURNAL_FULL"), this::said);
        }
    }

    /// Each way in which a sensor may fail to enrol says what to do next, in both languages.
    @Test
    void whyNobodyIsEnrolledIsSaidToPeople() throws Exception {
        stops();
        var socket = StateDir.controlSocket(dir.resolve("state"));
        for (var why :
                List.of(
                        "BUSY",
                        "DEVICE_FAULT",
                        "BIOMETRIC_TIMEOUT",
                        "BIOMETRIC_QUALITY",
                        "BIOMETRIC_MISMATCH",
                        "BIOMETRIC_SPOOF")) {
            var answer = Json.Obj.EMPTY.with("ok", false).with("reason", why);
            try (var control = new Control(socket, (_, _) -> answer)) {
                var at = List.of("enrol", "--token", ANN, "--card", CARD, "--at", "print");
                assertEquals(3, run(at), control::toString);
                assertTrue(said().contains("nothing is changed: "), this::said);
                assertFalse(said().contains(why), this::said);
            }
        }
        try (var control = new Control(socket, (_, _) -> Json.Obj.EMPTY)) {
            assertEquals(3, run("forget", "--token", ANN), control::toString);
            assertTrue(said().contains("nothing is changed: ?"), this::said);
        }
    }

    /// What a clerk may get wrong with pictures: nothing is kept, and what to do is said.
    @Test
    void picturesThatAreNoneAreNamed() throws Exception {
        agrees();
        var twice = enrol(1, 0, 0);
        assertEquals(2, run(with(twice, List.of(picture(0, 1).toString()))));
        assertTrue(said().contains("0_1.png: is given twice"), this::said);
        assertEquals(2, run(with(enrol(1, 0, 0, 0), List.of("--dpi", "0"))));
        assertEquals(2, run(with(enrol(1, 0, 0, 0), List.of("--sensor", "138123456"))));
        assertEquals(2, run(with(enrol(1, 0, 0, 0), List.of("--at", "print"))));
        assertEquals(3, run(with(twice, List.of(pictures.resolve("gone.png").toString()))));
        assertTrue(said().contains("gone.png: must exist"), this::said);
        assertEquals(1, run(with(twice, List.of(pictures.toString()))));
        assertTrue(said().contains("is of no use"), this::said);
        var large = pictures.resolve("large.png");
        try (var sparse = new RandomAccessFile(large.toFile(), "rw")) {
            sparse.setLength(65L << 20);
        }
        assertEquals(1, run(with(twice, List.of(large.toString()))));
        assertTrue(said().contains("large.png: is of no use: above"), this::said);
        // It has no size and no end.
        var endless = Files.createSymbolicLink(dir.resolve("endless.png"), Path.of("/dev/zero"));
        assertEquals(1, run(with(twice, List.of(endless.toString()))));
        assertTrue(said().contains("endless.png: is of no use: no file"), this::said);
        assertEquals(0, shows());
        assertTrue(said().contains("finger: 0 templates"), this::said);
    }

    @Test
    void whatIsWrittenWrongIsSaid() throws Exception {
        assertEquals(
                2,
                run(
                        "consent",
                        "give",
                        "--token",
                        "ANN",
                        "--for",
                        "finger",
                        "--purpose",
                        "gate",
                        "--text",
                        "1"));
        assertEquals(2, run(swapped(gives(), "finger", "palm")));
        assertEquals(2, run(swapped(gives(), "gate", "for Ann")));
        assertEquals(2, run(with(gives(), List.of("--days", "0"))));
        assertEquals(2, run(swapped(enrol(1, 0, 0, 0), CARD, "cash:1")));
        assertEquals(2, run("consent"));
        assertEquals(List.of(), records());
    }

    // --- what is done ---

    private static List<String> gives() {
        return List.of(
                "consent",
                "give",
                "--token",
                ANN,
                "--for",
                "finger",
                "--purpose",
                "gate",
                "--text",
                "2026-03");
    }

    private void agrees() {
        assertEquals(0, run(gives()), this::said);
    }

    private int shows() {
        return run("consent", "show", "--token", ANN);
    }

    /// @param of whose finger each view is
    private int enrols(int finger, int... of) {
        return run(enrol(finger, of));
    }

    private static List<String> enrol(int finger, int... of) {
        var words =
                new ArrayList<>(
                        List.of(
                                "enrol",
                                "--token",
                                ANN,
                                "--card",
                                CARD,
                                "--finger",
                                Integer.toString(finger)));
        for (int i = 0; i < of.length; i++) {
            words.add(picture(of[i], i + 1).toString());
        }
        return words;
    }

    private static List<String> with(List<String> words, List<String> more) {
        var all = new ArrayList<>(words);
        all.addAll(more);
        return all;
    }

    private static List<String> swapped(List<String> words, String from, String to) {
        assertTrue(words.contains(from));
        return words.stream().map(it -> it.equals(from) ? to : it).toList();
    }

    private int run(String... words) {
        return run(List.of(words));
    }

    private int run(List<String> words) {
        return words.size() > 1
                ? runAlone(with(words, List.of("--state", dir.resolve("state").toString())))
                : runAlone(words);
    }

    private int runAlone(List<String> words) {
        out.reset();
        err.reset();
        var all = with(words, List.of("--lang", "en"));
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

    /// What the journal has of people's bodies, each as the contract has it.
    private List<String> records() {
        var records = new ArrayList<String>();
        var contract = new ContractValidator();
        try (var reader = JournalReader.open(dir.resolve("state/journal.db")).orElseThrow()) {
            long _ =
                    reader.each(
                            0,
                            event -> {
                                var known = JsonReader.object(event).orElseThrow();
                                var sent = Canonical.text(known.with("replayed", false));
                                assertEquals(
                                        Optional.empty(),
                                        contract.objectionBySchema("event", sent));
                                known.object("data")
                                        .filter(it -> it.text("change").isPresent())
                                        .map(
                                                it ->
                                                        it.text("what").orElse("")
                                                                + " "
                                                                + it.text("result").orElse(""))
                                        .ifPresent(records::add);
                            });
        } catch (IOException failed) {
            throw new AssertionError(failed);
        }
        return records;
    }
}
