package onecard.edge.loop;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import onecard.access.ListVersion;
import onecard.edge.command.Command;
import onecard.edge.crypto.SigningKey;
import onecard.edge.intake.Stimulus;
import onecard.edge.record.MemoryFold;
import onecard.edge.record.Sales;
import onecard.edge.store.journal.Draft;
import onecard.edge.store.journal.JournalFile;
import onecard.edge.store.journal.JournalIdentity;
import onecard.edge.store.journal.JournalLimits;
import onecard.edge.watch.Metrics;
import onecard.hal.Panel;
import onecard.money.Balance;
import onecard.money.Fen;
import onecard.money.Price;
import onecard.money.Reversal;
import onecard.money.Sale;
import onecard.money.Statement;
import onecard.point.Call;
import onecard.time.ClockTrust;
import onecard.time.Moment;
import onecard.time.Mono;

/// One life of a device with three tills over a journal file of its own: the real loop, fold and
/// store on the calling thread, in made-up time. `fixed` asks the same of everybody, `keyed` what
/// is keyed in, and `desk`, too, once somebody has signed in there. What is offered to the journal
/// waits until it is told to write, and is then one transaction, as it would be on its own thread.
final class Stall implements AutoCloseable {

    static final String FIXED = StallTills.FIXED;
    static final String KEYED = StallTills.KEYED;
    static final String DESK = StallTills.DESK;

    /// Half past eleven, in the middle of lunch.
    static final Instant NOON = Instant.parse("2026-11-30T03:30:00Z");

    private static final long JOURNAL_BYTES = 64L << 20;

    /// Who stands at the counter and writes down what happens.
    interface Witness {

        /// From now on the money counts as taken.
        default void debited(Sale sale) {}

        /// Whoever pays is told that they have.
        default void told(Sale sale) {}

        /// Money goes back, and whoever gets it is told.
        default void givenBack(Reversal reversal) {}

        /// Somebody is shown or told something else.
        default void shown(String till, String words) {}
    }

    /// @param boot which of its lives it is, from 1
    record Device(Path directory, String name, int boot) {

        static Device first(Path directory, String name) {
            return new Device(directory, name, 1);
        }

        Device next() {
            return new Device(directory, name, boot + 1);
        }

        Path journal() {
            return directory.resolve("journal.db");
        }

        /// Each device has its own.
        SigningKey key() {
            return SigningKey.ofSeed(Arrays.copyOf(name.getBytes(StandardCharsets.UTF_8), 32));
        }
    }

    final JournalFile file;
    final EdgeLoop loop;
    Moment now;
    private final Witness witness;
    private final Deque<Draft> offered = new ArrayDeque<>();

    Stall(Device device, Instant begins, Witness witness) throws IOException {
        this.witness = witness;
        now = new Moment(new Mono(0), begins, ClockTrust.SYNCED);
        var fold = new MemoryFold();
        var random = new SplittableRandom(device.boot() * 31L + device.name().hashCode());
        var who =
                new JournalIdentity(
                        "county",
                        device.name(),
                        "%04x".formatted(device.boot()),
                        Rig.ZONE,
                        device.key(),
                        () -> "%08x".formatted(random.nextInt()));
        var limits = new JournalLimits(JOURNAL_BYTES, Duration.ofDays(7), true);
        file = JournalFile.open(device.journal(), who, limits, fold, now);
        loop =
                new EdgeLoop(
                        List.of(
                                StallTills.fixed(new Shown(FIXED), new Told()),
                                StallTills.keyed(new Shown(KEYED), new Told()),
                                StallTills.desk(new Shown(DESK), new Told())),
                        EdgeLoop.Before.nothing()
                                .sold(
                                        fold.ledger().inOrder(file.epochs()),
                                        file.position().epoch()),
                        this::offer,
                        new Metrics());
        loop.start(now);
        fold.unanswered(now).forEach(this::offer);
    }

    // --- the counter ---

    /// Somebody with so much in their wallets, whose card leaves again at once.
    void tap(String till, long person, long subsidyFen, long personalFen) {
        tap(till, person, "diners", subsidyFen, personalFen);
    }

    private void tap(String till, long person, String group, long subsidyFen, long personalFen) {
        var list = new ListVersion("accounts", 1, now.wall(), Optional.empty());
        var accounts =
                new Statement(
                        list,
                        Map.of(
                                "subsidy", balance(subsidyFen),
                                "personal", balance(personalFen)));
        var reader = till + "-reader";
        loop.turn(
                new Stimulus.Presented(
                        reader,
                        Rig.known(person, group),
                        now.mono().nanos(),
                        0,
                        0,
                        Map.of(Rig.subject(person), accounts)),
                now);
        loop.turn(new Stimulus.CardGone(reader), now);
    }

    private static Balance balance(long fen) {
        return new Balance(fen, NOON, Optional.empty());
    }

    /// A manager signs in at the desk.
    void signsIn(long manager) throws SQLException {
        call(Call.SIGN);
        tap(DESK, manager, StallTills.MANAGERS, 0, 0);
        settle();
    }

    /// At the desk.
    void call(Call call) {
        loop.turn(new Stimulus.Called(DESK + "-keys", call), now);
    }

    /// Somebody orders the batch of a till to be closed.
    void closes(String till) {
        var act = new Command.Act.Settle();
        var command = new Command("order-" + now.mono().nanos() + till, till, act, "local:guard");
        loop.turn(new Stimulus.Commanded(command, _ -> {}), now);
    }

    void key(String till, long number) {
        loop.turn(new Stimulus.Keyed(till + "-keys", number), now);
    }

    void after(Duration duration) {
        now = new Moment(now.mono().plus(duration), now.wall().plus(duration), ClockTrust.SYNCED);
        loop.due(now);
    }

    // --- the journal ---

    private void offer(Draft draft) {
        var sale = Sales.of(draft.data());
        sale.filter(it -> it.state() == Sale.State.DONE).ifPresent(witness::debited);
        offered.add(draft);
    }

    /// All that is offered becomes durable, or nothing of it, and the loop hears which.
    void commit() throws SQLException {
        var batch = List.copyOf(offered);
        offered.clear();
        for (var row : file.commit(batch, now)) {
            row.draft()
                    .tap()
                    .ifPresent(tap -> loop.turn(new Stimulus.Recorded(tap, row.at().seq()), now));
        }
    }

    /// Whatever is offered, and what follows from it; and what the journal does by itself.
    void settle() throws SQLException {
        while (!offered.isEmpty()) {
            commit();
        }
        var _ = file.checkpointIfDue(now, false);
        var _ = file.snapshotIfDue(now);
    }

    /// Stopped as a service is: all of it is signed.
    @Override
    public void close() throws SQLException {
        settle();
        var _ = file.checkpointIfDue(now, true);
        file.close();
    }

    /// Killed.
    ///
    /// @param writing what is offered becomes durable just before, and nobody hears of it; else it
    ///     is gone
    void kill(boolean writing) throws SQLException {
        if (writing) {
            var _ = file.commit(List.copyOf(offered), now);
        }
        file.close();
    }

    // --- what stands on its counters ---

    private final class Told implements Counter {
        @Override
        public void post(Optional<Price> price, Moment now) {}

        @Override
        public void tell(Sale sale, Optional<Fen> left, Moment now) {
            witness.told(sale);
        }

        @Override
        public void tell(Reversal reversal, Moment now) {
            witness.givenBack(reversal);
        }
    }

    private final class Shown implements Panel {
        private final String till;

        Shown(String till) {
            this.till = till;
        }

        @Override
        public void show(Signal signal, String zh, String en) {
            witness.shown(till, signal + " " + en);
        }

        @Override
        public void warn(boolean on) {}
    }
}
