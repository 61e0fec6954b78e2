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
    private final Thread reader;
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
        reader = Thread.ofPlatform().name("daemon-output").daemon().start(this::read);
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

    /// SIGTERM, and its exit status.
    int stop() throws InterruptedException {
        return stop(START);
    }

    /// SIGTERM, and its exit status; it has that long.
    int stop(Duration limit) throws InterruptedException {
        process.destroy();
        return await(limit);
    }

    /// Waits for it to end by itself. Whatever it said is in [#output] then.
    int await(Duration limit) throws InterruptedException {
        if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new AssertionError("still running after " + limit + ":\n" + output());
        }
        if (!reader.join(START)) {
            throw new AssertionError("ended, and somebody goes on speaking:\n" + output());
        }
        return process.exitValue();
    }

    boolean alive() {
        return process.isAlive();
    }

    /// Its threads by their names, each cut to 15 letters.
    List<String> threads() {
        return each("task", task -> Files.readString(task.resolve("comm")).strip());
    }

    /// Where each of its open descriptors leads.
    List<String> open() {
        return each("fd", handle -> Files.readSymbolicLink(handle).toString());
    }

    /// What the kernel tells of each of them; of one that has gone meanwhile it tells nothing.
    private List<String> each(String what, Look look) {
        var told = new ArrayList<String>();
        try (var entries = Files.list(Path.of("/proc/" + pid() + "/" + what))) {
            for (var entry : entries.toList()) {
                try {
                    told.add(look.at(entry));
                } catch (IOException _) {
                    // It has gone.
                }
            }
        } catch (IOException _) {
            // So has the process.
        }
        return told;
    }

    private interface Look {

        String at(Path entry) throws IOException;
    }

    /// How often it said that it serves.
    long timesReady() {
        return output().lines().filter("onecard: ready"::equals).count();
    }

    /// Whether that thread is in a `poll`, as the kernel tells of it.
    boolean waitsForInput(String thread) {
        return each(
                        "task",
                        task ->
                                Files.readString(task.resolve("comm")) // a line
                                        + Files.readString(task.resolve("wchan")))
                .stream()
                .anyMatch(it -> it.startsWith(thread + "\n") && it.contains("poll"));
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
