package onecard.hal.serial;

import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import onecard.hal.Load;
import onecard.hal.Scale;
import onecard.hal.ScaleChanges;
import onecard.hal.ScaleEvent;
import onecard.hal.linux.DeviceException;
import onecard.hal.serial.ScaleProtocol.Said;

/// A checkout scale on a tty, in one of two plain-text protocols. What it says is believed as
/// [TwiceSaid] has it; a line that is no weight is counted and passed over.
public final class SerialScale implements Scale {

    /// A scale that says no weight for so long is lost. One that speaks by itself is never silent
    /// for half a second; to be zeroed or tared keeps one that is asked busy for some two.
    static final Duration SILENCE = Duration.ofSeconds(3);

    /// Between two questions: as often as a scale's display changes.
    private static final Duration POLL = Duration.ofMillis(100);

    /// A question that nobody answered is asked again: answers come within some tens of
    /// milliseconds, and a scale that is asked twice at once mixes them up.
    private static final Duration ANSWER = Duration.ofMillis(500);

    /// Between two signs of life to the watchdog.
    private static final Duration IDLE = Duration.ofSeconds(1);

    private static final int CHUNK_BYTES = 512;

    private final SerialDevice<ScaleEvent> device;
    private final ScaleProtocol protocol;
    private final Duration silence;
    private final ScaleChanges changes;

    /// @param path of the tty, one that survives re-plugging
    /// @param baud of a UART, as set at the scale: 9600 mostly
    public SerialScale(
            String name, Path path, int baud, ScaleProtocol protocol, LongSupplier nanos) {
        this(name, path, baud, protocol, SILENCE, nanos);
    }

    SerialScale(
            String name,
            Path path,
            int baud,
            ScaleProtocol protocol,
            Duration silence,
            LongSupplier nanos) {
        this.protocol = protocol;
        this.silence = silence;
        this.changes = new ScaleChanges(name);
        device =
                new SerialDevice<>(
                        "scale",
                        name,
                        path,
                        baud,
                        (why, now) -> new ScaleEvent.Lost(name, why, now),
                        now -> new ScaleEvent.Back(name, now),
                        nanos);
    }

    @Override
    public String name() {
        return device.name();
    }

    @Override
    public void open(Consumer<ScaleEvent> events) {
        device.start(events, (port, ready) -> new Talk(port, ready, events).run());
    }

    /// With the scale, from one opening of the port to its end. Of the thread.
    private final class Talk {

        private final SerialPort port;
        private final Runnable ready;
        private final Consumer<ScaleEvent> events;
        private final LineFraming lines = device.lines();
        private final TwiceSaid twice = new TwiceSaid();
        private boolean weighs;
        private String trouble = "is silent";
        private long weighedNanos = System.nanoTime();
        private long askedNanos = weighedNanos;
        private long dueNanos = weighedNanos; // the next question

        Talk(SerialPort port, Runnable ready, Consumer<ScaleEvent> events) {
            this.port = port;
            this.ready = ready;
            this.events = events;
        }

        void run() throws DeviceException {
            var chunk = new byte[CHUNK_BYTES];
            while (true) {
                ask();
                int count = port.read(chunk, patience());
                device.progressed();
                if (count > 0 && !weighs) {
                    trouble = "says no line: another speed, or no scale";
                }
                lines.feed(chunk, count).forEach(this::hear);
                if (System.nanoTime() - weighedNanos >= silence.toNanos()) {
                    throw new DeviceException(port.device(), "the scale " + trouble);
                }
            }
        }

        private void ask() throws DeviceException {
            var question = protocol.question();
            long now = System.nanoTime();
            if (question.isPresent() && now - dueNanos >= 0) {
                port.write(question.get());
                askedNanos = now;
                dueNanos = now + ANSWER.toNanos();
            }
        }

        /// To wait for bytes: until the scale is to be asked, or is lost.
        private Duration patience() {
            long now = System.nanoTime();
            long left = Math.min(weighedNanos + silence.toNanos() - now, IDLE.toNanos());
            if (protocol.question().isPresent()) {
                left = Math.min(left, dueNanos - now);
            }
            return Duration.ofNanos(Math.max(0, left));
        }

        private void hear(String line) {
            dueNanos = askedNanos + POLL.toNanos();
            switch (protocol.hear(line)) {
                case Said.Lies(var load) -> weighed(twice.hear(load));
                case Said.Busy() -> trouble = "answers, but does not weigh now";
                case Said.Unreadable(var why) -> {
                    trouble = "says what " + why;
                    device.unreadable().incrementAndGet();
                }
            }
        }

        private void weighed(Load load) {
            if (!weighs) {
                weighs = true;
                changes.forget();
                ready.run();
            }
            trouble = "is silent";
            weighedNanos = System.nanoTime();
            changes.next(load, device.now()).ifPresent(events);
        }
    }

    @Override
    public long unreadable() {
        return device.unreadable().get();
    }

    @Override
    public long progressNanos() {
        return device.progressNanos();
    }

    @Override
    public void close() {
        device.close();
    }
}
