package onecard.edge.bio.sensor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;
import onecard.access.Reason;
import onecard.edge.bio.engine.Comparing;
import onecard.edge.bio.engine.MatchThread;
import onecard.edge.bio.engine.ScoreEngine;
import onecard.edge.match.finger.FingerEngine;
import onecard.edge.match.finger.MadeFinger;
import onecard.edge.store.registry.Enrolled;
import onecard.edge.store.vault.Vault;
import onecard.edge.store.vault.VaultChange;
import onecard.edge.store.vault.VaultSample;
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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// People who are enrolled at a sensor: in a slot of its own, or as views of what it sees.
class SensorEnrolmentTest {

    private static final Enrolled ANN = VaultSample.person(1);
    private static final String BY = "local:clerk";
    private static final Ability SLOTS = new Ability.Enrols(2);
    private static final Ability PICTURES = new Ability.GivesPicture(OptionalInt.of(500));

    @TempDir Path dir;
    private final HandSensor sensor = new HandSensor(Modality.FINGER);
    private final Told<Throwable> bugs = new Told<>();
    private final MatchThread thread = new MatchThread(bugs, System::nanoTime);
    private final Told<String> emptied = new Told<>();
    private final FingerEngine engine = new FingerEngine();
    private volatile Supplier<Optional<Comparing>> comparing =
            () -> Optional.of(new Comparing(engine, FingerEngine.LINE));
    private Vault vault;
    private SensorDesk desk;
    private SensorEnrolment enrolment;

    @BeforeEach
    void start() throws Exception {
        vault = Vault.open(dir.resolve("vault.db"), VaultSample.key(), Optional.empty());
        desk = new SensorDesk(sensor, new Unheard());
        sensor.open(desk);
        enrolment =
                new SensorEnrolment(
                        desk,
                        new SensorEnrolment.Ports(
                                vault,
                                () -> comparing.get(),
                                thread,
                                () -> emptied.accept("asked"),
                                () -> VaultSample.NOW,
                                System::nanoTime));
        thread.start();
    }

    private static final class Unheard implements SensorDesk.Presence {
        @Override
        public void back(BioEvent.Back back) {}

        @Override
        public void lost(String name, String why) {}
    }

    @AfterEach
    void end() throws Exception {
        thread.close();
        vault.close();
        engine.close();
        bugs.nothingMore();
    }

    private void agrees() throws Exception {
        vault.consent(VaultSample.consent(ANN, Modality.FINGER), BY);
    }

    private FutureTask<VaultChange> enrols() {
        var task = new FutureTask<>(() -> enrolment.enrol(ANN, 2, BY));
        Thread.ofVirtual().start(task);
        return task;
    }

    private static VaultChange not(Reason why) {
        return new VaultChange.Not(why);
    }

    // --- in a slot ---

    @Test
    void whoeverAgreedIsKeptInTheFirstFreeSlot() throws Exception {
        agrees();
        sensor.back(SLOTS);
        var enrols = enrols();
        assertEquals(new Task.Enrol(0), sensor.answersNext(new Answer.Done()).task());
        assertEquals(new VaultChange.Made(0, 1), enrols.get());
        assertEquals(Optional.of(0), vault.slotOf("eye", ANN.person()));
        var again = enrols();
        assertEquals(new Task.Enrol(1), sensor.answersNext(new Answer.Done()).task());
        assertEquals(new VaultChange.Made(0, 1), again.get());
        assertEquals(Optional.of(1), vault.slotOf("eye", ANN.person()));
        assertEquals(List.of(0), vault.slots().toEmpty("eye"));
        assertEquals(not(Reason.DEVICE_FAULT), enrols().get()); // it is full until that is done
    }

    @Test
    void nobodyIsLookedAtWhoDidNotAgree() throws Exception {
        sensor.back(SLOTS);
        assertEquals(not(Reason.NO_CONSENT), enrols().get());
        agrees();
        sensor.lost();
        assertEquals(not(Reason.DEVICE_FAULT), enrols().get());
        sensor.back(new Ability.MatchesOne());
        assertEquals(not(Reason.DEVICE_FAULT), enrols().get());
        sensor.asked.nothingMore();
    }

    /// A slot that the sensor may have filled all the same is emptied.
    @ParameterizedTest
    @CsvSource({
        "NOBODY, BIOMETRIC_TIMEOUT",
        "POOR, BIOMETRIC_QUALITY",
        "BUSY, BUSY",
        "CANCELLED, BUSY",
        "FAULT, DEVICE_FAULT",
        "UNABLE, DEVICE_FAULT"
    })
    void whatCameToNothingIsToBeEmptied(Why why, Reason expected) throws Exception {
        agrees();
        sensor.back(SLOTS);
        var enrols = enrols();
        sensor.answersNext(new Answer.Not(why));
        assertEquals(not(expected), enrols.get());
        assertEquals(Optional.empty(), vault.slotOf("eye", ANN.person()));
        assertEquals(List.of(0), vault.slots().toEmpty("eye"));
        assertEquals("asked", emptied.next(String.class));
    }

    @Test
    void whoeverWithdrawsMeanwhileIsNotKept() throws Exception {
        agrees();
        sensor.back(SLOTS);
        var enrols = enrols();
        var asked = sensor.asked.next(HandSensor.Asked.class);
        vault.withdraw(ANN.person(), Modality.FINGER, VaultSample.NOW, BY);
        sensor.answers(asked.request(), new Answer.Done());
        assertEquals(not(Reason.NO_CONSENT), enrols.get());
        assertEquals(List.of(0), vault.slots().toEmpty("eye"));
    }

    /// Whoever is looked at is told to find another way: somebody was told to come and enrol.
    @Test
    void whatTheSensorIsAtIsCalledOff() throws Exception {
        agrees();
        sensor.back(SLOTS);
        var looked = new Told<Answer>();
        assertTrue(desk.ask(new Task.Capture(), 0, looked).isPresent());
        var capture = sensor.asked.next(HandSensor.Asked.class);
        var enrols = enrols();
        while (sensor.cancelled().isEmpty()) {
            Thread.onSpinWait();
        }
        assertEquals(not(Reason.BUSY), enrols().get()); // one at a time
        sensor.answers(capture.request(), new Answer.Not(Why.CANCELLED));
        assertEquals(new Task.Enrol(0), sensor.answersNext(new Answer.Done()).task());
        assertEquals(new VaultChange.Made(0, 1), enrols.get());
    }

    // --- as views ---

    private static Answer captured(Sample.Picture picture) {
        return new Answer.Captured(picture, OptionalInt.empty(), Pad.NOT_PERFORMED);
    }

    private void lifts() throws InterruptedException {
        sensor.answersNext(new Answer.Not(Why.NOBODY));
    }

    @Test
    void threeViewsOfAFingerThatIsLiftedInBetween() throws Exception {
        agrees();
        sensor.back(SLOTS, PICTURES);
        var finger = new MadeFinger(1);
        var views = List.of(finger.impression(1), finger.impression(2), finger.impression(3));
        var enrols = enrols();
        sensor.answersNext(captured(views.get(0)));
        sensor.answersNext(captured(finger.impression(1))); // it lies there still
        sensor.answersNext(new Answer.Not(Why.POOR));
        lifts();
        sensor.answersNext(captured(views.get(1)));
        lifts();
        sensor.answersNext(captured(views.get(2)));
        assertEquals(new VaultChange.Made(3, 0), enrols.get());
        var kept = vault.references(ANN.person(), Modality.FINGER);
        assertEquals(3, kept.size());
        assertEquals("hand", kept.getFirst().sensor());
        assertEquals(2, kept.getFirst().position());
        for (var view : views) {
            assertTrue(Arrays.equals(view.bytes(), new byte[view.bytes().length]));
        }
    }

    private static boolean isWiped(Sample.Picture view) {
        return Arrays.equals(view.bytes(), new byte[view.bytes().length]);
    }

    /// Until the views wait for the match thread, or are looked at by it.
    private List<Sample.Picture> laysDownThree(Thread enrols) throws InterruptedException {
        var finger = new MadeFinger(1);
        var views = List.of(finger.impression(1), finger.impression(2), finger.impression(3));
        for (int i = 0; i < views.size(); i++) {
            var view = views.get(i);
            if (i > 0) {
                lifts();
            }
            sensor.answersNext(captured(view));
        }
        while (Arrays.stream(enrols.getStackTrace())
                .noneMatch(frame -> frame.getMethodName().equals("templates"))) {
            Thread.onSpinWait();
        }
        while (enrols.getState() != Thread.State.TIMED_WAITING) {
            Thread.onSpinWait();
        }
        return views;
    }

    /// Whoever closes does not wait for an enrolment that nothing will come of.
    @Test
    void viewsThatWaitAtTheEndAreWipedAndWaitedForNoMore() throws Exception {
        agrees();
        sensor.back(PICTURES);
        var busy = new CountDownLatch(1);
        assertTrue(
                thread.offer(
                        () -> {
                            busy.countDown();
                            new CountDownLatch(1).await(); // until the end
                        }));
        busy.await();
        var task = new FutureTask<>(() -> enrolment.enrol(ANN, 2, BY));
        var views = laysDownThree(Thread.ofPlatform().start(task));
        thread.close();
        assertTrue(views.stream().allMatch(SensorEnrolmentTest::isWiped));
        assertEquals(not(Reason.BUSY), task.get());
    }

    /// The engine may be reading them; what it makes of them is nobody's.
    @Test
    void viewsThatNobodyWaitsForAreWipedOnceTheEngineHasReadThem() throws Exception {
        agrees();
        sensor.back(PICTURES);
        var score = new ScoreEngine();
        score.finds(99, 100); // each is like each
        var reads = new CountDownLatch(1);
        var goes = new CountDownLatch(1);
        comparing =
                () -> {
                    if (Thread.currentThread().getName().equals("match")) {
                        reads.countDown();
                        awaited(goes);
                    }
                    return Optional.of(new Comparing(score, ScoreEngine.line(4)));
                };
        var task = new FutureTask<>(() -> enrolment.enrol(ANN, 2, BY));
        var enrols = Thread.ofPlatform().start(task);
        var views = laysDownThree(enrols);
        reads.await();
        enrols.interrupt();
        assertEquals(not(Reason.BUSY), task.get());
        assertTrue(views.stream().noneMatch(SensorEnrolmentTest::isWiped));
        goes.countDown();
        var done = new CountDownLatch(1);
        assertTrue(thread.offer(done::countDown));
        done.await();
        assertTrue(views.stream().allMatch(SensorEnrolmentTest::isWiped));
        assertEquals(0, score.probe.orElseThrow().payload()[0]);
        assertEquals(List.of(), vault.references(ANN.person(), Modality.FINGER));
    }

    private static void awaited(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException ending) {
            throw new IllegalStateException(ending);
        }
    }

    @Test
    void viewsOfTwoFingersAreNotKept() throws Exception {
        agrees();
        sensor.back(PICTURES);
        var enrols = enrols();
        sensor.answersNext(captured(new MadeFinger(1).impression(1)));
        lifts();
        sensor.answersNext(captured(new MadeFinger(2).impression(1)));
        lifts();
        sensor.answersNext(captured(new MadeFinger(1).impression(2)));
        assertEquals(not(Reason.BIOMETRIC_MISMATCH), enrols.get());
        assertEquals(List.of(), vault.references(ANN.person(), Modality.FINGER));
    }

    @Test
    void aCopyIsNotKept() throws Exception {
        agrees();
        sensor.back(PICTURES);
        var copy = new MadeFinger(1).impression(1);
        var enrols = enrols();
        sensor.answersNext(
                new Answer.Captured(
                        copy, OptionalInt.empty(), new Pad(Pad.Finding.FAIL, Pad.Evidence.VENDOR)));
        assertEquals(not(Reason.BIOMETRIC_SPOOF), enrols.get());
        assertTrue(Arrays.equals(copy.bytes(), new byte[copy.bytes().length]));
    }

    @Test
    void whoeverLeavesHalfWayIsNotKept() throws Exception {
        agrees();
        sensor.back(PICTURES);
        var first = new MadeFinger(1).impression(1);
        var enrols = enrols();
        sensor.answersNext(captured(first));
        lifts();
        sensor.answersNext(new Answer.Not(Why.NOBODY));
        assertEquals(not(Reason.BIOMETRIC_TIMEOUT), enrols.get());
        assertTrue(Arrays.equals(first.bytes(), new byte[first.bytes().length]));
        assertEquals(List.of(), vault.references(ANN.person(), Modality.FINGER));
    }
}
