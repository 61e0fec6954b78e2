package onecard.edge;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import onecard.edge.Series.Figures;
import onecard.edge.process.Ports;
import onecard.edge.process.Service;
import onecard.edge.store.journal.Draft;
import onecard.edge.store.journal.JournalOutbox;
import onecard.edge.uplink.DrainedMessages;

/// A backlog to a mosquitto on loopback, from the connection to the last mark on disk, beside
/// libmosquitto in C that sends the same messages from memory. Then the drain alone, with a tap
/// every 100 ms and a host that hears everything: when it heard of each tap.
final class DrainBench implements Bench.Work {

    private static final int RECORDS = 100_000;
    private static final int RECORDS_A_COMMIT = 64;

    @Override
    public void run(Bench.Setting setting) throws Exception {
        var backlog = backlog(Files.createDirectories(setting.scratch().resolve("backlog")));
        int port = Ports.free();
        try (var _ =
                Service.mosquitto(
                        port,
                        setting.scratch(),
                        "listener %d 127.0.0.1".formatted(port),
                        "allow_anonymous true",
                        "max_inflight_messages 0",
                        "set_tcp_nodelay true")) {
            drains(setting, backlog, port);
            taps(setting, backlog, port);
        }
    }

    /// A journal of taps that nobody has sent, as a daemon leaves it.
    private static Path backlog(Path directory) throws Exception {
        try (var journal = Samples.journal(directory.resolve("journal.db"))) {
            for (int number = 0; number < RECORDS; ) {
                var drafts = new ArrayList<Draft>();
                while (drafts.size() < RECORDS_A_COMMIT) {
                    drafts.add(Samples.tap(number++));
                }
                journal.commit(drafts, Samples.now());
                journal.snapshotIfDue(Samples.now());
            }
            journal.checkpointIfDue(Samples.now(), true);
        }
        return directory;
    }

    private static void drains(Bench.Setting setting, Path backlog, int port) throws Exception {
        var messages = setting.scratch().resolve("messages");
        try (var outbox = new JournalOutbox(backlog.resolve("journal.db"))) {
            DrainedMessages.write(outbox, UplinkedJournal.TOPICS, messages);
        }
        var program = setting.limits().resolve("drain").toString();
        System.out.println("drain: " + setting.rounds() + " rounds of " + RECORDS + " records");
        var acksACommit = new ArrayList<Double>();
        var pairs =
                Pairs.run(
                        setting.rounds(),
                        _ -> {
                            try (var draining = new Draining(backlog, port)) {
                                long took = draining.untilMarked();
                                acksACommit.add((double) RECORDS / draining.commits());
                                return new Figures(0, 0, took, 0);
                            }
                        },
                        _ ->
                                LimitProgram.run(
                                        List.of(
                                                program,
                                                Integer.toString(port),
                                                messages.toString(),
                                                Integer.toString(DrainedMessages.WINDOW))));
        pairs.print("sent and marked, ms", Figures::total, 1e6, "rate >= 0.5 of C, so <= 2");
        System.out.printf(
                Locale.ROOT,
                "  %-28s ours %.0f (at least %.0f)  goal >= 50%n",
                "acks a transaction",
                Pairs.median(acksACommit),
                acksACommit.stream().min(Double::compare).orElseThrow());
    }

    private static void taps(Bench.Setting setting, Path backlog, int port) throws Exception {
        var fromTap = new Series(1_000);
        var fromDisk = new Series(1_000);
        for (int round = 0; round <= setting.rounds(); round++) {
            try (var host = new HearingHost(setting.limits().resolve("hear"), port);
                    var draining = new Draining(backlog, port)) {
                for (var tap : draining.tapsUntil(RECORDS)) {
                    long heard = host.heard(tap.seq());
                    if (round > 0) { // the first warms up
                        fromTap.add(heard - tap.madeNanos());
                        // The thread that hears of the commit may be later than the host.
                        fromDisk.add(Math.max(0, heard - tap.durableNanos()));
                    }
                }
            }
        }
        print("tap to host meanwhile, ms", fromTap, "p99 <= 200");
        print("of that, once durable, ms", fromDisk, "(none)");
    }

    private static void print(String what, Series series, String goal) {
        System.out.printf(
                Locale.ROOT,
                "  %-28s p50 %.1f  p99 %.1f  most %.1f  of %d  goal %s%n",
                what,
                series.quantile(0.5) / 1e6,
                series.quantile(0.99) / 1e6,
                series.quantile(1) / 1e6,
                series.count(),
                goal);
    }
}
