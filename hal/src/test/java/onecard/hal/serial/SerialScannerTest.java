package onecard.hal.serial;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import onecard.hal.DeviceEvent.CodeSeen;
import onecard.hal.DeviceEvent.ReaderBack;
import onecard.hal.DeviceEvent.ReaderLost;
import onecard.hal.serial.CodeRules.Suffix;
import onecard.hal.serial.ScannerSetup.Honeywell;
import onecard.hal.serial.ScannerSetup.Newland;
import onecard.hal.serial.ScannerSetup.None;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A scanner on a real tty, found by a link that survives re-plugging.
class SerialScannerTest {

    private static final Duration LONG = Duration.ofSeconds(30);

    @TempDir Path dir;
    private final Heard heard = new Heard();
    private Path byId;
    private Pty pty;

    @BeforeEach
    void plug() throws Exception {
        byId = dir.resolve("usb-scanner");
        pty = new Pty();
        Files.createSymbolicLink(byId, pty.tty());
    }

    @AfterEach
    void unplug() throws IOException {
        Files.deleteIfExists(byId); // else its end may come while the directory is looked through
        pty.close();
    }

    @Test
    void aCodeIsSeenOnceWhileItIsHeldToTheWindow() throws Exception {
        try (var scanner = scanner(new None(), Duration.ofDays(1))) {
            scanner.open(heard);
            heard.next(ReaderBack.class);
            say("OC1:ABC\rOC1:ABC\rOC1:ABC\rOC1:DEF\r");
            assertEquals("OC1:ABC", code());
            assertEquals("OC1:DEF", code());
            say("half a code that only silence ends");
            assertEquals("half a code that only silence ends", code());
            heard.none();
        }
    }

    /// Pulled and plugged in again, the device gets another name; the link stays.
    @Test
    void aScannerThatIsPluggedInAgainGoesOn() throws Exception {
        try (var scanner = scanner(new None(), Duration.ofDays(1))) {
            scanner.open(heard);
            heard.next(ReaderBack.class);
            for (int round = 0; round < 3; round++) {
                say("code " + round + "\rcut off he");
                assertEquals("code " + round, code());
                pty.close();
                Files.delete(byId);
                var lost = heard.next(ReaderLost.class);
                assertTrue(lost.why().startsWith(byId + ": "), lost.why());
                var keepsTheOldName = new Pty();
                pty = new Pty();
                keepsTheOldName.close();
                Files.createSymbolicLink(byId, pty.tty());
                heard.next(ReaderBack.class);
            }
            say("code 2\r"); // still the same phone
            say("last\r");
            assertEquals("last", code());
        }
    }

    @Test
    void aScannerThatIsNotThereIsLostAndThenBack() throws Exception {
        Files.delete(byId);
        try (var scanner = scanner(new None(), Duration.ZERO)) {
            scanner.open(heard);
            assertEquals(
                    byId + ": cannot open: No such file or directory",
                    heard.next(ReaderLost.class).why());
            Files.createSymbolicLink(byId, pty.tty());
            heard.next(ReaderBack.class);
            say("one\r");
            assertEquals("one", code());
        }
    }

    @Test
    void aNewlandScannerIsSetAndItsAnswersAreChecked() throws Exception {
        try (var scanner = scanner(new Newland(List.of("TSUENA1", "TSUSET0D")), Duration.ZERO)) {
            scanner.open(heard);
            told("7e 01 30 30 30 30 23 54 53 55 45 4e 41 31 3b 03");
            say("scanned meanwhile\r\u0002\u00010000#TSUENA1\u0006;\u0003");
            told("7e 01 30 30 30 30 23 54 53 55 53 45 54 30 44 3b 03");
            say("\u0002\u00010000#TSUSE");
            say("T0D\u0006;\u0003");
            heard.next(ReaderBack.class);
        }
    }

    @Test
    void aHoneywellScannerIsSetAndItsAnswersAreChecked() throws Exception {
        try (var scanner = scanner(new Honeywell(List.of("SUFBK2990D")), Duration.ZERO)) {
            scanner.open(heard);
            told("16 4d 0d 53 55 46 42 4b 32 39 39 30 44 21");
            say("SUFBK2990D\u0006!");
            heard.next(ReaderBack.class);
        }
    }

    @Test
    void aSettingThatIsRefusedOrNotAnsweredIsSaid() throws Exception {
        try (var scanner = scanner(new Newland(List.of("XXXYYY1")), Duration.ZERO)) {
            scanner.open(heard);
            assertEquals(
                    byId + ": does not answer to the setting XXXYYY1",
                    heard.next(ReaderLost.class).why());
        }
        try (var scanner = scanner(new Honeywell(List.of("XXXYYY1")), Duration.ZERO)) {
            pty.read(1_000, LONG);
            var other = new Heard();
            scanner.open(other);
            told("16 4d 0d 58 58 58 59 59 59 31 21");
            say("XXXYYY1\u0005!");
            assertEquals(
                    byId + ": refuses the setting XXXYYY1", other.next(ReaderLost.class).why());
        }
    }

    @Test
    void aSettingIsOneCommandAndNothingElse() {
        for (var bad : List.of("", "TSU", "TSUENA1;", "TSUENA1\r", "TSUENA1.ABCDEF", "TSUENA中")) {
            assertThrows(
                    IllegalArgumentException.class, () -> new Newland(List.of(bad)), () -> bad);
        }
    }

    @Test
    void closingEndsTheThread() throws Exception {
        var scanner = scanner(new None(), Duration.ZERO);
        scanner.open(heard);
        heard.next(ReaderBack.class);
        scanner.close();
        scanner.close();
        assertTrue(
                Thread.getAllStackTraces().keySet().stream()
                        .noneMatch(thread -> thread.getName().equals("reader-qr")));
        heard.none();
    }

    private SerialScanner scanner(ScannerSetup setup, Duration sameCode) {
        var rules = new CodeRules(Suffix.CR, "", CodeRules.LENGTH_MAX, sameCode);
        return new SerialScanner("qr", byId, 115_200, rules, setup, System::nanoTime);
    }

    private void say(String text) {
        pty.write(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    private void told(String hex) {
        var expected = HexFormat.ofDelimiter(" ").parseHex(hex);
        assertArrayEquals(expected, pty.read(expected.length, LONG));
    }

    private String code() throws InterruptedException {
        return new String(heard.next(CodeSeen.class).code(), StandardCharsets.ISO_8859_1);
    }
}
