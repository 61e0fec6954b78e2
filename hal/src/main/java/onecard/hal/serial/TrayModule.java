package onecard.hal.serial;

import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import onecard.hal.linux.DeviceException;

/// The dialogue with a UHF module, one command at a time. Owned by one thread.
///
/// | Command | Frame | Answer |
/// |---|---|---|
/// | stop what runs | `BB 00 28 00 00 28 7E` | `BB 01 28 00 01 00 2A 7E` |
/// | how to ask tags | `BB 00 0E 00 02 10 20 40 7E` | `BB 01 0E 00 01 00 10 7E` |
/// | one round | `BB 00 22 00 00 22 7E` | `BB 02 22 ..` a tag, or `BB 01 FF 00 01 15 16 7E`: none |
///
/// Tags are asked in 16 slots, many for the plates of a tray, and in session S0: in any other a
/// tag that answered keeps still in the next rounds. Region and power are the installer's, by the
/// maker's tool.
///
/// No frame says that a round is over: it is, once the line was silent for a while.
final class TrayModule {

    /// How long to wait for the module.
    ///
    /// @param answer to a command, the first frame of a round among them
    /// @param gap behind the last frame of a round
    /// @param longest for all of it, whatever the line says
    record Times(Duration answer, Duration gap, Duration longest) {

        /// A slot takes some 3 ms with a tag in it and less without, so 16 of them are done in 50.
        static final Times USUAL =
                new Times(Duration.ofMillis(200), Duration.ofMillis(40), Duration.ofMillis(500));
    }

    /// More than find room on a tray; what a stack of plates beside it answers is passed over.
    static final int TAGS_MAX = 64;

    static final TagFrame STOP = new TagFrame(TagFrame.COMMAND, 0x28, new byte[0]);

    /// DR 8, M 1, with pilot tone, all tags, session S0, target A, Q 4: 16 slots.
    static final TagFrame QUERY = new TagFrame(TagFrame.COMMAND, 0x0E, new byte[] {0x10, 0x20});

    static final TagFrame ROUND = new TagFrame(TagFrame.COMMAND, TagAnswer.POLL, new byte[0]);

    private static final int CHUNK_BYTES = 512;

    private final SerialPort port;
    private final Times times;
    private final AtomicLong unreadable;
    private final byte[] chunk = new byte[CHUNK_BYTES];
    private String trouble = "is silent";

    /// @param unreadable counts frames that came damaged, or make no sense
    TrayModule(SerialPort port, Times times, AtomicLong unreadable) {
        this.port = port;
        this.times = times;
        this.unreadable = unreadable;
    }

    /// Brings the module to where it waits for rounds, whatever it did before.
    void prepare() throws DeviceException {
        order(STOP);
        order(QUERY);
    }

    private void order(TagFrame command) throws DeviceException {
        var heard = new Round();
        hear(command, heard);
        if (!heard.done.contains(command.command())) {
            throw new DeviceException(
                    port.device(), "the module %s at %02X".formatted(trouble, command.command()));
        }
    }

    /// Looks once: the tags that answered, which may be none. A frame that came damaged is a tag
    /// that did not answer. Empty when the module did not say either.
    Optional<Set<String>> look() throws DeviceException {
        var round = new Round();
        hear(ROUND, round);
        return round.told ? Optional.of(round.tags) : Optional.empty();
    }

    /// Why it did not say, the last time it did not.
    String trouble() {
        return trouble;
    }

    private void hear(TagFrame command, Round round) throws DeviceException {
        trouble = "is silent";
        port.discard();
        port.write(command.bytes());
        var framing = new CheckedFraming<>(TagFrame.Shape.OF_MODULE, unreadable);
        long start = System.nanoTime();
        while (true) {
            long past = System.nanoTime() - start;
            long left = Math.max(0, times.answer.toNanos() - past);
            boolean begun = round.begun || framing.pending();
            int count = port.read(chunk, begun ? times.gap : Duration.ofNanos(left));
            if (count > 0 && !round.begun) {
                trouble = "says what makes no sense";
            }
            (count > 0 ? framing.feed(chunk, count) : framing.silent()).forEach(round::hear);
            boolean over = count == 0 && (round.begun || left == 0);
            if (over || past >= times.longest.toNanos()) {
                return;
            }
        }
    }

    /// What was heard since a command.
    private final class Round {

        private final Set<String> tags = new HashSet<>();
        private final Set<Integer> done = new HashSet<>();
        private boolean begun;
        private boolean told;

        void hear(TagFrame frame) {
            begun = true;
            switch (TagAnswer.of(frame)) {
                case TagAnswer.Seen(var tag) -> {
                    told = true;
                    if (tags.size() < TAGS_MAX) {
                        tags.add(tag);
                    }
                }
                case TagAnswer.NoTag() -> told = true;
                case TagAnswer.Done(var command) -> done.add(command);
                case TagAnswer.Refused(var why) -> trouble = why;
                case TagAnswer.Strange() -> unreadable.incrementAndGet();
            }
        }
    }
}
