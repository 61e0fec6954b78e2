package onecard.hal.serial;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;
import onecard.hal.bio.Answer;
import onecard.hal.linux.DeviceException;

/// Commands to a fingerprint module and what it answers, one at a time. Owned by one thread.
///
/// An answer does not say to which command: behind one that was lost, or not waited for, nothing is
/// believed before the line was silent and the module told its parameters, whose answer looks like
/// no other ([#settle]).
final class FingerLine {

    /// How long to wait for the module.
    ///
    /// @param answer to a command, and each packet of data
    /// @param gap so long silent within a frame, and it will not go on
    /// @param look from one look for a finger to the next
    record Times(Duration answer, Duration gap, Duration look) {

        /// By the R503's manual 500 ms at most, for the features of a picture; a packet takes 50
        /// ms at 57600 baud, and an adapter on USB hands bytes over every 16 ms.
        static final Times USUAL =
                new Times(Duration.ofMillis(700), Duration.ofMillis(60), Duration.ofMillis(40));
    }

    static final int OK = 0x00;

    private static final int READ_PARAMETERS = 0x0F;
    private static final int PARAMETERS_BYTES = 16;
    private static final int PACKET_LEAST = 32;
    private static final int CHUNK_BYTES = 512;

    /// So many chunks nobody asked for; a line that still talks then is not worth waiting for.
    private static final int STALE_MAX = 64;

    /// A picture that nobody waits for any more takes so long to come at 57600 baud.
    private static final Duration TALK_MAX = Duration.ofSeconds(10);

    private static final int SILENT_MAX = 3;

    private final SerialPort port;
    private final int address;
    private final Times times;
    private final AtomicLong unreadable;
    private final byte[] chunk = new byte[CHUNK_BYTES];
    private final ArrayDeque<FingerFrame> frames = new ArrayDeque<>();
    private CheckedFraming<FingerFrame> framing;
    private String trouble = "";
    private boolean adrift;
    private long adriftSince;
    private int silent;

    /// What a module says of itself.
    ///
    /// @param capacity slots
    /// @param level 1 to 5: how alike it wants fingers to be
    /// @param packet bytes of data it takes at once
    record Parameters(int capacity, int level, int packet) {}

    /// @param unreadable counts what came damaged
    FingerLine(SerialPort port, int address, Times times, AtomicLong unreadable) {
        this.port = port;
        this.address = address;
        this.times = times;
        this.unreadable = unreadable;
        this.framing = framing();
    }

    private CheckedFraming<FingerFrame> framing() {
        return new CheckedFraming<>(new FingerFrame.Shape(address), unreadable);
    }

    Times times() {
        return times;
    }

    /// The answer to a command: its code, and what it says besides.
    ///
    /// @param extra how many bytes follow a code that says that all went well
    byte[] ask(Patience patience, int extra, int command, int... parameters)
            throws DeviceException, Ended {
        forget();
        var content = new byte[1 + parameters.length];
        content[0] = (byte) command;
        for (int i = 0; i < parameters.length; i++) {
            content[1 + i] = (byte) parameters[i];
        }
        port.write(new FingerFrame(FingerFrame.COMMAND, content).bytes(address));
        var frame = next(patience);
        if (frame.type() != FingerFrame.ANSWER
                || frame.content()[0] == OK && frame.content().length != 1 + extra) {
            throw senseless();
        }
        return frame.content();
    }

    /// The data behind an answer, which the caller wipes.
    ///
    /// @param bytes exactly so many must come
    byte[] data(Patience patience, int bytes) throws DeviceException, Ended {
        var all = new byte[bytes];
        int at = 0;
        long damaged = unreadable.get();
        boolean whole = false;
        try {
            while (true) {
                patience.refuseOver();
                var frame = next(patience);
                int length = frame.content().length;
                if (frame.type() == FingerFrame.ANSWER
                        || at + length > bytes
                        || unreadable.get() != damaged) {
                    frame.wipe();
                    throw senseless();
                }
                System.arraycopy(frame.content(), 0, all, at, length);
                at += length;
                frame.wipe();
                if (frame.type() == FingerFrame.LAST) {
                    break;
                }
            }
            if (at != bytes) {
                throw senseless();
            }
            whole = true;
            return all;
        } finally {
            if (!whole) {
                Arrays.fill(all, (byte) 0);
                drift();
            }
        }
    }

    /// Hands data over, in packets of that size. No answer follows.
    void send(byte[] data, int packet) throws DeviceException {
        for (int at = 0; at < data.length; at += packet) {
            int to = Math.min(data.length, at + packet);
            int type = to == data.length ? FingerFrame.LAST : FingerFrame.DATA;
            var frame = new FingerFrame(type, Arrays.copyOfRange(data, at, to));
            var bytes = frame.bytes(address);
            frame.wipe();
            try {
                port.write(bytes);
            } finally {
                Arrays.fill(bytes, (byte) 0);
            }
        }
    }

    private FingerFrame next(Patience patience) throws DeviceException, Ended {
        trouble = "is silent";
        long start = System.nanoTime();
        while (frames.isEmpty()) {
            long mine = times.answer.toNanos() - (System.nanoTime() - start);
            long left = Math.min(mine, patience.leftNanos());
            if (left <= 0) {
                drift();
                patience.refuseOver();
                throw new Ended(Answer.Why.FAULT);
            }
            var wait = Duration.ofNanos(left);
            boolean begun = framing.pending() && times.gap.compareTo(wait) < 0;
            int count = port.read(chunk, begun ? times.gap : wait);
            if (count > 0) {
                trouble = "makes no sense";
            }
            frames.addAll(count > 0 ? framing.feed(chunk, count) : framing.silent());
            Arrays.fill(chunk, 0, count, (byte) 0);
        }
        return frames.remove();
    }

    private Ended senseless() {
        unreadable.incrementAndGet();
        trouble = "makes no sense";
        drift();
        return new Ended(Answer.Why.FAULT);
    }

    /// Forgets what came; what goes out, a template perhaps, must still arrive.
    private void forget() throws DeviceException {
        for (int i = 0; i < STALE_MAX && port.read(chunk, Duration.ZERO) > 0; i++) {
            Arrays.fill(chunk, (byte) 0);
        }
        frames.forEach(FingerFrame::wipe);
        frames.clear();
        framing = framing();
    }

    private void drift() {
        if (!adrift) {
            adrift = true;
            adriftSince = System.nanoTime();
        }
    }

    /// Where an answer was lost or not waited for: waits until none can come any more.
    void settle(Patience patience) throws DeviceException, Ended {
        if (!adrift) {
            return;
        }
        while (port.read(chunk, times.gap) > 0) {
            refuseEndless();
            patience.refuseOver();
        }
        parameters(patience);
    }

    /// What the module says of itself, which also tells that it follows.
    Parameters parameters(Patience patience) throws DeviceException, Ended {
        var said = ask(patience, PARAMETERS_BYTES, READ_PARAMETERS);
        if (said[0] != OK) {
            drift();
            trouble = "refuses with %02X".formatted(said[0]);
            throw new Ended(Answer.Why.FAULT);
        }
        int capacity = FingerFrame.number(said, 5);
        int level = FingerFrame.number(said, 7);
        int packet = FingerFrame.number(said, 13);
        if (capacity == 0 || packet > 3) {
            throw senseless();
        }
        adrift = false;
        silent = 0;
        return new Parameters(capacity, level, PACKET_LEAST << packet);
    }

    /// Looks whether it is still there; false where it made no sense, once or twice.
    ///
    /// @throws DeviceException the third time
    boolean check() throws DeviceException {
        try {
            if (adrift && port.read(chunk, times.gap) > 0) {
                refuseEndless();
                return false;
            }
            parameters(Patience.OWN);
            return true;
        } catch (Ended _) {
            silent++;
            if (silent == SILENT_MAX) {
                throw failed();
            }
            return false;
        }
    }

    private void refuseEndless() throws DeviceException {
        if (System.nanoTime() - adriftSince > TALK_MAX.toNanos()) {
            throw new DeviceException(port.device(), "the module does not stop talking");
        }
    }

    /// That it failed, in the words of its last trouble.
    DeviceException failed() {
        return failed(trouble);
    }

    DeviceException failed(String how) {
        return new DeviceException(port.device(), "the module " + how);
    }
}
