package onecard.edge.bio.look;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import onecard.access.Likeness;
import onecard.access.Token;
import onecard.edge.bio.engine.Comparing;
import onecard.edge.bio.engine.MatchThread;
import onecard.edge.bio.engine.ScoreEngine;
import onecard.edge.bio.sensor.HandSensor;
import onecard.edge.bio.sensor.SensorDesk;
import onecard.edge.intake.Stimulus;
import onecard.edge.match.Engine.Extraction;
import onecard.edge.match.Template;
import onecard.edge.match.finger.FingerEngine;
import onecard.edge.match.finger.MadeFinger;
import onecard.hal.Told;
import onecard.hal.bio.Ability;
import onecard.hal.bio.Answer;
import onecard.hal.bio.Answer.Why;
import onecard.hal.bio.BioEvent;
import onecard.hal.bio.Modality;
import onecard.hal.bio.Pad;
import onecard.hal.bio.Sample;
import onecard.hal.bio.Task;
import onecard.point.TapId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Looks at whoever tapped: what a sensor is asked, and what comes of each of its answers.
class LookDeskTest {

    private static final Token ANN = new Token(1, 1);
    private static final Token BOB = new Token(2, 2);
    private static final Ability PICTURES = new Ability.GivesPicture(OptionalInt.of(500));
    private static final Ability ONE = new Ability.MatchesOne();
    private static final Pad ALIVE = new Pad(Pad.Finding.PASS, Pad.Evidence.VENDOR);
    private static final Pad COPY = new Pad(Pad.Finding.FAIL, Pad.Evidence.VENDOR);
    private static final LookTerms USUAL = new LookTerms(1_000, false);

    private final FewPeople people = new FewPeople();
    private final HandSensor sensor = new HandSensor(Modality.FINGER);
    private final Told<Throwable> bugs = new Told<>();
    private final MatchThread thread = new MatchThread(bugs, System::nanoTime);
    private final Told<Stimulus> told = new Told<>();
    private final FingerEngine engine = new FingerEngine();
    private long taps;

    private LookDesk desk(LookTerms terms, boolean compares) {
        return desk(
                terms,
                compares
                        ? Optional.of(new Comparing(engine, FingerEngine.LINE))
                        : Optional.empty());
    }

    private LookDesk desk(LookTerms terms, Optional<Comparing> comparing) {
        var asks = new SensorDesk(sensor, new Present());
        sensor.open(asks);
        thread.start();
        return new LookDesk(
                asks,
                terms,
                new LookDesk.Ports(people, () -> comparing, thread, told, () -> Instant.EPOCH));
    }

    private final class Present implements SensorDesk.Presence {
        @Override
        public void back(BioEvent.Back back) {
            told.accept(new Stimulus.ReaderBack(back.sensor()));
        }

        @Override
        public void lost(String name, String why) {
            told.accept(new Stimulus.ReaderLost(name, why));
        }
    }

    @AfterEach
    void end() {
        thread.close();
        engine.close();
        bugs.nothingMore();
    }

    private TapId look(LookDesk desk, Token at) {
        var request = new TapId(++taps);
        desk.match(request, at, 9);
        return request;
    }

    private void comesTo(Likeness expected, TapId request) throws InterruptedException {
        assertEquals(new Stimulus.Compared(request, expected), told.next(Stimulus.Compared.class));
    }

    private void there(Ability... abilities) throws InterruptedException {
        sensor.back(abilities);
        assertEquals(new Stimulus.ReaderBack("eye"), told.next(Stimulus.ReaderBack.class));
    }

    // --- compared by the sensor ---

    @ParameterizedTest
    @CsvSource({
        "NOBODY, TIMEOUT",
        "POOR, POOR",
        "BUSY, BUSY",
        "UNABLE, DOWN",
        "EMPTY, NOT_ENROLLED",
        "FAULT, DOWN"
    })
    void whatASensorCouldNotDoIsNobodysWrongTry(Why why, Likeness expected) throws Exception {
        var desk = desk(USUAL, false);
        there(ONE);
        people.agrees(ANN).holds(7, ANN);
        var request = look(desk, ANN);
        sensor.answersNext(new Answer.Not(why));
        comesTo(expected, request);
    }

    @Test
    void theSlotThatHoldsThemIsCompared() throws Exception {
        var desk = desk(USUAL, false);
        there(ONE);
        people.agrees(ANN).holds(7, ANN);
        var first = look(desk, ANN);
        var asked = sensor.answersNext(new Answer.Same(7, Pad.NOT_PERFORMED));
        assertEquals(new Task.Verify(7), asked.task());
        assertEquals(9, asked.deadlineNanos());
        comesTo(Likeness.SAME, first);
        var second = look(desk, ANN);
        sensor.answersNext(new Answer.Different(Pad.NOT_PERFORMED));
        comesTo(Likeness.DIFFERENT, second);
        var third = look(desk, ANN);
        sensor.answersNext(new Answer.Same(8, ALIVE)); // it speaks of somebody else
        comesTo(Likeness.DOWN, third);
    }

    @Test
    void aCopyIsNobodyWhoeverItIsOf() throws Exception {
        var desk = desk(USUAL, false);
        there(ONE);
        people.agrees(ANN).holds(7, ANN);
        for (var answer : List.of(new Answer.Same(7, COPY), new Answer.Different(COPY))) {
            var request = look(desk, ANN);
            sensor.answersNext(answer);
            comesTo(Likeness.SPOOF, request);
        }
    }

    @Test
    void whereOnePaysASensorThatTellsNoCopiesIsNotBelieved() throws Exception {
        var desk = desk(new LookTerms(10_000, true), false);
        there(ONE);
        people.agrees(ANN).holds(7, ANN);
        var unknown = look(desk, ANN);
        sensor.answersNext(new Answer.Same(7, Pad.NOT_PERFORMED));
        comesTo(Likeness.DOWN, unknown);
        var alive = look(desk, ANN);
        sensor.answersNext(new Answer.Same(7, ALIVE));
        comesTo(Likeness.SAME, alive);
    }

    @Test
    void nobodyIsLookedAtWithoutConsentOrForNothing() throws Exception {
        var desk = desk(USUAL, false);
        comesTo(Likeness.DOWN, look(desk, ANN)); // it has not told yet that it is there
        there(ONE);
        people.holds(7, ANN);
        comesTo(Likeness.NO_CONSENT, look(desk, ANN));
        people.agrees(BOB);
        comesTo(Likeness.NOT_ENROLLED, look(desk, BOB));
        people.agrees(ANN);
        sensor.lost();
        assertEquals(
                new Stimulus.ReaderLost("eye", "pulled"), told.next(Stimulus.ReaderLost.class));
        comesTo(Likeness.DOWN, look(desk, ANN));
        there(new Ability.Enrols(9));
        comesTo(Likeness.DOWN, look(desk, ANN));
        sensor.asked.nothingMore();
    }

    // --- compared here ---

    private Template kept(MadeFinger finger, int impression) {
        var picture = finger.impression(impression);
        var made =
                assertInstanceOf(
                        Extraction.Made.class, engine.extract(picture, 2, "hand", Instant.EPOCH));
        return made.template();
    }

    private static Answer captured(Sample.Picture picture, Pad pad) {
        return new Answer.Captured(picture, OptionalInt.empty(), pad);
    }

    @Test
    void whatASensorGivesIsComparedAndOverwritten() throws Exception {
        var desk = desk(USUAL, true);
        there(PICTURES);
        var finger = new MadeFinger(1);
        people.agrees(ANN).keeps(ANN, kept(finger, 1), kept(finger, 2), kept(finger, 3));
        var own = finger.impression(4);
        var first = look(desk, ANN);
        assertEquals(
                new Task.Capture(), sensor.answersNext(captured(own, Pad.NOT_PERFORMED)).task());
        comesTo(Likeness.SAME, first);
        assertTrue(isWiped(own));
        var anothers = new MadeFinger(2).impression(1);
        var second = look(desk, ANN);
        sensor.answersNext(captured(anothers, Pad.NOT_PERFORMED));
        comesTo(Likeness.DIFFERENT, second);
        assertTrue(isWiped(anothers));
        var copy = finger.impression(5);
        var third = look(desk, ANN);
        sensor.answersNext(captured(copy, COPY));
        comesTo(Likeness.SPOOF, third);
        assertTrue(isWiped(copy));
        var nothing = look(desk, ANN);
        sensor.answersNext(
                captured(
                        new Sample.Picture(
                                Sample.Picture.Colour.GREY,
                                300,
                                300,
                                new byte[90_000],
                                OptionalInt.of(500)),
                        Pad.NOT_PERFORMED));
        comesTo(Likeness.POOR, nothing);
    }

    private static boolean isWiped(Sample.Picture picture) {
        return Arrays.equals(picture.bytes(), new byte[picture.bytes().length]);
    }

    /// Nobody is shut out by the many views of a finger that is cut.
    @Test
    void eachFingerHasItsTurnAndTheNewestViewOfIt() throws Exception {
        var desk = desk(USUAL, true);
        there(PICTURES);
        var first = new MadeFinger(1);
        var second = new MadeFinger(2);
        people.agrees(ANN)
                .keeps(
                        ANN,
                        kept(first, 1),
                        kept(first, 2),
                        kept(first, 3),
                        kept(first, 4),
                        kept(first, 5),
                        at(kept(second, 1), 7, Instant.EPOCH.plusSeconds(1)),
                        at(kept(new MadeFinger(3), 1), 7, Instant.EPOCH));
        var request = look(desk, ANN);
        sensor.answersNext(captured(second.impression(2), ALIVE));
        comesTo(Likeness.SAME, request);
    }

    private static Template at(Template of, int position, Instant captured) {
        return new Template(
                of.modality(),
                position,
                of.made(),
                of.sensor(),
                of.dpi(),
                of.quality(),
                captured,
                of.payload());
    }

    /// By what its own comparison says nobody knows how many strangers pass.
    @Test
    void whatIsToBeComparedHereIsComparedNowhereElse() throws Exception {
        var desk = desk(USUAL, false);
        there(PICTURES, ONE);
        people.agrees(ANN).holds(7, ANN);
        comesTo(Likeness.DOWN, look(desk, ANN));
        sensor.asked.nothingMore();
    }

    /// Also where it would have been the same finger.
    @Test
    void fewerFalseMatchesThanAnybodyKnowsOfAreNoMatch() throws Exception {
        var desk = desk(new LookTerms(1_000_000, false), true);
        there(PICTURES);
        var finger = new MadeFinger(1);
        people.agrees(ANN).keeps(ANN, kept(finger, 1));
        var request = look(desk, ANN);
        sensor.answersNext(captured(finger.impression(1), ALIVE));
        comesTo(Likeness.DOWN, request);
    }

    @Test
    void whatAnotherEngineMadeIsNotCompared() throws Exception {
        var desk = desk(USUAL, true);
        there(PICTURES);
        var mine = kept(new MadeFinger(1), 1);
        var older =
                new Template(
                        mine.modality(),
                        mine.position(),
                        new Template.Made(mine.made().format(), "before", 1, ""),
                        mine.sensor(),
                        mine.dpi(),
                        mine.quality(),
                        mine.captured(),
                        mine.payload());
        people.agrees(ANN).keeps(ANN, older);
        comesTo(Likeness.NOT_ENROLLED, look(desk, ANN));
        sensor.asked.nothingMore();
    }

    // --- who withdraws, and who is called off ---

    private final ScoreEngine scores = new ScoreEngine();

    private LookDesk scoring() throws InterruptedException {
        var desk = desk(USUAL, Optional.of(new Comparing(scores, ScoreEngine.line(5))));
        there(PICTURES);
        scores.finds(1, 90);
        people.agrees(ANN).keeps(ANN, ScoreEngine.template(1));
        return desk;
    }

    private static Answer captured(Sample sample) {
        return new Answer.Captured(sample, OptionalInt.empty(), ALIVE);
    }

    @Test
    void whoeverWithdrewSinceTheyWereAskedIsNotCompared() throws Exception {
        var desk = scoring();
        var request = look(desk, ANN);
        var asked = sensor.asked.next(HandSensor.Asked.class);
        people.withdraws(ANN);
        var sample = ScoreEngine.sample();
        sensor.answers(asked.request(), captured(sample));
        comesTo(Likeness.NO_CONSENT, request);
        drained();
        assertEquals(0, scores.compared);
        assertArrayEquals(new float[1], sample.numbers());
        assertEquals(0, people.open());
    }

    @Test
    void nobodyHearsOfWhoeverWithdrawsWhileTheyAreCompared() throws Exception {
        var desk = scoring();
        scores.meanwhile(() -> people.withdraws(ANN));
        for (double score : new double[] {90, 0}) {
            people.agrees(ANN);
            scores.finds(1, score);
            var request = look(desk, ANN);
            sensor.answersNext(captured(ScoreEngine.sample()));
            comesTo(Likeness.NO_CONSENT, request);
        }
        assertEquals(2, scores.compared);
    }

    @Test
    void norWhereTheSensorCompares() throws Exception {
        var desk = desk(USUAL, false);
        there(ONE);
        people.agrees(ANN).holds(7, ANN);
        for (var answer : List.of(new Answer.Same(7, ALIVE), new Answer.Different(ALIVE))) {
            people.agrees(ANN);
            var request = look(desk, ANN);
            var asked = sensor.asked.next(HandSensor.Asked.class);
            people.withdraws(ANN);
            sensor.answers(asked.request(), answer);
            comesTo(Likeness.NO_CONSENT, request);
        }
    }

    @Test
    void whatIsCalledOffBeforeItIsComparedIsNotCompared() throws Exception {
        var desk = scoring();
        var request = look(desk, ANN);
        var asked = sensor.asked.next(HandSensor.Asked.class);
        var goes = held();
        var sample = ScoreEngine.sample();
        sensor.answers(asked.request(), captured(sample));
        desk.cancel(request);
        goes.countDown();
        drained();
        assertEquals(0, scores.compared);
        assertArrayEquals(new float[1], sample.numbers());
        assertEquals(0, people.open());
        told.nothingMore();
    }

    @Test
    void whatWaitsAtTheEndIsOverwritten() throws Exception {
        var desk = scoring();
        var _ = look(desk, ANN);
        var asked = sensor.asked.next(HandSensor.Asked.class);
        var _ = held(); // until the end
        var sample = ScoreEngine.sample();
        sensor.answers(asked.request(), captured(sample));
        thread.close();
        assertArrayEquals(new float[1], sample.numbers());
        assertEquals(0, people.open());
        assertEquals(0, scores.compared);
    }

    /// The match thread does nothing else until that is counted down.
    private CountDownLatch held() throws InterruptedException {
        var goes = new CountDownLatch(1);
        var busy = new CountDownLatch(1);
        assertTrue(
                thread.offer(
                        () -> {
                            busy.countDown();
                            goes.await();
                        }));
        busy.await();
        return goes;
    }

    /// Whatever a sensor says late, twice, or to what nobody asked.
    @Test
    void anAnswerToAnythingElseChangesNothing() throws Exception {
        var desk = scoring();
        var first = look(desk, ANN);
        var before = sensor.answersNext(new Answer.Not(Why.NOBODY)).request();
        comesTo(Likeness.TIMEOUT, first);
        var second = look(desk, ANN);
        var asked = sensor.asked.next(HandSensor.Asked.class);
        for (long other : new long[] {before, 0, -1, asked.request() + 1, Long.MAX_VALUE}) {
            for (var pad : List.of(ALIVE, COPY)) {
                var sample = ScoreEngine.sample();
                sensor.answers(other, new Answer.Captured(sample, OptionalInt.empty(), pad));
                assertArrayEquals(new float[1], sample.numbers());
            }
            sensor.answers(other, new Answer.Same(7, ALIVE));
            sensor.answers(other, new Answer.Not(Why.FAULT));
        }
        drained();
        told.nothingMore();
        assertEquals(0, scores.compared);
        comesTo(Likeness.BUSY, look(desk, ANN)); // it is at the second still
        sensor.answers(asked.request(), captured(ScoreEngine.sample()));
        comesTo(Likeness.SAME, second);
        sensor.answers(asked.request(), captured(ScoreEngine.sample())); // twice
        drained();
        told.nothingMore();
        assertEquals(1, scores.compared);
    }

    // --- one after the other ---

    @Test
    void behindOneThatWasCalledOffTheNextWaitsForTheSensor() throws Exception {
        var desk = desk(USUAL, false);
        there(ONE);
        people.agrees(ANN).holds(7, ANN).agrees(BOB).holds(8, BOB);
        var first = look(desk, ANN);
        var asked = sensor.asked.next(HandSensor.Asked.class);
        desk.cancel(first);
        drained();
        assertEquals(List.of(asked.request()), sensor.cancelled());
        var second = look(desk, BOB);
        drained();
        sensor.asked.nothingMore();
        sensor.answers(asked.request(), new Answer.Same(7, ALIVE)); // it was quicker
        assertEquals(new Task.Verify(8), sensor.answersNext(new Answer.Same(8, ALIVE)).task());
        comesTo(Likeness.SAME, second);
        told.nothingMore();
    }

    @Test
    void whoeverComesWhileAnotherIsLookedAtFindsAnotherWay() throws Exception {
        var desk = desk(USUAL, false);
        there(ONE);
        people.agrees(ANN).holds(7, ANN).agrees(BOB).holds(8, BOB);
        var first = look(desk, ANN);
        comesTo(Likeness.BUSY, look(desk, BOB));
        sensor.answersNext(new Answer.Same(7, ALIVE));
        comesTo(Likeness.SAME, first);
    }

    @Test
    void whoeverFindsTooManyWaitingIsToldAtOnce() throws Exception {
        var desk = desk(USUAL, false);
        there(ONE);
        people.agrees(ANN).holds(7, ANN);
        var goes = held();
        for (int waiting = 0; waiting < MatchThread.WAITING_MAX; waiting++) {
            desk.cancel(look(desk, ANN));
        }
        comesTo(Likeness.BUSY, look(desk, ANN));
        goes.countDown();
        drained();
        sensor.asked.nothingMore(); // those who were called off are not looked at
    }

    /// All that the match thread had to do is done.
    private void drained() throws InterruptedException {
        var done = new CountDownLatch(1);
        while (!thread.offer(done::countDown)) {
            Thread.onSpinWait();
        }
        done.await();
    }
}
