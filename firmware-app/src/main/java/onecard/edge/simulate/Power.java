package onecard.edge.simulate;

import java.io.BufferedReader;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// The power of the simulated board: the real daemon, `onecard run`, in a process of its own, with
/// this process's class path and flags. Cutting it is SIGKILL. It does not outlive this process.
///
/// Thread-safe; what is told comes on the threads of this class.
public final class Power implements AutoCloseable {

    /// How the daemon is.
    public enum State {
        OFF,
        STARTING,
        READY
    }

    /// Told on a thread of this class, one at a time.
    public interface Watcher {
        void is(State state);

        /// A line that the daemon said.
        void said(String line);
    }

    /// What an orderly end may take.
    private static final int STOP_SECONDS = 5;

    /// Lets the kernel end a process when the thread that started it ends, however that came.
    private static final Path SETPRIV = Path.of("/usr/bin/setpriv");

    /// What of this process's flags is its own affair.
    private static final List<String> OWN_FLAGS =
            List.of("-javaagent:", "-agentlib:", "-agentpath:", "-XX:AOTCacheOutput");

    private static final String READY = "onecard: ready";

    private final List<String> command;
    private final Watcher watcher;
    private final Thread hook = new Thread(this::kill, "power-ends");
    private Optional<Run> run = Optional.empty();
    private boolean closed;

    /// Off at first.
    ///
    /// @param site file that the daemon is given
    /// @param state directory of its state
    public Power(Path site, Path state, Watcher watcher) {
        this(daemon(site, state), watcher);
    }

    Power(List<String> command, Watcher watcher) {
        this.command = List.copyOf(command);
        this.watcher = watcher;
        Runtime.getRuntime().addShutdownHook(hook);
    }

    private static List<String> daemon(Path site, Path state) {
        var java = new ArrayList<String>();
        if (Files.isExecutable(SETPRIV)) {
            java.addAll(List.of(SETPRIV.toString(), "--pdeathsig", "KILL"));
        }
        java.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(flag -> OWN_FLAGS.stream().noneMatch(flag::startsWith))
                .forEach(java::add);
        java.addAll(List.of("-cp", System.getProperty("java.class.path")));
        java.addAll(List.of("onecard.edge.Main", "run", "--site", site.toString()));
        java.addAll(List.of("--state", state.toString()));
        return java;
    }

    /// Nothing, if it is on.
    public synchronized void restore() {
        if (closed || run.map(Run::isOn).orElse(false)) {
            return;
        }
        run = Optional.of(new Run());
    }

    /// SIGKILL: no hook, no flush, nothing. Returns once it is off.
    public void cut() throws InterruptedException {
        end(process -> process.toHandle().destroyForcibly());
    }

    /// Whether there is a process, ready or not.
    public synchronized boolean isOn() {
        return run.map(Run::isOn).orElse(false);
    }

    /// Waits until the daemon serves; false if it ended before, or did not within that time.
    public boolean awaitReady(long seconds) throws InterruptedException {
        var on = running();
        if (on.isEmpty()) {
            return false;
        }
        return on.get().ready.completeOnTimeout(false, seconds, TimeUnit.SECONDS).join();
    }

    private synchronized Optional<Run> running() {
        return run;
    }

    private void end(Consumer<Process> how) throws InterruptedException {
        var on = running();
        if (on.isPresent()) {
            on.get().end(how);
        }
    }

    private void kill() {
        running().ifPresent(on -> on.process().ifPresent(it -> it.toHandle().destroyForcibly()));
    }

    /// An orderly stop, and SIGKILL where that takes too long. Idempotent.
    @Override
    public void close() {
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
        }
        try {
            end(Power::stop);
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (InterruptedException _) {
            kill();
            Thread.currentThread().interrupt();
        } catch (IllegalStateException _) {
            kill(); // this process is ending, and the hook runs anyway
        }
    }

    private static void stop(Process process) {
        process.toHandle().destroy(); // its own way would close what it has yet to say
        try {
            if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                process.toHandle().destroyForcibly();
            }
        } catch (InterruptedException _) {
            process.toHandle().destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    /// From one start to its end, on one thread: the kernel takes the child down with the thread
    /// that started it.
    private final class Run {
        private final CompletableFuture<Boolean> ready = new CompletableFuture<>();
        private final CompletableFuture<Process> started = new CompletableFuture<>();
        private final Thread thread = Thread.ofPlatform().name("power").daemon().start(this::run);

        private void run() {
            watcher.is(State.STARTING);
            try {
                var process = new ProcessBuilder(command).redirectErrorStream(true).start();
                started.complete(process);
                process.getOutputStream().close();
                listen(process);
                process.waitFor();
            } catch (IOException failed) {
                watcher.said(String.valueOf(failed.getMessage()));
            } catch (InterruptedException _) {
                kill();
            } finally {
                started.completeExceptionally(new IllegalStateException("it did not start"));
                ready.complete(false);
                watcher.is(State.OFF);
            }
        }

        private void listen(Process process) throws IOException {
            try (BufferedReader lines = process.inputReader()) {
                for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                    if (line.equals(READY)) {
                        watcher.is(State.READY);
                        ready.complete(true);
                    } else {
                        watcher.said(line);
                    }
                }
            }
        }

        boolean isOn() {
            return thread.isAlive();
        }

        Optional<Process> process() {
            return started.isDone() && !started.isCompletedExceptionally()
                    ? Optional.of(started.join())
                    : Optional.empty();
        }

        void end(Consumer<Process> how) throws InterruptedException {
            try {
                how.accept(started.join());
            } catch (CompletionException _) {
                // There is nothing to end.
            }
            thread.join();
        }
    }
}
