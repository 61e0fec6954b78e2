package onecard.hal.serial;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import onecard.hal.bio.Answer;
import onecard.hal.linux.DeviceException;

/// Commands to a vein module and what it replies, one at a time. Owned by one thread.
///
/// A reply says to which command, but not to which of two alike: behind one that was lost, or not
/// waited for, nothing is believed before the module was told to leave off, said that it did, and
/// the line was silent ([#settle]). It answers in order, so nothing older comes then.
final class VeinLine {

    /// How long to wait for the module.
    ///
    /// @param answer to a command that does not look at anybody
    /// @param gap so long silent within a frame, and it will not go on
    /// @param look for a reply to one that does, before it is asked whether it is still wanted
    record Times(Duration answer, Duration gap, Duration look) {

        /// By the protocol 200 ms at most, and 500 ms for a list of users.
        static final Times USUAL =
                new Times(Duration.ofMillis(600), Duration.ofMillis(60), Duration.ofMillis(40));
    }

    static final int OK = 0x00;

    private static final int RESET = 0x10;

    /// What a note says that comes when the module has started.
    private static final int READY = 0x00;

    /// So long a frame that has begun may go on behind the end of a wait: the longest takes 45 ms.
    private static final Duration FRAME_MAX = Duration.ofMillis(100);

    private static final int CHUNK_BYTES = 512;

    /// So many chunks nobody asked for; a line that still talks then is not worth waiting for.
    private static final int STALE_MAX = 64;

    private final SerialPort port;
    private final Times times;
    private final AtomicLong unreadable;
    private final byte[] chunk = new byte[CHUNK_BYTES];
    private final ArrayDeque<VeinFrame> frames = new ArrayDeque<>();
    private CheckedFraming<VeinFrame> framing;
    private long damaged; // when the last command went out
    private String trouble = "";
    private boolean adrift = true; // whatever it was at when this line was opened

    /// @param unreadable counts what came damaged
    VeinLine(SerialPort port, Times times, AtomicLong unreadable) {
        this.port = port;
        this.times = times;
        this.unreadable = unreadable;
        this.framing = framing();
    }

    private CheckedFraming<VeinFrame> framing() {
        return new CheckedFraming<>(new VeinFrame.Shape(), unreadable);
    }

    /// Asks for what takes as long as a person does; [#awaited] hears of it.
    void begin(int command, byte... content) throws DeviceException {
        forget();
        damaged = unreadable.get();
        port.write(new VeinFrame(command, content).bytes());
    }

    /// The reply to what was begun, if it comes soon. Where something else came that was damaged,
    /// it was perhaps that one.
    Optional<VeinFrame> awaited(int command) throws DeviceException, Ended {
        var reply = reply(command, times.look);
        if (reply.isEmpty() && unreadable.get() != damaged) {
            throw lost("makes no sense");
        }
        return reply;
    }

    /// The reply to what the module does at once.
    VeinFrame ask(int command, byte... content) throws DeviceException, Ended {
        begin(command, content);
        var reply = reply(command, times.answer);
        if (reply.isEmpty()) {
            throw lost();
        }
        return reply.get();
    }

    private Optional<VeinFrame> reply(int command, Duration atMost) throws DeviceException, Ended {
        long end = System.nanoTime() + atMost.toNanos();
        while (true) {
            var next = next(end);
            if (next.isEmpty()) {
                return next;
            }
            var frame = next.get();
            boolean note = frame.id() == VeinFrame.NOTE;
            if (note && frame.result() == READY) {
                throw lost("has started anew");
            }
            if (!note) {
                if (frame.command() != command) {
                    throw senseless();
                }
                return next;
            }
            // Other notes say where the hand should be, to a display that is not there.
        }
    }

    /// Empty where none came in time.
    private Optional<VeinFrame> next(long end) throws DeviceException {
        trouble = "is silent";
        while (frames.isEmpty()) {
            long left = end - System.nanoTime();
            boolean begun = framing.pending();
            if (left <= (begun ? -FRAME_MAX.toNanos() : 0)) {
                return Optional.empty();
            }
            int count = port.read(chunk, begun ? times.gap : Duration.ofNanos(left));
            if (count > 0) {
                trouble = "makes no sense";
            }
            frames.addAll(count > 0 ? framing.feed(chunk, count) : framing.silent());
            Arrays.fill(chunk, 0, count, (byte) 0);
        }
        return Optional.of(frames.remove());
    }

    /// That a reply was none that the command has. The line is adrift.
    Ended senseless() {
        unreadable.incrementAndGet();
        return lost("makes no sense");
    }

    private Ended lost(String how) {
        trouble = how;
        return lost();
    }

    private Ended lost() {
        adrift = true;
        return new Ended(Answer.Why.FAULT);
    }

    private void forget() throws DeviceException {
        for (int i = 0; i < STALE_MAX && port.read(chunk, Duration.ZERO) > 0; i++) {
            Arrays.fill(chunk, (byte) 0);
        }
        frames.clear();
        framing = framing();
    }

    /// Whether a reply was lost, or not waited for.
    boolean isAdrift() {
        return adrift;
    }

    /// Bids the module leave off whatever it is at, and waits until nothing older can come.
    void settle() throws DeviceException, Ended {
        adrift = true;
        begin(RESET);
        long end = System.nanoTime() + times.answer.toNanos();
        while (true) {
            var next = next(end);
            if (next.isEmpty()) {
                throw lost();
            }
            if (next.get().id() == VeinFrame.REPLY && next.get().command() == RESET) {
                break;
            }
        }
        for (int i = 0; port.read(chunk, times.gap) > 0; i++) {
            if (i == STALE_MAX) {
                throw lost("does not stop talking");
            }
        }
        adrift = false;
    }

    /// That it failed, in the words of its last trouble.
    DeviceException failed() {
        return failed(trouble);
    }

    DeviceException failed(String how) {
        return new DeviceException(port.device(), "the module " + how);
    }
}
