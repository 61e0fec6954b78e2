package onecard.edge.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import onecard.access.Area;
import onecard.access.Border;
import onecard.access.CredentialKind;
import onecard.access.Factor;
import onecard.access.Memory;
import onecard.access.Occurrence;
import onecard.access.Safeguards;
import onecard.access.SecondFactor;
import onecard.access.Tries;
import onecard.edge.crypto.Canonical;
import onecard.edge.crypto.Json;
import onecard.edge.crypto.JsonReader;
import onecard.edge.crypto.SigningKey;
import onecard.edge.record.MemoryFold;
import onecard.edge.record.Occurrences;
import onecard.edge.record.Owed;
import onecard.edge.store.journal.Draft;
import onecard.edge.store.journal.JournalFile;
import onecard.edge.store.journal.JournalIdentity;
import onecard.edge.store.journal.JournalLimits;
import onecard.time.Moment;
import onecard.time.Mono;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a restart remembers is what the loop remembered, but for who was just on the way.
class MemoryFoldTest {

    private static final int THINGS = 300;

    @TempDir Path dir;

    @Test
    void theJournalFoldedIsTheMemoryTheLoopHas() {
        for (long seed = 1; seed <= 12; seed++) {
            fold(seed);
        }
    }

    @Test
    @Tag("long")
    void theJournalFoldedIsTheMemoryTheLoopHasForAThousandSeeds() {
        for (long seed = 1; seed <= 1_000; seed++) {
            fold(seed);
        }
    }

    @Test
    void killedAtAnyRowTheNextStartRemembersWhatTheJournalHolds() throws Exception {
        kills(1, 60);
        kills(2, 60);
    }

    @Test
    @Tag("long")
    void killedAtAnyRowForHundredsOfKills() throws Exception {
        for (long seed = 10; seed < 60; seed++) {
            kills(seed, 400);
        }
    }

    /// I40.
    @Test
    void theSameDayIsToldInTheSameWords() {
        var told = new ArrayList<List<String>>();
        for (int round = 0; round < 2; round++) {
            var rig = new Rig(Bustle.doors());
            var bustle = new Bustle(7);
            for (int i = 0; i < THINGS; i++) {
                bustle.happen(rig);
                rig.answer();
            }
            told.add(rig.journal.stream().map(draft -> Canonical.text(rig.event(draft))).toList());
        }
        assertEquals(told.getFirst(), told.getLast());
    }

    @Test
    void everySafeguardLeavesSomethingToRemember() {
        var rig = new Rig(Bustle.doors());
        var bustle = new Bustle(3);
        for (int i = 0; i < 2_000; i++) {
            bustle.happen(rig);
            rig.answer();
        }
        var said = rig.said();
        for (var words :
                List.of(
                        "tap asked SECOND_PERSON",
                        "tap asked ESCORT",
                        "tap asked PIN",
                        "tap refused PASSBACK",
                        "tap refused OCCUPANCY",
                        "tap refused INTERLOCK",
                        "tap refused FIRST_PERSON",
                        "tap refused PIN_MISMATCH",
                        "tap refused LOCKED_OUT",
                        "passage passed",
                        "passage not_passed",
                        "passage assumed",
                        "system forgive",
                        "alarm duress")) {
            assertTrue(said.contains(words), words);
        }
    }

    /// I44: power went while somebody was asked.
    @Test
    void whoeverWasAskedBeforeThisStartHasOneFinalEvent() {
        var soon = Duration.ofSeconds(15);
        var pin = new SecondFactor(Factor.PIN, Set.of(), Optional.empty(), soon);
        var rig = new Rig(Map.of("d", Safeguards.NONE.with(pin)));
        rig.tap("d-in", 1, "staff");
        var asked = rig.event(rig.journal.getLast());
        var numbered = numbered(asked, "0000000a");
        var fold = new MemoryFold();
        fold.apply(numbered);
        var later = new MemoryFold();
        later.restore(fold.state());

        var draft = later.unanswered(rig.now).getFirst();
        assertEquals("d", draft.point());
        assertEquals(Optional.of("refused"), draft.data().text("verdict"));
        assertEquals(Optional.of("PIN_TIMEOUT"), draft.data().text("reason"));
        assertEquals(Optional.of(41L), draft.data().number("asks"));
        later.apply(rig.event(draft));
        assertEquals(List.of(), later.unanswered(rig.now));
    }

    /// A journal begun anew counts from one again: both are told, and an answer ends its own alone.
    @Test
    void tapsOfTwoEpochsWithOneNumberAreTwo() {
        var soon = Duration.ofSeconds(15);
        var pin = new SecondFactor(Factor.PIN, Set.of(), Optional.empty(), soon);
        var rig = new Rig(Map.of("d", Safeguards.NONE.with(pin)));
        rig.tap("d-in", 1, "staff");
        var asked = rig.event(rig.journal.getLast());
        var fold = new MemoryFold();
        fold.apply(numbered(asked, "0000000a"));
        fold.apply(numbered(asked, "0000000b"));
        assertEquals(2, fold.unanswered(rig.now).size());

        var end = rig.event(fold.unanswered(rig.now).getFirst());
        fold.apply(end.with("data", Occurrences.data(end).with("epoch", "0000000b")));
        var kept = fold.state().object("asked").orElseThrow().members().keySet();
        assertEquals(Set.of("0000000a:41"), Set.copyOf(kept));
        // The final event of a tap of before lies in the journal that was begun since.
        fold.apply(end.with("data", Occurrences.data(end).with("epoch", "0000000b")));
        assertEquals(List.of(), fold.unanswered(rig.now));
    }

    private static Json.Obj numbered(Json.Obj event, String epoch) {
        return event.with("data", Occurrences.data(event).with("epoch", epoch).with("seq", 41));
    }

    @Test
    void aLostPassageIsFound() {
        var rig = new Rig(Bustle.doors());
        rig.passes("gate", "-in", 2, "warden");
        var whole = new MemoryFold();
        rig.journal.forEach(draft -> whole.apply(rig.event(draft)));
        assertEquals(rig.loop.memory().atRest(), whole.memory());

        var poorer = new MemoryFold();
        rig.journal.stream()
                .filter(draft -> !draft.kind().wire().equals("passage"))
                .forEach(draft -> poorer.apply(rig.event(draft)));
        assertNotEquals(rig.loop.memory().atRest(), poorer.memory());
    }

    /// Whoever passed while there was no room is where they are, and the journal says so once there
    /// is.
    @Test
    void whoPassedWhileTheJournalWasFullIsFoundOnceThereIsRoom() {
        int refused = 0;
        for (long seed = 1; seed <= 40; seed++) {
            refused += fullNowAndThen(seed);
        }
        assertTrue(refused > 1_000, refused + " refused");
    }

    private static int fullNowAndThen(long seed) {
        var random = new Random(seed);
        var rig = new Rig(lane());
        var rows = new ArrayList<Draft>();
        boolean full = false;
        for (int i = 0; i < 100; i++) {
            full ^= random.nextInt(8) == 0;
            var way = random.nextBoolean() ? "-in" : "-out";
            rig.tap("lane" + way, random.nextInt(5), "staff");
            rows.addAll(rig.answer(room(full, random)));
            rig.walks("lane", way);
            if (random.nextBoolean()) {
                rows.addAll(rig.answer(room(full, random)));
            }
            rig.after(Duration.ofMillis(random.nextInt(8_000)));
        }
        int refused = rig.journal.size() - rows.size();
        rows.addAll(rig.answer(() -> true));
        rig.after(Owed.AGAIN);
        rows.addAll(rig.answer(() -> true));

        var fold = new MemoryFold();
        rows.forEach(draft -> fold.apply(rig.event(draft)));
        assertEquals(rig.loop.memory().atRest(), fold.memory(), "seed " + seed);
        return refused;
    }

    /// People pass and fail, areas are cleared and tries forgiven, while the journal has room now
    /// and then: a restart remembers what the loop does wherever nothing is owed, and before that
    /// of each what the loop did at some time.
    @Test
    void whateverTheJournalRefusedARestartRemembersTheSame() {
        int refused = 0;
        for (long seed = 1; seed <= 60; seed++) {
            refused += roomNowAndThen(seed);
        }
        assertTrue(refused > 1_000, refused + " refused");
    }

    private static int roomNowAndThen(long seed) {
        var random = new Random(seed);
        var rig = new Rig(Bustle.doors());
        var bustle = new Bustle(seed);
        var fold = new MemoryFold();
        int folded = 0;
        for (int stretch = 0; stretch < 20; stretch++) {
            rig.room = () -> random.nextInt(3) == 0;
            for (int i = 0; i < 20; i++) {
                bustle.happen(rig);
                rig.answer();
            }
            rig.room = () -> true;
            rig.answer();
            rig.after(Owed.AGAIN);
            rig.answer();
            for (; folded < rig.rows.size(); folded++) {
                fold.apply(rig.event(rig.rows.get(folded)));
            }
            var where = "seed " + seed + ", stretch " + stretch;
            assertRemembersTheSame(rig.loop.memory(), fold.memory(), rig.now, where);
        }
        inOrder(rig.rows, MemoryFoldTest::whoPassed);
        inOrder(rig.rows, MemoryFoldTest::triedWrong);
        return rig.journal.size() - rig.rows.size();
    }

    /// Nobody asks any more for what is used up and over, and who is on the way no restart knows. A
    /// use that the journal refused may have been good for longer: the loop keeps that end.
    private static void assertRemembersTheSame(
            Memory loop, Memory restarted, Moment now, String where) {
        assertEquals(restarted.tries(), loop.tries(), where);
        assertEquals(restarted.people(), loop.people(), where);
        assertEquals(restarted.opened(), loop.opened(), where);
        var kept = restarted.uses().used();
        var held = loop.uses().used();
        held.forEach(
                (key, used) -> {
                    if (now.wall().isBefore(used.until())) {
                        assertTrue(kept.containsKey(key), () -> where + ": " + key);
                        assertEquals(kept.get(key).times(), used.times(), where);
                        assertFalse(used.until().isBefore(kept.get(key).until()), where);
                    }
                });
        kept.forEach(
                (key, used) ->
                        assertTrue(
                                held.containsKey(key) || !now.wall().isBefore(used.until()),
                                () -> where + ": " + key));
    }

    /// Those of each person, and of each credential.
    private static <T> void inOrder(List<Draft> rows, Function<Draft, Optional<T>> whose) {
        var last = new HashMap<T, Mono>();
        for (var draft : rows) {
            var at = draft.at().mono();
            whose.apply(draft)
                    .map(who -> last.put(who, at))
                    .ifPresent(before -> assertTrue(before.compareTo(at) <= 0));
        }
        assertFalse(last.isEmpty());
    }

    private static Optional<String> whoPassed(Draft draft) {
        return draft.data()
                .text("result")
                .filter(Set.of("passed", "assumed")::contains)
                .flatMap(_ -> draft.data().object("crossing"))
                .flatMap(crossing -> crossing.text("subject"));
    }

    private static Optional<Tries.Key> triedWrong(Draft draft) {
        return Occurrences.wrongTries(draft.point(), draft.data())
                .map(Occurrence.WrongTry::key)
                .findFirst();
    }

    @Test
    void aWrongTryThatAFullJournalRefusedCountsAfterARestart() {
        var pin = new SecondFactor(Factor.PIN, Set.of("staff"), Optional.empty(), Owed.AGAIN);
        var rig = new Rig(Map.of("vault", Safeguards.NONE.with(pin)));
        for (int i = 0; i < 3; i++) {
            rig.tap("vault-in", 7, "staff");
            rig.enter("vault-in", 8, "staff");
            rig.refuse();
            rig.after(Duration.ofSeconds(2));
        }
        var key = new Tries.Key("vault", CredentialKind.PIN, Rig.card(7));
        assertEquals(3, rig.loop.memory().tries(key));

        var fold = new MemoryFold();
        rig.after(Owed.AGAIN);
        rig.answer(() -> true).forEach(draft -> fold.apply(rig.event(draft)));
        assertEquals(rig.loop.memory().atRest(), fold.memory());
    }

    /// I44: a lock-out is the last that is given up.
    @Test
    void aLockOutThatAFullJournalRefusedOutlastsAFloodOfOtherCodes() {
        var pin = new SecondFactor(Factor.PIN, Set.of("staff"), Optional.empty(), Owed.AGAIN);
        var rig = new Rig(Map.of("vault", Safeguards.NONE.with(pin)));
        for (int i = 0; i < Memory.TRIES_MAX; i++) {
            rig.tap("vault-in", 7, "staff");
            rig.enter("vault-in", 8, "staff");
            rig.refuse();
            rig.after(Duration.ofSeconds(2));
        }
        for (int i = 0; i < Owed.TRIES_MAX + 100; i++) {
            rig.rejected("vault-in", i);
            rig.refuse();
        }
        var key = new Tries.Key("vault", CredentialKind.PIN, Rig.card(7));
        assertTrue(rig.loop.memory().lockedOut(key, rig.now.wall()));

        rig.after(Owed.AGAIN);
        var rows = rig.answer(() -> true);
        var fold = new MemoryFold();
        rows.forEach(draft -> fold.apply(rig.event(draft)));
        assertTrue(fold.memory().lockedOut(key, rig.now.wall()));
        assertEquals(
                Owed.TRIES_MAX, rows.stream().filter(row -> triedWrong(row).isPresent()).count());
    }

    @Test
    void anAreaThatWasClearedWhileTheJournalWasFullIsEmptyAfterARestart() {
        var night = Optional.of(LocalTime.of(3, 0));
        var hall = new Area("hall", Optional.empty(), OptionalInt.empty(), Set.of(), night);
        var border = new Border(Optional.empty(), Optional.of(hall));
        var rig = new Rig(Map.of("lane", Safeguards.NONE.with(border)));
        var fold = new MemoryFold();
        rig.tap("lane-in", 1, "staff");
        rig.answer(() -> true).forEach(draft -> fold.apply(rig.event(draft)));
        rig.walks("lane", "-in");
        rig.answer(() -> true).forEach(draft -> fold.apply(rig.event(draft)));
        assertEquals(1, fold.memory().people().inside("hall"));

        rig.asleep(Duration.ofHours(19));
        rig.refuse();
        rig.after(Owed.AGAIN);
        rig.answer(() -> true).forEach(draft -> fold.apply(rig.event(draft)));
        assertEquals(0, fold.memory().people().inside("hall"));
        assertEquals(rig.loop.memory().atRest(), fold.memory());
    }

    /// A full journal has room for one in ten.
    private static BooleanSupplier room(boolean full, Random random) {
        return () -> !full || random.nextInt(10) == 0;
    }

    private static Map<String, Safeguards> lane() {
        var hall =
                new Area("hall", Optional.empty(), OptionalInt.empty(), Set.of(), Optional.empty());
        return Map.of(
                "lane", Safeguards.NONE.with(new Border(Optional.empty(), Optional.of(hall))));
    }

    /// One after another, once there is room: nobody's record is offered while the one before it
    /// finds none.
    @Test
    void aFullJournalIsNotFloodedWithWhatItIsOwed() {
        var rig = new Rig(lane());
        for (int person = 0; person < 20; person++) {
            rig.tap("lane-in", person, "staff");
            rig.refuse();
            rig.walks("lane", "-in");
            rig.after(Duration.ofSeconds(2));
            rig.refuse();
        }
        long before = passages(rig);
        for (int i = 1; i <= 3; i++) {
            rig.after(Owed.AGAIN);
            assertEquals(before + i, passages(rig));
            rig.refuse();
        }
        rig.after(Owed.AGAIN);
        rig.answer();
        assertEquals(before + 3 + 20, passages(rig));
    }

    /// It does not wait for an answer that nobody will hear.
    @Test
    void whatWaitsBehindARecordOnItsWayFollowsItWhenTheLoopEnds() {
        var rig = inAndOut(1, 1);
        assertEquals(1, passages(rig));

        rig.loop.end(rig.now);
        assertEquals(2, passages(rig));
    }

    @Test
    void whoPassesWaitsForNobodyElsesRecord() {
        assertEquals(2, passages(inAndOut(1, 2)));
    }

    /// They pass, and the journal has not answered yet.
    private static Rig inAndOut(long in, long out) {
        var rig = new Rig(lane());
        rig.tap("lane-in", in, "staff");
        rig.tap("lane-out", out, "staff");
        rig.answer();
        rig.walks("lane", "-in");
        rig.after(Rig.CLOSING);
        rig.walks("lane", "-out");
        return rig;
    }

    /// There may be room by then.
    @Test
    void whatWasRefusedIsOfferedOnceMoreWhenTheLoopEnds() {
        var rig = inAndOut(1, 1);
        rig.refuse();
        int before = rig.journal.size();
        assertEquals(1, passages(rig));

        rig.loop.end(rig.now);
        var last = rig.journal.subList(before, rig.journal.size());
        assertEquals(2, last.stream().flatMap(row -> whoPassed(row).stream()).count());
        var fold = new MemoryFold();
        last.forEach(draft -> fold.apply(rig.event(draft)));
        assertEquals(rig.loop.memory().atRest(), fold.memory());
    }

    private static long passages(Rig rig) {
        return rig.journal.stream()
                .filter(draft -> draft.data().text("result").equals(Optional.of("passed")))
                .count();
    }

    /// Nobody could ever be said to have left it.
    @Test
    void anAreaThatTheSiteFileNamesNoMoreIsForgottenAtTheStart() {
        var before = new Rig(Bustle.doors());
        before.passes("gate", "-in", 2, "warden");
        before.passes("hatch", "-in", 3, "guest");
        var memory = before.loop.memory().atRest();
        assertEquals(Map.of("lobby", 1, "store", 1), memory.people().inside());

        var rig = before.restarted(Map.of("hatch", Bustle.doors().get("hatch")), memory);
        rig.loop.start(rig.now);
        assertEquals(Map.of("store", 1), rig.loop.memory().people().inside());
        assertEquals(1, rig.said().stream().filter("system forgive"::equals).count());
        var fold = new MemoryFold();
        before.journal.forEach(draft -> fold.apply(before.event(draft)));
        rig.journal.forEach(draft -> fold.apply(rig.event(draft)));
        assertEquals(rig.loop.memory().atRest(), fold.memory());
    }

    /// At each point between two turns: from the first row, and from a snapshot at some row.
    private static void fold(long seed) {
        var rig = new Rig(Bustle.doors());
        var bustle = new Bustle(seed);
        var random = new Random(seed);
        var fold = new MemoryFold();
        int rows = 0;
        int from = 0;
        var snapshot = fold.state();
        for (int i = 0; i < THINGS; i++) {
            bustle.happen(rig);
            rig.answer();
            while (rows < rig.journal.size()) {
                if (random.nextInt(200) == 0) {
                    from = rows;
                    snapshot = fold.state();
                }
                fold.apply(rig.event(rig.journal.get(rows++)));
            }
            int thing = i;
            assertEquals(
                    rig.loop.memory().atRest(),
                    fold.memory(),
                    () -> "seed " + seed + " after " + thing);
        }
        var later = new MemoryFold();
        later.restore(JsonReader.object(Canonical.text(snapshot)).orElseThrow());
        rig.journal.stream().skip(from).forEach(draft -> later.apply(rig.event(draft)));
        assertEquals(fold.memory(), later.memory(), "seed " + seed + " from row " + from);
    }

    /// Through the real journal, row by row: what is committed when the kill comes is what the next
    /// start knows, and it goes on from there.
    private void kills(long seed, int things) throws Exception {
        var random = new Random(seed);
        var bustle = new Bustle(seed);
        var epochs = new AtomicLong();
        var file = dir.resolve("journal-" + seed + ".db");
        var fold = new MemoryFold();
        var rig = new Rig(Bustle.doors());
        var journal = open(file, epochs, fold, rig);
        int committed = 0;
        for (int i = 0; i < things; i++) {
            bustle.happen(rig);
            rig.answer();
            boolean killed = random.nextInt(8) == 0;
            int rows = rig.journal.size() - committed;
            int kept = committed + (killed ? random.nextInt(rows + 1) : rows);
            for (var draft : rig.journal.subList(committed, kept)) {
                commit(journal, draft, rig);
            }
            var where = "seed " + seed + " after " + i;
            if (kept == rig.journal.size()) {
                assertEquals(rig.loop.memory().atRest(), fold.memory(), where);
            }
            committed = kept;
            if (killed) {
                var before = fold.memory();
                journal.close();
                fold = new MemoryFold();
                journal = open(file, epochs, fold, rig);
                assertEquals(before, fold.memory(), where);
                rig = rig.restarted(Bustle.doors(), fold.memory());
                committed = 0;
            }
        }
        journal.close();
        var whole = new MemoryFold();
        open(file, epochs, whole, rig).close();
        assertEquals(rig.loop.memory().atRest(), whole.memory(), "seed " + seed);
    }

    private static void commit(JournalFile journal, Draft draft, Rig rig) throws SQLException {
        var _ = journal.commit(List.of(draft), rig.now);
        var _ = journal.snapshotIfDue(rig.now);
    }

    private JournalFile open(Path file, AtomicLong epochs, MemoryFold fold, Rig rig)
            throws IOException {
        var who =
                new JournalIdentity(
                        "bench",
                        "bench",
                        "0001",
                        Rig.ZONE,
                        SigningKey.ofSeed(new byte[32]),
                        () -> "%08x".formatted(epochs.incrementAndGet()));
        var limits = new JournalLimits(64L << 20, Duration.ofDays(7), true);
        return JournalFile.open(file, who, limits, fold, rig.now);
    }
}
