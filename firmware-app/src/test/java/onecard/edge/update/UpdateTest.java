package onecard.edge.update;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// An update goes to its end, or back, wherever the power goes; and what is in force is whole.
class UpdateTest {

    private static final String NEXT = "1.1";

    @TempDir Path dir;
    private PaperMachine machine = new PaperMachine();

    /// What may be wrong with a release, and where it leads.
    private enum Fate {
        GOOD(Step.INSTALLED, Optional.empty()),
        STARTS_NOT(Step.ROLLED_BACK, Optional.of(Why.NOT_READY)),
        IS_NOT_WELL(Step.ROLLED_BACK, Optional.of(Why.NOT_WELL)),
        TAKES_NOT_THE_SITE(Step.REFUSED, Optional.of(Why.SITE)),
        IS_NONE(Step.REFUSED, Optional.of(Why.PACKAGE)),
        NOBODY_WANTS_IT_TO_RUN(Step.INSTALLED, Optional.empty());

        private final Step end;
        private final Optional<Why> why;

        Fate(Step end, Optional<Why> why) {
            this.end = end;
            this.why = why;
        }

        String release() {
            return end == Step.INSTALLED ? NEXT : PaperMachine.BEFORE;
        }

        void arrange(PaperMachine machine) {
            switch (this) {
                case GOOD -> {}
                case STARTS_NOT -> machine.startNot.add(NEXT);
                case IS_NOT_WELL -> machine.areNotWell.add(NEXT);
                case TAKES_NOT_THE_SITE -> machine.objection = Optional.of("site.yaml:1:1");
                case IS_NONE -> machine.unfit = Optional.of(new Refusal(Why.PACKAGE, ""));
                case NOBODY_WANTS_IT_TO_RUN -> machine.serving = false;
            }
        }
    }

    @BeforeEach
    void stage() throws IOException {
        machine = new PaperMachine();
        stage(NEXT);
    }

    private void stage(String version) throws IOException {
        Files.write(dir.resolve(Update.PACKAGE), new byte[] {1});
        new Standing(
                        Step.STAGED,
                        version,
                        PaperMachine.BEFORE,
                        "sig",
                        Instant.EPOCH,
                        0,
                        Optional.empty())
                .keep(dir);
    }

    /// As the script does: whoever is in force goes on.
    private Update.End goOn() throws IOException {
        machine.process();
        var end = new Update(dir, machine).goOn();
        if (end == Update.End.HAND_OVER) {
            machine.process();
            end = new Update(dir, machine).goOn();
        }
        assertNotEquals(Update.End.HAND_OVER, end, "once is enough");
        return end;
    }

    private Standing standing() throws IOException {
        return Standing.read(dir).orElseThrow();
    }

    private void assertAt(Fate fate) throws IOException {
        assertEquals(fate.end, standing().step());
        assertEquals(fate.why, standing().refusal().map(Refusal::why));
        assertEquals(fate.release(), machine.current);
        assertEquals(fate.release(), machine.installed);
        assertEquals(Optional.empty(), machine.back);
        assertEquals(Optional.empty(), machine.trial);
        assertFalse(Update.isUnderWay(dir));
        if (machine.serving) {
            assertEquals(fate.release(), machine.running);
        }
    }

    @ParameterizedTest
    @EnumSource
    void withoutACutItGoesToItsEnd(Fate fate) throws Exception {
        fate.arrange(machine);
        assertEquals(Update.End.DONE, goOn());
        assertAt(fate);
    }

    /// At each half of each thing that it does to the machine.
    @ParameterizedTest
    @EnumSource
    void aPowerCutAnywhereEndsAsWithoutOne(Fate fate) throws Exception {
        int cuts = 0;
        for (int at = 0; cutAt(fate, at); at++) {
            cuts++;
            machine.boot();
            assertTrue(
                    machine.current.equals(PaperMachine.BEFORE) || fate.end == Step.INSTALLED,
                    "after the boot nothing is tried");
            goOn();
            assertAt(fate);
        }
        assertTrue(cuts >= 4, "only " + cuts);
    }

    private boolean cutAt(Fate fate, int at) throws IOException {
        stage();
        fate.arrange(machine);
        machine.cutAfter = at;
        try {
            goOn();
            return false;
        } catch (PaperMachine.PowerCut _) {
            return true;
        }
    }

    /// As often as it likes, and once not.
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void powerCutsInARowLoseNoRelease(long seed) throws Exception {
        var random = new Random(seed);
        for (var fate : Fate.values()) {
            stage();
            fate.arrange(machine);
            for (int cut = 0; cut < 6; cut++) {
                machine.cutAfter = machine.calls() + random.nextInt(20);
                try {
                    goOn();
                } catch (PaperMachine.PowerCut _) {
                    // It goes on.
                }
                machine.boot();
                assertTrue(
                        machine.current.equals(machine.installed)
                                || machine.trial.filter(machine.current::equals).isPresent(),
                        () -> "seed " + seed + ": " + machine.current + " is not there");
            }
            goOn();
            var end = standing();
            if (end.refusal().filter(it -> it.why() == Why.CUT).isPresent()) {
                assertEquals(Step.ROLLED_BACK, end.step());
                assertEquals(PaperMachine.BEFORE, machine.installed);
                assertEquals(PaperMachine.BEFORE, machine.current);
            } else {
                assertAt(fate);
            }
        }
    }

    /// A machine whose power goes in each trial is left alone.
    @Test
    void oneWhoseTrialsAreAllCutShortIsGivenUp() throws Exception {
        for (int i = 0; i < Update.TRIES_MAX; i++) {
            machine.cutWhileTried = true;
            assertThrows(PaperMachine.PowerCut.class, this::goOn);
            machine.boot();
            assertEquals(PaperMachine.BEFORE, machine.running);
        }
        machine.cutWhileTried = true;
        goOn();
        assertEquals(Step.ROLLED_BACK, standing().step());
        assertEquals(Optional.of(Why.CUT), standing().refusal().map(Refusal::why));
        assertEquals(PaperMachine.BEFORE, machine.current);
        assertEquals(Update.TRIES_MAX, machine.starts.stream().filter(NEXT::equals).count());
    }

    @Test
    void whatIsNotLaterIsRefused() throws Exception {
        for (var version : List.of("0.9", "1.0", "1.0~20260101")) {
            stage(version);
            goOn();
            assertEquals(Step.REFUSED, standing().step());
            assertEquals(Optional.of(Why.OLD), standing().refusal().map(Refusal::why));
            assertEquals(List.of(), machine.starts);
        }
    }

    /// A broker that is away keeps no release away; one that was there must be there again.
    @Test
    void itMustBeAsWellOnlineAsBefore() throws Exception {
        machine.brokerThere = false;
        goOn();
        assertAt(Fate.GOOD);

        stage();
        machine.lostByRestart = true;
        goOn();
        assertEquals(Step.ROLLED_BACK, standing().step());
        assertEquals(
                Optional.of(new Refusal(Why.NOT_WELL, "not online: network")),
                standing().refusal());
    }

    /// It serves: nobody is helped by the way back.
    @Test
    void whereDpkgFailsItServesFromWhereItWasTried() throws Exception {
        machine.dpkgFails = 1;
        assertEquals(Update.End.LATER, goOn());
        assertEquals(Step.GOOD, standing().step());
        assertEquals(Optional.of(Why.DPKG), standing().refusal().map(Refusal::why));
        assertEquals(NEXT, machine.current);
        assertEquals(PaperMachine.BEFORE, machine.installed);
        assertEquals(Optional.of(NEXT), machine.trial);

        machine.boot();
        assertEquals(NEXT, machine.running);
        goOn();
        assertAt(Fate.GOOD);
    }

    /// The new release has filled it, say.
    @Test
    void whereNothingCanBeWrittenDownTheReleaseBeforeIsInForceAllTheSame() throws Exception {
        machine.areNotWell.add(NEXT);
        var inTheWay = dir.resolve(Standing.FILE + ".new/full");
        machine.whenLookedAt = () -> inTheWay.toFile().mkdirs();
        assertThrows(IOException.class, this::goOn);
        assertEquals(PaperMachine.BEFORE, machine.current);
        assertEquals(PaperMachine.BEFORE, machine.running);
        assertEquals(Optional.empty(), machine.back);
        assertEquals(Step.TRYING, standing().step(), "what could be written last");

        machine.whenLookedAt = () -> {};
        Files.delete(inTheWay);
        Files.delete(dir.resolve(Standing.FILE + ".new"));
        machine.boot();
        goOn();
        assertAt(Fate.IS_NOT_WELL);
    }

    /// By hand, since dpkg did not take the other one: that does not come back at the next boot.
    @Test
    void aLaterOneThatWasInstalledMeanwhileStays() throws Exception {
        machine.dpkgFails = 1;
        assertEquals(Update.End.LATER, goOn());
        machine.installed = "1.2";
        machine.current = "1.2";
        machine.boot();
        assertEquals(Update.End.DONE, goOn());
        assertEquals("1.2", machine.installed);
        assertEquals("1.2", machine.current);
        assertEquals(Step.REFUSED, standing().step());
        assertEquals(Optional.of(Why.OLD), standing().refusal().map(Refusal::why));
        assertEquals(Optional.empty(), machine.trial, "of the other nothing is left");
        assertFalse(Update.isUnderWay(dir));
    }

    @Test
    void whatCannotBeReadStopsNothing() throws Exception {
        Files.writeString(dir.resolve(Standing.FILE), "{\"step\":");
        assertEquals(Update.End.DONE, goOn());
        assertFalse(Update.isUnderWay(dir));
        assertEquals(PaperMachine.BEFORE, machine.current);
    }
}
