package onecard.edge.process;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import onecard.hal.sim.VirtualCard;

/// A real service started for a test: pcscd with its virtual reader, or a broker.
public final class Service implements AutoCloseable {

    /// Where pcscd has its socket.
    private static final Path PCSCD_PLACE = Path.of("/run/pcscd");

    private static final String FLAGS = "--foreground --critical";

    private final List<String> command;
    private final BooleanSupplier up;
    private final Closeable turn;
    private Process process;

    private Service(List<String> command, BooleanSupplier up, Closeable turn) throws Exception {
        this.command = command;
        this.up = up;
        this.turn = turn;
        this.process = launch();
    }

    /// The smart card service. There is one a network, so whoever comes second waits for its turn,
    /// and one that runs already is in the way.
    public static Service pcscd() throws Exception {
        var lock =
                FileChannel.open(
                        Files.createDirectories(PCSCD_PLACE).resolve("onecard-test.lock"),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE);
        lock.lock();
        // One that a killed test run left behind; nobody else starts it like this.
        ProcessHandle.allProcesses()
                .filter(
                        left ->
                                left.info()
                                        .commandLine()
                                        .filter(line -> line.endsWith("pcscd " + FLAGS))
                                        .isPresent())
                .filter(Service::inThisNetwork)
                .forEach(ProcessHandle::destroyForcibly);
        Await.until(
                "an earlier pcscd to be gone", Watched.SOON, () -> !VirtualCard.readerListens());
        return new Service(
                List.of(found("pcscd"), "--foreground", "--critical"),
                VirtualCard::readerListens,
                lock);
    }

    private static boolean inThisNetwork(ProcessHandle process) {
        try {
            var ours = Files.readSymbolicLink(Path.of("/proc/self/ns/net"));
            return ours.equals(
                    Files.readSymbolicLink(Path.of("/proc/" + process.pid() + "/ns/net")));
        } catch (IOException _) {
            return false; // it has ended, or is not ours to look at
        }
    }

    /// An open broker on loopback.
    public static Service mosquitto(int port, Path directory) throws Exception {
        return mosquitto(
                port, directory, "listener %d 127.0.0.1".formatted(port), "allow_anonymous true");
    }

    /// A broker with a configuration of the test's own.
    ///
    /// @param port that is open once it serves
    public static Service mosquitto(int port, Path directory, String... lines) throws Exception {
        var configuration = directory.resolve("mosquitto.conf");
        // Started by root it would become somebody who may not read a test's folder.
        var usual = "user %s%nmax_queued_messages 0%n".formatted(System.getProperty("user.name"));
        Files.writeString(configuration, usual + String.join("\n", lines) + "\n");
        return new Service(
                List.of(found("mosquitto"), "-c", configuration.toString()),
                () -> Ports.listens(port),
                () -> {});
    }

    /// A broker written in Java.
    ///
    /// @param main of the tests' class path
    /// @param port that is open once it serves
    public static Service java(Class<?> main, int port, Object... arguments) throws Exception {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(
                List.of(
                        "-XX:+UseSerialGC",
                        "-Xmx128m",
                        "-XX:TieredStopAtLevel=1",
                        "-Dtinylog.level=off",
                        "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow",
                        "-cp",
                        System.getProperty("java.class.path"),
                        main.getName(),
                        Integer.toString(port)));
        for (var argument : arguments) {
            command.add(argument.toString());
        }
        return new Service(command, () -> Ports.listens(port), () -> {});
    }

    private Process launch() throws Exception {
        var started =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start();
        Await.until(command.getFirst() + " to serve", Watched.SOON, () -> up(started));
        return started;
    }

    /// Whether it is this one that serves: who ends at once met another in its place.
    private boolean up(Process started) {
        boolean serves = up.getAsBoolean();
        if (!started.isAlive()) {
            throw new AssertionError(
                    command + " ended with " + started.exitValue() + ", and did not serve");
        }
        return serves;
    }

    /// SIGKILL, and gone.
    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /// SIGTERM, and gone.
    public void stop() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(5, TimeUnit.SECONDS)) {
            kill();
        }
    }

    /// SIGSTOP: it is there and does nothing.
    void pause() throws Exception {
        signal("STOP");
    }

    /// SIGCONT.
    void goOn() throws Exception {
        signal("CONT");
    }

    private void signal(String name) throws Exception {
        var kill = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start();
        if (kill.waitFor() != 0) {
            throw new IOException(command.getFirst() + " takes no SIG" + name);
        }
    }

    public void startAgain() throws Exception {
        process = launch();
    }

    private static String found(String program) throws IOException {
        for (var directory : List.of("/usr/sbin", "/usr/bin", "/usr/local/sbin")) {
            var file = Path.of(directory, program);
            if (Files.isExecutable(file)) {
                return file.toString();
            }
        }
        throw new IOException(program + " is not installed; scripts/test installs it");
    }

    @Override
    public void close() {
        try {
            stop();
            turn.close();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
