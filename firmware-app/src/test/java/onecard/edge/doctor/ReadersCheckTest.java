package onecard.edge.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import onecard.edge.crypto.Json;
import onecard.edge.watch.Device;
import onecard.edge.watch.Metrics;
import onecard.hal.pcsc.PcscDriver;
import onecard.hal.pcsc.ReaderLook;
import onecard.hal.pcsc.SlotRole;
import onecard.site.Board;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What `doctor` says of whatever reads.
class ReadersCheckTest {

    private static final String BENCH =
            "pcsc: \"*\", slot: contactless, applications: [ssc, idcard, tunion, uid]";

    @TempDir Path dir;

    @Test
    void aReaderIsNamedOrTheOnesThatThereAre() throws Exception {
        assertEquals(
                List.of("Ok board.readers.in: the reader ACS ACR1281 00 00"),
                said(new ReaderLook.Found("ACS ACR1281 00 00"), BENCH));
        assertEquals(
                List.of("Fail board.readers.in: no reader fits *; there are: -"),
                said(new ReaderLook.None(List.of()), BENCH));
        assertEquals(
                List.of("Fail board.readers.in: no reader fits *; there are: one, two"),
                said(new ReaderLook.None(List.of("one", "two")), BENCH));
        assertEquals(
                List.of(
                        "Fail board.readers.in: the smart card service does not answer:"
                                + " SCARD_E_NO_SERVICE"),
                said(new ReaderLook.NoService("SCARD_E_NO_SERVICE"), BENCH));
    }

    @Test
    void theSlotAndTheWayAreTheSiteFiles() throws Exception {
        var check =
                new ReadersCheck(
                        (pattern, role, driver) -> {
                            assertEquals("*", pattern);
                            assertEquals(Optional.of(SlotRole.CONTACTLESS), role);
                            assertEquals(PcscDriver.OWN, driver);
                            return new ReaderLook.Found("the one");
                        },
                        Optional.empty());
        assertEquals(1, check.check(board(BENCH)).size());
    }

    @Test
    void aDeviceIsThereOrNot() throws Exception {
        var device = dir.resolve("ttyUSB0");
        var module = "serial: \"" + device + "\"";

        assertEquals(
                List.of("Fail board.readers.in: there is no device " + device),
                said(new ReaderLook.None(List.of()), module));

        Files.createFile(device);

        assertEquals(
                List.of("Ok board.readers.in: the device " + device),
                said(new ReaderLook.None(List.of()), module));
    }

    /// It is there, but the daemon cannot read a card with it.
    @Test
    void whatTheDaemonLostIsNotWell() throws Exception {
        var metrics = new Metrics();
        metrics.device(new Device(Device.Kind.READER, "in"), Device.Standing.LOST);
        var running = new Running(Json.Obj.EMPTY.with("devices", metrics.standings()));

        var check =
                new ReadersCheck(
                        (_, _, _) -> new ReaderLook.Found("the one"), Optional.of(running));

        assertEquals(
                List.of("Fail board.readers.in: the daemon calls it lost"),
                Findings.texts(check.check(board(BENCH))));
    }

    /// A port says nothing of the camera; the daemon hears it, or does not.
    @Test
    void aCameraThatPushesIsAsTheDaemonHearsIt() throws Exception {
        var open = Files.readString(Path.of("../profiles/examples/bench-plates.yaml"));
        var secret =
                open.replace("silent_after_s: 3600", "secret: { file: " + dir.resolve("s") + " }");

        assertEquals(
                "Warn board.plates.cam-in: a camera pushes to 127.0.0.1:8090/plates, and so may"
                        + " anybody on this board",
                camera(open, Optional.empty()));
        assertEquals(
                "Ok board.plates.cam-in: a camera pushes to 127.0.0.1:8090/plates",
                camera(secret, Optional.empty()));
        for (var site : List.of(open, secret)) {
            assertEquals(
                    "Fail board.plates.cam-in: the daemon calls it lost",
                    camera(site, Optional.of(Device.Standing.LOST)));
        }
        assertEquals(
                "Ok board.plates.cam-in: a camera pushes to 127.0.0.1:8090/plates",
                camera(secret, Optional.of(Device.Standing.UP)));
    }

    /// Whose pictures are whose, and what becomes of them, is not for anybody to say.
    @Test
    void aDirectoryOfPicturesIsThereAndSafe() throws Exception {
        var pictures = dir.resolve("pictures");
        assertEquals(
                "Fail board.biometrics.print: there is no directory " + pictures, print(pictures));
        Files.createFile(pictures);
        assertEquals(
                "Fail board.biometrics.print: no picture is taken from "
                        + pictures
                        + ": no directory",
                print(pictures));
        Files.delete(pictures);
        Files.createDirectory(pictures);
        Files.setAttribute(pictures, "unix:mode", 0777);
        assertEquals(
                "Fail board.biometrics.print: no picture is taken from "
                        + pictures
                        + ": anybody may put pictures there: mode 0777",
                print(pictures));
    }

    @Test
    void itsPicturesStayInMemory() throws Exception {
        var onDisk = Path.of("").toAbsolutePath().resolve("target"); // where this is built
        var disk = Files.createTempDirectory(Files.createDirectories(onDisk), "pictures");
        var memory = Path.of("/dev/shm");
        assumeTrue(Files.isWritable(memory) && Files.getFileStore(memory).type().equals("tmpfs"));
        var system = Files.getFileStore(disk).type();
        assumeTrue(!system.equals("tmpfs"));
        var inMemory = Files.createTempDirectory(memory, "pictures");
        try {
            assertEquals(
                    "Warn board.biometrics.print: pictures pass a disk: the directory %s is on %s"
                            .formatted(disk, system),
                    print(disk));
            assertEquals("Ok board.biometrics.print: the directory " + inMemory, print(inMemory));
        } finally {
            Files.delete(disk);
            Files.delete(inMemory);
        }
    }

    private static String print(Path directory) throws Exception {
        var yaml =
                Files.readString(Path.of("..", "profiles", "examples", "finger-door.yaml"))
                        .replace(
                                "serial: /dev/serial/by-id/usb-finger, baud: 57600",
                                "dpi: 500, directory: " + directory);
        var check = new ReadersCheck((_, _, _) -> new ReaderLook.None(List.of()), Optional.empty());
        return Findings.texts(check.check(Findings.site(yaml).board())).stream()
                .filter(it -> it.contains("board.biometrics"))
                .findFirst()
                .orElseThrow();
    }

    private static String camera(String yaml, Optional<Device.Standing> standing) {
        var metrics = new Metrics();
        standing.ifPresent(it -> metrics.device(new Device(Device.Kind.READER, "cam-in"), it));
        var running =
                standing.map(_ -> new Running(Json.Obj.EMPTY.with("devices", metrics.standings())));
        var check = new ReadersCheck((_, _, _) -> new ReaderLook.None(List.of()), running);
        return Findings.texts(check.check(Findings.site(yaml).board())).stream()
                .filter(it -> it.contains("cam-in"))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> said(ReaderLook found, String source) throws Exception {
        var check = new ReadersCheck((_, _, _) -> found, Optional.empty());
        return Findings.texts(check.check(board(source)));
    }

    private static Board board(String source) throws Exception {
        var yaml =
                Files.readString(Path.of("..", "profiles", "examples", "bench-door.yaml"))
                        .replace(BENCH, source);
        return Findings.site(yaml).board();
    }
}
