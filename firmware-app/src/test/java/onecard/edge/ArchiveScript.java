package onecard.edge;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import onecard.edge.process.Await;
import onecard.edge.process.Watched;

/// `scripts/use-archive` and the archive that it keeps: run, killed, asked, and looked into.
final class ArchiveScript implements AutoCloseable {

    /// Run as it stands: by the distribution's Python, which has the distribution's paho.
    private static final String SCRIPT = Path.of("..", "scripts", "use-archive").toString();

    private final Path file;
    private final Path log;
    private final Connection archive;
    private Optional<Process> running = Optional.empty();

    /// What a command said, and how it ended.
    record Said(int status, List<String> lines) {}

    /// @param file of the archive, which is made
    ArchiveScript(Path file) throws Exception {
        this.file = file;
        log = file.resolveSibling(file.getFileName() + ".log");
        ask("check"); // makes it
        archive = DriverManager.getConnection("jdbc:sqlite:" + file);
    }

    /// Begins to listen.
    ///
    /// @param commandKey absent: nothing is asked for
    /// @param more of its options
    void start(int port, Path hostKey, Optional<Path> commandKey, String... more)
            throws IOException {
        var command =
                new ArrayList<String>(
                        List.of(
                                SCRIPT,
                                "run",
                                "--archive=" + file,
                                "--site=bench",
                                "--broker=127.0.0.1:" + port,
                                "--host-key=" + hostKey,
                                "--patience=1",
                                "--by=" + file.getFileName()));
        commandKey.ifPresent(key -> command.add("--command-key=" + key));
        command.addAll(List.of(more));
        running =
                Optional.of(
                        new ProcessBuilder(command)
                                .redirectErrorStream(true)
                                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                                .start());
    }

    /// SIGKILL.
    void kill() throws InterruptedException {
        running.orElseThrow().destroyForcibly().waitFor();
    }

    boolean isRunning() {
        return running.filter(Process::isAlive).isPresent();
    }

    /// Its exit status, once it has ended by itself.
    int ended() throws InterruptedException {
        var process = running.orElseThrow();
        if (!process.waitFor(Watched.SOON.toSeconds(), TimeUnit.SECONDS)) {
            throw new AssertionError("still running\n" + said());
        }
        return process.exitValue();
    }

    /// SIGTERM, and its exit status.
    int stop() throws InterruptedException {
        var process = running.orElseThrow();
        process.destroy();
        if (!process.waitFor(Watched.SOON.toSeconds(), TimeUnit.SECONDS)) {
            throw new AssertionError("still running after SIGTERM");
        }
        return process.exitValue();
    }

    /// Another of its commands.
    Said ask(String... words) throws IOException, InterruptedException {
        var command = new ArrayList<String>(List.of(SCRIPT));
        command.addAll(List.of(words));
        command.add("--archive=" + file);
        var out = Files.createTempFile(file.toAbsolutePath().getParent(), "said", "");
        var process =
                new ProcessBuilder(command)
                        .redirectOutput(out.toFile())
                        .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()))
                        .start();
        int status = process.waitFor();
        return new Said(status, Files.readAllLines(out, StandardCharsets.UTF_8));
    }

    /// How far it has a device's records without a gap.
    long whole(String device) {
        return number("SELECT coalesce(max(seq), 0) FROM whole WHERE device = '" + device + "'");
    }

    long number(String sql) {
        try (var statement = archive.createStatement();
                var row = statement.executeQuery(sql)) {
            return row.next() ? row.getLong(1) : 0;
        } catch (SQLException failed) {
            throw new AssertionError(sql, failed);
        }
    }

    /// As somebody who has the file may.
    void change(String sql) throws SQLException {
        try (var statement = archive.createStatement()) {
            statement.execute(sql);
        }
    }

    void awaits(String what, String sql, long atLeast) {
        try {
            Await.until(what, Watched.SOON.multipliedBy(2), () -> number(sql) >= atLeast);
        } catch (AssertionError late) {
            throw new AssertionError(late.getMessage() + "\n" + said(), late);
        }
    }

    /// What it said so far, besides answers.
    String said() {
        try {
            return Files.readString(log);
        } catch (IOException _) {
            return "";
        }
    }

    @Override
    public void close() throws SQLException {
        archive.close();
        running.ifPresent(Process::destroyForcibly);
    }
}
