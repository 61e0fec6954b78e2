package onecard.hal.voice;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import onecard.hal.Voice;
import onecard.hal.VoiceContract;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/// The driver with a program that writes down what it is to say.
class EspeakVoiceContractTest extends VoiceContract {

    @TempDir Path dir;

    @BeforeEach
    void nothingWasHeard() throws IOException {
        Files.writeString(heardFile(), "");
    }

    @Override
    protected Voice voice() throws IOException {
        giveBack();
        return new EspeakVoice(
                "till",
                program(),
                List.of(dir.toString()),
                Duration.ofSeconds(30),
                System::nanoTime);
    }

    @Override
    protected List<String> heard() throws IOException {
        return Files.readAllLines(heardFile());
    }

    @Override
    protected void hold() throws IOException {
        Files.createFile(held());
    }

    @Override
    protected void goOn() throws IOException {
        Files.deleteIfExists(held());
    }

    @Override
    protected void lose() throws IOException {
        Files.delete(program());
    }

    @Override
    protected void giveBack() throws IOException {
        var made = Files.createTempFile(dir, "program", "");
        Files.writeString(
                made,
                """
                #!/bin/sh
                for dir; do :; done # the last argument
                text=$(cat)
                echo "$text" >>"$dir/heard"
                while [ -e "$dir/held" ]; do sleep 0.01; done
                """);
        Files.setPosixFilePermissions(made, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.move(made, program());
    }

    private Path program() {
        return dir.resolve("espeak-ng");
    }

    private Path heardFile() {
        return dir.resolve("heard");
    }

    private Path held() {
        return dir.resolve("held");
    }
}
