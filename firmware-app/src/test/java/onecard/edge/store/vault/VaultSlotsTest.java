package onecard.edge.store.vault;

import static onecard.edge.store.vault.VaultSample.BY;
import static onecard.edge.store.vault.VaultSample.NOW;
import static onecard.edge.store.vault.VaultSample.consent;
import static onecard.edge.store.vault.VaultSample.key;
import static onecard.edge.store.vault.VaultSample.person;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import onecard.access.Reason;
import onecard.edge.store.registry.Enrolled;
import onecard.hal.bio.Modality;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// No slot of a device is full without that being known here, whatever stops in between; and none
/// is somebody's who does not agree.
class VaultSlotsTest {

    private static final Enrolled WHO = person(1);
    private static final Enrolled OTHER = person(2);
    private static final VaultChange DONE = new VaultChange.Made(0, 1);
    private static final VaultChange NO_CONSENT = new VaultChange.Not(Reason.NO_CONSENT);

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

    private void restart() throws Exception {
        close();
        open();
    }

    private VaultChange promise(int slot, Enrolled who) throws Exception {
        return vault.slots().promise("vein-1", slot, who, Modality.VEIN, NOW);
    }

    private void hold(int slot, Enrolled who) throws Exception {
        vault.consent(consent(who, Modality.VEIN), BY);
        assertEquals(DONE, promise(slot, who));
        assertEquals(DONE, vault.slots().held("vein-1", slot, NOW, BY));
    }

    /// Whoever was not known may be from then on, and after no other change.
    @Test
    void whoIsEnrolledIsCountedAndNothingElse() throws Exception {
        vault.consent(consent(WHO, Modality.VEIN), BY);
        assertEquals(DONE, promise(0, WHO));
        assertEquals(0, vault.enrolments());
        assertEquals(DONE, vault.slots().held("vein-1", 0, NOW, BY));
        assertEquals(1, vault.enrolments());
        assertEquals(NO_CONSENT, vault.slots().held("vein-1", 0, NOW, BY));
        vault.enrol(OTHER, VaultSample.threeViews(1, 7), NOW, BY);
        assertEquals(1, vault.enrolments(), "without a consent");
        vault.consent(consent(OTHER, Modality.FINGER), BY);
        vault.enrol(OTHER, VaultSample.threeViews(1, 7), NOW, BY);
        assertEquals(2, vault.enrolments());
        vault.forget(WHO.person(), NOW, BY);
        assertEquals(2, vault.enrolments());
    }

    @Test
    void aSlotIsSomebodysOnceTheDeviceHasFilledIt() throws Exception {
        assertEquals(NO_CONSENT, promise(0, WHO));
        vault.consent(consent(WHO, Modality.VEIN), BY);
        assertEquals(DONE, promise(0, WHO));
        assertEquals(Optional.empty(), vault.slot("vein-1", 0));
        assertEquals(Optional.empty(), vault.slotOf("vein-1", WHO.person()));

        assertEquals(DONE, vault.slots().held("vein-1", 0, NOW, BY));
        restart();
        assertEquals(Optional.of(WHO), vault.slot("vein-1", 0));
        assertEquals(Optional.of(0), vault.slotOf("vein-1", WHO.person()));
        assertEquals(Optional.empty(), vault.slot("vein-2", 0));
        assertEquals(Optional.empty(), vault.slotOf("vein-1", OTHER.person()));
        assertEquals(1, vault.people());
        assertEquals(
                List.of("consent", "enrol"), vault.owed().stream().map(Vault.Owed::what).toList());
    }

    @Test
    void aPromiseThatWasCutShortIsToBeEmptiedAndNobodys() throws Exception {
        vault.consent(consent(WHO, Modality.VEIN), BY);
        assertEquals(DONE, promise(0, WHO));
        restart();

        assertEquals(Optional.empty(), vault.slot("vein-1", 0));
        assertEquals(List.of(0), vault.slots().toEmpty("vein-1"));
        assertEquals(NO_CONSENT, vault.slots().held("vein-1", 0, NOW, BY));
        assertEquals(0, vault.people());
    }

    @Test
    void noSlotIsPromisedTwiceOrBeforeItIsEmpty() throws Exception {
        hold(0, WHO);
        vault.consent(consent(OTHER, Modality.VEIN), BY);
        var occupied = new VaultChange.Not(Reason.OCCUPIED);

        assertEquals(occupied, promise(0, OTHER));
        assertEquals(Optional.of(1), vault.slots().free("vein-1", 2));
        assertEquals(Optional.empty(), vault.slots().free("vein-1", 1));
        assertEquals(
                new VaultChange.Made(0, 1), vault.withdraw(WHO.person(), Modality.VEIN, NOW, BY));
        assertEquals(occupied, promise(0, OTHER));
        assertEquals(Optional.empty(), vault.slots().free("vein-1", 1));

        vault.slots().emptied("vein-1", 0);
        assertEquals(Optional.of(0), vault.slots().free("vein-1", 1));
        assertEquals(DONE, promise(0, OTHER));
    }

    @Test
    void whoIsForgottenLeavesASlotThatIsNobodysUntilItIsEmpty() throws Exception {
        hold(3, WHO);
        hold(4, OTHER);

        assertEquals(new VaultChange.Made(0, 1), vault.forget(WHO.card(), NOW, BY));
        restart();
        assertEquals(Optional.empty(), vault.slot("vein-1", 3));
        assertEquals(Optional.empty(), vault.slotOf("vein-1", WHO.person()));
        assertEquals(List.of(3), vault.slots().toEmpty("vein-1"));
        assertEquals(Optional.of(OTHER), vault.slot("vein-1", 4));

        vault.slots().emptied("vein-1", 3);
        vault.slots().emptied("vein-1", 4); // which is held, and stays
        restart();
        assertEquals(List.of(), vault.slots().toEmpty("vein-1"));
        assertEquals(Optional.of(OTHER), vault.slot("vein-1", 4));
    }

    @Test
    void whoWithdrawsWhileTheDeviceFillsASlotDoesNotHoldIt() throws Exception {
        vault.consent(consent(WHO, Modality.VEIN), BY);
        assertEquals(DONE, promise(0, WHO));
        var _ = vault.withdraw(WHO.person(), Modality.VEIN, NOW, BY);

        assertEquals(NO_CONSENT, vault.slots().held("vein-1", 0, NOW, BY));
        assertEquals(List.of(0), vault.slots().toEmpty("vein-1"));
    }

    @Test
    void whatTheDeviceCouldNotFillIsToBeEmptied() throws Exception {
        vault.consent(consent(WHO, Modality.VEIN), BY);
        assertEquals(DONE, promise(0, WHO));
        vault.slots().notHeld("vein-1", 0);

        assertEquals(List.of(0), vault.slots().toEmpty("vein-1"));
        assertEquals(NO_CONSENT, vault.slots().held("vein-1", 0, NOW, BY));
    }

    @Test
    void aNewSlotOfSomebodyTakesThePlaceOfTheOldOne() throws Exception {
        hold(0, WHO);
        hold(1, WHO);

        assertEquals(Optional.of(1), vault.slotOf("vein-1", WHO.person()));
        assertEquals(Optional.empty(), vault.slot("vein-1", 0));
        assertEquals(List.of(0), vault.slots().toEmpty("vein-1"));
    }
}
