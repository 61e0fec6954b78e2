package onecard.edge.store.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import onecard.access.Reason;
import onecard.edge.crypto.Json;
import onecard.edge.crypto.SigningKey;
import onecard.point.TapId;
import onecard.time.ClockTrust;
import onecard.time.Moment;
import onecard.time.Mono;

/// A process that taps until its disk is really full, goes on tapping, gets room again, and proves
/// what it holds. Its own process, because it is given a disk, or a limit, of its own.
///
/// Arguments: the state directory; `disk` if that is a small disk it may fill, `limit` if whoever
/// started it has limited the size of its files and takes that back at the line `refused`.
public final class DiskFullScenario {

    private static final SigningKey KEY = JournalSample.KEY;
    private static final int TAPS_MAX = 40_000;
    private static final int CHUNK_BYTES = 1 << 18;

    private final Path dir;
    private final LinkedBlockingQueue<Optional<Long>> answers = new LinkedBlockingQueue<>();
    private final LinkedBlockingQueue<Boolean> alarms = new LinkedBlockingQueue<>();
    private final AtomicReference<SqliteJournal> running = new AtomicReference<>();
    private final List<Long> recorded = new ArrayList<>();
    private int refused;
    private long taps;

    private DiskFullScenario(Path dir) {
        this.dir = dir;
    }

    public static void main(String[] args) throws Exception {
        new DiskFullScenario(Path.of(args[0])).live(args[1].equals("disk"));
        System.out.println("held");
    }

    private void live(boolean disk) throws Exception {
        var db = dir.resolve("journal.db");
        var who = JournalSample.who(() -> "e0000001");
        var limits = JournalSample.limits(64);
        var file = JournalFile.open(db, who, limits, new JournalSample.NoFold(), now());
        var ballast = dir.resolve("journal.ballast");
        claim(Files.size(ballast) == Ballast.BYTES, "no ballast at the start");
        try (var outbox = new JournalOutbox(db);
                var journal =
                        new SqliteJournal(file, outbox, DiskFullScenario::now, new Answers())) {
            journal.start();
            running.set(journal);
            for (int i = 0; i < 50; i++) {
                tap(journal);
            }
            claim(refused == 0, "refused with room");
            if (disk) {
                fill(journal);
            }
            while (refused == 0 && taps < TAPS_MAX) {
                tap(journal);
                if (disk && refused == 0 && Files.notExists(ballast) && !reserve) {
                    reserve = true;
                    System.out.println("ballast went at tap " + taps);
                }
            }
            claim(refused > 0, "the disk never was full: " + taps + " taps");
            claim(!disk || reserve, "refused before the ballast went");
            System.out.println(recorded.size() + " taps before the first refusal");
            for (int i = 0; i < 200; i++) {
                tap(journal);
            }
            System.out.println(refused + " refused while it was full");
            System.out.println("refused");
            claim(refused > 100, "only " + refused + " refused while it was full");
            claim(journal.refused() >= refused, "refusals are counted");
            await("who waits is told of a loss", () -> !written(journal));
            makeRoom(disk);
            int before = refused;
            await("records go in again", () -> tap(journal));
            for (int i = 0; i < 500; i++) {
                tap(journal);
            }
            System.out.println((refused - before) + " refused after there was room again");
            claim(written(journal), "told lost with room");
            await("the ballast is made again", () -> ballast.toFile().length() == Ballast.BYTES);
            if (disk) {
                claim(
                        Boolean.FALSE.equals(alarms.poll(10, TimeUnit.SECONDS)),
                        "the alarm never ended");
            }
        }
        prove(db, disk);
    }

    private boolean reserve;

    /// Somebody else's file takes the disk, a little at a time.
    private void fill(SqliteJournal journal) throws Exception {
        while (dir.toFile().getUsableSpace() > 2L * CHUNK_BYTES) {
            Files.write(
                    dir.resolve("filler"),
                    new byte[CHUNK_BYTES],
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
            tap(journal);
        }
        var alarm = alarms.poll(10, TimeUnit.SECONDS);
        claim(Boolean.TRUE.equals(alarm) && refused == 0, "no alarm before the first refusal");
    }

    private void makeRoom(boolean disk) throws IOException {
        if (disk) {
            Files.delete(dir.resolve("filler"));
        } else {
            int _ = System.in.read();
        }
    }

    private static boolean written(SqliteJournal journal) {
        var said = Json.Obj.EMPTY.with("what", "import");
        try {
            return journal.write(Draft.ofDevice(EventKind.SYSTEM, now(), said));
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }

    /// One tap and its answer; whether it was recorded.
    private boolean tap(SqliteJournal journal) {
        var draft =
                new Draft(
                        Optional.of(new TapId(++taps)),
                        "door-1",
                        EventKind.TAP,
                        now(),
                        Json.Obj.EMPTY.with("verdict", "granted").with("reason", "OK"),
                        "",
                        Optional.empty(),
                        Optional.empty());
        journal.offer(draft);
        try {
            var answer = answers.poll(20, TimeUnit.SECONDS);
            claim(answer != null, "tap " + taps + " got no answer");
            answer.ifPresentOrElse(recorded::add, () -> refused++);
            return answer.isPresent();
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }

    private void prove(Path db, boolean disk) throws Exception {
        var held = new HashSet<Long>();
        var alarm = new ArrayList<String>();
        try (var reader = JournalReader.open(db).orElseThrow()) {
            var proof =
                    reader.verify(
                            new JournalVerify.Wanted(
                                    Optional.of(KEY.publicText()), Optional.empty()));
            claim(proof.holds(), proof.problems().toString());
            claim(proof.epochs() == 1, "the epoch changed");
            long _ =
                    reader.each(
                            0,
                            event -> {
                                if (event.contains("journal_nearly_full")) {
                                    alarm.add(event);
                                }
                            });
            for (long seq : recorded) {
                if (reader.find("e0000001:" + seq).isPresent()) {
                    held.add(seq);
                }
            }
            System.out.println(
                    proof.records() + " records hold, " + proof.signatures() + " signatures");
        }
        claim(held.size() == recorded.size(), "answered Recorded and not there");
        claim(!disk || alarm.size() == 2, "alarm on and off: " + alarm);
    }

    private static void await(String what, BooleanSupplier holds) {
        long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!holds.getAsBoolean()) {
            claim(System.nanoTime() < end, "waited in vain until " + what);
            java.util.concurrent.locks.LockSupport.parkNanos(5_000_000);
        }
    }

    private static void claim(boolean holds, String what) {
        if (!holds) {
            throw new AssertionError(what);
        }
    }

    private static Moment now() {
        return new Moment(new Mono(System.nanoTime()), Instant.now(), ClockTrust.SYNCED);
    }

    private final class Answers implements Journal.Listener {
        @Override
        public void recorded(TapId tap, long seq) {
            answers.add(Optional.of(seq));
        }

        @Override
        public void notRecorded(TapId tap, Reason why) {
            answers.add(Optional.empty());
        }

        @Override
        public void nearlyFull(boolean active) {
            alarms.add(active);
            var journal = running.get();
            journal.offer(
                    new Draft(
                            Optional.empty(),
                            "device",
                            EventKind.ALARM,
                            now(),
                            Json.Obj.EMPTY
                                    .with("alarm", "journal_nearly_full")
                                    .with("active", active),
                            "",
                            Optional.empty(),
                            Optional.empty()));
        }
    }
}
