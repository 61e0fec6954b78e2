package onecard.hal.serial;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/// A resident ID card module on a pseudo-terminal, as its makers describe it, with a card that
/// comes and goes and a line that garbles what it says.
final class ScriptedSam implements AutoCloseable {

    /// What becomes of an answer on its way.
    enum Line {
        CLEAN(true),
        /// Byte by byte, with pauses.
        GAPS(true),
        NOISE(true),
        /// More `AA` than the preamble has.
        LONG_PREAMBLE(true),
        /// Another frame began and claims to be long.
        FALSE_START(true),
        /// The same answer, first cut short.
        CUT_THEN_WHOLE(true),
        CUT(false),
        FLIPPED(false),
        LENGTH_0000(false),
        LENGTH_FFFF(false),
        SILENT(false),
        /// It does not even do what it was told.
        DEAF(false);

        final boolean arrives;

        Line(boolean arrives) {
            this.arrives = arrives;
        }
    }

    private static final int COMMAND_BYTES = 10;

    private final Pty pty;
    private final Random random;
    private final Thread thread;
    private final Map<SamCommand, Line> garbled = new EnumMap<>(SamCommand.class);
    private volatile boolean closing;

    // Of the card and the module; guarded by this.
    private Optional<byte[]> text = Optional.empty();
    private boolean halted;
    private boolean selected;
    private boolean findsAgain;
    private int failingReads;
    private boolean leavesAfterSelect;
    private int baud = 115_200;
    private int trouble;
    private int finds;
    private boolean speaking;

    ScriptedSam(Pty pty, long seed) {
        this.pty = pty;
        this.random = new Random(seed);
        this.thread = Thread.ofPlatform().name("sam").daemon().start(this::run);
    }

    synchronized void lay(byte[] card) {
        text = Optional.of(card);
        halted = false;
        selected = false;
    }

    synchronized void lift() {
        text = Optional.empty();
        selected = false;
    }

    /// Finds a card again that it has read and that still lies there, as few modules do.
    synchronized void findsAgain() {
        findsAgain = true;
    }

    synchronized void failReads(int times) {
        failingReads = times;
    }

    synchronized void leaveAfterSelect() {
        leavesAfterSelect = true;
    }

    synchronized void restart(int speed) {
        baud = speed;
        selected = false;
    }

    synchronized int baud() {
        return baud;
    }

    /// From now on it answers every command with this status.
    synchronized void trouble(int status) {
        trouble = status;
    }

    synchronized void garble(SamCommand command, Line line) {
        garbled.put(command, line);
    }

    /// Returns once it was asked that often again whether there is a card, and answered.
    synchronized void afterFinds(int more) throws InterruptedException {
        int goal = finds + more;
        await(() -> finds >= goal);
    }

    /// Returns once all that was to be garbled has been said.
    synchronized void afterGarbled() throws InterruptedException {
        await(() -> garbled.isEmpty() && !speaking);
    }

    private synchronized void await(BooleanSupplier condition) throws InterruptedException {
        long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (!condition.getAsBoolean()) {
            long left = (deadline - System.nanoTime()) / 1_000_000;
            assertTrue(left > 0, "the module is not asked any more");
            wait(left);
        }
    }

    private void run() {
        var held = new byte[0];
        while (!closing) {
            var more = pty.read(64, Duration.ofMillis(20));
            if (pty.baud() != baud()) {
                held = new byte[0]; // at another speed it hears nothing that makes sense
                continue;
            }
            held = join(held, more);
            while (held.length >= COMMAND_BYTES) {
                var answered = answerTo(Arrays.copyOf(held, COMMAND_BYTES));
                held = Arrays.copyOfRange(held, answered ? COMMAND_BYTES : 1, held.length);
            }
        }
    }

    private boolean answerTo(byte[] frame) {
        for (var command : SamCommand.values()) {
            if (Arrays.equals(frame, command.frame())) {
                answer(command);
                return true;
            }
        }
        return false;
    }

    private void answer(SamCommand command) {
        Line line;
        byte[] body;
        synchronized (this) {
            line = Optional.ofNullable(garbled.remove(command)).orElse(Line.CLEAN);
            if (line == Line.DEAF) {
                return;
            }
            body = trouble != 0 ? status(trouble) : body(command);
            speaking = true;
        }
        say(SamFraming.frame(body), line);
        synchronized (this) {
            speaking = false;
            finds += command == SamCommand.FIND ? 1 : 0;
            notifyAll();
        }
    }

    private byte[] body(SamCommand command) {
        return switch (command) {
            case STATUS -> status(0x90);
            case FIND -> {
                boolean answers = text.isPresent() && (findsAgain || !halted);
                yield answers ? Arrays.copyOf(status(0x9F), 3 + 4) : status(0x80);
            }
            case SELECT -> {
                if (text.isEmpty() || halted && !findsAgain) {
                    yield status(0x81);
                }
                selected = true;
                if (leavesAfterSelect) {
                    leavesAfterSelect = false;
                    text = Optional.empty();
                }
                yield Arrays.copyOf(status(0x90), 3 + 8);
            }
            case READ -> {
                if (failingReads > 0) {
                    failingReads--;
                    yield status(0x41);
                }
                if (!selected || text.isEmpty()) {
                    yield status(0x41);
                }
                selected = false;
                halted = true;
                yield IdText.baseInformation(text.get());
            }
            case SPEED_115200 -> speed(115_200);
            case SPEED_57600 -> speed(57_600);
            case SPEED_38400 -> speed(38_400);
            case SPEED_19200 -> speed(19_200);
            case SPEED_9600 -> speed(9_600);
        };
    }

    private byte[] speed(int next) {
        baud = next;
        return status(0x90);
    }

    private static byte[] status(int status) {
        return new byte[] {0, 0, (byte) status};
    }

    private void say(byte[] frame, Line line) {
        switch (line) {
            case CLEAN -> pty.write(frame);
            case GAPS -> {
                for (int at = 0; at < frame.length; at++) {
                    pty.write(frame, at, at + 1);
                    if (random.nextInt(64) == 0) {
                        LockSupport.parkNanos(random.nextInt(300_000));
                    }
                }
            }
            case NOISE -> pty.write(join(bytes(1 + random.nextInt(64)), frame));
            case LONG_PREAMBLE -> {
                var run = new byte[1 + random.nextInt(16)];
                Arrays.fill(run, (byte) 0xAA);
                pty.write(join(run, frame));
            }
            case FALSE_START -> {
                var start = Arrays.copyOf(frame, 7);
                start[5] = 5;
                start[6] = (byte) random.nextInt(9);
                pty.write(join(start, frame));
            }
            case CUT_THEN_WHOLE -> pty.write(join(cut(frame), frame));
            case CUT -> pty.write(cut(frame));
            case FLIPPED -> {
                frame[random.nextInt(frame.length)] ^= (byte) (1 << random.nextInt(8));
                pty.write(frame);
            }
            case LENGTH_0000 -> pty.write(withLength(frame, 0));
            case LENGTH_FFFF -> pty.write(withLength(frame, 0xFFFF));
            case SILENT, DEAF -> {}
        }
    }

    private byte[] cut(byte[] frame) {
        return Arrays.copyOf(frame, 1 + random.nextInt(frame.length - 1));
    }

    private static byte[] withLength(byte[] frame, int length) {
        frame[5] = (byte) (length >> 8);
        frame[6] = (byte) length;
        return frame;
    }

    private byte[] bytes(int count) {
        var bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }

    private static byte[] join(byte[] first, byte[] second) {
        var both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    @Override
    public void close() {
        closing = true;
        try {
            thread.join();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
