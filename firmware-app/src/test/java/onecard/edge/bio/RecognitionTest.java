package onecard.edge.bio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicLong;
import onecard.access.CredentialKind;
import onecard.access.Token;
import onecard.edge.match.Engine.Extraction;
import onecard.edge.match.Template;
import onecard.edge.match.finger.FingerEngine;
import onecard.edge.match.finger.MadeFinger;
import onecard.edge.store.Enrolled;
import onecard.hal.Told;
import onecard.hal.bio.Ability;
import onecard.hal.bio.Answer;
import onecard.hal.bio.Answer.Why;
import onecard.hal.bio.BioEvent;
import onecard.hal.bio.Modality;
import onecard.hal.bio.Pad;
import onecard.hal.bio.Task;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// A sensor that looks for whoever stands there: who is told, how often, and who is not.
class RecognitionTest {

    private static final Token ANN = new Token(1, 1);
    private static final Token BOB = new Token(2, 2);
    private static final Ability MANY = new Ability.MatchesMany(9);
    private static final Ability PICTURES = new Ability.GivesPicture(OptionalInt.of(500));
    private static final Pad ALIVE = new Pad(Pad.Finding.PASS, Pad.Evidence.VENDOR);
    private static final Pad COPY = new Pad(Pad.Finding.FAIL, Pad.Evidence.VENDOR);
    private static final String STRANGER = "a stranger";

    private final FewPeople people = new FewPeople();
    private final HandSensor sensor = new HandSensor(Modality.FINGER);
    private final Told<Throwable> bugs = new Told<>();
    private final MatchThread thread = new MatchThread(bugs, System::nanoTime);
    private final FingerEngine engine = new FingerEngine();
    private final AtomicLong now = new AtomicLong();
    private final Told<Object> told = new Told<>();
    private Optional<Recognition> recognition = Optional.empty();

    private void begins(boolean watched, boolean compares) {
        Optional<Comparing> comparing =
                compares ? Optional.of(new Comparing(engine, FingerEngine.LINE)) : Optional.empty();
        var desk = new SensorDesk(sensor, new Nobody());
        sensor.open(desk);
        thread.start();
        var made =
                new Recognition(
                        desk,
                        new LookDesk.Terms(1_000, !watched),
                        new Recognition.Ports(
                                people,
                                () -> comparing,
                                thread,
                                new Seen(),
                                () -> Instant.EPOCH,
                                now::get));
        recognition = Optional.of(made);
        made.open();
    }

    private static final class Nobody implements SensorDesk.Presence {
        @Override
        public void back(BioEvent.Back back) {}

        @Override
        public void lost(String name, String why) {}
    }

    private final class Seen implements Recognition.Seen {
        @Override
        public void person(String name, Enrolled person, long nanos) {
            told.accept(person);
        }

        @Override
        public void stranger(String name) {
            told.accept(STRANGER);
        }

        @Override
        public void unable(String name, String why) {
            told.accept(why);
        }

        @Override
        public void able(String name) {
            told.accept("able");
        }
    }

    @AfterEach
    void end() {
        recognition.ifPresent(Recognition::close);
        thread.close();
        engine.close();
        bugs.nothingMore();
    }

    private static Enrolled enrolled(Token person) {
        return new Enrolled(person, CredentialKind.SSC, FewPeople.card(person));
    }

    private void nobody() throws InterruptedException {
        sensor.answersNext(new Answer.Not(Why.NOBODY));
    }

    @Test
    void whoeverStandsThereIsToldOnceUntilTheyLeave() throws Exception {
        people.agrees(ANN).holds(3, ANN).agrees(BOB).holds(4, BOB);
        begins(false, false);
        sensor.back(MANY);
        assertEquals(new Task.Identify(), sensor.answersNext(new Answer.Same(3, ALIVE)).task());
        assertEquals(enrolled(ANN), told.next(Object.class));
        sensor.answersNext(new Answer.Same(3, ALIVE));
        now.addAndGet(Recognition.AWAY.toNanos() - 1);
        sensor.answersNext(new Answer.Same(3, ALIVE)); // she stays, and is seen again and again
        now.addAndGet(Recognition.AWAY.toNanos() - 1);
        sensor.answersNext(new Answer.Same(3, ALIVE));
        sensor.answersNext(new Answer.Same(4, ALIVE));
        assertEquals(enrolled(BOB), told.next(Object.class));
        now.addAndGet(Recognition.AWAY.toNanos());
        sensor.answersNext(new Answer.Same(4, ALIVE));
        assertEquals(enrolled(BOB), told.next(Object.class));
        nobody();
        told.nothingMore();
    }

    @Test
    void whoeverHasWithdrawnIsAStranger() throws Exception {
        people.agrees(ANN).holds(3, ANN);
        begins(false, false);
        sensor.back(MANY);
        people.withdraws(ANN);
        sensor.answersNext(new Answer.Same(3, ALIVE));
        assertEquals(STRANGER, told.next(Object.class));
        sensor.answersNext(new Answer.Same(8, ALIVE)); // that holds nobody anybody knows of
        assertEquals(STRANGER, told.next(Object.class));
        nobody();
        sensor.answersNext(new Answer.Different(ALIVE));
        assertEquals(STRANGER, told.next(Object.class));
    }

    /// Each look may be wrong: whoever stays does not get one after the other.
    @Test
    void whoeverIsAStrangerTwiceIsLookedAtNoMoreUntilNobodyStoodThere() throws Exception {
        people.agrees(ANN).holds(3, ANN);
        begins(false, false);
        sensor.back(MANY);
        for (int look = 0; look < Recognition.LOOKS_MAX; look++) {
            sensor.answersNext(new Answer.Different(ALIVE));
            assertEquals(STRANGER, told.next(Object.class));
        }
        sensor.answersNext(new Answer.Same(3, ALIVE));
        sensor.answersNext(new Answer.Not(Why.POOR));
        sensor.answersNext(new Answer.Same(3, ALIVE));
        nobody();
        told.nothingMore();
        sensor.answersNext(new Answer.Same(3, ALIVE));
        assertEquals(enrolled(ANN), told.next(Object.class));
    }

    @Test
    void aCopyIsNobody() throws Exception {
        people.agrees(ANN).holds(3, ANN);
        begins(true, false);
        sensor.back(MANY);
        sensor.answersNext(new Answer.Same(3, COPY));
        sensor.answersNext(new Answer.Different(COPY));
        nobody();
        told.nothingMore();
    }

    @Test
    void aSensorThatTellsNoCopiesIsBelievedWhereSomebodyWatchesIt() throws Exception {
        people.agrees(ANN).holds(3, ANN);
        begins(true, false);
        sensor.back(MANY);
        sensor.answersNext(new Answer.Same(3, Pad.NOT_PERFORMED));
        assertEquals(enrolled(ANN), told.next(Object.class));
    }

    @Test
    void andNowhereElse() throws Exception {
        people.agrees(ANN).holds(3, ANN);
        begins(false, false);
        sensor.back(MANY);
        sensor.answersNext(new Answer.Same(3, Pad.NOT_PERFORMED));
        assertEquals("it does not tell copies from people", told.next(Object.class));
        sensor.answersNext(new Answer.Same(3, Pad.NOT_PERFORMED)); // told once
        nobody(); // which says nothing of it
        sensor.answersNext(new Answer.Same(3, ALIVE));
        assertEquals("able", told.next(Object.class));
        assertEquals(enrolled(ANN), told.next(Object.class));
    }

    @Test
    void whatGivesNothingToCompareIsTold() throws Exception {
        begins(false, false);
        sensor.back(PICTURES); // and no engine
        assertEquals("it gives nothing that can be compared", told.next(Object.class));
        sensor.asked.nothingMore();
    }

    private Template kept(MadeFinger finger, int impression) {
        var picture = finger.impression(impression);
        var made =
                assertInstanceOf(
                        Extraction.Made.class, engine.extract(picture, 2, "hand", Instant.EPOCH));
        return made.template();
    }

    @Test
    void aPictureIsComparedWithEverybodyAndOverwritten() throws Exception {
        var fingers = new MadeFinger[] {new MadeFinger(1), new MadeFinger(2), new MadeFinger(3)};
        people.agrees(ANN).keeps(ANN, kept(fingers[0], 1));
        people.agrees(BOB).keeps(BOB, kept(fingers[1], 1));
        begins(true, true);
        sensor.back(PICTURES);
        var bobs = fingers[1].impression(2);
        var asked =
                sensor.answersNext(
                        new Answer.Captured(bobs, OptionalInt.empty(), Pad.NOT_PERFORMED));
        assertEquals(new Task.Capture(), asked.task());
        assertEquals(enrolled(BOB), told.next(Object.class));
        assertTrue(Arrays.equals(bobs.bytes(), new byte[bobs.bytes().length]));
        sensor.answersNext(
                new Answer.Captured(
                        fingers[2].impression(1), OptionalInt.empty(), Pad.NOT_PERFORMED));
        assertEquals(STRANGER, told.next(Object.class));
    }

    /// One among many is more often another: nobody knows how often among so many.
    @Test
    void amongTooManyNobodyIsLookedFor() throws Exception {
        var finger = new MadeFinger(1);
        var one = kept(finger, 1);
        for (int person = 0; person < 51; person++) {
            people.agrees(new Token(9, person)).keeps(new Token(9, person), one);
        }
        begins(true, true);
        sensor.back(PICTURES);
        sensor.answersNext(
                new Answer.Captured(finger.impression(1), OptionalInt.empty(), Pad.NOT_PERFORMED));
        var why = told.next(String.class);
        assertTrue(why.startsWith("51 templates ask for an FMR of"), why);
    }
}
