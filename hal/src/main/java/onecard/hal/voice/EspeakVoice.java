package onecard.hal.voice;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import onecard.hal.Sentence;
import onecard.hal.Voice;
import onecard.hal.VoiceEvent;
import onecard.hal.VoiceEvent.Back;
import onecard.hal.VoiceEvent.Lost;
import onecard.hal.linux.DeviceException;
import onecard.hal.linux.DeviceThread;
import onecard.hal.linux.Latest;
import onecard.hal.linux.PortPresence;

/// A voice by the program espeak-ng of the distribution, which speaks over the default sound
/// device.
public final class EspeakVoice implements Voice {

    /// Where Debian's package espeak-ng puts it.
    public static final Path PROGRAM = Path.of("/usr/bin/espeak-ng");

    /// The longest sentence is some 25 s of speech; a sound device that hangs is for ever.
    private static final Duration LONGEST = Duration.ofSeconds(30);

    /// Between two looks whether the program is still there.
    private static final Duration IDLE = Duration.ofSeconds(1);

    private final String name;
    private final Latest<Sentence> next = new Latest<>();
    private final DeviceThread<Espeak> thread;
    private boolean failed; // of the thread: the last sentence was not said

    public EspeakVoice(String name, LongSupplier nanos) {
        this(name, PROGRAM, List.of(), LONGEST, nanos);
    }

    EspeakVoice(
            String name,
            Path program,
            List<String> arguments,
            Duration longest,
            LongSupplier nanos) {
        this.name = name;
        this.thread =
                new DeviceThread<>(
                        "voice-" + name, () -> Espeak.open(program, arguments, longest), nanos);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void open(Consumer<VoiceEvent> events) {
        thread.start(
                new PortPresence<>(
                        events, (why, now) -> new Lost(name, why, now), now -> new Back(name, now)),
                this::serve);
    }

    @Override
    public void say(Sentence sentence) {
        next.put(sentence);
    }

    private void serve(Espeak espeak, Runnable ready) throws DeviceException, InterruptedException {
        var _ = next.take(Duration.ZERO); // for somebody who has left
        if (!failed) {
            ready.run();
        }
        while (true) {
            var sentence = next.take(IDLE);
            thread.progressed();
            if (sentence.isPresent()) {
                say(espeak, sentence.get(), ready);
            } else {
                espeak.refuseAbsent();
            }
        }
    }

    /// After one that failed, only one that does not proves that it can speak.
    private void say(Espeak espeak, Sentence sentence, Runnable ready)
            throws DeviceException, InterruptedException {
        boolean before = failed;
        failed = true;
        espeak.say(sentence, thread::progressed);
        failed = false;
        if (before) {
            ready.run();
        }
    }

    @Override
    public long progressNanos() {
        return thread.progressNanos();
    }

    @Override
    public void close() {
        thread.close();
    }
}
