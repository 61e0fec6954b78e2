package onecard.edge;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import onecard.access.Reason;
import onecard.edge.clock.BoardClock;
import onecard.edge.crypto.Canonical;
import onecard.edge.crypto.Json;
import onecard.edge.crypto.SigningKey;
import onecard.edge.crypto.TrustedKeys;
import onecard.edge.record.MemoryFold;
import onecard.edge.store.journal.Draft;
import onecard.edge.store.journal.EventKind;
import onecard.edge.store.journal.Journal;
import onecard.edge.store.journal.JournalFile;
import onecard.edge.store.journal.JournalIdentity;
import onecard.edge.store.journal.JournalLimits;
import onecard.edge.store.journal.JournalOutbox;
import onecard.edge.store.journal.SqliteJournal;
import onecard.edge.uplink.Acks;
import onecard.edge.uplink.Backoff;
import onecard.edge.uplink.Broker;
import onecard.edge.uplink.Brokers;
import onecard.edge.uplink.Courier;
import onecard.edge.uplink.Tally;
import onecard.edge.uplink.Topics;
import onecard.edge.uplink.Uplink;
import onecard.point.TapId;
import onecard.time.ClockTrust;
import onecard.time.Moment;
import onecard.time.Mono;

/// The daemon from the journal to the broker, with taps made up as fast as the journal answers:
/// in a test's own process, or by [#main] in one that may be killed.
public final class UplinkedJournal implements AutoCloseable {

    public static final Topics TOPICS = new Topics("bench", "bench");

    /// Whose acknowledgements it believes.
    public static final SigningKey HOST = SigningKey.ofSeed(new byte[32]);

    private static final int WAITING = 256;

    private final JournalOutbox outbox;
    private final SqliteJournal journal;
    private final Uplink uplink;
    private final Semaphore room = new Semaphore(WAITING);
    private final AtomicLong lastSeq = new AtomicLong();
    private long taps;

    public UplinkedJournal(Path directory, Broker broker, Backoff backoff, Courier.Alarms alarms)
            throws IOException {
        Files.createDirectories(directory);
        var key = SigningKey.madeAtFirstUse(directory.resolve("device.pem"));
        var random = new java.security.SecureRandom();
        var who =
                new JournalIdentity(
                        TOPICS.site(),
                        TOPICS.device(),
                        "%04x".formatted(random.nextInt(0x10000)),
                        ZoneId.of("Asia/Shanghai"),
                        key,
                        () -> "%08x".formatted(random.nextInt()));
        var limits = new JournalLimits(512L << 20, Duration.ofDays(7), true);
        var path = directory.resolve("journal.db");
        var file = JournalFile.open(path, who, limits, new MemoryFold(), now());
        long session = 1 + file.state("session").map(Long::parseLong).orElse(0L);
        file.keep("session", Long.toString(session));
        outbox = new JournalOutbox(path);
        journal = new SqliteJournal(file, outbox, UplinkedJournal::now, new Answers());
        journal.start();
        uplink =
                new Uplink(
                        new Courier.Settings(
                                TOPICS, session, onecard.site.Uplink.BACKLOG_PER_SECOND_MAX),
                        new Courier.Ports(
                                outbox,
                                broker,
                                backoff,
                                List.of(
                                        new Acks(
                                                TOPICS,
                                                new TrustedKeys(List.of(HOST.publicText())),
                                                outbox)),
                                alarms,
                                Canonical::text,
                                () -> Json.Obj.EMPTY,
                                () -> Json.Obj.EMPTY,
                                () -> ClockTrust.SYNCED,
                                () -> Instant.now().toString(),
                                () -> true),
                        System::nanoTime);
        uplink.start();
    }

    public Uplink uplink() {
        return uplink;
    }

    public long unsent() {
        return outbox.unsentCount();
    }

    /// Returns once all are durable; the seq of the last.
    public long tap(int count) throws InterruptedException {
        for (int i = 0; i < count; i++) {
            room.acquire();
            journal.offer(
                    new Draft(
                            Optional.of(new TapId(++taps)),
                            "door-1",
                            EventKind.TAP,
                            now(),
                            Json.Obj.EMPTY
                                    .with("verdict", "granted")
                                    .with("reason", "OK")
                                    .with("scene", "door")
                                    .with("direction", "in"),
                            "card=61000,decide=180",
                            Optional.empty(),
                            Optional.empty()));
        }
        room.acquire(WAITING);
        room.release(WAITING);
        return lastSeq.get();
    }

    /// What a host asks for that misses one.
    private void replay(long seq) {
        var epoch = outbox.head().orElseThrow().epoch();
        if (!uplink.replay(outbox.range(epoch, seq, seq, 1))) {
            throw new IllegalStateException("too many wait to be sent again");
        }
    }

    @Override
    public void close() throws IOException {
        uplink.close();
        journal.close();
        outbox.close();
    }

    /// The time of a board whose own clock stands at `wall`, and whose state holds a floor.
    public static Supplier<Instant> boardTime(Instant wall, Instant floor) {
        var clock = new BoardClock(System::nanoTime, () -> wall, () -> ClockTrust.UNTRUSTED, floor);
        return () -> clock.get().wall();
    }

    /// `DIRECTORY URL`; on stdin `taps N`, answered by `recorded SEQ`, `replay SEQ`, answered by
    /// `asked SEQ`, and `counts`, answered by `counts CONNECTS THREADS FILES UNSENT ACKS`.
    public static void main(String[] args) throws Exception {
        // The real pace, but for an outage of seconds and not of days.
        var jittered = Backoff.jittered(new SplittableRandom());
        Backoff soon = (trouble, attempt) -> jittered.delay(trouble, 0).dividedBy(10);
        var broker = Brokers.at(args[1]);
        try (var made = new UplinkedJournal(Path.of(args[0]), broker, soon, (_, _, _) -> {});
                var asked =
                        new BufferedReader(
                                new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            System.out.println("ready");
            for (var line = asked.readLine(); line != null; line = asked.readLine()) {
                if (line.startsWith("taps ")) {
                    System.out.println("recorded " + made.tap(Integer.parseInt(line.substring(5))));
                } else if (line.startsWith("replay ")) {
                    made.replay(Long.parseLong(line.substring(7)));
                    System.out.println("asked " + line.substring(7));
                } else {
                    System.out.println(
                            "counts %d %d %d %d %d"
                                    .formatted(
                                            made.uplink.tally().of(Tally.Count.CONNECTS),
                                            Thread.getAllStackTraces().size(),
                                            openFiles(),
                                            made.unsent(),
                                            made.uplink.tally().of(Tally.Count.INBOUND_TAKEN)));
                }
            }
        }
    }

    private static long openFiles() throws IOException {
        try (var files = Files.list(Path.of("/proc/self/fd"))) {
            return files.count();
        }
    }

    private static Moment now() {
        return new Moment(new Mono(System.nanoTime()), Instant.now(), ClockTrust.SYNCED);
    }

    private final class Answers implements Journal.Listener {
        @Override
        public void recorded(TapId tap, long seq) {
            lastSeq.set(seq);
            room.release();
        }

        @Override
        public void notRecorded(TapId tap, Reason why) {
            throw new IllegalStateException("not recorded: " + why);
        }

        @Override
        public void nearlyFull(boolean active) {}
    }
}
