package onecard.edge.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import onecard.hal.gpio.TestLines;
import onecard.hal.gpio.Wire;

/// A fail-secure door on lines of the virtual board: people press and push from outside, and the
/// lock's line is what the kernel says of it.
final class BoardDoor {

    /// How long the lock is open for somebody.
    static final Duration RELEASE = Duration.ofSeconds(5);

    private static final Path BOOT_DOOR =
            Path.of("src/test/resources/onecard/edge/process/boot-door.yaml");

    final Path site;
    final Path state;
    private final Wire lock;
    private final Wire leaf;
    private final Wire exit;

    private BoardDoor(Path site, Path state, int firstLine) {
        this.site = site;
        this.state = state;
        lock = TestLines.line("GPIO" + firstLine, true);
        leaf = TestLines.line("GPIO" + (firstLine + 1), true);
        exit = TestLines.line("GPIO" + (firstLine + 2), true);
    }

    /// The one whose daemon the board starts as it comes up; `scripts/test` says so.
    static BoardDoor booted() {
        return new BoardDoor(BOOT_DOOR, Path.of("/var/lib/onecard"), 24);
    }

    /// Another such door, on lines of its own. Everything is shut, and nobody presses.
    static BoardDoor in(Path directory) throws IOException {
        var site = directory.resolve("site.yaml");
        Files.writeString(site, Files.readString(BOOT_DOOR).replace("GPIO2", "GPIO1"));
        var door = new BoardDoor(site, directory.resolve("state"), 14);
        for (var line : List.of(door.lock, door.leaf, door.exit)) {
            TestLines.pull(line, false);
        }
        TestLines.record();
        return door;
    }

    DaemonProcess run() throws IOException {
        return new DaemonProcess("run", "--site", site.toString(), "--state", state.toString());
    }

    /// Opens the leaf, or closes it.
    void push(boolean open) throws IOException {
        TestLines.pull(leaf, open);
    }

    /// Presses the exit button for so long.
    void press(Duration time) throws IOException {
        TestLines.pull(exit, true);
        TestLines.pass(time);
        TestLines.pull(exit, false);
    }

    /// Where the lock's line goes while nobody holds it.
    void pullLock(boolean high) throws IOException {
        TestLines.pull(lock, high);
    }

    /// Whether somebody who pulls at the door now gets in.
    boolean unlocked() {
        try {
            return TestLines.high(lock);
        } catch (IOException failed) {
            throw new AssertionError(failed);
        }
    }

    /// What the lock's line was set to since this door was made; of the booted one, since the board
    /// was switched on.
    List<TestLines.Set> sets() throws IOException {
        return site.equals(BOOT_DOOR)
                ? TestLines.recordedSincePowerOn(lock)
                : TestLines.recorded(lock);
    }
}
