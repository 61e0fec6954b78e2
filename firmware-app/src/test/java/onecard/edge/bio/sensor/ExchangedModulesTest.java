package onecard.edge.bio.sensor;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import onecard.access.Likeness;
import onecard.access.Reason;
import onecard.edge.bio.engine.MatchThread;
import onecard.edge.bio.look.LookDesk;
import onecard.edge.bio.look.LookTerms;
import onecard.edge.bio.look.VaultPeople;
import onecard.edge.intake.Stimulus;
import onecard.edge.store.registry.Enrolled;
import onecard.edge.store.vault.Vault;
import onecard.edge.store.vault.VaultChange;
import onecard.edge.store.vault.VaultSample;
import onecard.hal.Told;
import onecard.hal.bio.Ability;
import onecard.hal.bio.BioEvent;
import onecard.hal.bio.BioSensor;
import onecard.hal.bio.Modality;
import onecard.hal.serial.FingerModule;
import onecard.hal.serial.FingerProfile;
import onecard.hal.serial.Pty;
import onecard.hal.serial.ScriptedFinger;
import onecard.point.TapId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Two fingerprint modules that change places, with all that stands between their lines and the
/// vault: whoever is enrolled in one is not let in by whoever is in that slot of the other.
class ExchangedModulesTest {

    private static final Enrolled ANN = VaultSample.person(1);
    private static final Enrolled BEN = VaultSample.person(2);
    private static final int ANNS_FINGER = 1;
    private static final int BENS_FINGER = 2;
    private static final String BY = "local:clerk";

    @TempDir Path dir;
    private final Told<Throwable> bugs = new Told<>();
    private final List<String> alarms = new ArrayList<>(); // guarded by itself
    private final List<Gate> gates = new ArrayList<>();
    private final Fitted one = new Fitted();
    private final Fitted two = new Fitted();
    private Vault vault;
    private MatchThread thread;
    private ForeignModules foreign;
    private long taps;

    /// A module with its cable.
    private static final class Fitted {
        final Pty pty = pty();
        final ScriptedFinger script = new ScriptedFinger(pty);

        private static Pty pty() {
            try {
                return new Pty();
            } catch (Exception failed) {
                throw new IllegalStateException(failed);
            }
        }

        void close() {
            script.close();
            pty.close();
        }
    }

    /// A sensor of the site file with what a daemon has for it.
    private final class Gate implements SensorDesk.Presence {
        final LinkedBlockingQueue<BioEvent.Back> backs = new LinkedBlockingQueue<>();
        final LinkedBlockingQueue<Likeness> likenesses = new LinkedBlockingQueue<>();
        final BioSensor sensor;
        final ModuleMarks marks;
        final SensorEnrolment enrolment;
        final LookDesk look;
        final SensorDesk desk;

        Gate(String name, Path tty) throws Exception {
            sensor =
                    FingerModule.of(
                            name,
                            tty,
                            57_600,
                            FingerModule.ADDRESS,
                            FingerModule.PASSWORD,
                            new FingerProfile("AS608", new FingerProfile.Gives.Nothing(), 1),
                            System::nanoTime);
            desk = new SensorDesk(sensor, this);
            marks =
                    new ModuleMarks(
                            desk,
                            new ModuleMarks.Ports(
                                    vault.modules(),
                                    thread,
                                    foreign,
                                    () -> VaultSample.NOW,
                                    System::nanoTime));
            enrolment =
                    new SensorEnrolment(
                            desk,
                            new SensorEnrolment.Ports(
                                    vault,
                                    Optional::empty,
                                    thread,
                                    marks::begin,
                                    () -> VaultSample.NOW,
                                    System::nanoTime));
            look =
                    new LookDesk(
                            desk,
                            new LookTerms(1_000, false),
                            new LookDesk.Ports(
                                    new VaultPeople(vault),
                                    Optional::empty,
                                    thread,
                                    this::hear,
                                    () -> VaultSample.NOW));
            sensor.open(desk);
        }

        private void hear(Stimulus stimulus) {
            if (stimulus instanceof Stimulus.Compared(_, var likeness)) {
                likenesses.add(likeness);
            }
        }

        @Override
        public void back(BioEvent.Back back) {
            marks.begin();
            backs.add(back);
        }

        @Override
        public void lost(String name, String why) {}

        /// Waits until it bears a mark.
        String mark() throws InterruptedException {
            while (true) {
                var back = Optional.ofNullable(backs.poll(30, TimeUnit.SECONDS)).orElseThrow();
                if (back.identity().isPresent()) {
                    return back.identity().get();
                }
            }
        }

        VaultChange enrols(Enrolled who) throws Exception {
            return enrolment.enrol(who, 1, BY);
        }

        /// What comes of somebody's card with whoever lies there.
        Likeness taps(Enrolled card) throws InterruptedException {
            look.match(
                    new TapId(++taps),
                    card.person(),
                    System.nanoTime() + TimeUnit.SECONDS.toNanos(30));
            return Optional.ofNullable(likenesses.poll(60, TimeUnit.SECONDS)).orElseThrow();
        }
    }

    @BeforeEach
    void start() throws Exception {
        vault = Vault.open(dir.resolve("vault.db"), VaultSample.key(), Optional.empty());
        for (var who : List.of(ANN, BEN)) {
            vault.consent(VaultSample.consent(who, Modality.FINGER), BY);
        }
        begin();
    }

    private void begin() {
        thread = new MatchThread(bugs, System::nanoTime);
        thread.start();
        foreign =
                new ForeignModules(
                        (alarm, active, _) -> {
                            synchronized (alarms) {
                                alarms.add(alarm + " " + active);
                            }
                        });
    }

    private void end() {
        gates.forEach(gate -> gate.sensor.close());
        gates.clear();
        thread.close();
    }

    @AfterEach
    void close() throws Exception {
        end();
        vault.close();
        one.close();
        two.close();
        bugs.nothingMore();
    }

    private Gate gate(String name, Fitted module) throws Exception {
        var link = dir.resolve(name);
        Files.deleteIfExists(link);
        Files.createSymbolicLink(link, module.pty.tty());
        var gate = new Gate(name, link);
        gates.add(gate);
        return gate;
    }

    private List<String> alarms() {
        synchronized (alarms) {
            return List.copyOf(alarms);
        }
    }

    private void awaitAlarms(String... expected) {
        while (alarms().size() < expected.length) {
            Thread.onSpinWait();
        }
        assertEquals(List.of(expected), alarms());
    }

    @Test
    void nobodyIsLetInByWhoeverIsInThatSlotOfAnotherModule() throws Exception {
        var north = gate("north", one);
        var south = gate("south", two);
        north.mark();
        south.mark();
        one.script.lay(ANNS_FINGER);
        two.script.lay(BENS_FINGER);
        assertEquals(new VaultChange.Made(0, 1), north.enrols(ANN));
        assertEquals(new VaultChange.Made(0, 1), south.enrols(BEN));
        assertEquals(Likeness.SAME, north.taps(ANN));
        assertEquals(Likeness.NOT_ENROLLED, north.taps(BEN));

        end();
        begin();
        north = gate("north", two);
        south = gate("south", one);
        north.mark();
        south.mark();
        // Ben, with Ann's card, at the gate where she is enrolled, in the slot where she was.
        assertEquals(Likeness.NOT_ENROLLED, north.taps(ANN));
        assertEquals(Likeness.SAME, north.taps(BEN)); // it is his module, wherever it is fitted
        assertEquals(Likeness.SAME, south.taps(ANN));
        assertEquals(Likeness.NOT_ENROLLED, south.taps(BEN));
        assertEquals(List.of(), alarms());
    }

    @Test
    void aModuleOfAnotherVaultIsLeftAloneUntilItIsEmptiedOnPurpose() throws Exception {
        var north = gate("north", one);
        var mark = north.mark();
        one.script.lay(ANNS_FINGER);
        assertEquals(new VaultChange.Made(0, 1), north.enrols(ANN));

        // The vault is lost, and a new one knows nobody.
        end();
        vault.close();
        vault = Vault.open(dir.resolve("other.db"), VaultSample.key(), Optional.empty());
        vault.consent(VaultSample.consent(BEN, Modality.FINGER), BY);
        begin();
        north = gate("north", one);
        assertEquals(mark, north.mark());
        awaitAlarms("sensor_foreign true");
        one.script.lay(BENS_FINGER);
        assertEquals(new VaultChange.Not(Reason.DEVICE_FAULT), north.enrols(BEN));
        assertEquals(Likeness.NOT_ENROLLED, north.taps(BEN));

        assertEquals(new VaultChange.Made(0, 0), north.marks.empty(BY));
        assertEquals(false, north.mark().equals(mark));
        awaitAlarms("sensor_foreign true", "sensor_foreign false");
        assertEquals(new VaultChange.Made(0, 1), north.enrols(BEN));
        assertEquals(Likeness.SAME, north.taps(BEN));
    }

    /// Nothing tells two of them apart, and what is said of one holds for its name.
    @Test
    void aModuleThatBearsNoMarkIsTheOneOfItsName() throws Exception {
        one.script.notepad(false);
        var north = gate("north", one);
        var back = Optional.ofNullable(north.backs.poll(30, TimeUnit.SECONDS)).orElseThrow();
        assertEquals(false, back.abilities().contains(new Ability.BearsMark()));
        one.script.lay(ANNS_FINGER);
        assertEquals(new VaultChange.Made(0, 1), north.enrols(ANN));
        assertEquals(Optional.of(0), vault.slotOf("north", ANN.person()));
        assertEquals(Likeness.SAME, north.taps(ANN));
    }
}
