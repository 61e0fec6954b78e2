package onecard.edge.bio.sensor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import onecard.access.Reason;
import onecard.edge.bio.engine.MatchThread;
import onecard.edge.store.vault.Vault;
import onecard.edge.store.vault.VaultChange;
import onecard.edge.store.vault.VaultModules;
import onecard.edge.store.vault.VaultSample;
import onecard.hal.Told;
import onecard.hal.bio.Ability;
import onecard.hal.bio.Answer;
import onecard.hal.bio.Answer.Why;
import onecard.hal.bio.BioEvent;
import onecard.hal.bio.Modality;
import onecard.hal.bio.Task;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A module is ours once it bears a mark of ours, and one that is not is left alone.
class ModuleMarksTest {

    private static final Ability SLOTS = new Ability.Enrols(3);
    private static final Ability MARK = new Ability.BearsMark();
    private static final String OURS = "00000000000000ea";
    private static final String OTHERS = "00000000000000e5";
    private static final String BY = "local:clerk";

    @TempDir Path dir;
    private final HandSensor sensor = new HandSensor(Modality.FINGER);
    private final Told<Throwable> bugs = new Told<>();
    private final MatchThread thread = new MatchThread(bugs, System::nanoTime);
    private final List<String> alarms = new ArrayList<>();
    private Vault vault;
    private SensorDesk desk;
    private ModuleMarks marks;

    @BeforeEach
    void start() throws Exception {
        vault = Vault.open(dir.resolve("vault.db"), VaultSample.key(), Optional.empty());
        desk =
                new SensorDesk(
                        sensor,
                        new SensorDesk.Presence() {
                            @Override
                            public void back(BioEvent.Back back) {
                                marks.begin();
                            }

                            @Override
                            public void lost(String name, String why) {}
                        });
        marks =
                new ModuleMarks(
                        desk,
                        new ModuleMarks.Ports(
                                vault.modules(),
                                thread,
                                new ForeignModules(
                                        (alarm, active, detail) ->
                                                alarms.add(alarm + " " + active + " " + detail)),
                                () -> VaultSample.NOW,
                                System::nanoTime));
        sensor.open(desk);
        thread.start();
    }

    @AfterEach
    void end() throws Exception {
        thread.close();
        vault.close();
        bugs.nothingMore();
    }

    private void noted() throws Exception {
        var noted = new CountDownLatch(1);
        assertTrue(thread.offer(noted::countDown));
        noted.await();
    }

    private void holdsOne(String device) throws Exception {
        var ann = VaultSample.person(1);
        vault.consent(VaultSample.consent(ann, Modality.FINGER), BY);
        vault.slots().promise(device, 2, ann, Modality.FINGER, VaultSample.NOW);
        vault.slots().held(device, 2, VaultSample.NOW, BY);
    }

    private Task.Mark marked(Answer answer) throws Exception {
        var asked = sensor.asked.next(HandSensor.Asked.class);
        var mark = assertInstanceOf(Task.Mark.class, asked.task());
        // Whatever stops now, the module that says so is known again.
        assertTrue(vault.modules().isKnown(mark.identity()));
        sensor.answers(asked.request(), answer);
        return mark;
    }

    /// As at a start, while an engine begins and many sensors are there at once.
    @Test
    void oneThatThereIsNoRoomForIsMarkedOnceThereIs() throws Exception {
        var begun = new CountDownLatch(1);
        var goes = new CountDownLatch(1);
        assertTrue(
                thread.offer(
                        () -> {
                            begun.countDown();
                            goes.await();
                        }));
        begun.await();
        for (int i = 0; i < MatchThread.WAITING_MAX; i++) {
            assertTrue(thread.offer(() -> {}));
        }
        sensor.back(SLOTS, MARK);
        goes.countDown();
        marked(new Answer.Done());
    }

    /// Such as a new one, or one that was emptied elsewhere: what it bore others know it by.
    @Test
    void oneThatHoldsNobodyIsMarked() throws Exception {
        sensor.back(SLOTS, MARK);
        assertEquals(Optional.empty(), desk.device());
        var mark = marked(new Answer.Done());
        assertFalse(mark.emptying());
        sensor.back(Optional.of(mark.identity()), SLOTS, MARK);
        assertEquals(Optional.of(VaultModules.device(mark.identity())), desk.device());
        noted();
        sensor.lost();
        sensor.back(Optional.of(mark.identity()), SLOTS, MARK);
        noted();
        sensor.asked.nothingMore();
        sensor.lost();
        sensor.back(Optional.of(OTHERS), SLOTS, MARK);
        assertFalse(marked(new Answer.Done()).identity().equals(mark.identity()));
        noted();
        assertEquals(List.of(), alarms);
    }

    @Test
    void oneThatHoldsPeopleOfOthersIsForeignUntilAKnownOneIsThere() throws Exception {
        vault.modules().marked(OURS, "eye");
        holdsOne(VaultModules.device(OURS));
        for (var unknown : List.of(Optional.of(OTHERS), Optional.<String>empty())) {
            sensor.back(unknown, SLOTS, MARK);
            assertFalse(marked(new Answer.Not(Why.HOLDS)).emptying());
            noted();
            assertEquals(
                    List.of(
                            "sensor_foreign true eye: its module holds people of whom nothing is"
                                    + " known here"),
                    alarms);
            sensor.lost();
        }
        sensor.back(Optional.of(OURS), SLOTS, MARK);
        noted();
        assertEquals("sensor_foreign false eye", alarms.getLast());
        sensor.asked.nothingMore();
    }

    @Test
    void whatCouldNotBeMarkedIsTriedAgain() throws Exception {
        sensor.back(SLOTS, MARK);
        marked(new Answer.Not(Why.FAULT));
        noted();
        sensor.lost();
        sensor.back(SLOTS, MARK);
        marked(new Answer.Done());
        noted();
        assertEquals(List.of(), alarms);
    }

    @Test
    void oneThatBearsNoneIsOfItsName() throws Exception {
        sensor.back(SLOTS);
        assertEquals(Optional.of("eye"), desk.device());
        noted();
        sensor.asked.nothingMore();
    }

    // --- emptied on purpose ---

    private FutureTask<VaultChange> empties() {
        var task = new FutureTask<>(() -> marks.empty(BY));
        Thread.ofVirtual().start(task);
        return task;
    }

    @Test
    void aForeignOneIsEmptiedOnPurposeAndOursFromThenOn() throws Exception {
        sensor.back(Optional.of(OTHERS), SLOTS, MARK);
        marked(new Answer.Not(Why.HOLDS));
        noted();
        var empties = empties();
        var mark = marked(new Answer.Done());
        assertTrue(mark.emptying());
        assertEquals(new VaultChange.Made(0, 0), empties.get());
        sensor.back(Optional.of(mark.identity()), SLOTS, MARK);
        noted();
        assertEquals(2, alarms.size());
        assertEquals("sensor_foreign false eye", alarms.getLast());
    }

    /// Whom it held is forgotten before the first slot goes.
    @Test
    void oneOfOursIsForgottenBeforeItIsEmptied() throws Exception {
        vault.modules().marked(OURS, "eye");
        holdsOne(VaultModules.device(OURS));
        sensor.back(Optional.of(OURS), SLOTS, MARK);
        noted();
        var empties = empties();
        var asked = sensor.asked.next(HandSensor.Asked.class);
        assertFalse(vault.modules().isKnown(OURS));
        sensor.answers(asked.request(), new Answer.Not(Why.FAULT));
        assertEquals(new VaultChange.Not(Reason.DEVICE_FAULT), empties.get());
        assertEquals("purge", vault.owed().getLast().what());
    }

    /// Enrolled by software that kept slots by the name of a sensor: nothing empties them one by
    /// one, and with the module all are gone.
    @Test
    void whatWasKeptByTheNameIsForgottenWithIt() throws Exception {
        holdsOne("eye");
        vault.withdraw(VaultSample.person(1).person(), Modality.FINGER, VaultSample.NOW, BY);
        var ben = VaultSample.person(2);
        vault.consent(VaultSample.consent(ben, Modality.FINGER), BY);
        vault.slots().promise("eye", 1, ben, Modality.FINGER, VaultSample.NOW);
        vault.slots().held("eye", 1, VaultSample.NOW, BY);
        sensor.back(SLOTS, MARK);
        marked(new Answer.Not(Why.HOLDS));
        noted();
        assertEquals(Optional.empty(), desk.device());
        assertEquals(Optional.of(1), vault.slotOf("eye", ben.person()));

        var empties = empties();
        var mark = marked(new Answer.Done());
        assertEquals(new VaultChange.Made(0, 2), empties.get());
        assertEquals(Optional.empty(), vault.slotOf("eye", ben.person()));
        assertEquals(
                List.of(new VaultModules.Module(Optional.of(mark.identity()), "eye", 0, 0)),
                vault.modules().all());
        assertEquals("purge", vault.owed().getLast().what());
    }

    @Test
    void oneThatBearsNoneIsEmptiedSlotBySlot() throws Exception {
        holdsOne("eye");
        sensor.back(SLOTS);
        var empties = empties();
        for (int slot = 0; slot < 3; slot++) {
            assertEquals(new Task.Delete(slot), sensor.answersNext(new Answer.Done()).task());
        }
        assertEquals(new VaultChange.Made(0, 3), empties.get());
        assertEquals(List.of(2), vault.slots().toEmpty("eye"));
        var fails = empties();
        sensor.answersNext(new Answer.Not(Why.FAULT));
        assertEquals(new VaultChange.Not(Reason.DEVICE_FAULT), fails.get());
    }

    @Test
    void whatIsAwayOrKeepsNobodyIsNotEmptied() throws Exception {
        assertEquals(new VaultChange.Not(Reason.DEVICE_FAULT), empties().get());
        sensor.back(new Ability.MatchesOne());
        assertEquals(new VaultChange.Not(Reason.DEVICE_FAULT), empties().get());
        sensor.asked.nothingMore();
    }
}
