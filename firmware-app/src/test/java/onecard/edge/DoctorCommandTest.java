package onecard.edge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import onecard.edge.cli.Console;
import onecard.edge.crypto.Json;
import onecard.edge.crypto.JsonReader;
import onecard.words.Lang;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `doctor` and `run` on a machine that does not have the lines a site file names.
class DoctorCommandTest {

    private static final Path EXAMPLES = Path.of("..", "profiles", "examples");

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @TempDir Path dir;

    /// What it sees of a machine without a daemon; a broker that is away keeps no door shut.
    @Test
    void aBoardOfSimulatedDevicesIsWell() throws Exception {
        var site = dir.resolve("site.yaml");
        Files.writeString(
                site,
                Files.readString(EXAMPLES.resolve("bench-door.yaml"))
                        .replace("pcsc: \"*\", slot: contactless,", "sim: true,")
                        .replace(":1883", ":" + closedPort()));
        var state = dir.resolve("state");

        assertEquals(
                0,
                run(Lang.EN, "doctor", "--site", site.toString(), "--state", state.toString()),
                this::err);

        assertEquals(
                List.of(
                        "ok    daemon: none runs with this state directory",
                        "ok    board.relays.lock: simulated",
                        "ok    board.readers.in: simulated",
                        "warn  clock: clock: assume_synced, believed as it stands; next: write"
                                + " clock: kernel where there is a door",
                        "ok    journal: STATE: N MB free; the journal takes N MB at most",
                        "warn  journal.host: host: none: what a broker took counts as received;"
                                + " next: write host: required, and let a host sign acks",
                        "warn  lists.demo: not here yet: points that use it know nobody of it;"
                                + " next: publish it (onecard list publish) or bring it in: onecard"
                                + " list import --list demo",
                        "ok    keys.site: STATE/site.key is not there yet; the first start makes"
                                + " it",
                        "ok    device.pem: STATE/device.pem is not there yet; the first start"
                                + " makes it"),
                out().lines()
                        .filter(line -> !line.contains(" uplink: "))
                        .map(line -> line.replace(state.toString(), "STATE"))
                        .map(line -> line.replaceAll("[0-9]+ MB", "N MB"))
                        .toList());
        assertTrue(out().contains("warn  uplink: mqtt://127.0.0.1:"), this::out);
        assertFalse(Files.exists(state));
    }

    private static int closedPort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    @Test
    void everyLineThatIsNotThereIsToldWithTheNextStep() {
        assertEquals(1, doctor(Lang.EN, "gpio-door.yaml"), this::err);
        var lines = out().lines().filter(line -> line.matches(".*(relays|contacts).*")).toList();
        assertEquals(4, lines.size(), this::out);
        assertTrue(
                lines.getFirst()
                        .matches(
                                "fail  board\\.relays\\.lock: no GPIO chip is called"
                                        + " pinctrl-bcm2711; there are: .+; next: write the label, name"
                                        + " or device of one of them, or load its driver"),
                this::out);
        assertTrue(lines.get(3).startsWith("fail  board.contacts.leaf: "), this::out);
    }

    @Test
    void theSameForPrograms() {
        var site = example("gpio-door.yaml");
        var state = dir.toString();
        assertEquals(
                1, run(Lang.EN, "doctor", "--json", "--site", site, "--state", state), this::err);
        var all = JsonReader.object("{\"all\":" + out().strip() + "}").orElseThrow();
        var found =
                all.array("all").orElseThrow().items().stream()
                        .map(Json.Obj.class::cast)
                        .filter(it -> it.text("part").equals(Optional.of("board.relays.lock")))
                        .findFirst()
                        .orElseThrow();
        assertEquals(Optional.of("fail"), found.text("state"));
        assertTrue(found.text("found").orElse("").startsWith("no GPIO chip is called"), this::out);
        assertTrue(found.text("next").orElse("").startsWith("write the label"), this::out);
        assertTrue(
                out().contains(
                                "{\"found\":\"none runs with this state directory\",\"part\":"
                                        + "\"daemon\",\"state\":\"ok\"}"),
                this::out);
    }

    @Test
    void theSameInChinese() {
        assertEquals(1, doctor(Lang.ZH, "gpio-door.yaml"), this::err);
        assertTrue(out().contains("故障  board.relays.lock: 没有 GPIO 芯片 pinctrl-bcm2711"), this::out);
    }

    @Test
    void aDaemonWithoutItsLinesDoesNotStartAndSaysWhich() {
        int status =
                run(Lang.EN, "run", "--site", example("gpio-door.yaml"), "--state", dir.toString());
        assertEquals(3, status, this::err);
        assertTrue(
                err().matches(
                                "onecard: board\\.relays\\.lock: the line cannot be had: no GPIO"
                                        + " chip is called pinctrl-bcm2711; there are: .+; write the"
                                        + " label, name or device of one of them, or load its"
                                        + " driver\\n"),
                this::err);
    }

    @Test
    void aKeyThatOthersMayReadIsAFaultAndStopsTheStart() throws Exception {
        var key = Files.writeString(dir.resolve("site.key"), "ab".repeat(32));
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r--r--"));
        var says = "a secret must be its owner's alone (0600), but its mode is 0644";

        assertEquals(1, doctor(Lang.EN, "bench-door.yaml"), this::err);
        assertTrue(
                out().contains("fail  keys.site: " + says + "; next: run chmod 600 " + key + "\n"),
                this::out);

        var site = example("bench-door.yaml");
        assertEquals(3, run(Lang.EN, "run", "--site", site, "--state", dir.toString()), this::err);
        assertEquals(
                "onecard: %s: is not used: %s; run chmod 600 %1$s\n".formatted(key, says), err());
    }

    private int doctor(Lang lang, String example) {
        return run(lang, "doctor", "--site", example(example), "--state", dir.toString());
    }

    private int run(Lang lang, String... args) {
        return Main.run(new Console(lang, stream(out), stream(err)), args);
    }

    private static String example(String name) {
        return EXAMPLES.resolve(name).toString();
    }

    private String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private String err() {
        return err.toString(StandardCharsets.UTF_8);
    }

    private static PrintStream stream(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }
}
