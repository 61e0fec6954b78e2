package onecard.edge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import onecard.access.CredentialKind;
import onecard.access.Token;
import onecard.edge.cli.Console;
import onecard.edge.crypto.Json;
import onecard.edge.crypto.Secrets;
import onecard.edge.crypto.SigningKey;
import onecard.edge.crypto.Tokens;
import onecard.edge.crypto.WholeFile;
import onecard.edge.match.CardTemplate;
import onecard.edge.match.Engine.Extraction;
import onecard.edge.match.finger.FingerEngine;
import onecard.edge.match.finger.MadeFinger;
import onecard.edge.process.Await;
import onecard.edge.process.Ports;
import onecard.edge.process.Watched;
import onecard.hal.bio.Modality;
import onecard.hal.camera.PictureFeed;
import onecard.hal.sim.SimCard;
import onecard.hal.sim.SimTear;
import onecard.site.Secret;
import onecard.words.Lang;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A finger that the card carries, and nothing of it in the vault, in the whole daemon: the card is
/// a simulated one, since of real ones no file of fingers is public.
class CardTemplateAtTheDaemonTest {

    private static final String ANN = "342500d1560000050000000000000001";
    private static final String BOB = "342500d1560000050000000000000002";
    private static final SigningKey DESK = SigningKey.ofSeed(new byte[32]);

    @TempDir Path dir;

    private String site() throws Exception {
        var vaultKey = dir.resolve("vault.key");
        WholeFile.write(vaultKey, "5a".repeat(32).getBytes(StandardCharsets.US_ASCII));
        var pictures = Files.createDirectory(dir.resolve("pictures"));
        return Files.readString(Path.of("..", "profiles", "examples", "finger-door.yaml"))
                .replace("pcsc: \"*\", slot: contactless, applications: [ssc, uid]", "sim: true")
                .replace("timezone:", "clock: assume_synced\ntimezone:")
                .replace(
                        "credential: vault-key }",
                        "file: " + vaultKey + " }\n  enrolments: [\"" + DESK.publicText() + "\"]")
                .replace("127.0.0.1:1883", "127.0.0.1:" + Ports.free())
                .replace(
                        "serial: /dev/serial/by-id/usb-finger, baud: 57600",
                        "directory: " + pictures + ", dpi: 500")
                .replace("input: /dev/input/by-id/usb-keypad-event-kbd", "sim: true");
    }

    @Test
    void whoeverHasTheCardAndTheFingerOfItPasses() throws Exception {
        var finger = new MadeFinger(1);
        try (var daemon = new SimDaemon(dir, site());
                var feed = new PictureFeed(dir.resolve("pictures"))) {
            daemon.imports(
                    "staff",
                    """
                    kind,id,subject,groups,valid_from,valid_until,schedule,deny
                    ssc,%s,p-0001,staff,,,,
                    pin,271828,p-0001,staff,,,,
                    ssc,%s,p-0002,staff,,,,
                    pin,314159,p-0002,staff,,,,
                    """
                            .formatted(ANN, BOB),
                    4);
            var tokens = new Tokens(Secrets.siteKey(new Secret.Generate(), dir.resolve("state")));
            var card = Token.parse(tokens.of("ssc", ANN)).orElseThrow();
            var before = carried(finger, card);

            // Nobody is compared who has not agreed here, whatever the card says.
            feed.shows(finger.impression(2));
            tap(daemon, ANN, before);
            assertEquals("NO_CONSENT", byPin(daemon, "271828").getFirst());

            // Nor with what was seen of her before she did.
            agrees(tokens.of("subject", "p-0001"));
            tap(daemon, ANN, before);
            assertEquals("NOT_ENROLLED", byPin(daemon, "271828").getFirst());

            var carried = carried(finger, card);
            tap(daemon, ANN, carried);
            assertEquals("asked FINGER", daemon.verdict());
            var opens = daemon.watched.tap();
            assertEquals(Optional.of("granted"), opens.text("verdict"), opens::toString);

            feed.shows(new MadeFinger(2).impression(1));
            tap(daemon, ANN, carried);
            assertEquals(
                    List.of("BIOMETRIC_MISMATCH", "BIOMETRIC_MISMATCH"),
                    byPin(daemon, "271828").subList(0, 2));

            // On his own card her finger is nobody's.
            agrees(tokens.of("subject", "p-0002"));
            feed.shows(finger.impression(2));
            tap(daemon, BOB, carried);
            assertEquals("NOT_ENROLLED", byPin(daemon, "314159").getFirst());

            // Without it her card is a card.
            tap(daemon, ANN);
            assertEquals("NOT_ENROLLED", byPin(daemon, "271828").getFirst());
            assertFalse(daemon.watched.holds("score"));
            feed.leaves();
        }
    }

    /// A card goes on carrying what was signed for it by the token that it had.
    @Test
    void whatWasSignedForACardCountsWhileTheSiteKeyIsRolled() throws Exception {
        var finger = new MadeFinger(1);
        var state = Files.createDirectories(dir.resolve("state"));
        var former = state.resolve(Secrets.MADE_HERE);
        var tokens = new Tokens(Secrets.siteKey(new Secret.Generate(), state));
        var next = dir.resolve("next.key");
        WholeFile.write(next, "5b".repeat(32).getBytes(StandardCharsets.US_ASCII));
        var rolled =
                site().replace(
                                "site: { generate: true }",
                                "site: { file: %s, former: { file: %s } }".formatted(next, former));
        try (var daemon = new SimDaemon(dir, rolled);
                var feed = new PictureFeed(dir.resolve("pictures"))) {
            daemon.imports(
                    "staff",
                    """
                    kind,id,subject,groups,valid_from,valid_until,schedule,deny
                    ssc,%s,p-0001,staff,,,,
                    """
                            .formatted(ANN),
                    2);
            agrees(tokens.of("subject", "p-0001")); // before the roll
            feed.shows(finger.impression(2));
            tap(daemon, ANN, carried(finger, Token.of(tokens.of("ssc", ANN))));
            assertEquals("asked FINGER", daemon.verdict());
            assertEquals("granted OK", daemon.verdict());
            feed.leaves();
        }
    }

    private static byte[] carried(MadeFinger finger, Token card) {
        try (var engine = new FingerEngine()) {
            var made =
                    assertInstanceOf(
                            Extraction.Made.class,
                            engine.extract(finger.impression(1), 2, "camera", Instant.now()));
            var until = Instant.now().plus(Duration.ofDays(1));
            return new CardTemplate(CredentialKind.SSC, card, until, made.template()).bytes(DESK);
        }
    }

    /// Behind a stranger's: the same card at once again would be the same presence.
    private static void tap(SimDaemon daemon, String code, byte[]... carried) {
        daemon.tap("in", "342500d1560000050000000000000003");
        assertEquals("refused UNKNOWN", daemon.verdict());
        var card = SimCard.socialSecurity(code, 3, Optional.of("20360131"));
        for (var each : carried) {
            card = card.carrying(Modality.FINGER, each);
        }
        daemon.reader("in").present(card, SimTear.NEVER);
        daemon.reader("in").remove();
    }

    /// Whoever is not known by their finger enters a PIN; what came of the looks before.
    private static List<String> byPin(SimDaemon daemon, String pin) {
        assertEquals("asked FINGER", daemon.verdict());
        Await.until("a PIN", Watched.SOON, () -> daemon.awaitsPin("pad"));
        daemon.enter("pad", pin);
        var tap = daemon.watched.tap();
        assertEquals(Optional.of("granted"), tap.text("verdict"), tap::toString);
        return tap.array("proofs").orElseThrow().items().stream()
                .map(each -> ((Json.Obj) each).text("result").orElseThrow())
                .toList();
    }

    private void agrees(String person) {
        var words =
                new ArrayList<>(List.of("consent", "give", "--token", person, "--for", "finger"));
        words.addAll(List.of("--purpose", "gate", "--text", "2026-03"));
        words.addAll(List.of("--state", dir.resolve("state").toString()));
        var out = new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
        assertEquals(0, Main.run(new Console(Lang.EN, out, out), words.toArray(String[]::new)));
    }
}
