package onecard.hal.voice;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import onecard.hal.Sentence;
import onecard.hal.linux.DeviceException;
import onecard.hal.linux.DeviceThread;

/// The program espeak-ng: one process a sentence, and none left behind. Owned by the voice's
/// thread; ended by interrupting that.
///
/// Source: espeak-ng(1).
final class Espeak implements DeviceThread.Device {

    /// Between two signs of life to the watchdog.
    private static final Duration PULSE = Duration.ofSeconds(1);

    private final Path program;
    private final List<String> arguments;
    private final Duration longest;

    private Espeak(Path program, List<String> arguments, Duration longest) {
        this.program = program;
        this.arguments = arguments;
        this.longest = longest;
    }

    /// @param arguments besides those that say language and input
    /// @param longest that a sentence may take
    /// @throws DeviceException when there is no such program
    static Espeak open(Path program, List<String> arguments, Duration longest)
            throws DeviceException {
        var espeak = new Espeak(program, arguments, longest);
        espeak.refuseAbsent();
        return espeak;
    }

    /// Somebody may have uninstalled it.
    void refuseAbsent() throws DeviceException {
        if (!Files.isExecutable(program)) {
            throw new DeviceException(program, "is not there; install the package espeak-ng");
        }
    }

    /// Says it, and returns when it was said.
    ///
    /// @param progressed told again and again meanwhile
    /// @throws DeviceException when the program fails, or takes too long and was killed
    void say(Sentence sentence, Runnable progressed) throws DeviceException, InterruptedException {
        try {
            var process =
                    new ProcessBuilder(command(sentence)).redirectOutput(Redirect.DISCARD).start();
            try {
                var deaf = tell(process, text(sentence));
                await(process, progressed);
                if (process.exitValue() != 0) {
                    throw new DeviceException(
                            program, "failed with " + process.exitValue() + complaint(process));
                }
                if (deaf.isPresent()) {
                    throw deaf.get();
                }
            } finally {
                process.destroyForcibly();
            }
        } catch (DeviceException failed) {
            throw failed;
        } catch (IOException failed) {
            throw new DeviceException(program, String.valueOf(failed.getMessage()));
        }
    }

    private void await(Process process, Runnable progressed)
            throws DeviceException, InterruptedException {
        long deadline = System.nanoTime() + longest.toNanos();
        while (!process.waitFor(PULSE.toMillis(), TimeUnit.MILLISECONDS)) {
            progressed.run();
            if (System.nanoTime() - deadline > 0) {
                throw new DeviceException(
                        program, "did not end within " + longest.toSeconds() + " s");
            }
        }
    }

    /// A list of arguments, so that no shell reads a sentence. It is not among them: their encoding
    /// follows the locale, which a daemon may not have.
    private List<String> command(Sentence sentence) {
        var voice =
                switch (sentence.language()) {
                    case ZH -> "cmn";
                    case EN -> "en";
                };
        var command =
                new ArrayList<>(List.of(program.toString(), "-v", voice, "-b", "1", "--stdin"));
        command.addAll(arguments);
        return command;
    }

    private static String text(Sentence sentence) {
        var pause =
                switch (sentence.language()) {
                    case ZH -> "，";
                    case EN -> ", ";
                };
        return String.join(pause, sentence.prompts());
    }

    /// Less than a pipe holds, so this does not wait for a program that does not read. One that
    /// ends without reading says better why than the pipe does.
    ///
    /// @return why it did not hear all of it
    private static Optional<IOException> tell(Process process, String text) {
        try (var input = process.getOutputStream()) {
            input.write(text.getBytes(StandardCharsets.UTF_8));
            return Optional.empty();
        } catch (IOException deaf) {
            return Optional.of(deaf);
        }
    }

    private static String complaint(Process process) throws IOException {
        return Optional.ofNullable(process.errorReader(StandardCharsets.UTF_8).readLine())
                .map(line -> ": " + line)
                .orElse("");
    }

    /// Nothing is open between two sentences.
    @Override
    public void close() {}
}
