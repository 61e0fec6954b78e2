package onecard.edge;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import onecard.access.Reason;
import onecard.edge.crypto.Json;
import onecard.edge.crypto.SigningKey;
import onecard.edge.record.MemoryFold;
import onecard.edge.store.journal.Draft;
import onecard.edge.store.journal.EventKind;
import onecard.edge.store.journal.Journal;
import onecard.edge.store.journal.JournalFile;
import onecard.edge.store.journal.JournalIdentity;
import onecard.edge.store.journal.JournalLimits;
import onecard.edge.store.journal.JournalOutbox;
import onecard.edge.store.journal.SqliteJournal;
import onecard.hal.sim.SimBoard;
import onecard.point.TapId;
import onecard.time.ClockTrust;
import onecard.time.Moment;
import onecard.time.Mono;

/// A process made to be killed: the real journal thread under taps as fast as it answers, a relay
/// that is released on each answer, and every `Recorded` told on stdout.
public final class KilledJournal {

    private static final int WAITING = 16;

    private KilledJournal() {}

    public static void main(String[] args) throws Exception {
        var directory = Path.of(args[0]);
        var board = new SimBoard(directory.resolve("sim"), System::nanoTime);
        var relay = board.relay("lock", false, Duration.ofSeconds(10), false);
        var key = SigningKey.madeAtFirstUse(directory.resolve("device.pem"));
        var random = new java.security.SecureRandom();
        var who =
                new JournalIdentity(
                        "bench",
                        "bench",
                        "%04x".formatted(random.nextInt(0x10000)),
                        ZoneId.of("Asia/Shanghai"),
                        key,
                        () -> "%08x".formatted(random.nextInt()));
        var limits = new JournalLimits(64L << 20, Duration.ofDays(7), true);
        var file =
                JournalFile.open(
                        directory.resolve("journal.db"), who, limits, new MemoryFold(), now());
        var outbox = new JournalOutbox(directory.resolve("journal.db"));
        var room = new Semaphore(WAITING);
        var journal =
                new SqliteJournal(
                        file,
                        outbox,
                        KilledJournal::now,
                        new Journal.Listener() {
                            @Override
                            public void recorded(TapId tap, long seq) {
                                relay.release(System.nanoTime() + 1_000_000, "tap");
                                System.out.println(seq);
                                room.release();
                            }

                            @Override
                            public void notRecorded(TapId tap, Reason why) {
                                room.release();
                            }

                            @Override
                            public void nearlyFull(boolean active) {}
                        });
        journal.start();
        System.out.println("ready");
        for (long tap = 0; ; tap++) {
            room.acquire();
            journal.offer(
                    new Draft(
                            Optional.of(new TapId(tap)),
                            "door-1",
                            EventKind.TAP,
                            now(),
                            Json.Obj.EMPTY.with("verdict", "granted").with("reason", "OK"),
                            "",
                            Optional.empty(),
                            Optional.empty()));
        }
    }

    private static Moment now() {
        return new Moment(new Mono(System.nanoTime()), Instant.now(), ClockTrust.SYNCED);
    }
}
