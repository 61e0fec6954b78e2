package onecard.edge.store.vault;

import static onecard.edge.store.vault.VaultSample.BY;
import static onecard.edge.store.vault.VaultSample.NOW;
import static onecard.edge.store.vault.VaultSample.consent;
import static onecard.edge.store.vault.VaultSample.key;
import static onecard.edge.store.vault.VaultSample.person;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.List;
import java.util.Optional;
import onecard.edge.store.registry.Enrolled;
import onecard.edge.store.vault.VaultModules.Module;
import onecard.hal.bio.Modality;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Slots are the module's that bears a mark, wherever it is fitted.
class VaultModulesTest {

    private static final String EAST = "00000000000000ea";
    private static final String WEST = "00000000000000e5";
    private static final Enrolled ANN = person(1);
    private static final Enrolled BEN = person(2);

    @TempDir Path dir;
    private Vault vault;

    @BeforeEach
    void open() throws Exception {
        vault = Vault.open(dir.resolve("vault.db"), key(), Optional.empty());
    }

    @AfterEach
    void close() throws Exception {
        vault.close();
    }

    private void hold(String device, int slot, Enrolled who) throws Exception {
        vault.consent(consent(who, Modality.FINGER), BY);
        vault.slots().promise(device, slot, who, Modality.FINGER, NOW);
        vault.slots().held(device, slot, NOW, BY);
    }

    private static Module module(String identity, String sensor, int people, int toEmpty) {
        return new Module(Optional.of(identity), sensor, people, toEmpty);
    }

    @Test
    void oneIsKnownWhereverItIsFittedAndAfterAStart() throws Exception {
        assertFalse(vault.modules().isKnown(EAST));
        assertFalse(vault.modules().isKnownAt(EAST, "print"));
        vault.modules().marked(EAST, "print");
        hold(VaultModules.device(EAST), 0, ANN);
        close();
        open();
        assertTrue(vault.modules().isKnown(EAST));
        assertEquals(List.of(module(EAST, "print", 1, 0)), vault.modules().all());
        assertTrue(vault.modules().isKnownAt(EAST, "other"));
        assertEquals(List.of(module(EAST, "other", 1, 0)), vault.modules().all());
        assertEquals(Optional.of(0), vault.slotOf(VaultModules.device(EAST), ANN.person()));
        assertEquals(Optional.empty(), vault.slotOf("print", ANN.person()));
        assertEquals(Optional.empty(), vault.slotOf(VaultModules.device(WEST), ANN.person()));
    }

    /// In records it is the sensor: a mark says nothing to anybody.
    @Test
    void whereSomebodyWasEnrolledIsSaidByTheNameOfTheSensor() throws Exception {
        vault.modules().marked(EAST, "print");
        hold(VaultModules.device(EAST), 0, ANN);
        hold("camera", 0, BEN);
        assertEquals(
                List.of("print", "camera"),
                vault.owed().stream()
                        .flatMap(owed -> owed.data().text("at_device").stream())
                        .toList());
    }

    @Test
    void oneThatWasMarkedAndHoldsNobodyIsForgottenWithTheNext() throws Exception {
        vault.modules().marked(EAST, "print");
        vault.modules().marked(WEST, "print");
        assertEquals(List.of(module(WEST, "print", 0, 0)), vault.modules().all());
        hold(VaultModules.device(WEST), 3, ANN);
        vault.modules().marked(EAST, "print");
        assertEquals(2, vault.modules().all().size());
        assertTrue(vault.modules().isKnown(WEST));
    }

    @Test
    void oneThatIsForgottenHoldsNobodyAndSaysSoInTheRecords() throws Exception {
        vault.modules().marked(EAST, "print");
        vault.modules().marked(WEST, "other");
        hold(VaultModules.device(EAST), 0, ANN);
        hold(VaultModules.device(EAST), 1, BEN);
        hold(VaultModules.device(WEST), 0, BEN);
        vault.withdraw(ANN.person(), Modality.FINGER, NOW, BY);
        assertEquals(List.of(0), vault.slots().toEmpty(VaultModules.device(EAST)));
        for (var owed : vault.owed()) {
            vault.told(owed.id());
        }
        assertEquals(
                Optional.of(new VaultChange.Made(0, 2)), vault.modules().forget(EAST, NOW, BY));
        assertEquals(Optional.empty(), vault.modules().forget(EAST, NOW, BY));
        assertFalse(vault.modules().isKnown(EAST));
        assertEquals(Optional.empty(), vault.slotOf(VaultModules.device(EAST), BEN.person()));
        assertEquals(List.of(), vault.slots().toEmpty(VaultModules.device(EAST)));
        assertEquals(Optional.of(0), vault.slotOf(VaultModules.device(WEST), BEN.person()));
        var owed = vault.owed();
        assertEquals(1, owed.size()); // Ann's was told of when she withdrew
        assertEquals("purge", owed.getFirst().what());
        assertEquals(Optional.of("given_up"), owed.getFirst().data().text("result"));
        assertEquals(Optional.of(BEN.person().toString()), owed.getFirst().data().text("token"));
        assertEquals(Optional.of(1L), owed.getFirst().data().number("slots"));
    }

    /// It is recorded before the module empties any slot, if it ever does: not as emptied.
    private void assertGivenUp(long slots) throws Exception {
        var owed = vault.owed().getLast();
        assertEquals("purge", owed.what());
        assertEquals(Optional.of("given_up"), owed.data().text("result"));
        assertEquals(Optional.of(slots), owed.data().number("slots"));
    }

    @Test
    void whatIsInAModuleThatIsToBeEmptiedIsGivenUp() throws Exception {
        vault.modules().marked(EAST, "print");
        vault.modules().marked(WEST, "other");
        hold(VaultModules.device(EAST), 0, ANN);
        hold("print", 0, BEN);
        hold("print", 1, BEN);
        hold(VaultModules.device(WEST), 0, ANN);
        assertEquals(
                new VaultChange.Made(0, 3),
                vault.modules().forgetAt(Optional.of(EAST), "print", NOW, BY));
        assertGivenUp(1);
        assertFalse(vault.modules().isKnown(EAST));
        assertEquals(List.of(module(WEST, "other", 1, 0)), vault.modules().all());
        assertEquals(
                new VaultChange.Made(0, 0),
                vault.modules().forgetAt(Optional.empty(), "print", NOW, BY));
    }

    @Test
    void whatASensorWithoutMarksHoldsCanBeGivenUp() throws Exception {
        hold("camera", 0, ANN);
        hold("other", 0, BEN);
        vault.modules().giveUp("camera", NOW, BY);
        assertEquals(Optional.empty(), vault.slotOf("camera", ANN.person()));
        assertEquals(List.of(0), vault.slots().toEmpty("camera"));
        assertEquals(Optional.of(0), vault.slotOf("other", BEN.person()));
        assertGivenUp(1);
        assertEquals(
                List.of(
                        new Module(Optional.empty(), "camera", 0, 1),
                        new Module(Optional.empty(), "other", 1, 0)),
                vault.modules().all());
        assertEquals(
                Optional.of(new VaultChange.Made(0, 1)), vault.modules().forget("camera", NOW, BY));
        assertEquals(List.of(), vault.slots().toEmpty("camera"));
        assertEquals(Optional.empty(), vault.modules().forget("camera", NOW, BY));
    }

    /// Of a vault of before slots are those of a sensor's name still.
    @Test
    void aVaultOfBeforeIsBroughtUp() throws Exception {
        hold("print", 0, ANN);
        close();
        var url = "jdbc:sqlite:" + dir.resolve("vault.db");
        try (var file = DriverManager.getConnection(url);
                var change = file.createStatement()) {
            change.execute("DROP TABLE module");
            change.execute("ALTER TABLE consent DROP COLUMN card");
            change.execute("ALTER TABLE template DROP COLUMN sensor");
            change.execute("PRAGMA user_version = 1");
        }
        open();
        assertEquals(Optional.empty(), vault.loss());
        assertEquals(Optional.of(0), vault.slotOf("print", ANN.person()));
        vault.modules().marked(EAST, "print");
        assertTrue(vault.modules().isKnown(EAST));
    }
}
