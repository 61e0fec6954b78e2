package onecard.edge.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import onecard.access.Reason;
import onecard.edge.cli.Console;
import onecard.edge.cli.Exit;
import onecard.edge.cli.SettleCommand;
import onecard.edge.crypto.Json;
import onecard.edge.crypto.SigningKey;
import onecard.edge.record.MemoryFold;
import onecard.edge.state.Control;
import onecard.edge.state.StateDir;
import onecard.edge.store.journal.Draft;
import onecard.edge.store.journal.EventKind;
import onecard.edge.store.journal.JournalFile;
import onecard.edge.store.journal.JournalIdentity;
import onecard.edge.store.journal.JournalLimits;
import onecard.words.Lang;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/// What `onecard settle` says, beside a daemon whose journal has the settlement, has it later, or
/// has none.
class SettleCommandTest {

    private static final Duration LONG = Duration.ofHours(1);

    @TempDir Path dir;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final Canteen canteen = new Canteen().has(1, 0, 10_000).has(2, 0, 10_000);
    private final ExecutorService writer = Executors.newSingleThreadExecutor(); // the journal's
    private JournalFile journal;
    private Control control;
    private Reason reason = Reason.OK;
    private Runnable after = () -> {};

    @BeforeEach
    void start() throws Exception {
        var key = SigningKey.ofSeed(new byte[32]);
        var who = new JournalIdentity("hall", "till", "0001", Rig.ZONE, key, () -> "7f3a19c2");
        var limits = new JournalLimits(8 << 20, Duration.ofDays(7), true);
        var path = dir.resolve("journal.db");
        journal =
                writer.submit(
                                () ->
                                        JournalFile.open(
                                                path, who, limits, new MemoryFold(), canteen.now))
                        .get();
        control = new Control(StateDir.controlSocket(dir), this::answered);
    }

    @AfterEach
    void stop() throws Exception {
        control.close();
        writer.submit(
                        () -> {
                            journal.close();
                            return true;
                        })
                .get();
        writer.close();
    }

    /// The daemon: the record of the command first.
    private Json.Obj answered(Json.Obj request, String user) {
        boolean ok = reason == Reason.OK;
        var command =
                Json.Obj.EMPTY
                        .with("id", request.text("id").orElseThrow())
                        .with("verb", request.text("verb").orElseThrow())
                        .with("by", "local:" + user)
                        .with("ok", ok)
                        .with("reason", reason.name());
        commit(Draft.ofPoint("fixed", EventKind.COMMAND, canteen.now, command));
        after.run();
        return Json.Obj.EMPTY.with("ok", ok).with("reason", reason.name());
    }

    private void commit(Draft draft) {
        try {
            var _ = writer.submit(() -> journal.commit(List.of(draft), canteen.now)).get();
        } catch (InterruptedException | ExecutionException failed) {
            throw new AssertionError(failed);
        }
    }

    private void sells(long person) {
        int before = canteen.offered.size();
        canteen.tap("fixed", person);
        canteen.answer();
        canteen.offered.subList(before, canteen.offered.size()).forEach(this::commit);
    }

    private Draft settlement() {
        canteen.settled("fixed");
        return canteen.offered.stream()
                .filter(draft -> draft.kind() == EventKind.SETTLEMENT)
                .toList()
                .getLast();
    }

    private int settles(Duration within) {
        var console =
                new Console(
                        Lang.EN,
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8));
        return new CommandLine(new SettleCommand(console, within))
                .execute("--point", "fixed", "--state", dir.toString());
    }

    private String said() {
        return out.toString(StandardCharsets.UTF_8) + err.toString(StandardCharsets.UTF_8);
    }

    @Test
    void whatWasSoldIsShownAsTheJournalHasIt() {
        sells(1);
        sells(2);
        after = () -> commit(settlement());
        assertEquals(0, settles(LONG), this::said);
        assertTrue(
                said().contains("fixed: batch 1 is settled, business date 2026-11-30, net 24.00"),
                this::said);
        assertTrue(said().contains("sale lunch: 2, 24.00"), this::said);
    }

    @Test
    void whereNothingWasSoldNobodyWaits() {
        assertEquals(0, settles(LONG), this::said);
        assertTrue(
                said().contains("fixed: nothing was sold since the last settlement"), this::said);
    }

    @Test
    void whatIsNotInTheJournalYetIsNotTakenForNothing() {
        sells(1);
        assertEquals(Exit.PROBLEMS, settles(Duration.ZERO));
        assertTrue(said().contains("batch 1 is closed, and its settlement is not"), this::said);
        assertTrue(!said().contains("nothing was sold"), this::said);
    }

    @Test
    void whatComesLateIsWaitedFor() throws Exception {
        sells(1);
        var late = settlement();
        var later = Thread.ofPlatform().unstarted(() -> commit(late));
        after = later::start;
        assertEquals(0, settles(LONG), this::said);
        later.join();
        assertTrue(said().contains("batch 1 is settled"), this::said);
    }

    /// One that was refused before, and the one that is asked for.
    @Test
    void eachBatchThatIsOpenIsShown() {
        sells(1);
        var first = settlement();
        sells(2);
        after =
                () -> {
                    commit(first);
                    commit(settlement());
                };
        assertEquals(0, settles(LONG), this::said);
        assertTrue(said().contains("batch 1 is settled"), this::said);
        assertTrue(said().contains("batch 2 is settled"), this::said);
    }

    /// The next batch is nobody's yet who asked before it.
    @Test
    void whatIsSoldAfterItIsNotWaitedFor() {
        sells(1);
        after =
                () -> {
                    commit(settlement());
                    sells(2);
                };
        assertEquals(0, settles(LONG), this::said);
        assertTrue(!said().contains("batch 2"), this::said);
    }

    @Test
    void whatIsRefusedIsToldSo() {
        sells(1);
        reason = Reason.BUSY;
        assertEquals(Exit.PROBLEMS, settles(LONG));
        assertTrue(said().contains("BUSY"), this::said);
    }

    @Test
    void withoutADaemonNothingIsAsked() throws Exception {
        control.close();
        assertEquals(Exit.FAILED, settles(LONG));
        assertEquals(Optional.empty(), Optional.of(said()).filter(it -> it.contains("settled")));
    }
}
