package onecard.edge.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import onecard.access.Assurance;
import onecard.access.Direction;
import onecard.access.ListVersion;
import onecard.access.Memory;
import onecard.access.Policy;
import onecard.access.Reason;
import onecard.edge.crypto.Canonical;
import onecard.edge.crypto.Json;
import onecard.edge.crypto.JsonReader;
import onecard.edge.intake.Stimulus;
import onecard.edge.record.MemoryFold;
import onecard.edge.record.Occurrences;
import onecard.edge.record.Orders;
import onecard.edge.record.Prompts;
import onecard.edge.store.Draft;
import onecard.edge.watch.Metrics;
import onecard.hal.Panel;
import onecard.hal.Relay;
import onecard.money.Balance;
import onecard.money.Draw;
import onecard.money.Fen;
import onecard.money.SaleId;
import onecard.money.Statement;
import onecard.point.Output;
import onecard.point.PostureHours;
import onecard.point.Role;
import onecard.point.Sensor;
import onecard.point.canteen.ByMeter;
import onecard.point.canteen.Metering;
import onecard.time.ClockTrust;
import onecard.time.Moment;
import onecard.time.Mono;
import org.junit.jupiter.api.Test;

/// A shower under the loop: a journal that is slow or full, a power cut after each record, and a
/// loop that takes over while water runs.
class MeteredPointTest {

    /// 3 fen a litre of 10 pulses, 2.00 at most; each 0.20 is recorded.
    private static final ByMeter TERMS =
            new ByMeter(
                    new Draw(new Fen(3_000), 10),
                    new Fen(10),
                    new Fen(200),
                    new Fen(20),
                    Duration.ofSeconds(60),
                    Duration.ofMinutes(15));

    private static final SaleId FIRST = new SaleId("shower", 1);

    /// One life of the controller; what its journal holds is all that another one remembers.
    private static final class Life {
        final List<Json.Obj> rows;
        final List<Draft> offered = new ArrayList<>();
        final List<String> told = new ArrayList<>();
        final EdgeLoop loop;
        BooleanSupplier room = () -> true;
        Moment now;
        boolean open;
        private int answered;

        Life(List<Json.Obj> rows, Moment now) {
            this.rows = rows;
            this.now = now;
            var fold = read(rows);
            loop =
                    new EdgeLoop(
                            List.of(shower()),
                            Memory.EMPTY,
                            new Prompts(),
                            Orders.NONE,
                            new EdgeLoop.Sold(fold.ledger(), "7f3a19c2"),
                            Chance.NEVER,
                            offered::add,
                            new Metrics());
        }

        static Life begun() {
            var life =
                    new Life(
                            new ArrayList<>(),
                            new Moment(new Mono(0), Canteen.NOON, ClockTrust.SYNCED));
            life.loop.start(life.now);
            return life;
        }

        /// What a snapshot of the books reads back is what they were.
        private static MemoryFold read(List<Json.Obj> rows) {
            var fold = new MemoryFold();
            rows.forEach(fold::apply);
            var again = new MemoryFold();
            again.restore(
                    JsonReader.ownObject(Canonical.text(fold.state()))
                            .orElseThrow(AssertionError::new));
            assertEquals(fold.ledger().kept(), again.ledger().kept());
            return again;
        }

        private PointSlot<?> shower() {
            return new PointSlot<>(
                    new PointSlot.Parts<>(
                            "shower",
                            "canteen",
                            new Metering(TERMS),
                            Policy.of(java.util.Set.of("staff"), Assurance.A0, Rig.ZONE),
                            PostureHours.NONE,
                            Map.of("reader", Direction.IN),
                            Map.of(),
                            Map.of("flow", new Role.Sensing(Sensor.METER)),
                            Map.of(Output.VALVE, new Valve()),
                            new Shown(),
                            Optional.of(
                                    new PointSlot.Sells(
                                            Canteen.terms(),
                                            Optional.empty(),
                                            new LogCounter("shower"),
                                            Optional.empty()))));
        }

        void tap(long person) {
            var list =
                    new ListVersion(
                            "accounts",
                            3,
                            Canteen.NOON.minus(Duration.ofHours(2)),
                            Optional.empty());
            var has = new Balance(10_000, Canteen.NOON, Optional.empty());
            loop.turn(
                    new Stimulus.Presented(
                            "reader",
                            Rig.known(person, "diners"),
                            now.mono().nanos(),
                            0,
                            0,
                            Map.of(
                                    Rig.subject(person),
                                    new Statement(list, Map.of("personal", has)))),
                    now);
            loop.turn(new Stimulus.CardGone("reader"), now);
            after(Duration.ofSeconds(2));
        }

        void runs(long total) {
            loop.turn(new Stimulus.Counted("flow", total), now);
        }

        void after(Duration duration) {
            now = new Moment(now.mono().plus(duration), now.wall().plus(duration), now.trust());
            loop.due(now);
        }

        void answer() {
            while (answered < offered.size()) {
                answerOne();
            }
        }

        void answerOne() {
            var draft = offered.get(answered++);
            boolean held = room.getAsBoolean();
            long seq = rows.size() + 1L;
            if (held) {
                rows.add(Canteen.event(draft, seq));
            }
            draft.tap()
                    .map(
                            id ->
                                    held
                                            ? new Stimulus.Recorded(id, seq)
                                            : new Stimulus.NotRecorded(id, Reason.JOURNAL_FULL))
                    .ifPresent(stimulus -> loop.turn(stimulus, now));
        }

        List<Json.Obj> records(String kind) {
            return rows.stream()
                    .filter(row -> row.text("type").equals(Optional.of("onecard." + kind + ".v1")))
                    .map(Occurrences::data)
                    .toList();
        }

        private List<Long> fen(String kind, String member) {
            return records(kind).stream().map(it -> it.number(member).orElseThrow()).toList();
        }

        private final class Valve implements Relay {
            @Override
            public String name() {
                return "valve";
            }

            @Override
            public void release(long untilNanos, String cause) {
                throw new AssertionError("a valve is held");
            }

            @Override
            public void hold(String cause) {
                open = true;
            }

            @Override
            public void drop(String cause) {
                open = false;
            }

            @Override
            public boolean energised() {
                return open;
            }

            @Override
            public void close() {
                open = false;
            }
        }

        private final class Shown implements Panel {
            @Override
            public void show(Signal signal, String zh, String en) {
                told.add(signal + " " + en);
            }

            @Override
            public void warn(boolean on) {}
        }
    }

    /// 0.20 and 0.27 are drawn, the first of them recorded.
    private static void showers(Life life) {
        life.tap(1);
        life.answer();
        life.after(Duration.ofSeconds(2));
        life.runs(70); // 0.21
        life.answer();
        life.runs(90); // 0.27
        life.after(Duration.ofSeconds(2));
    }

    @Test
    void theValveOpensOnceItIsDurableAndTheRestGoesBack() {
        var life = Life.begun();
        life.tap(1);
        assertFalse(life.open);
        life.answerOne();
        assertFalse(life.open, "the intent alone is no sale");
        life.answer();
        assertTrue(life.open);
        assertEquals(List.of(200L, 200L), life.fen("sale", "amount_fen"));
        assertEquals(
                Optional.of(
                        Json.Obj.EMPTY.with("cubic_metre_fen", 3_000).with("pulses_per_litre", 10)),
                life.records("sale").getFirst().object("draw"));
        life.after(Duration.ofSeconds(2));
        life.runs(70);
        life.answer();
        assertEquals(List.of(21L), life.fen("reading", "drawn_fen"));
        assertEquals(List.of(70L), life.fen("reading", "pulses"));

        life.tap(2);
        life.answer();
        assertEquals("REFUSED In use", life.told.getLast());
        assertTrue(life.open);
        life.tap(1);
        assertFalse(life.open, "at once");
        life.answer();
        assertEquals(List.of(179L), life.fen("refund", "amount_fen"));
        assertEquals("GRANTED Welcome", life.told.getLast());
    }

    /// At each record the power goes, and in the next life that is all there is.
    @Test
    void aPowerCutAfterEachRecordGivesBackWhatIsNotKnownToBeDrawn() {
        var whole = Life.begun();
        showers(whole);
        whole.tap(1);
        whole.answer();
        int records = whole.rows.size();
        assertEquals(List.of(173L), whole.fen("refund", "amount_fen"));
        for (int cut = 1; cut <= records; cut++) {
            var next = new Life(new ArrayList<>(whole.rows.subList(0, cut)), whole.now);
            next.loop.start(next.now);
            assertFalse(next.open);
            next.answer();
            next.after(Duration.ofMinutes(2));
            next.answer();
            assertFalse(next.open, "a start opens nothing");
            var states = next.records("sale").stream().map(it -> it.text("state").get()).toList();
            if (!states.contains("done")) {
                assertEquals(List.of(), next.records("refund"));
                continue;
            }
            boolean ended = !whole.rows.subList(0, cut).equals(next.rows);
            long read = next.fen("reading", "drawn_fen").stream().reduce(0L, (_, last) -> last);
            assertEquals(
                    List.of(ended ? 200 - read : 173L),
                    next.fen("refund", "amount_fen"),
                    "cut after " + cut);
            // And another one: nothing more.
            var third = new Life(next.rows, next.now);
            third.loop.start(third.now);
            third.after(Duration.ofMinutes(2));
            third.answer();
            assertEquals(1, third.records("refund").size());
        }
    }

    @Test
    void aReadingThatIsNotRecordedShutsTheValve() {
        var life = Life.begun();
        life.tap(1);
        life.answer();
        life.after(Duration.ofSeconds(2));
        life.room = () -> false;
        life.runs(70);
        life.answer();
        assertFalse(life.open);
        assertEquals(List.of(), life.records("refund"));
        life.after(Duration.ofSeconds(11));
        life.answer();
        life.tap(2);
        life.answer();
        assertEquals("REFUSED Please wait", life.told.getLast());
        life.room = () -> true;
        life.after(Duration.ofSeconds(11));
        life.answer();
        assertEquals(List.of(179L), life.fen("refund", "amount_fen"), "as measured, and once");
        life.after(Duration.ofMinutes(5));
        life.answer();
        assertEquals(1, life.records("refund").size());
    }

    /// The loop that comes after shuts the valve, and gives back by what it knows.
    @Test
    void aLoopThatTakesOverGivesBackTheRest() {
        for (boolean answered : List.of(true, false)) {
            var before = Life.begun();
            before.tap(1);
            before.answer();
            before.after(Duration.ofSeconds(2));
            before.runs(70);
            if (answered) {
                before.answer();
            }
            var after = new Life(before.rows, before.now);
            after.loop.after(before.loop);
            after.loop.start(after.now);
            after.answer();
            assertFalse(after.open);
            assertEquals(List.of(answered ? 179L : 200L), after.fen("refund", "amount_fen"));
        }
    }

    /// One whose end is durable only after the other loop has begun was not drawn for.
    @Test
    void whatWasOnItsWayToALoopThatTurnsNoMoreGoesBackWhole() {
        var before = Life.begun();
        before.tap(1);
        before.answerOne();
        before.answerOne();
        var after = new Life(before.rows, before.now);
        after.loop.after(before.loop);
        after.loop.start(after.now);
        var done = before.offered.getLast();
        assertEquals(Optional.of("done"), done.data().text("state"));
        before.rows.add(Canteen.event(done, before.rows.size() + 1L));
        after.loop.turn(
                new Stimulus.Recorded(done.tap().orElseThrow(), before.rows.size()), after.now);
        after.answer();
        assertFalse(after.open);
        assertEquals(List.of(200L), after.fen("refund", "amount_fen"));
        assertEquals(
                Optional.of(FIRST.toString()), after.records("refund").getFirst().text("sale"));
    }
}
