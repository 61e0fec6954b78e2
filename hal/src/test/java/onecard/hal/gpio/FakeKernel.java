package onecard.hal.gpio;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/// A kernel with GPIO chips, in made-up time. It reads the structs by the offsets that
/// include/uapi/linux/gpio.h gives them, keeps a bounded queue of edges for each line and drops the
/// oldest, debounces, and lets chips go away and come back, as drivers/gpio/gpiolib-cdev.c does.
///
/// Time moves only by [#pass], in steps from one thing that is due to the next, and at each step
/// waits until the thread that polls is asleep again: nothing depends on how busy a machine is.
final class FakeKernel implements Kernel {

    private static final int EIO = 5;
    private static final int EBADF = 9;
    private static final short POLLERR_POLLHUP = 0x08 | 0x10;

    /// Far beyond what a sound driver needs on a busy machine.
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(30);

    private static final long ASLEEP_FOR_EVER = Long.MAX_VALUE;

    private final List<Chip> chips = new ArrayList<>();
    private final Set<Path> denied = new HashSet<>();
    private final Map<Integer, Object> open = new HashMap<>(); // Chip, Held, Wake by descriptor
    private int nextFd = 100;
    private long now = 1_000_000_000L;

    private boolean polled; // by somebody, now or in a moment
    private boolean polling;
    private long pollEnds; // while polling
    private boolean quiet; // polling, and nothing is ready
    private int wakeUps;
    private Optional<Runnable> beforeRead = Optional.empty();

    /// An eventfd.
    private static final class Wake {
        private long count;
    }

    /// A line that somebody requested.
    private final class Held {
        private final Line line;
        private final String consumer;
        private final long flags;
        private final Duration debounce;
        private final int room;
        private final ArrayDeque<Edge> edges = new ArrayDeque<>();
        private int seqno;
        private boolean level; // electrical, after debounce
        private boolean gone; // its chip went away

        private Held(Line line, String consumer, long flags, Duration debounce, int room) {
            this.line = line;
            this.consumer = consumer;
            this.flags = flags;
            this.debounce = debounce;
            this.room = room;
            level = line.level;
        }

        private boolean activeLow() {
            return (flags & 1 << 1) != 0;
        }

        private boolean output() {
            return (flags & 1 << 3) != 0;
        }

        private void edge(boolean high) {
            if (high != level) {
                level = high;
                seqno++;
                if (line.lose > 0) {
                    line.lose--;
                    return;
                }
                if (edges.size() == room) {
                    edges.remove();
                }
                edges.add(new Edge(now, high != activeLow(), seqno));
            }
        }
    }

    private record Edge(long nanos, boolean rising, int seqno) {}

    /// An electrical level of an output.
    ///
    /// @param how `request` or `set`
    record Level(long nanos, boolean high, String how) {}

    /// A chip with so many lines.
    final class Chip {
        private final Path device;
        private final String name;
        private final String label;
        private final List<Line> lines = new ArrayList<>();
        private boolean present = true;

        private Chip(Path device, String label, int count) {
            this.device = device;
            this.name = device.getFileName().toString();
            this.label = label;
            for (int i = 0; i < count; i++) {
                lines.add(new Line(i));
            }
        }

        Line line(int offset) {
            return lines.get(offset);
        }

        /// Unplugged: all that is held of it is dead.
        void remove() {
            synchronized (FakeKernel.this) {
                present = false;
                lines.forEach(line -> line.held.ifPresent(held -> held.gone = true));
                lines.forEach(line -> line.held = Optional.empty());
                FakeKernel.this.notifyAll();
            }
            settle();
        }

        void plugIn() {
            synchronized (FakeKernel.this) {
                present = true;
            }
        }
    }

    /// A line of a chip, as the world sees it.
    final class Line {
        private final int offset;
        private String name = "";
        private Optional<String> taken = Optional.empty();
        private Optional<Held> held = Optional.empty();
        private boolean level; // electrical
        private long bouncesUntil; // a change of the level counts from then on
        private boolean bouncing;
        private final List<Level> levels = new ArrayList<>();
        private int failure;
        private int lose; // so many edges are counted and not kept
        private int reads;

        private Line(int offset) {
            this.offset = offset;
        }

        Line named(String given) {
            name = given;
            return this;
        }

        /// Somebody else holds it.
        void take(String consumer) {
            taken = Optional.of(consumer);
        }

        /// The next calls for this line answer so; 0 ends it.
        void fail(int errno) {
            synchronized (FakeKernel.this) {
                failure = errno;
            }
        }

        /// From outside, this very moment. The driver has seen it when this returns.
        void pull(boolean high) {
            pullUnseen(high);
            settle();
        }

        /// The same, faster than the driver can look.
        void pullUnseen(boolean high) {
            synchronized (FakeKernel.this) {
                if (level != high) {
                    level = high;
                    held.ifPresent(this::changed);
                }
            }
        }

        private void changed(Held by) {
            if (by.debounce.isZero()) {
                by.edge(level);
                FakeKernel.this.notifyAll();
            } else {
                bouncing = true;
                bouncesUntil = now + by.debounce.toNanos();
            }
        }

        private void settled() {
            bouncing = false;
            held.ifPresent(by -> by.edge(level));
            FakeKernel.this.notifyAll();
        }

        /// So many changes at one and the same moment, of which the driver sees what was kept.
        void flood(int edges) {
            synchronized (FakeKernel.this) {
                for (int i = 0; i < edges; i++) {
                    pullUnseen(!level);
                }
            }
        }

        /// Happens, and counts, and is nowhere kept.
        void loseNextEdge() {
            synchronized (FakeKernel.this) {
                lose = 1;
            }
        }

        /// Three changes at one moment, of which the last is not kept.
        void loseLastOfThree() {
            synchronized (FakeKernel.this) {
                pullUnseen(!level);
                pullUnseen(!level);
                lose = 1;
                pullUnseen(!level);
            }
        }

        /// How often a driver read its level.
        int reads() {
            synchronized (FakeKernel.this) {
                return reads;
            }
        }

        boolean high() {
            synchronized (FakeKernel.this) {
                return level;
            }
        }

        /// Every level a driver gave it.
        List<Level> levels() {
            synchronized (FakeKernel.this) {
                return List.copyOf(levels);
            }
        }

        /// Who holds it; empty if nobody does.
        String consumer() {
            synchronized (FakeKernel.this) {
                return held.map(by -> by.consumer).orElse(taken.orElse(""));
            }
        }

        private void drive(boolean high, String how) {
            level = high;
            levels.add(new Level(now, high, how));
        }
    }

    /// Another chip, `/dev/gpiochip0` and so on.
    Chip chip(String label, int lines) {
        var chip = new Chip(Path.of("/dev/gpiochip" + chips.size()), label, lines);
        chips.add(chip);
        return chip;
    }

    /// A device that its permissions keep from us.
    synchronized void deny(String device) {
        denied.add(Path.of(device));
    }

    synchronized long nanos() {
        return now;
    }

    /// How often the thread that polls was woken so far.
    synchronized int wakeUps() {
        return wakeUps;
    }

    /// Descriptors that are open.
    synchronized int descriptors() {
        return open.size();
    }

    void pass(Duration time) {
        settle();
        long end;
        synchronized (this) {
            end = now + time.toNanos();
        }
        while (step(end)) {
            settle();
        }
    }

    /// Once, when the driver's thread has been woken and is about to read a line.
    synchronized void beforeNextRead(Runnable happens) {
        beforeRead = Optional.of(happens);
    }

    /// While the driver's thread does not run.
    synchronized void meanwhile(Runnable happens) {
        happens.run();
    }

    /// Time passes and nothing is due: for [#meanwhile].
    synchronized void tick(Duration time) {
        now += time.toNanos();
    }

    /// To the next thing that is due, or the end.
    private synchronized boolean step(long end) {
        if (now == end) {
            return false;
        }
        long next = end;
        if (polling) {
            next = Math.min(next, Math.max(now, pollEnds));
        }
        for (var chip : chips) {
            for (var line : chip.lines) {
                next = line.bouncing ? Math.min(next, line.bouncesUntil) : next;
            }
        }
        now = next;
        for (var chip : chips) {
            for (var line : chip.lines) {
                if (line.bouncing && now >= line.bouncesUntil) {
                    line.settled();
                }
            }
        }
        notifyAll();
        return true;
    }

    /// Until the thread that polls is asleep and nothing is ready for it. At once if none polls.
    synchronized void settle() {
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        quiet = false;
        notifyAll();
        while (polled && !(polling && quiet && pollEnds > now)) {
            long left = deadline - System.nanoTime();
            if (left <= 0) {
                throw new AssertionError("the thread of the lines does not sleep");
            }
            await(left);
        }
    }

    /// From here on there is a thread that polls, or is about to.
    synchronized void awaitsPolls() {
        polled = true;
    }

    /// That thread is about to end.
    synchronized void awaitsNobody() {
        polled = false;
    }

    private void await(long nanos) {
        try {
            TimeUnit.NANOSECONDS.timedWait(this, nanos);
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
    }

    @Override
    public synchronized List<Path> chips() {
        return chips.stream().filter(chip -> chip.present).map(chip -> chip.device).toList();
    }

    @Override
    public synchronized int open(Path device) {
        if (denied.contains(device)) {
            return -EACCES;
        }
        for (var chip : chips) {
            if (chip.present && chip.device.equals(device)) {
                return descriptor(chip);
            }
        }
        return -ENOENT;
    }

    private int descriptor(Object what) {
        open.put(nextFd, what);
        return nextFd++;
    }

    @Override
    public synchronized int close(int fd) {
        var closed = open.remove(fd);
        if (closed instanceof Held held && held.line.held.equals(Optional.of(held))) {
            held.line.held = Optional.empty();
        }
        return closed == null ? -EBADF : 0;
    }

    @Override
    public synchronized int ioctl(int fd, int request, MemorySegment argument) {
        return switch (open.get(fd)) {
            case Chip chip when !chip.present -> -ENODEV;
            case Chip chip ->
                    switch (request) {
                        case 0x8044B401 -> chipInfo(chip, argument);
                        case 0xC100B405 -> lineInfo(chip, argument);
                        case 0xC250B407 -> request(chip, argument);
                        default -> -ENOTTY;
                    };
            case Held held when held.gone -> -ENODEV;
            case Held held when held.line.failure != 0 -> -held.line.failure;
            case Held held ->
                    switch (request) {
                        case 0xC010B40E -> values(held, argument);
                        case 0xC010B40F -> set(held, argument);
                        default -> -ENOTTY;
                    };
            case null, default -> -EBADF;
        };
    }

    private static int chipInfo(Chip chip, MemorySegment info) {
        put(info, 0, chip.name);
        put(info, 32, chip.label);
        info.set(JAVA_INT, 64, chip.lines.size());
        return 0;
    }

    private static int lineInfo(Chip chip, MemorySegment info) {
        int offset = info.get(JAVA_INT, 64);
        if (offset < 0 || offset >= chip.lines.size()) {
            return -EINVAL;
        }
        var line = chip.lines.get(offset);
        put(info, 0, line.name);
        put(info, 32, line.consumer());
        long used = line.held.isPresent() || line.taken.isPresent() ? 1 : 0;
        long way = line.held.filter(Held::output).isPresent() ? 1 << 3 : 1 << 2;
        info.set(JAVA_LONG, 72, used | way);
        return 0;
    }

    private int request(Chip chip, MemorySegment asked) {
        int offset = asked.get(JAVA_INT, 0);
        if (asked.get(JAVA_INT, 560) != 1 || offset < 0 || offset >= chip.lines.size()) {
            return -EINVAL;
        }
        var line = chip.lines.get(offset);
        if (line.failure != 0) {
            return -line.failure;
        }
        if (line.held.isPresent() || line.taken.isPresent()) {
            return -EBUSY;
        }
        long flags = asked.get(JAVA_LONG, 288);
        int attribute = asked.get(JAVA_INT, 296) == 0 ? 0 : asked.get(JAVA_INT, 320);
        boolean ours = (asked.get(JAVA_LONG, 336) & 1) != 0;
        var debounce =
                attribute == 3 && ours
                        ? Duration.ofNanos(asked.get(JAVA_INT, 328) * 1_000L)
                        : Duration.ZERO;
        var held =
                new Held(
                        line,
                        asked.getString(256),
                        flags,
                        debounce,
                        Math.max(16, asked.get(JAVA_INT, 564)));
        if (held.output()) {
            boolean active = attribute == 2 && ours && (asked.get(JAVA_LONG, 328) & 1) != 0;
            line.drive(active != held.activeLow(), "request");
        }
        line.held = Optional.of(held);
        asked.set(JAVA_INT, 588, descriptor(held));
        return 0;
    }

    private static int values(Held held, MemorySegment values) {
        held.line.reads++;
        boolean level = held.output() ? held.line.level : held.level;
        if (!held.output() && held.debounce.isZero()) {
            level = held.line.level;
        }
        values.set(JAVA_LONG, 0, level != held.activeLow() ? values.get(JAVA_LONG, 8) & 1 : 0);
        return 0;
    }

    private static int set(Held held, MemorySegment values) {
        if (!held.output()) {
            return -EPERM;
        }
        if ((values.get(JAVA_LONG, 8) & 1) != 0) {
            held.line.drive(((values.get(JAVA_LONG, 0) & 1) != 0) != held.activeLow(), "set");
        }
        return 0;
    }

    @Override
    public synchronized int nonblocking(int fd) {
        return open.containsKey(fd) ? 0 : -EBADF;
    }

    @Override
    public synchronized int read(int fd, MemorySegment into) {
        return switch (open.get(fd)) {
            case Wake wake -> {
                into.set(JAVA_LONG, 0, wake.count);
                wake.count = 0;
                yield Long.BYTES;
            }
            case Held held when held.gone -> -ENODEV;
            case Held held when held.line.failure != 0 -> -held.line.failure;
            case Held held -> {
                var happens = beforeRead;
                beforeRead = Optional.empty();
                happens.ifPresent(Runnable::run);
                yield edges(held, into);
            }
            case null, default -> -EBADF;
        };
    }

    private static int edges(Held held, MemorySegment into) {
        if (held.edges.isEmpty()) {
            return -EAGAIN;
        }
        int count = 0;
        while (!held.edges.isEmpty() && (count + 1) * 48L <= into.byteSize()) {
            var edge = held.edges.remove();
            long at = count * 48L;
            into.set(JAVA_LONG, at, edge.nanos());
            into.set(JAVA_INT, at + 8, edge.rising() ? 1 : 2);
            into.set(JAVA_INT, at + 12, held.line.offset);
            into.set(JAVA_INT, at + 16, edge.seqno());
            into.set(JAVA_INT, at + 20, edge.seqno());
            count++;
        }
        return count * 48;
    }

    @Override
    public synchronized int poll(MemorySegment fds, int count, long waitNanos) {
        polling = true;
        pollEnds = waitNanos == FOREVER ? ASLEEP_FOR_EVER : now + waitNanos;
        boolean slept = false;
        while (true) {
            int found = found(fds, count);
            if (found > 0 || pollEnds <= now) {
                polling = false;
                quiet = false;
                wakeUps += slept ? 1 : 0;
                return found;
            }
            slept = true;
            quiet = true;
            notifyAll();
            await(PATIENCE_NANOS);
        }
    }

    private int found(MemorySegment fds, int count) {
        int found = 0;
        for (int i = 0; i < count; i++) {
            long at = i * 8L;
            short wanted = fds.get(JAVA_SHORT, at + 4);
            short seen = seen(fds.get(JAVA_INT, at), wanted);
            fds.set(JAVA_SHORT, at + 6, seen);
            found += seen != 0 ? 1 : 0;
        }
        return found;
    }

    private short seen(int fd, short wanted) {
        return switch (open.get(fd)) {
            case Wake wake -> wake.count > 0 ? wanted : 0;
            case Held held when held.gone -> POLLERR_POLLHUP;
            case Held held -> held.edges.isEmpty() ? 0 : wanted;
            case null, default -> 0;
        };
    }

    @Override
    public synchronized int eventfd() {
        return descriptor(new Wake());
    }

    @Override
    public synchronized void wake(int eventfd) {
        if (open.get(eventfd) instanceof Wake wake) {
            wake.count++;
            notifyAll();
        }
    }

    @Override
    public String error(int errno) {
        return errno == EIO ? "Input/output error" : "error " + errno;
    }

    private static void put(MemorySegment into, long at, String text) {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        MemorySegment.copy(bytes, 0, into, JAVA_BYTE, at, bytes.length);
        into.set(JAVA_BYTE, at + bytes.length, (byte) 0);
    }
}
