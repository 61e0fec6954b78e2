package onecard.hal.sim;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import onecard.hal.Told;
import onecard.hal.bio.Ability;
import onecard.hal.bio.Answer;
import onecard.hal.bio.BioEvent;
import onecard.hal.bio.Modality;
import onecard.hal.bio.Pad;
import onecard.hal.bio.Sample;
import onecard.hal.bio.Task;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Who is put before the simulated sensor, on a clock of the test's own.
class SimBioSensorTest {

    private static final Set<Ability> BOARD =
            Set.of(
                    new Ability.GivesTemplate("vendor:sim"),
                    new Ability.TakesTemplate("vendor:sim"),
                    new Ability.MatchesOne(),
                    new Ability.MatchesMany(4),
                    new Ability.Enrols(4));

    private static final Set<Ability> WARY =
            Set.of(
                    new Ability.GivesTemplate("vendor:sim"),
                    new Ability.MatchesOne(),
                    new Ability.MatchesMany(4),
                    new Ability.Enrols(4),
                    new Ability.DetectsAttacks(Pad.Evidence.LAB));

    private final AtomicLong clock = new AtomicLong();
    private final Told<BioEvent> events = new Told<>();
    private SimBioSensor sim = sim(BOARD, 1);
    private long last;

    private SimBioSensor sim(Set<Ability> abilities, long seed) {
        return new SimBioSensor("gate", Modality.VEIN, "sim 1", abilities, seed, clock::get);
    }

    private void open(Set<Ability> abilities, long seed) throws Exception {
        sim = sim(abilities, seed);
        sim.open(events);
        assertEquals(
                new BioEvent.Back("gate", "sim 1", Optional.empty(), abilities, 0),
                next(BioEvent.Back.class));
    }

    @AfterEach
    void close() {
        sim.close();
    }

    @Test
    void looksComeInTurnAndFromTheFirstAgain() throws Exception {
        open(BOARD, 1);
        sim.present(look(1), look(2));
        for (int expected : new int[] {1, 2, 1}) {
            var captured = assertInstanceOf(Answer.Captured.class, answer(new Task.Capture()));
            var template = assertInstanceOf(Sample.Template.class, captured.sample());
            assertArrayEquals(new byte[] {(byte) expected}, template.bytes());
            assertEquals(Pad.NOT_PERFORMED, captured.pad());
            captured.sample().wipe();
        }
    }

    @Test
    void whoSlotsHoldIsKnown() throws Exception {
        open(BOARD, 1);
        sim.fill(3);
        sim.presentSlot(3);
        assertEquals(new Answer.Same(3, Pad.NOT_PERFORMED), answer(new Task.Verify(3)));
        assertEquals(new Answer.Same(3, Pad.NOT_PERFORMED), answer(new Task.Identify()));
        assertEquals(new Answer.Not(Answer.Why.POOR), answer(new Task.Capture()), "none to give");
        sim.presentStranger();
        assertEquals(new Answer.Different(Pad.NOT_PERFORMED), answer(new Task.Verify(3)));
        sim.presentSlot(0);
        assertEquals(new Answer.Different(Pad.NOT_PERFORMED), answer(new Task.Identify()));
    }

    @Test
    void aTemplateIsKeptAndKnown() throws Exception {
        open(BOARD, 1);
        var template = look(9);
        assertEquals(new Answer.Done(), answer(new Task.Load(2, template)));
        template.wipe(); // it was read, and not kept
        sim.present(look(9));
        assertEquals(new Answer.Same(2, Pad.NOT_PERFORMED), answer(new Task.Identify()));
    }

    @Test
    void whoeverIsHardToSeeIsPoor() throws Exception {
        open(WARY, 1);
        sim.poor();
        assertEquals(new Answer.Not(Answer.Why.POOR), answer(new Task.Capture()));
        assertEquals(new Answer.Not(Answer.Why.POOR), answer(new Task.Enrol(1)));
        assertEquals(new Answer.Not(Answer.Why.EMPTY), answer(new Task.Verify(1)));
    }

    @Test
    void anAttackIsFoundByOneThatLooksForIt() throws Exception {
        open(WARY, 1);
        var failed = new Pad(Pad.Finding.FAIL, Pad.Evidence.LAB);
        sim.present(look(1));
        assertEquals(new Answer.Done(), answer(new Task.Enrol(1)));
        var passed = new Pad(Pad.Finding.PASS, Pad.Evidence.LAB);
        assertEquals(new Answer.Same(1, passed), answer(new Task.Verify(1)));
        sim.attack(look(1));
        assertEquals(new Answer.Different(failed), answer(new Task.Verify(1)));
        assertEquals(new Answer.Different(failed), answer(new Task.Enrol(2)));
        assertEquals(new Answer.Not(Answer.Why.EMPTY), answer(new Task.Verify(2)));
        assertEquals(
                failed, assertInstanceOf(Answer.Captured.class, answer(new Task.Capture())).pad());
    }

    @Test
    void oneThatDoesNotLookForAttacksTakesThemForPeople() throws Exception {
        open(BOARD, 1);
        sim.present(look(1));
        assertEquals(new Answer.Done(), answer(new Task.Enrol(1)));
        sim.attack(look(1));
        assertEquals(new Answer.Same(1, Pad.NOT_PERFORMED), answer(new Task.Verify(1)));
    }

    @Test
    void timePassesOnItsOwnClockOnly() throws Exception {
        open(BOARD, 1);
        sim.delay(Duration.ofSeconds(8));
        sim.present(look(1));
        sim.ask(++last, new Task.Capture(), Duration.ofSeconds(20).toNanos());
        sim.ask(++last, new Task.Capture(), Duration.ofSeconds(20).toNanos());
        assertEquals(2, next(BioEvent.Answered.class).request(), "the first is at work");
        events.nothingMore();
        clock.set(Duration.ofSeconds(8).toNanos());
        assertInstanceOf(Answer.Captured.class, next(BioEvent.Answered.class).answer());
    }

    @Test
    void theDeadlineIsOnThatClockToo() throws Exception {
        open(BOARD, 1);
        sim.ask(++last, new Task.Capture(), 100);
        sim.ask(++last, new Task.Capture(), 100);
        assertEquals(2, next(BioEvent.Answered.class).request());
        clock.set(100);
        assertEquals(
                new BioEvent.Answered("gate", 1, new Answer.Not(Answer.Why.NOBODY), 100),
                next(BioEvent.Answered.class));
    }

    @Test
    void aSeedMakesTheSameSensor() throws Exception {
        assertEquals(qualities(5), qualities(5));
        assertNotEquals(qualities(5), qualities(6));
    }

    private List<Integer> qualities(long seed) throws Exception {
        open(BOARD, seed);
        sim.present(look(1));
        var qualities = new ArrayList<Integer>();
        for (int i = 0; i < 8; i++) {
            var captured = assertInstanceOf(Answer.Captured.class, answer(new Task.Capture()));
            qualities.add(captured.quality().orElseThrow());
        }
        sim.close();
        assertTrue(qualities.stream().allMatch(quality -> quality >= 0 && quality <= 100));
        return qualities;
    }

    private static Sample.Template look(int person) {
        return new Sample.Template("vendor:sim", new byte[] {(byte) person});
    }

    private Answer answer(Task task) throws InterruptedException {
        sim.ask(++last, task, Long.MAX_VALUE);
        var answered = next(BioEvent.Answered.class);
        assertEquals(last, answered.request());
        return answered.answer();
    }

    private <T extends BioEvent> T next(Class<T> kind) throws InterruptedException {
        return events.next(kind);
    }
}
