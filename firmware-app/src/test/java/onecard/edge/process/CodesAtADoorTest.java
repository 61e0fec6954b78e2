package onecard.edge.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import onecard.edge.crypto.Json;
import onecard.edge.crypto.SigningKey;
import onecard.edge.pass.Address;
import onecard.edge.pass.PassClaims;
import onecard.edge.pass.PassId;
import onecard.edge.pass.PassIssuer;
import onecard.edge.simulate.DecodeServer;
import onecard.hal.serial.IdText;
import onecard.hal.serial.Pty;
import onecard.hal.serial.ScriptedSam;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Codes and resident ID cards at one door of the real daemon, from the bytes on a real tty to the
/// record and the relay.
class CodesAtADoorTest {

    private static final String ANN = "342500d1560000050000000000000001";
    private static final String ECARD = "SSC0123456789abcdefghij";
    private static final PassId VISIT = new PassId(0x0123_4567_89ab_cdefL);

    @TempDir Path dir;
    private Path site;
    private Path state;
    private SigningKey passes;
    private DecodeServer decoder;
    private Pty scanner;
    private Pty module;
    private ScriptedSam sam;
    private Watched watched;

    @BeforeEach
    void wire() throws Exception {
        state = dir.resolve("state");
        watched = new Watched(state);
        site = dir.resolve("site.yaml");
        scanner = new Pty();
        module = new Pty();
        sam = new ScriptedSam(module, 1);
        Files.createSymbolicLink(dir.resolve("qr"), scanner.tty());
        Files.createSymbolicLink(dir.resolve("sam"), module.tty());
        passes = SigningKey.madeAtFirstUse(dir.resolve("passes.pem"));
        var ann = "{\"kind\":\"ssc\",\"id\":\"" + ANN + "\"}";
        decoder = new DecodeServer(Optional.empty(), DecodeServer.naming(Map.of(ECARD, ann)));
        var yaml = Files.readString(Path.of("..", "profiles", "examples", "scanner-door.yaml"));
        Files.writeString(
                site,
                yaml.replace("pcsc: \"*\", slot: contactless", "sim: true")
                        .replace("/dev/serial/by-id/usb-sam", dir.resolve("sam").toString())
                        .replace("/dev/serial/by-id/usb-scanner", dir.resolve("qr").toString())
                        .replace("127.0.0.1:1883", "127.0.0.1:" + Ports.free())
                        .replace(
                                "ecard: {",
                                "ecard: { prefix: SSC, url: \"http://127.0.0.1:%d/v1\", timeout_ms: 5000,"
                                        .formatted(decoder.port()))
                        .replace(
                                "{ generate: true }",
                                "{ generate: true }, passes: [\"%s\"]"
                                        .formatted(passes.publicText())));
        var list = dir.resolve("list.csv");
        Files.writeString(
                list,
                """
                kind,id,subject,groups,valid_from,valid_until,schedule,deny
                ssc,%s,p-0001,staff,,,,
                idcard,%s,p-0002,visitor,,,,
                """
                        .formatted(ANN, IdText.NUMBER));
        Bench.importList(list, site, state);
    }

    @AfterEach
    void unplug() throws IOException {
        decoder.close();
        sam.close();
        // Else their end may come while the directory is looked through.
        Files.deleteIfExists(dir.resolve("qr"));
        Files.deleteIfExists(dir.resolve("sam"));
        module.close();
        scanner.close();
    }

    @Test
    void aPassOpensOnceWhateverHappensToTheDaemon() throws Exception {
        var pass = pass();
        try (var daemon = run()) {
            scan(pass);
            await("the relay", () -> watched.timesOn("lock") > 0);
            // Nothing opened before this was on the disk.
            var opened = watched.tap();
            assertEquals(List.of("qr", "granted", "pass"), said(opened));
            assertTrue(opened.object("use").isPresent());

            scan("a code nobody knows");
            assertEquals("UNKNOWN", why(watched.tap()));
            scan(pass);
            assertEquals("REPLAYED", why(watched.tap()));
            daemon.kill();
        }
        try (var daemon = run()) {
            scan(pass);
            assertEquals("REPLAYED", why(watched.tap()));
            assertEquals(0, daemon.stop(), daemon::output);
            assertNowhere(daemon, pass, pass.substring(4, 40), VISIT.toString());
        }
        assertEquals(1, watched.timesOn("lock"));
    }

    @Test
    void aCodeOfOthersIsNamedByItsServiceOpensOnceAndIsNotAskedAboutAgain() throws Exception {
        try (var daemon = run()) {
            scan(ECARD);
            var opened = watched.tap();
            assertEquals(List.of("qr", "granted", "staff"), said(opened));
            await("the relay", () -> watched.timesOn("lock") > 0);
            scan(ECARD + "0");
            assertEquals("BAD_SIGNATURE", why(watched.tap()));
            scan(ECARD);
            assertEquals("REPLAYED", why(watched.tap()));
            assertEquals(List.of(ECARD, ECARD + "0"), decoder.asked());

            decoder.close();
            scan(ECARD + "1");
            assertEquals("NO_RESOLVER", why(watched.tap()));
            assertEquals(0, daemon.stop(), daemon::output);
            assertNowhere(daemon, ECARD, ANN);
        }
        assertEquals(1, watched.timesOn("lock"));
    }

    @Test
    void anIdCardOpensByItsNumberOnTheListAndTheNumberIsNowhere() throws Exception {
        try (var daemon = run()) {
            sam.afterFinds(1); // what lies there by then is of before
            sam.lay(IdText.citizen(IdText.NUMBER).bytes());
            var opened = watched.tap();
            assertEquals(List.of("id", "granted", "visitor"), said(opened));
            var credential = opened.object("credential").orElseThrow();
            assertEquals(Optional.of("idcard"), credential.text("kind"));
            assertEquals(Optional.of("A2"), credential.text("assurance"));
            await("the relay", () -> watched.timesOn("lock") > 0);

            sam.lift();
            sam.afterFinds(6); // it is asked for some 80 ms apart: the presence has ended
            sam.lay(IdText.citizen(IdText.OTHER_NUMBER).bytes());
            assertEquals("UNKNOWN", why(watched.tap()));
            assertEquals(0, daemon.stop(), daemon::output);
            assertNowhere(daemon, IdText.NUMBER, IdText.OTHER_NUMBER);
        }
    }

    @Test
    void aScannerThatIsPulledIsAnAlarmUntilItIsBack() throws Exception {
        try (var daemon = run()) {
            scan("a code nobody knows");
            assertEquals("UNKNOWN", why(watched.tap()));

            scanner.close();
            Files.delete(dir.resolve("qr"));
            var lost = watched.next(event -> event.text("detail").equals(Optional.of("qr")));
            assertEquals(List.of("reader_lost", "qr"), alarm(lost));
            assertEquals(Optional.of(new Json.Bool(true)), lost.get("active"));

            scanner = new Pty();
            Files.createSymbolicLink(dir.resolve("qr"), scanner.tty());
            var back = watched.next(event -> event.text("detail").equals(Optional.of("qr")));
            assertEquals(List.of("reader_lost", "qr"), alarm(back));
            assertEquals(Optional.of(new Json.Bool(false)), back.get("active"));
            scan(pass());
            assertEquals("granted", watched.tap().text("verdict").orElseThrow());
            assertTrue(daemon.alive());
        }
    }

    private DaemonProcess run() throws Exception {
        var daemon =
                new DaemonProcess("run", "--site", site.toString(), "--state", state.toString())
                        .awaitReady();
        // Who opens a scanner forgets what it said before.
        await("the scanner to be listened to", () -> daemon.waitsForInput("reader-qr"));
        return daemon;
    }

    private String pass() {
        var now = Instant.now();
        var claims =
                PassClaims.of(
                        VISIT,
                        Set.of(Address.ofPoint("bench", "door-1")),
                        now.minusSeconds(60),
                        now.plusSeconds(3_600),
                        1);
        return PassIssuer.cose(claims, now, passes);
    }

    private void scan(String code) {
        scanner.write((code + "\r").getBytes(StandardCharsets.US_ASCII));
    }

    private static List<String> said(Json.Obj tap) {
        return List.of(
                tap.text("reader").orElse(""),
                tap.text("verdict").orElse(""),
                tap.text("rule").orElse(""));
    }

    private static String why(Json.Obj tap) {
        return tap.text("reason").orElseThrow();
    }

    private static List<String> alarm(Json.Obj event) {
        return List.of(event.text("alarm").orElse(""), event.text("detail").orElse(""));
    }

    private static void await(String what, java.util.function.BooleanSupplier holds) {
        Await.until(what, Watched.SOON, holds);
    }

    /// In no file of the state and nothing the daemon said; what may stand there is found.
    private void assertNowhere(DaemonProcess daemon, String... canaries) throws IOException {
        assertTrue(watched.holds("door-1"));
        for (var canary : canaries) {
            assertFalse(daemon.output().contains(canary), () -> canary + " is in the log");
            assertFalse(watched.holds(canary), () -> canary + " is in a file");
        }
    }
}
