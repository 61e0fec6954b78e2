package onecard.hal.sim;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import onecard.hal.Sentence;
import onecard.hal.Voice;
import onecard.hal.VoiceEvent;
import onecard.hal.VoiceEvent.Back;
import onecard.hal.VoiceEvent.Lost;

/// A voice that is read, on a thread of its own. A sentence takes as long as its hearer does.
public final class SimVoice implements Voice, SimPart {

    private final String name;
    private final Consumer<Sentence> hearer;
    private final SimDevice<VoiceEvent> thread;
    private final AtomicReference<Optional<Sentence>> next =
            new AtomicReference<>(Optional.empty());
    private volatile boolean closed; // by whoever closes: what waits is not said any more
    private boolean speaking; // of the thread: it can

    /// @param hearer given each sentence as it is said, on the voice's thread
    public SimVoice(String name, Consumer<Sentence> hearer, LongSupplier nanos) {
        this.name = name;
        this.hearer = hearer;
        this.thread = new SimDevice<>("voice-" + name, nanos);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void open(Consumer<VoiceEvent> events) {
        thread.run(() -> speaking = true);
        thread.open(events, now -> new Back(name, now));
    }

    @Override
    public void say(Sentence sentence) {
        next.set(Optional.of(sentence));
        thread.run(
                () ->
                        next.getAndSet(Optional.empty())
                                .filter(_ -> speaking && !closed)
                                .ifPresent(hearer));
    }

    /// The loudspeaker is taken away.
    @Override
    public void lose() {
        thread.run(
                () -> {
                    speaking = false;
                    thread.tell(now -> new Lost(name, "no loudspeaker", now));
                });
    }

    /// It is there again.
    @Override
    public void giveBack() {
        thread.run(
                () -> {
                    speaking = true;
                    thread.tell(now -> new Back(name, now));
                });
    }

    @Override
    public long progressNanos() {
        return thread.progressNanos();
    }

    @Override
    public void close() {
        closed = true;
        thread.close();
    }
}
