package onecard.edge.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import onecard.access.Direction;
import onecard.access.Posture;
import onecard.access.Reason;
import onecard.edge.command.Command.Act;
import onecard.edge.crypto.Json;
import onecard.edge.intake.Stimulus;
import onecard.money.SaleId;
import org.junit.jupiter.api.Test;

/// A shower under the loop: a journal that is slow or full, a power cut after each record, and a
/// loop that takes over while water runs.
class MeteredPointTest {

    private static final SaleId FIRST = new SaleId("shower", 1);

    /// 0.20 and 0.27 are drawn, the first of them recorded.
    private static void showers(Shower life) {
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
        var life = Shower.begun();
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
        var whole = Shower.begun();
        showers(whole);
        whole.tap(1);
        whole.answer();
        int records = whole.rows.size();
        assertEquals(List.of(173L), whole.fen("refund", "amount_fen"));
        for (int cut = 1; cut <= records; cut++) {
            var next = new Shower(new ArrayList<>(whole.rows.subList(0, cut)), whole.now);
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
            var third = new Shower(next.rows, next.now);
            third.loop.start(third.now);
            third.after(Duration.ofMinutes(2));
            third.answer();
            assertEquals(1, third.records("refund").size());
        }
    }

    @Test
    void aReadingThatIsNotRecordedShutsTheValve() {
        var life = Shower.begun();
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

    /// What is not known to be recorded is not drawn for long.
    @Test
    void aReadingThatIsNotAnsweredShutsTheValve() {
        var life = Shower.begun();
        showersAWhile(life);
        for (int i = 0; i < 29; i++) {
            life.after(Duration.ofMillis(100));
            life.runs(71 + i);
            assertTrue(life.open, "for 3 s");
        }
        life.after(Duration.ofMillis(100));
        assertFalse(life.open);
        assertEquals("FAULT Device fault", life.told.getLast());
        life.after(Duration.ofMinutes(1));
        assertEquals(0, life.records("reading").size() + life.records("refund").size());
        assertFalse(life.loop.isQuiet(), "the journal may have it yet");

        life.answer();
        assertEquals(List.of(21L, 29L), life.fen("reading", "drawn_fen"));
        assertEquals(List.of(171L), life.fen("refund", "amount_fen"));
        life.after(Duration.ofMinutes(5));
        life.answer();
        assertEquals(1, life.records("refund").size());
        assertTrue(life.loop.isQuiet());
    }

    /// A site file that stops it could never come into force.
    @Test
    void aLeakKeepsNoSiteFileOut() {
        var life = Shower.begun();
        showersAWhile(life);
        life.answer();
        assertFalse(life.loop.isQuiet(), "somebody draws");
        life.tap(1);
        life.answer();
        for (int pulses = 71; pulses < 191; pulses++) {
            life.after(Duration.ofSeconds(30));
            life.runs(pulses);
            life.answer();
            assertTrue(life.loop.isQuiet(), "nobody draws");
        }
        assertEquals(List.of(true), life.alarms("leak"));
    }

    /// Neither does a journal that has no room, for the next one may make it; and what is left of
    /// the draw is not lost with the loop that could not give it back.
    @Test
    void aFullJournalKeepsNoSiteFileOut() {
        var life = Shower.begun();
        showersAWhile(life);
        life.answer();
        life.room = () -> false;
        life.after(Duration.ofSeconds(2));
        life.runs(140);
        life.answer();
        assertFalse(life.open);
        int quiet = 0;
        for (int i = 0; i < 600; i++) {
            life.after(Duration.ofSeconds(1));
            life.answer();
            quiet += life.loop.isQuiet() ? 1 : 0;
        }
        assertEquals(600, quiet);
        assertEquals(List.of(), life.records("refund"));

        var next = new Shower(life.rows, life.now);
        next.loop.after(life.loop);
        next.loop.start(next.now);
        next.answer();
        assertEquals(List.of(21L), next.fen("reading", "drawn_fen"));
        assertEquals(List.of(179L), next.fen("refund", "amount_fen"), "by the last reading");
        next.after(Duration.ofMinutes(5));
        next.answer();
        assertEquals(1, next.records("refund").size());
        next.tap(2);
        next.answer();
        assertTrue(next.open);
    }

    /// Water runs for money alone, and nobody is to believe that it does else; what shuts it is
    /// done at once.
    @Test
    void nobodyOpensItByACommand() {
        var life = Shower.begun();
        for (var act :
                List.of(
                        new Act.Release(Direction.IN),
                        new Act.Release(Direction.OUT),
                        new Act.Stand(Posture.FREE, Optional.empty()),
                        new Act.Stand(Posture.FREE, Optional.of(Duration.ofHours(1))))) {
            assertEquals(List.of(Reason.NOT_ALLOWED), life.ordered(act));
            assertFalse(life.open);
        }
        var next = new Shower(life.rows, life.now);
        next.loop.start(next.now);
        assertEquals(Posture.NORMAL, next.loop.points().getFirst().posture());

        showersAWhile(life);
        life.answer();
        assertEquals(
                List.of(Reason.OK),
                life.ordered(new Act.Stand(Posture.DISABLED, Optional.empty())));
        assertFalse(life.open);
        life.tap(1);
        life.answer();
        assertEquals("REFUSED Out of service", life.told.getLast());
        assertEquals(
                List.of(Reason.OK), life.ordered(new Act.Stand(Posture.NORMAL, Optional.empty())));
        life.after(Duration.ofSeconds(5));
        life.tap(1);
        life.answer();
        assertTrue(life.open);
    }

    private static void showersAWhile(Shower life) {
        life.tap(1);
        life.answer();
        life.after(Duration.ofSeconds(2));
        life.runs(70); // 0.21
    }

    /// The loop that comes after shuts the valve, and gives back by what is durable: a reading may
    /// be on its way as it begins.
    @Test
    void aLoopThatTakesOverGivesBackTheRest() {
        for (long charged : List.of(21L, 0L)) {
            for (boolean late : List.of(false, true)) {
                var before = Shower.begun();
                showersAWhile(before);
                before.room = () -> charged > 0;
                if (!late) {
                    before.room = () -> true;
                    before.answer();
                }
                var after = new Shower(before.rows, before.now);
                after.loop.after(before.loop);
                after.loop.start(after.now);
                assertFalse(after.open);
                after.answer();
                if (late) {
                    assertEquals(List.of(), after.records("refund"));
                    before.answerTo(after);
                    after.answer();
                }
                long drawn = late ? charged : 21;
                assertEquals(
                        drawn == 0 ? List.of() : List.of(drawn), after.fen("reading", "drawn_fen"));
                assertEquals(List.of(200 - drawn), after.fen("refund", "amount_fen"));
            }
        }
    }

    /// A site file that names it no more: the rest goes back, and what was drawn is settled.
    @Test
    void whatWasDrawnAtAShowerThatIsGoneIsGivenBackAndSettled() {
        for (boolean killed : List.of(true, false)) {
            var before = Shower.begun();
            showers(before);
            var after = new Shower(before.rows, before.now, false);
            if (!killed) {
                after.loop.after(before.loop);
            }
            after.loop.start(after.now);
            after.room = () -> false;
            after.answer();
            assertEquals(List.of(), after.records("refund"));
            after.room = () -> true;
            after.after(Duration.ofMinutes(1));
            after.answer();
            after.after(Duration.ofMinutes(1));
            after.answer();
            assertEquals(List.of(179L), after.fen("refund", "amount_fen"));
            assertEquals(List.of(21L), after.fen("settlement", "net_fen"));
        }
    }

    /// It was paid ahead, and that is durable only after the other loop has begun.
    @Test
    void whatWasOnItsWayFromAShowerThatIsGoneGoesBackWhole() {
        var before = Shower.begun();
        before.tap(1);
        before.answerOne();
        before.answerOne();
        var after = new Shower(before.rows, before.now, false);
        after.loop.after(before.loop);
        after.loop.start(after.now);
        after.answer();
        var done = before.offered.getLast();
        before.rows.add(Canteen.event(done, before.rows.size() + 1L));
        after.loop.turn(
                new Stimulus.Recorded(done.tap().orElseThrow(), before.rows.size()), after.now);
        after.answer();
        assertEquals(List.of(200L), after.fen("refund", "amount_fen"));
        assertEquals(List.of(0L), after.fen("settlement", "net_fen"));
    }

    /// What was drawn goes back, and nobody draws anew: nobody need be there.
    @Test
    void aCardThatIsLeftInTheSlotDrawsNothingMore() {
        var before = Shower.begun();
        before.lays(1);
        before.answer();
        assertTrue(before.open);
        var after = new Shower(before.rows, before.now);
        after.loop.after(before.loop);
        after.loop.start(after.now);
        after.answer();
        after.lays(1);
        after.answer();
        assertFalse(after.open);
        assertEquals(List.of(200L), after.fen("refund", "amount_fen"));
    }

    /// One whose end is durable only after the other loop has begun was not drawn for.
    @Test
    void whatWasOnItsWayToALoopThatTurnsNoMoreGoesBackWhole() {
        var before = Shower.begun();
        before.tap(1);
        before.answerOne();
        before.answerOne();
        var after = new Shower(before.rows, before.now);
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
