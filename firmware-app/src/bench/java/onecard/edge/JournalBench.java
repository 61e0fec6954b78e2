package onecard.edge;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import onecard.access.Reason;
import onecard.edge.Series.Figures;
import onecard.edge.store.journal.Draft;
import onecard.edge.store.journal.Journal;
import onecard.edge.store.journal.JournalOutbox;
import onecard.edge.store.journal.SqliteJournal;
import onecard.point.TapId;

/// Making records durable, beside C that inserts the very same rows with the same settings: one
/// record a commit, and 64 callers who each wait for theirs.
final class JournalBench implements Bench.Work {

    private static final int WARM_UP = 20;
    private static final int SINGLES = 300;
    private static final int CALLERS = 64;
    private static final int TRANSACTIONS = 150;

    @Override
    public void run(Bench.Setting setting) throws Exception {
        var rows = rows(setting.scratch());
        var program = setting.limits().resolve("journal").toString();
        System.out.println(
                "journal: single durable insert, " + setting.rounds() + " rounds of " + SINGLES);
        var single =
                Pairs.run(
                        setting.rounds(),
                        round -> singles(setting.scratch().resolve("ours-1-" + round)),
                        round ->
                                limit(
                                        setting.scratch().resolve("c-1-" + round + ".db"),
                                        program,
                                        head(rows, WARM_UP + SINGLES),
                                        1));
        single.print("p50, ms", Figures::p50, 1e6, "speed >= 0.8 of C, so <= 1.25");
        single.print("all, ms", Figures::total, 1e6, "<= 1.25");
        single.print("bytes a record", Figures::extra, SINGLES, "<= 1.1");
        System.out.println("journal: 64 waiting callers, " + setting.rounds() + " rounds");
        var callers =
                Pairs.run(
                        setting.rounds(),
                        round -> callers(setting.scratch().resolve("ours-64-" + round)),
                        round ->
                                limit(
                                        setting.scratch().resolve("c-64-" + round + ".db"),
                                        program,
                                        rows,
                                        CALLERS));
        int records = TRANSACTIONS * CALLERS;
        callers.print("us a record", Figures::total, 1e3 * records, "<= 1.25");
        callers.print("bytes a record", Figures::extra, records, "<= 1.1");
    }

    /// What our journal would hold, one event a line, for the limit program to insert.
    private static Path rows(Path scratch) throws Exception {
        var file = scratch.resolve("rows");
        var directory = Files.createDirectories(scratch.resolve("rows-of"));
        var lines = new ArrayList<String>();
        try (var journal = Samples.journal(directory.resolve("journal.db"))) {
            for (int t = 0; t < WARM_UP + TRANSACTIONS; t++) {
                var drafts = new ArrayList<Draft>();
                for (int i = 0; i < CALLERS; i++) {
                    drafts.add(Samples.tap(t * CALLERS + i));
                }
                journal.commit(drafts, Samples.now()).forEach(row -> lines.add(row.event()));
            }
        }
        Files.write(file, lines.subList(0, (WARM_UP + TRANSACTIONS) * CALLERS));
        return file;
    }

    private static Path head(Path rows, int count) throws Exception {
        var file = rows.resolveSibling("rows-head");
        try (var lines = Files.lines(rows)) {
            Files.write(file, lines.limit(count).toList());
        }
        return file;
    }

    private static Figures limit(Path database, String program, Path rows, int batch)
            throws Exception {
        return LimitProgram.run(
                List.of(
                        program,
                        database.toString(),
                        rows.toString(),
                        Integer.toString(batch),
                        "0"));
    }

    private static Figures singles(Path directory) throws Exception {
        Files.createDirectories(directory);
        var series = new Series(SINGLES);
        long before = 0;
        try (var journal = Samples.journal(directory.resolve("journal.db"))) {
            for (int i = 0; i < WARM_UP + SINGLES; i++) {
                if (i == WARM_UP) {
                    before = Samples.writtenBytes();
                }
                var draft = Samples.tap(i);
                long start = System.nanoTime();
                journal.commit(List.of(draft), Samples.now());
                if (i >= WARM_UP) {
                    series.add(System.nanoTime() - start);
                }
            }
            return series.figures(Samples.writtenBytes() - before);
        }
    }

    /// Sixty-four who each offer the next record when the last one is answered, through the
    /// journal's own thread.
    private static Figures callers(Path directory) throws Exception {
        Files.createDirectories(directory);
        var path = directory.resolve("journal.db");
        var room = new Semaphore(CALLERS);
        var answered = new AtomicLong();
        var file = Samples.journal(path);
        try (var outbox = new JournalOutbox(path);
                var journal =
                        new SqliteJournal(
                                file,
                                outbox,
                                Samples::now,
                                new Journal.Listener() {
                                    @Override
                                    public void recorded(TapId tap, long seq) {
                                        answered.incrementAndGet();
                                        room.release();
                                    }

                                    @Override
                                    public void notRecorded(TapId tap, Reason why) {
                                        throw new IllegalStateException("not recorded: " + why);
                                    }

                                    @Override
                                    public void nearlyFull(boolean active) {}
                                })) {
            journal.start();
            long number = 0;
            for (; number < (long) WARM_UP * CALLERS; number++) {
                room.acquire();
                journal.offer(Samples.tap(number));
            }
            room.acquire(CALLERS);
            room.release(CALLERS);
            long before = Samples.writtenBytes();
            long start = System.nanoTime();
            for (long end = number + (long) TRANSACTIONS * CALLERS; number < end; number++) {
                room.acquire();
                journal.offer(Samples.tap(number));
            }
            room.acquire(CALLERS);
            long took = System.nanoTime() - start;
            if (answered.get() != number) {
                throw new IllegalStateException(answered + " answers to " + number + " records");
            }
            return new Figures(0, 0, took, Samples.writtenBytes() - before);
        }
    }
}
