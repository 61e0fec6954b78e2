package onecard.hal.voice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import onecard.hal.Sentence;
import onecard.hal.Sentence.Language;
import onecard.hal.VoiceEvent;
import onecard.hal.VoiceEvent.Back;
import onecard.hal.VoiceEvent.Lost;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The program itself, and programs that fail.
class EspeakVoiceTest {

    /// Of 32,768: speech is some thousands.
    private static final double SILENCE = 300;

    private static final int HEADER_BYTES = 44;
    private static final Duration LONG = Duration.ofSeconds(30);

    @TempDir Path dir;
    private final LinkedBlockingQueue<VoiceEvent> events = new LinkedBlockingQueue<>();

    @ParameterizedTest
    @CsvSource({"ZH, 请付款, 十二元五角", "EN, please pay, twelve yuan fifty"})
    void whatIsSaidCanBeHeard(Language language, String one, String other) throws Exception {
        assumeTrue(Files.isExecutable(EspeakVoice.PROGRAM), "espeak-ng is not installed");
        var alone = wav(new Sentence(language, List.of(one)));
        var both = wav(new Sentence(language, List.of(one, other)));
        assertTrue(rms(alone) > SILENCE, () -> "an RMS of " + rms(alone));
        assertTrue(rms(both) > SILENCE, () -> "an RMS of " + rms(both));
        assertTrue(both.length > alone.length * 3 / 2, "two prompts take longer than one");
    }

    /// What no program may take for an option, or a shell for a command.
    @Test
    void noSentenceIsACommand() throws Exception {
        assumeTrue(Files.isExecutable(EspeakVoice.PROGRAM), "espeak-ng is not installed");
        var sound = wav(new Sentence(Language.EN, List.of("--version; touch " + dir + "/pwned")));
        assertTrue(rms(sound) > SILENCE, () -> "an RMS of " + rms(sound));
        assertTrue(Files.notExists(dir.resolve("pwned")));
    }

    @Test
    void anAbsentProgramIsNamedWithWhatToInstall() throws Exception {
        var absent = dir.resolve("espeak-ng");
        try (var voice = voice(absent, LONG)) {
            voice.open(events::add);
            assertEquals(
                    absent + ": is not there; install the package espeak-ng",
                    next(Lost.class).why());
        }
    }

    @Test
    void aProgramThatFailsIsLostUntilItSpeaksAgain() throws Exception {
        var program = program("[ -e '" + dir + "/well' ] || { echo no sound card >&2; exit 3; }");
        try (var voice = voice(program, LONG)) {
            voice.open(events::add);
            next(Back.class);
            say(voice, "one");
            assertEquals(program + ": failed with 3: no sound card", next(Lost.class).why());
            Files.createFile(dir.resolve("well"));
            while (events.isEmpty()) {
                say(voice, "two"); // any that is asked for before it looks again is given up
            }
            next(Back.class);
        }
    }

    @Test
    void aProgramThatHangsIsKilled() throws Exception {
        var program = program("echo $$ >'" + dir + "/pid'; exec sleep 1000");
        try (var voice = voice(program, Duration.ofSeconds(1))) {
            voice.open(events::add);
            next(Back.class);
            say(voice, "one");
            assertEquals(program + ": did not end within 1 s", next(Lost.class).why());
            assertGone();
        }
    }

    @Test
    void closingKillsTheProgram() throws Exception {
        var program = program("echo $$ >'" + dir + "/pid'; exec sleep 1000");
        var voice = voice(program, LONG);
        voice.open(events::add);
        next(Back.class);
        say(voice, "one");
        await(() -> Files.exists(dir.resolve("pid")) && Files.size(dir.resolve("pid")) > 0);
        voice.close();
        assertGone();
        assertEquals(0, events.size(), events::toString);
    }

    private void assertGone() throws Exception {
        long pid = Long.parseLong(Files.readString(dir.resolve("pid")).strip());
        await(() -> ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isEmpty());
    }

    private byte[] wav(Sentence sentence) throws Exception {
        var file = Files.createTempFile(dir, "said", ".wav");
        var espeak = Espeak.open(EspeakVoice.PROGRAM, List.of("-w", file.toString()), LONG);
        espeak.say(sentence, () -> {});
        return Files.readAllBytes(file);
    }

    private static double rms(byte[] wav) {
        var samples =
                ByteBuffer.wrap(wav, HEADER_BYTES, wav.length - HEADER_BYTES)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .asShortBuffer();
        double squares = 0;
        int count = samples.remaining();
        while (samples.hasRemaining()) {
            double sample = samples.get();
            squares += sample * sample;
        }
        return Math.sqrt(squares / count);
    }

    private EspeakVoice voice(Path program, Duration longest) {
        return new EspeakVoice("till", program, List.of(), longest, System::nanoTime);
    }

    private Path program(String script) throws IOException {
        var program = Files.writeString(dir.resolve("espeak-ng"), "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
        return program;
    }

    private static void say(EspeakVoice voice, String text) {
        voice.say(new Sentence(Language.EN, List.of(text)));
    }

    private interface Condition {
        boolean holds() throws IOException;
    }

    private static void await(Condition condition) throws IOException {
        long deadline = System.nanoTime() + LONG.toNanos();
        while (!condition.holds()) {
            assertTrue(System.nanoTime() < deadline);
            Thread.onSpinWait();
        }
    }

    private <T extends VoiceEvent> T next(Class<T> kind) throws InterruptedException {
        var event = Optional.ofNullable(events.poll(LONG.toSeconds(), TimeUnit.SECONDS));
        return assertInstanceOf(kind, event.orElseThrow());
    }
}
