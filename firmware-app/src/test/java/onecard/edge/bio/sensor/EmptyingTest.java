package onecard.edge.bio.sensor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import onecard.access.CredentialKind;
import onecard.access.Token;
import onecard.edge.bio.engine.MatchThread;
import onecard.edge.bio.look.FewPeople;
import onecard.edge.store.registry.Enrolled;
import onecard.edge.store.vault.Consent;
import onecard.edge.store.vault.Vault;
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

/// Slots of a sensor that are nobody's any more.
class EmptyingTest {

    private static final Token ANN = new Token(1, 1);
    private static final Instant NOW = Instant.parse("2026-11-30T08:00:00Z");
    private static final Ability ENROLS = new Ability.Enrols(9);
    private static final Ability MARK = new Ability.BearsMark();
    private static final String EAST = "00000000000000ea";
    private static final String WEST = "00000000000000e5";

    @TempDir Path dir;
    private final HandSensor sensor = new HandSensor(Modality.FACE);
    private final Told<Throwable> bugs = new Told<>();
    private final MatchThread thread = new MatchThread(bugs, System::nanoTime);
    private Vault vault;
    private SensorDesk desk;
    private Emptying emptying;

    @BeforeEach
    void start() throws Exception {
        vault = Vault.open(dir.resolve("vault.db"), VaultSample.key(), Optional.empty());
        desk =
                new SensorDesk(
                        sensor,
                        new SensorDesk.Presence() {
                            @Override
                            public void back(BioEvent.Back back) {
                                emptying.begin();
                            }

                            @Override
                            public void lost(String name, String why) {}
                        });
        emptying = new Emptying(desk, vault.slots(), thread, System::nanoTime);
        sensor.open(desk);
        thread.start();
    }

    @AfterEach
    void end() throws Exception {
        thread.close();
        vault.close();
        bugs.nothingMore();
    }

    private void held(int slot, Token person) throws Exception {
        held("eye", slot, person);
    }

    private void held(String device, int slot, Token person) throws Exception {
        vault.consent(
                new Consent(
                        person,
                        Modality.FACE,
                        "gate",
                        "2026-03",
                        "paper",
                        false,
                        false,
                        NOW,
                        NOW.plus(Duration.ofDays(9))),
                "clerk");
        var who = new Enrolled(person, CredentialKind.SSC, FewPeople.card(person));
        vault.slots().promise(device, slot, who, Modality.FACE, NOW);
        vault.slots().held(device, slot, NOW, "clerk");
    }

    /// What is to be emptied still, once all that was heard is noted.
    private List<Integer> left() throws Exception {
        noted();
        return vault.slots().toEmpty("eye");
    }

    @Test
    void whoeverWithdrewIsTakenOutOfTheSensor() throws Exception {
        held(3, ANN);
        sensor.back(ENROLS);
        assertEquals(Optional.of(3), vault.slotOf("eye", ANN));
        vault.withdraw(ANN, Modality.FACE, NOW, "clerk");
        assertEquals(List.of(3), vault.slots().toEmpty("eye"));
        emptying.begin();
        assertEquals(new Task.Delete(3), sensor.answersNext(new Answer.Done()).task());
        assertEquals(List.of(), left());
    }

    @Test
    void whatCouldNotBeEmptiedIsTriedAgainWhenTheSensorIsBack() throws Exception {
        held(3, ANN);
        held(4, new Token(2, 2));
        vault.withdraw(ANN, Modality.FACE, NOW, "clerk");
        vault.withdraw(new Token(2, 2), Modality.FACE, NOW, "clerk");
        sensor.back(ENROLS);
        assertEquals(new Task.Delete(3), sensor.answersNext(new Answer.Not(Why.FAULT)).task());
        sensor.lost();
        sensor.back(ENROLS);
        assertEquals(new Task.Delete(3), sensor.answersNext(new Answer.Done()).task());
        assertEquals(new Task.Delete(4), sensor.answersNext(new Answer.Done()).task());
        assertEquals(List.of(), left());
    }

    /// Whoever is being looked at is not disturbed.
    @Test
    void itWaitsUntilTheSensorIsAtNothingElse() throws Exception {
        held(3, ANN);
        vault.withdraw(ANN, Modality.FACE, NOW, "clerk");
        var looked = new Told<Answer>();
        var asked = desk.ask(new Task.Capture(), 0, looked);
        assertTrue(asked.isPresent());
        sensor.back(ENROLS);
        assertEquals(new Task.Capture(), sensor.answersNext(new Answer.Not(Why.NOBODY)).task());
        assertEquals(new Answer.Not(Why.NOBODY), looked.next(Answer.class));
        assertEquals(new Task.Delete(3), sensor.answersNext(new Answer.Done()).task());
        assertEquals(List.of(), left());
    }

    /// Whoever withdrew is in the module that went, and that slot of this one is somebody's.
    @Test
    void aSlotIsEmptiedInNoOtherModule() throws Exception {
        vault.modules().marked(EAST, "eye");
        vault.modules().marked(WEST, "eye");
        held(VaultModules.device(EAST), 3, ANN);
        sensor.back(Optional.of(EAST), ENROLS, MARK);
        var looked = new Told<Answer>();
        assertTrue(desk.ask(new Task.Capture(), 0, looked).isPresent());
        vault.withdraw(ANN, Modality.FACE, NOW, "clerk");
        emptying.begin(); // which waits for the look
        var asked = sensor.asked.next(HandSensor.Asked.class);
        noted();
        sensor.lost();
        sensor.back(Optional.of(WEST), ENROLS, MARK);
        sensor.answers(asked.request(), new Answer.Not(Why.FAULT));
        noted();
        sensor.asked.nothingMore();
        sensor.lost();
        sensor.back(Optional.of(EAST), ENROLS, MARK);
        assertEquals(new Task.Delete(3), sensor.answersNext(new Answer.Done()).task());
        noted();
        assertEquals(List.of(), vault.slots().toEmpty(VaultModules.device(EAST)));
    }

    /// As at a start, while an engine begins and many sensors are there at once.
    @Test
    void whatThereIsNoRoomForIsEmptiedOnceThereIs() throws Exception {
        held(3, ANN);
        vault.withdraw(ANN, Modality.FACE, NOW, "clerk");
        var goes = full();
        sensor.back(ENROLS);
        goes.countDown();
        var asked = sensor.asked.next(HandSensor.Asked.class);
        assertEquals(new Task.Delete(3), asked.task());
        noted();
        goes = full();
        sensor.answers(asked.request(), new Answer.Done()); // which cannot be noted
        goes.countDown();
        noted(); // there is room again
        assertEquals(new Task.Delete(3), sensor.answersNext(new Answer.Done()).task());
        noted();
        assertEquals(List.of(), left());
    }

    /// The match thread is at something, and as much waits as may.
    private CountDownLatch full() throws Exception {
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
        return goes;
    }

    private void noted() throws Exception {
        var noted = new CountDownLatch(1);
        while (!thread.offer(noted::countDown)) {
            Thread.onSpinWait();
        }
        noted.await();
    }
}
