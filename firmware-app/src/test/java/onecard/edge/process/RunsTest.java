package onecard.edge.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import onecard.edge.config.SiteSlots;
import onecard.edge.crypto.Json;
import onecard.edge.crypto.JsonReader;
import onecard.edge.state.Control;
import onecard.edge.state.LocalCommands;
import onecard.words.Lang;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Run after run in one process.
class RunsTest {

    private static final int CHANGES = 20;

    /// What comes and goes by itself: connections that are tried, threads of the compiler, views
    /// that somebody opens who has not looked yet. Fewer than one a run.
    private static final int OTHERS = 8;

    private static final Set<PosixFilePermission> OWNER_ALONE =
            PosixFilePermissions.fromString("rw-------");

    @TempDir Path dir;

    /// A reader, a scanner and a keypad, each with a view of the lists.
    @Test
    void aRunLeavesNothingBehind() throws Exception {
        var site = dir.resolve("site.yaml");
        Files.writeString(
                site,
                Files.readString(Path.of("..", "profiles", "examples", "pin-door.yaml"))
                        .replace(
                                "pcsc: \"*\", slot: contactless, applications: [ssc, uid]",
                                "sim: true")
                        .replace("input: /dev/input/by-id/usb-keypad-event-kbd", "sim: true")
                        .replace("serial: /dev/serial/by-id/usb-scanner, suffix: cr", "sim: true")
                        .replace("127.0.0.1:1883", "127.0.0.1:" + Ports.free()));
        var state = dir.resolve("state");
        try (var daemon =
                new DaemonProcess("run", "--site", site.toString(), "--state", state.toString())) {
            daemon.awaitReady();
            restart(daemon, state, 1);
            Await.until("views", Watched.SOON, () -> stores(daemon, state) >= 3 * 2);
            long stores = stores(daemon, state);
            int open = daemon.open().size();
            int threads = daemon.threads().size();

            for (int change = 2; change <= CHANGES + 1; change++) {
                restart(daemon, state, change);
            }
            Await.until(
                    "the same files", Watched.SOON, () -> stores(daemon, state) <= stores + OTHERS);
            Await.until(
                    "the same descriptors",
                    Watched.SOON,
                    () -> daemon.open().size() <= open + OTHERS);
            Await.until(
                    "the same threads",
                    Watched.SOON,
                    () -> daemon.threads().size() <= threads + OTHERS);
            assertEquals(0, daemon.stop(), daemon::output);
        }
    }

    /// It rests off, and would be switched on between two runs.
    @Test
    void aRelayThatIsOnAtAStopIsInTheWayOfARestart() throws Exception {
        var bench = new Bench(dir, Ports.free()).withoutReader();
        Files.writeString(
                bench.site,
                Files.readString(bench.site)
                        .replace("at_stop: off", "at_stop: on")
                        .replace("relay: lock }", "relay: lock }, lock: fail_safe"));
        try (var daemon = bench.run().awaitReady()) {
            var answer = ask(bench.state, 1);
            assertEquals(Optional.of(false), answer.bool("ok"));
            assertEquals(Optional.of("NOT_ALLOWED"), answer.text("reason"));
            assertTrue(answer.text("detail").orElseThrow().contains("lock"), answer::toString);
            assertEquals(1, daemon.timesReady());
            assertEquals(0, daemon.stop(), daemon::output);
        }
    }

    /// The next start hangs at a key that nobody has written yet (I34).
    @Test
    void aFireBetweenTwoRunsOpensAtOnce() throws Exception {
        var bench = withFire();
        var watched = new Watched(bench.state);
        try (var daemon = bench.run().awaitReady()) {
            var key = pipeInsteadOf(bench.state.resolve("device.pem"));
            betweenTwoRuns(daemon, bench);

            watched.pull("fire", 1);
            watched.awaitLevel("lock", 1);
            assertEquals(1, daemon.timesReady());
            write(bench.state.resolve("device.pem"), key);
            Await.until("the journal", Watched.SOON, () -> daemon.threads().contains("journal"));
            var opened = watched.next(it -> it.text("cause").equals(Optional.of("fire")));
            assertEquals(Optional.of("door-1"), opened.text("point"));
            assertEquals(1, watched.level("lock"));
            assertEquals(1, daemon.timesReady(), "it waits for the end of the fire");

            watched.pull("fire", 0);
            Await.until("the next run", Watched.SOON, () -> daemon.timesReady() == 2);
            assertEquals(List.of(0L, 1L, 0L), watched.levels("lock"));
            assertEquals(List.of(0L), watched.levels("other"), "nobody asked for it");

            watched.pull("fire", 1);
            watched.awaitLevel("lock", 1);
            assertEquals(0, daemon.stop(), daemon::output);
        }
    }

    /// What moved while nobody had the line is read when it is taken (I34).
    @Test
    void aFireThatNobodyHeardBeginIsHeardAtTheStart() throws Exception {
        var bench = withFire();
        Files.createDirectories(bench.state.resolve("sim"));
        Files.writeString(bench.state.resolve("sim/fire.pull"), "1");
        try (var daemon = bench.run().awaitReady()) {
            var watched = new Watched(bench.state);
            watched.awaitLevel("lock", 1);
            assertEquals(List.of(0L), watched.levels("other"));
            assertEquals(0, daemon.stop(), daemon::output);
        }
    }

    /// Nobody waits for it: what it leaves half done a power cut could have left.
    @Test
    void aStartThatHangsIsNotWaitedForAtTheEnd() throws Exception {
        var bench = withFire();
        var file = bench.state.resolve("device.pem");
        String key;
        try (var daemon = bench.run().awaitReady()) {
            key = pipeInsteadOf(file);
            betweenTwoRuns(daemon, bench);
            assertEquals(0, daemon.stop(Duration.ofSeconds(5)), daemon::output); // as is promised
        }
        Files.delete(file);
        Files.createFile(file, PosixFilePermissions.asFileAttribute(OWNER_ALONE));
        Files.writeString(file, key);
        try (var daemon = bench.run().awaitReady()) {
            assertEquals(0, daemon.stop(), daemon::output);
        }
    }

    /// Restarted again and again before it is ready, it still runs by what it was sent.
    @Test
    void aStartThatIsStoppedCostsNoSiteFile() throws Exception {
        var bench = withFire();
        var file = bench.state.resolve("device.pem");
        try (var daemon = bench.run().awaitReady()) {
            assertEquals(0, daemon.stop(), daemon::output);
        }
        var slots = SiteSlots.open(bench.state.resolve("config"), bench.site, "");
        slots.store(1, Files.readString(bench.site));
        assertTrue(slots.begin().trial());
        slots.confirm();
        var key = pipeInsteadOf(file);
        for (int i = 0; i < 2; i++) {
            try (var daemon = bench.run()) {
                Await.until("its start", Watched.SOON, () -> starts(bench) == 1);
                assertEquals(0, daemon.stop(), daemon::output);
                assertEquals(0, starts(bench));
            }
        }
        Files.delete(file);
        Files.createFile(file, PosixFilePermissions.asFileAttribute(OWNER_ALONE));
        Files.writeString(file, key);
        try (var daemon = bench.run().awaitReady()) {
            assertEquals(Optional.of(1L), kept(bench).number("version"));
            assertEquals(0, daemon.stop(), daemon::output);
        }
    }

    /// By the site file that was kept, since one succeeded.
    private static long starts(Bench bench) {
        return kept(bench).number("starts").orElseThrow();
    }

    private static Json.Obj kept(Bench bench) {
        try {
            var slots = Files.readAllBytes(bench.state.resolve("config/slots.json"));
            return JsonReader.object(slots).flatMap(it -> it.object("use")).orElseThrow();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /// Two doors, one of which hears a fire.
    private Bench withFire() throws Exception {
        var bench = new Bench(dir, Ports.free()).withoutReader();
        var other =
                "  - { id: door-2, profile: door, in: { reader: out, relay: other },"
                        + " lists: [demo], least: A0, journal_full: refuse }\nlists:";
        Files.writeString(
                bench.site,
                Files.readString(bench.site)
                        .replace(
                                "  relays: {",
                                "  contacts: { fire: { sim: true, closed_when: high } }\n"
                                        + "  relays: { other: { sim: true, max_on_ms: 10000,"
                                        + " at_stop: off },")
                        .replace("readers: {", "readers: { out: { sim: true },")
                        .replace("relay: lock }", "relay: lock }, fire: fire, lock: fail_safe")
                        .replaceFirst("(?m)^lists:", other));
        return bench;
    }

    /// One that nobody writes into.
    ///
    /// @return what stood there
    private static String pipeInsteadOf(Path file) throws Exception {
        var text = Files.readString(file);
        Files.delete(file);
        var made = new ProcessBuilder("mkfifo", "-m", "600", file.toString()).start();
        assertEquals(0, made.waitFor());
        return text;
    }

    /// Returns once somebody reads it.
    private static void write(Path pipe, String text) throws Exception {
        try (var out = new FileOutputStream(pipe.toFile())) {
            out.write(text.getBytes(StandardCharsets.US_ASCII));
        }
    }

    /// Returns once the run has ended, and the next one waits for its key.
    private static void betweenTwoRuns(DaemonProcess daemon, Bench bench) throws Exception {
        assertEquals(Optional.of(true), ask(bench.state, 1).bool("ok"));
        Await.until("its end", Watched.SOON, () -> !daemon.threads().contains("journal"));
    }

    private static void restart(DaemonProcess daemon, Path state, int change) throws Exception {
        assertEquals(Optional.of(true), ask(state, change).bool("ok"));
        daemon.awaitReady(change + 1);
    }

    private static Json.Obj ask(Path state, int number) throws Exception {
        var restart = Json.Obj.EMPTY.with("id", "restart-" + number).with("verb", "restart");
        var request = LocalCommands.request(restart, Lang.EN);
        return Control.ask(state.resolve("control.sock"), request).orElseThrow();
    }

    /// Open files of the state directory.
    private static long stores(DaemonProcess daemon, Path state) {
        return daemon.open().stream().filter(it -> it.startsWith(state + "/")).count();
    }
}
