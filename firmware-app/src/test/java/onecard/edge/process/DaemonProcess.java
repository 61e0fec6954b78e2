package onecard.edge.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/// The real daemon in a process of its own, to be killed like one.
final class DaemonProcess implements AutoCloseable {

    private static final Duration START = Duration.ofSeconds(30);

    private final Process process;
    private final List<String> output = new ArrayList<>();
    private final CompletableFuture<Void> ready = new CompletableFuture<>();

    /// Starts `onecard ARGS` and returns at once; [#awaitReady] waits for it to serve.
    DaemonProcess(String... args) throws IOException {
        this(Map.of(), args);
    }

    /// @param environment besides ours
    DaemonProcess(Map<String, String> environment, String... args) throws IOException {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(
                List.of(
                        "-XX:+UseSerialGC",
                        "-Xmx64m",
                        "-XX:TieredStopAtLevel=1",
                        "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow",
                        "--add-opens=java.smartcardio/sun.security.smartcardio=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "onecard.edge.Main"));
        command.addAll(List.of(args));
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(environment);
        process = builder.start();
        Thread.ofPlatform().name("daemon-output").daemon().start(this::read);
    }

    DaemonProcess awaitReady() throws Exception {
        ready.get(START.toSeconds(), TimeUnit.SECONDS);
        return this;
    }

    /// Waits for it to serve for the so manyth time; fails with what it said if it ended before.
    void awaitReady(long times) {
        Await.until(
                "run " + times,
                START,
                () -> {
                    boolean ended = !alive(); // looked at first: its last words may still come
                    if (timesReady() >= times) {
                        return true;
                    }
                    if (ended) {
                        throw new AssertionError("ended in run " + times + ":\n" + output());
                    }
                    return false;
                });
    }

    /// SIGKILL: no hook, no flush, nothing.
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /// SIGTERM, and its exit status; it has 5 s.
    int stop() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(5, TimeUnit.SECONDS)) {
            throw new AssertionError("still running 5 s after SIGTERM:\n" + output());
        }
        return process.exitValue();
    }

    /// Waits for it to end by itself.
    int await(Duration limit) throws InterruptedException {
        if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new AssertionError("still running after " + limit + ":\n" + output());
        }
        return process.exitValue();
    }

    boolean alive() {
        return process.isAlive();
    }

    /// Its threads by their names, each cut to 15 letters.
    List<String> threads() {
        var names = new ArrayList<String>();
        try (var tasks = Files.list(Path.of("/proc/" + pid() + "/task"))) {
            for (var task : tasks.toList()) {
                names.add(Files.readString(task.resolve("comm")).strip());
            }
        } catch (IOException _) {
            // One that ended meanwhile; whoever waits asks again.
        }
        return names;
    }

    /// Where each of its open descriptors leads.
    List<String> open() {
        var targets = new ArrayList<String>();
        try (var handles = Files.list(Path.of("/proc/" + pid() + "/fd"))) {
            for (var handle : handles.toList()) {
                targets.add(Files.readSymbolicLink(handle).toString());
            }
        } catch (IOException _) {
            // One that was closed meanwhile; whoever waits asks again.
        }
        return targets;
    }

    /// How often it said that it serves.
    long timesReady() {
        return output().lines().filter("onecard: ready"::equals).count();
    }

    /// Whether that thread is in a `poll`, as the kernel tells of it.
    boolean waitsForInput(String thread) {
        try (var tasks = Files.list(Path.of("/proc/" + pid() + "/task"))) {
            for (var task : tasks.toList()) {
                if (Files.readString(task.resolve("comm")).strip().equals(thread)
                        && Files.readString(task.resolve("wchan")).contains("poll")) {
                    return true;
                }
            }
            return false;
        } catch (IOException _) {
            return false; // a thread that ended meanwhile
        }
    }

    long pid() {
        return process.pid();
    }

    String output() {
        synchronized (output) {
            return String.join("\n", output);
        }
    }

    private void read() {
        try (BufferedReader lines = process.inputReader()) {
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                synchronized (output) {
                    output.add(line);
                }
                if (line.equals("onecard: ready")) {
                    ready.complete(null);
                }
            }
        } catch (IOException gone) {
            ready.completeExceptionally(new UncheckedIOException(gone));
        }
        ready.completeExceptionally(new AssertionError("ended before it was ready:\n" + output()));
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
