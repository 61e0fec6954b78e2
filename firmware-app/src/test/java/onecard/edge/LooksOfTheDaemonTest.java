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
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import onecard.edge.cli.Console;
import onecard.edge.crypto.Json;
import onecard.edge.crypto.Secrets;
import onecard.edge.crypto.Tokens;
import onecard.edge.crypto.WholeFile;
import onecard.edge.process.Await;
import onecard.edge.process.Ports;
import onecard.edge.process.Watched;
import onecard.hal.bio.Sample;
import onecard.site.Secret;
import onecard.words.Lang;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Fingers and faces in the whole daemon: from consent and enrolment, by its commands, to the
/// record and the relay.
class LooksOfTheDaemonTest {

    private static final Path EXAMPLES = Path.of("..", "profiles", "examples");
    private static final String ANN = "342500d1560000050000000000000001";
    private static final String BOB = "342500d1560000050000000000000002";
    private static final String PEOPLE =
            """
            kind,id,subject,groups,valid_from,valid_until,schedule,deny
            ssc,%s,p-0001,staff,,,,
            pin,271828,p-0001,staff,,,,
            ssc,%s,p-0002,staff,,,,
            """
                    .formatted(ANN, BOB);

    /// What the simulated sensors see of them.
    private static final Sample OF_ANN = new Sample.Embedding("made", new float[] {1});

    private static final Sample OF_BOB = new Sample.Embedding("made", new float[] {2});

    @TempDir Path dir;
    private final ByteArrayOutputStream said = new ByteArrayOutputStream();
    private Path vaultKey;

    /// Of whom the daemon knows somebody.
    private record Known(String person, String card) {}

    @BeforeEach
    void key() throws Exception {
        vaultKey = dir.resolve("vault.key");
        WholeFile.write(vaultKey, "5a".repeat(32).getBytes(StandardCharsets.US_ASCII));
    }

    private String site(String example) throws IOException {
        return Files.readString(EXAMPLES.resolve(example))
                .replace("pcsc: \"*\", slot: contactless, applications: [ssc, uid]", "sim: true")
                .replace("timezone:", "clock: assume_synced\ntimezone:")
                .replace("credential: vault-key", "file: " + vaultKey)
                .replace("127.0.0.1:1883", "127.0.0.1:" + Ports.free());
    }

    private String door() throws IOException {
        return site("finger-door.yaml")
                .replace("serial: /dev/serial/by-id/usb-finger, baud: 57600", "sim: true")
                .replace("input: /dev/input/by-id/usb-keypad-event-kbd", "sim: true");
    }

    // --- a finger beside a card ---

    @Test
    void aCardIsAskedForAFingerAndTheRightOneOpens() throws Exception {
        try (var daemon = new SimDaemon(dir, door())) {
            daemon.imports("staff", PEOPLE, 3);
            var ann = enrolled(daemon, "print", "finger", OF_ANN);

            daemon.sensor("print").present(OF_ANN);
            tap(daemon, ANN);
            assertEquals("asked FINGER", daemon.verdict());
            var opens = daemon.watched.tap();
            assertEquals(Optional.of("granted"), opens.text("verdict"), opens::toString);

            daemon.sensor("print").present(OF_BOB);
            tap(daemon, ANN);
            assertEquals("asked FINGER", daemon.verdict());
            awaitsPin(daemon); // after two wrong looks
            daemon.enter("pad", "271828");
            var byPin = daemon.watched.tap();
            assertEquals(
                    List.of("BIOMETRIC_MISMATCH", "BIOMETRIC_MISMATCH"),
                    proofs(byPin),
                    byPin::toString);
            assertEquals(Optional.of("granted"), byPin.text("verdict"), byPin::toString);

            assertEquals(0, run("consent", "withdraw", "--token", ann.person(), "--for", "finger"));
            daemon.sensor("print").present(OF_ANN);
            tap(daemon, ANN);
            assertEquals("asked FINGER", daemon.verdict());
            awaitsPin(daemon);
            daemon.enter("pad", "000000");
            var withdrawn = daemon.watched.tap();
            assertEquals(Optional.of("PIN_MISMATCH"), withdrawn.text("reason"));
            assertEquals("NO_CONSENT", proofs(withdrawn).getFirst(), withdrawn::toString);
            assertFalse(daemon.watched.holds("score"));
        }
    }

    @Test
    void whoeverDidNotAgreeIsNotEnrolled() throws Exception {
        try (var daemon = new SimDaemon(dir, door())) {
            daemon.imports("staff", PEOPLE, 3);
            var ann = known("p-0001", ANN);
            daemon.sensor("print").present(OF_ANN);
            assertEquals(3, enrols(ann, "print"));
            assertEquals(3, enrols(ann, "prin"));
        }
        var somebody = new Known("0".repeat(32), "1".repeat(32));
        assertEquals(
                3,
                enrols(
                        somebody,
                        "print",
                        "--site",
                        Files.writeString(dir.resolve("s"), door()).toString()));
    }

    /// What a sensor holds of somebody goes with their consent.
    @Test
    void whoeverWithdrewIsTakenOutOfTheSensor() throws Exception {
        try (var daemon = new SimDaemon(dir, door())) {
            daemon.imports("staff", PEOPLE, 3);
            var ann = enrolled(daemon, "print", "finger", OF_ANN);
            assertEquals(0, run("forget", "--token", ann.card()));
            agrees(ann, "finger");
            // The slot is free for them once it was emptied: the first that is.
            daemon.sensor("print").present(OF_ANN);
            assertEquals(0, enrols(ann, "print"));
            tap(daemon, ANN);
            assertEquals("asked FINGER", daemon.verdict());
            assertEquals("granted OK", daemon.verdict());
        }
    }

    /// As a real one does: whoever is in its first slot is still known.
    @Test
    void aSimulatedSensorHoldsSomebodyAfterThePowerWasCut() throws Exception {
        var text = door();
        try (var daemon = new SimDaemon(dir, text)) {
            daemon.imports("staff", PEOPLE, 3);
            var ann = known("p-0001", ANN);
            agrees(ann, "finger");
            daemon.sensor("print").presentStranger();
            assertEquals(0, enrols(ann, "print"));
        }
        try (var daemon = new SimDaemon(dir, text)) {
            daemon.sensor("print").presentSlot(0);
            tap(daemon, ANN);
            assertEquals("asked FINGER", daemon.verdict());
            assertEquals("granted OK", daemon.verdict());

            daemon.sensor("print").presentSlot(1);
            tap(daemon, ANN);
            assertEquals("asked FINGER", daemon.verdict());
            awaitsPin(daemon);
        }
    }

    /// Whoever was in it, and the daemon knows nobody of them any more.
    @Test
    void aModuleThatIsEmptiedHoldsNobody() throws Exception {
        try (var daemon = new SimDaemon(dir, door())) {
            daemon.imports("staff", PEOPLE, 3);
            var ann = enrolled(daemon, "print", "finger", OF_ANN);
            assertEquals(0, run("module", "list"));
            assertTrue(said().contains("print: holds 1 people, 0 slots"), this::said);
            assertEquals(3, run("module", "empty", "prin"));
            assertTrue(said().contains("no such sensor"), this::said);
            assertEquals(0, run("module", "empty", "print"));
            assertTrue(said().contains("nobody is left in the module at print"), this::said);

            daemon.sensor("print").present(OF_ANN);
            tap(daemon, ANN);
            assertEquals("asked FINGER", daemon.verdict());
            awaitsPin(daemon);
            daemon.enter("pad", "271828");
            assertEquals("NOT_ENROLLED", proofs(daemon.watched.tap()).getFirst());

            assertEquals(0, enrols(ann, "print"));
            tap(daemon, ANN);
            assertEquals("asked FINGER", daemon.verdict());
            assertEquals("granted OK", daemon.verdict());
            assertEquals(0, run("module", "forget", "print"));
            assertTrue(said().contains("forgotten: print, with 1 slots"), this::said);
            assertEquals(3, run("module", "forget", "print"));
            assertEquals(0, run("module", "list"));
            assertEquals("", said());
        }
        var site = Files.writeString(dir.resolve("s"), door()).toString();
        assertEquals(3, run("module", "empty", "print", "--site", site));
        assertTrue(said().contains("no daemon runs"), this::said);
        assertEquals(0, run("module", "list", "--site", site));
    }

    // --- a face alone ---

    @Test
    void aFaceSignsInByItsCard() throws Exception {
        var today = LocalDate.now(ZoneId.of("Asia/Shanghai"));
        var text =
                site("face-desk.yaml")
                        .replace("2026-12-07 09:00", today + " 00:00")
                        .replace("2026-12-07 12:00", today.plusDays(1) + " 23:59");
        try (var daemon = new SimDaemon(dir, text)) {
            daemon.imports("staff", PEOPLE, 3);
            daemon.imports(
                    "board-roster",
                    """
                    subject,meeting,role,seat,valid_from,valid_until,consent
                    p-0001,board-7,chair,A 1,,,1
                    p-0002,board-7,,A 2,,,
                    """,
                    2);
            var bob = known("p-0002", BOB);
            agrees(bob, "face");
            daemon.sensor("lens").present(OF_BOB);
            assertEquals(0, enrols(bob, "lens"));
            var notAsked = daemon.watched.tap(); // he stands there still
            assertEquals(Optional.of("NO_CONSENT"), notAsked.text("reason"), notAsked::toString);
            daemon.sensor("lens").leaves();

            var ann = known("p-0001", ANN);
            agrees(ann, "face");
            daemon.sensor("lens").present(OF_ANN);
            assertEquals(0, enrols(ann, "lens"));
            var seen = daemon.watched.tap();
            assertEquals(Optional.of("granted"), seen.text("verdict"), seen::toString);
            assertEquals(Optional.of("lens"), seen.text("reader"), seen::toString);
            var credential = seen.object("credential").orElseThrow();
            assertEquals(Optional.of("face"), credential.text("kind"));
            assertEquals(Optional.of(ann.card()), credential.text("token"));
            assertEquals(Optional.of("A1"), credential.text("assurance"));
        }
    }

    // --- what is done ---

    /// Behind a stranger's: the same card at once again would be the same presence.
    private static void tap(SimDaemon daemon, String card) {
        daemon.tap("in", "342500d1560000050000000000000003");
        assertEquals("refused UNKNOWN", daemon.verdict());
        daemon.tap("in", card);
    }

    private Known enrolled(SimDaemon daemon, String sensor, String modality, Sample of)
            throws IOException {
        var who = known("p-0001", ANN);
        agrees(who, modality);
        daemon.sensor(sensor).present(of);
        assertEquals(0, enrols(who, sensor));
        return who;
    }

    private Known known(String subject, String card) throws IOException {
        var tokens = new Tokens(Secrets.siteKey(new Secret.Generate(), dir.resolve("state")));
        return new Known(tokens.of("subject", subject), tokens.of("ssc", card));
    }

    private static void awaitsPin(SimDaemon daemon) {
        Await.until("a PIN", Watched.SOON, () -> daemon.awaitsPin("pad"));
    }

    private static List<String> proofs(Json.Obj tap) {
        return tap.array("proofs").orElseThrow().items().stream()
                .map(each -> ((Json.Obj) each).text("result").orElseThrow())
                .toList();
    }

    private void agrees(Known who, String modality) {
        assertEquals(
                0,
                run(
                        "consent",
                        "give",
                        "--token",
                        who.person(),
                        "--for",
                        modality,
                        "--purpose",
                        "gate",
                        "--text",
                        "2026-03"));
    }

    private int enrols(Known who, String sensor, String... more) {
        var words =
                new ArrayList<>(
                        List.of(
                                "enrol",
                                "--token",
                                who.person(),
                                "--card",
                                "ssc:" + who.card(),
                                "--at",
                                sensor));
        words.addAll(List.of(more));
        return run(words.toArray(String[]::new));
    }

    /// By the last command.
    private String said() {
        return said.toString(StandardCharsets.UTF_8);
    }

    private int run(String... words) {
        said.reset();
        var out = new PrintStream(said, true, StandardCharsets.UTF_8);
        var all = new ArrayList<>(List.of(words));
        all.addAll(List.of("--state", dir.resolve("state").toString()));
        return Main.run(new Console(Lang.EN, out, out), all.toArray(String[]::new));
    }
}
