package onecard.edge.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;

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
