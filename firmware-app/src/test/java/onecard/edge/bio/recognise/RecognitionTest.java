package onecard.edge.bio.recognise;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import onecard.access.CredentialKind;
import onecard.access.Token;
import onecard.edge.bio.engine.Comparing;
import onecard.edge.bio.engine.MatchThread;
import onecard.edge.bio.engine.ScoreEngine;
import onecard.edge.bio.look.FewPeople;
import onecard.edge.bio.look.LookTerms;
import onecard.edge.bio.sensor.HandSensor;
import onecard.edge.bio.sensor.SensorDesk;
import onecard.edge.match.Engine.Extraction;
import onecard.edge.match.Template;
import onecard.edge.match.finger.FingerEngine;
import onecard.edge.match.finger.MadeFinger;
import onecard.edge.store.registry.Enrolled;
import onecard.hal.Told;
import onecard.hal.bio.Ability;
import onecard.hal.bio.Answer;
import onecard.hal.bio.Answer.Why;
import onecard.hal.bio.BioEvent;
import onecard.hal.bio.Modality;
import onecard.hal.bio.Pad;
import onecard.hal.bio.Sample;
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
    private static final String ALIKE = "one of two";

    private final FewPeople people = new FewPeople();
    private final HandSensor sensor = new HandSensor(Modality.FINGER);
    private final Told<Throwable> bugs = new Told<>();
    private final MatchThread thread = new MatchThread(bugs, System::nanoTime);
    private final FingerEngine engine = new FingerEngine();
    private final AtomicLong now = new AtomicLong();
    private final Set<Token> awayToday = ConcurrentHashMap.newKeySet();
    private final Told<Object> told = new Told<>();
    private volatile boolean unread;
    private volatile long aheadOfNow;
    private Optional<Recognition> recognition = Optional.empty();

    private void begins(boolean watched, boolean compares) {
        begins(
                watched,
                compares
                        ? Optional.of(new Comparing(engine, FingerEngine.LINE))
                        : Optional.empty());
    }

    private void begins(boolean watched, Optional<Comparing> comparing) {
        var desk = new SensorDesk(sensor, new Nobody());
        sensor.open(desk);
        thread.start();
        var made =
                new Recognition(
                        desk,
                        new LookTerms(1_000, !watched),
                        new Recognition.Ports(
                                people,
                                this::mayCome,
                                () -> comparing,
                                thread,
                                new Seen(),
                                () -> Instant.EPOCH,
                                now::get));
        recognition = Optional.of(made);
        made.open();
    }

    private boolean mayCome(Enrolled who) throws IOException {
        aheadOfNow = thread.progressNanos() - System.nanoTime();
        if (unread) {
            throw new IOException("no disk");
        }
        return !awayToday.contains(who.person());
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
        public void alike(String name) {
            told.accept(ALIKE);
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
    void orTheyAreEnrolledMeanwhile() throws Exception {
        begins(false, false);
        sensor.back(MANY);
        for (int look = 0; look < Recognition.LOOKS_MAX; look++) {
            sensor.answersNext(new Answer.Same(3, ALIVE));
            assertEquals(STRANGER, told.next(Object.class));
        }
        sensor.answersNext(new Answer.Same(3, ALIVE));
        var asked = sensor.asked.next(HandSensor.Asked.class); // so that one was passed over
        told.nothingMore();
        people.agrees(ANN).holds(3, ANN);
        sensor.answers(asked.request(), new Answer.Same(3, ALIVE));
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

    /// A copy is a try as any other: they are not to be had without end.
    @Test
    void whoeverShowsTwoCopiesIsLookedAtNoMore() throws Exception {
        people.agrees(ANN).holds(3, ANN);
        begins(true, false);
        sensor.back(MANY);
        for (int look = 0; look < Recognition.LOOKS_MAX; look++) {
            sensor.answersNext(new Answer.Same(3, COPY));
        }
        sensor.answersNext(new Answer.Same(3, ALIVE));
        nobody();
        told.nothingMore();
        sensor.answersNext(new Answer.Same(3, ALIVE));
        assertEquals(enrolled(ANN), told.next(Object.class));
    }

    /// What else changes in what is kept of people makes nobody known who was not.
    @Test
    void norForWhoeverWithdrawsMeanwhile() throws Exception {
        people.agrees(ANN).holds(3, ANN);
        begins(false, false);
        sensor.back(MANY);
        for (int look = 0; look < Recognition.LOOKS_MAX; look++) {
            sensor.answersNext(new Answer.Different(ALIVE));
            assertEquals(STRANGER, told.next(Object.class));
        }
        people.agrees(BOB).withdraws(BOB);
        sensor.answersNext(new Answer.Same(3, ALIVE));
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

    /// Whichever it is more like: to tell two who are alike apart is nobody's to guess.
    @Test
    void whoeverIsLikeTwoIsNobodyAndToldSo() throws Exception {
        var finger = new MadeFinger(1);
        people.agrees(ANN).keeps(ANN, kept(finger, 1));
        people.agrees(BOB).keeps(BOB, kept(finger, 2));
        begins(true, true);
        sensor.back(PICTURES);
        for (int look = 0; look < Recognition.LOOKS_MAX; look++) {
            captures(finger.impression(3));
            assertEquals(ALIKE, told.next(Object.class));
        }
        captures(finger.impression(3)); // looked at no more
        nobody();
        awaySeen(BOB);
        captures(finger.impression(1));
        assertEquals(enrolled(ANN), told.next(Object.class));
    }

    private void captures(Sample of) throws InterruptedException {
        sensor.answersNext(new Answer.Captured(of, OptionalInt.empty(), Pad.NOT_PERFORMED));
    }

    /// By the lists, of which a change counts once somebody else stands there.
    private void awaySeen(Token person) {
        awayToday.add(person);
        now.addAndGet(Gallery.KEPT.toNanos());
    }

    @Test
    void whoeverMayNotComeIsNotLookedFor() throws Exception {
        var finger = new MadeFinger(1);
        people.agrees(ANN).keeps(ANN, kept(finger, 1));
        people.agrees(BOB).keeps(BOB, kept(new MadeFinger(2), 1));
        awayToday.add(ANN);
        begins(true, true);
        sensor.back(PICTURES);
        captures(finger.impression(2));
        assertEquals(STRANGER, told.next(Object.class));
        assertEquals(1, people.given(), "what is kept of others is not opened");
    }

    /// That is no bug, and the next look asks again.
    @Test
    void whileTheListsCannotBeReadNobodyIsToldFromAnybody() throws Exception {
        var finger = new MadeFinger(1);
        people.agrees(ANN).keeps(ANN, kept(finger, 1));
        unread = true;
        begins(true, true);
        sensor.back(PICTURES);
        captures(finger.impression(2));
        assertEquals(
                "nothing that is kept of people can be read: no disk", told.next(Object.class));
        unread = false;
        captures(finger.impression(2));
        assertEquals("able", told.next(Object.class));
        assertEquals(enrolled(ANN), told.next(Object.class));
    }

    /// Of all who are enrolled: the watchdog grants that its time.
    @Test
    void toAskWhoMayComeMayTakeLong() throws Exception {
        var finger = new MadeFinger(1);
        people.agrees(ANN).keeps(ANN, kept(finger, 1));
        begins(true, true);
        sensor.back(PICTURES);
        captures(finger.impression(2));
        assertEquals(enrolled(ANN), told.next(Object.class));
        assertTrue(aheadOfNow > 0, "it is believed to be at work until then");
    }

    @Test
    void whatIsKeptIsOpenForAsLongAsSomebodyStandsThere() throws Exception {
        var finger = new MadeFinger(1);
        people.agrees(ANN).keeps(ANN, kept(finger, 1));
        begins(true, true);
        sensor.back(PICTURES);
        captures(finger.impression(2));
        assertEquals(enrolled(ANN), told.next(Object.class));
        captures(finger.impression(3));
        sensor.answersNext(new Answer.Not(Why.POOR));
        assertEquals(1, people.given(), "opened once");
        assertEquals(1, people.open());
        nobody();
        var next = sensor.asked.next(HandSensor.Asked.class); // so that one has been judged
        assertEquals(0, people.open());
        sensor.answers(next.request(), new Answer.Not(Why.POOR));
        captures(finger.impression(2));
        sensor.answersNext(new Answer.Not(Why.POOR));
        assertEquals(2, people.given());
        sensor.lost();
        recognition.orElseThrow().close();
        assertEquals(0, people.open());
    }

    /// Whenever that is.
    @Test
    void whoeverWithdrawsIsToldToNobody() throws Exception {
        var finger = new MadeFinger(1);
        people.agrees(ANN).keeps(ANN, kept(finger, 1));
        begins(true, true);
        sensor.back(PICTURES);
        captures(finger.impression(2));
        assertEquals(enrolled(ANN), told.next(Object.class));
        now.addAndGet(Recognition.AWAY.toNanos());
        people.withdraws(ANN);
        captures(finger.impression(2));
        assertEquals(STRANGER, told.next(Object.class));
        assertEquals(0, people.open());
    }

    @Test
    void alsoWhileTheyAreCompared() throws Exception {
        var scores = new ScoreEngine();
        scores.finds(1, 90);
        scores.meanwhile(() -> people.withdraws(ANN));
        people.agrees(ANN).keeps(ANN, ScoreEngine.template(1));
        begins(true, Optional.of(new Comparing(scores, ScoreEngine.line(5))));
        sensor.back(PICTURES);
        captures(ScoreEngine.sample());
        assertEquals(STRANGER, told.next(Object.class));
        assertEquals(1, scores.compared);
    }

    /// Whatever comes of a look, the next person is known again.
    @Test
    void noOutcomeIsTheLast() throws Exception {
        people.agrees(ANN).holds(3, ANN);
        begins(false, false);
        sensor.back(MANY);
        var answers = new ArrayList<Answer>();
        for (var why : Why.values()) {
            answers.add(new Answer.Not(why));
        }
        for (var pad : List.of(ALIVE, COPY, Pad.NOT_PERFORMED)) {
            answers.add(new Answer.Same(8, pad));
            answers.add(new Answer.Different(pad));
            answers.add(new Answer.Captured(ScoreEngine.sample(), OptionalInt.empty(), pad));
        }
        answers.add(new Answer.Done());
        for (var answer : answers) {
            sensor.answersNext(answer);
            sensor.answersNext(answer);
            nobody();
            sensor.answersNext(new Answer.Same(3, ALIVE));
            var next = told.next(Object.class);
            while (!next.equals(enrolled(ANN))) {
                assertInstanceOf(String.class, next, () -> "after " + answer);
                next = told.next(Object.class);
            }
            now.addAndGet(Recognition.AWAY.toNanos());
        }
    }

    @Test
    void moreThanFiveHundredAreNotLookedFor() throws Exception {
        var one = ScoreEngine.template(1);
        for (int person = 0; person <= Recognition.PEOPLE_MAX; person++) {
            people.agrees(new Token(9, person)).keeps(new Token(9, person), one);
        }
        var scores = new ScoreEngine();
        begins(true, Optional.of(new Comparing(scores, ScoreEngine.measured(9))));
        sensor.back(PICTURES);
        captures(ScoreEngine.sample());
        assertEquals("more than 500 may come, and no more are looked for", told.next(Object.class));
        captures(ScoreEngine.sample()); // told once
        sensor.answersNext(new Answer.Not(Why.POOR));
        assertEquals(0, people.given());
        awaySeen(new Token(9, 7));
        captures(ScoreEngine.sample());
        assertEquals("able", told.next(Object.class));
        assertEquals(STRANGER, told.next(Object.class));
        assertEquals(Recognition.PEOPLE_MAX, people.given());
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
