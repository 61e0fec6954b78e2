package onecard.edge.store.vault;

import static onecard.edge.store.vault.VaultSample.BY;
import static onecard.edge.store.vault.VaultSample.NOW;
import static onecard.edge.store.vault.VaultSample.consent;
import static onecard.edge.store.vault.VaultSample.key;
import static onecard.edge.store.vault.VaultSample.person;
import static onecard.edge.store.vault.VaultSample.threeViews;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import onecard.access.CredentialKind;
import onecard.access.Reason;
import onecard.edge.store.registry.Enrolled;
import onecard.hal.bio.Modality;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// People have a card in their hand, and not their token: what they ask for by it is done, and
/// found, also once nothing is enrolled by that card any more.
class VaultByCardTest {

    private static final Enrolled WHO = person(1);
    private static final Enrolled OTHER = person(2);
    private static final VaultChange NO_CONSENT = new VaultChange.Not(Reason.NO_CONSENT);

    @TempDir Path dir;
    private Path file;
    private Vault vault;

    @BeforeEach
    void open() throws Exception {
        file = dir.resolve("vault.db");
        vault = Vault.open(file, key(), Optional.empty());
    }

    @AfterEach
    void close() throws Exception {
        vault.close();
    }

    @Test
    void whoWithdrewByTheCardIsForgottenByTheCard() throws Exception {
        VaultSample.enrol(vault, WHO, 7);
        assertEquals(
                new VaultChange.Made(3, 0), vault.withdraw(WHO.card(), Modality.FINGER, NOW, BY));

        assertFalse(vault.consented(WHO.person(), Modality.FINGER));
        var held = VaultLook.of(file, WHO.card());
        assertEquals(List.of(WHO.person()), held.stream().map(VaultLook.Held::person).toList());
        assertEquals(Optional.of(NOW), held.getFirst().agreed().orElseThrow().withdrawn());
        assertEquals(NO_CONSENT, vault.withdraw(WHO.card(), Modality.FINGER, NOW, BY));

        close();
        open();
        var _ = vault.forget(WHO.card(), NOW, BY);
        assertEquals(List.of(), VaultLook.of(file, WHO.person()));
        assertEquals("purge forgotten", last());
        tellAll();
        assertFalse(VaultSample.isIn(dir, WHO.card().bytes()));
    }

    @Test
    void theSameOfASlotOfADevice() throws Exception {
        vault.consent(consent(WHO, Modality.FINGER), BY);
        var _ = vault.slots().promise("r503", 4, WHO, Modality.FINGER, NOW);
        var _ = vault.slots().held("r503", 4, NOW, BY);
        assertEquals(
                new VaultChange.Made(0, 1), vault.withdraw(WHO.card(), Modality.FINGER, NOW, BY));
        assertEquals(1, VaultLook.of(file, WHO.card()).size());
        var _ = vault.forget(WHO.card(), NOW, BY);
        assertEquals(List.of(), VaultLook.of(file, WHO.person()));
    }

    /// Who agrees anew has still that card.
    @Test
    void whoAgreesAnewIsFoundByTheCard() throws Exception {
        VaultSample.enrol(vault, WHO, 7);
        var _ = vault.withdraw(WHO.person(), Modality.FINGER, NOW, BY);
        vault.consent(consent(WHO, Modality.FINGER), BY);
        assertTrue(vault.consented(WHO.person(), Modality.FINGER));

        assertEquals(
                new VaultChange.Made(0, 0), vault.withdraw(WHO.card(), Modality.FINGER, NOW, BY));
        assertFalse(vault.consented(WHO.person(), Modality.FINGER));
    }

    /// A card is given to somebody else: it is theirs, and takes nothing of whoever had it.
    @Test
    void aCardOfAnotherNowIsTheirsAlone() throws Exception {
        VaultSample.enrol(vault, WHO, 7);
        var _ = vault.withdraw(WHO.card(), Modality.FINGER, NOW, BY);
        vault.consent(consent(WHO, Modality.FINGER), BY);
        var other = new Enrolled(OTHER.person(), CredentialKind.SSC, WHO.card());
        VaultSample.enrol(vault, other, 27);

        var _ = vault.withdraw(WHO.card(), Modality.FINGER, NOW, BY);
        assertTrue(vault.consented(WHO.person(), Modality.FINGER));
        assertFalse(vault.consented(OTHER.person(), Modality.FINGER));
    }

    /// Also while the one who had it still agrees: what is kept of them stays, and is found by
    /// who they are.
    @Test
    void aCardThatWasGivenOnIsTakenOffWhoeverHadIt() throws Exception {
        VaultSample.enrol(vault, WHO, 7);
        vault.consent(consent(WHO, Modality.VEIN), BY);
        var _ = vault.slots().promise("vein", 4, WHO, Modality.VEIN, NOW);
        var _ = vault.slots().held("vein", 4, NOW, BY);
        var other = new Enrolled(OTHER.person(), CredentialKind.SSC, WHO.card());
        VaultSample.enrol(vault, other, 27);

        onlyTheOthers();
        var alone = new Enrolled(WHO.person(), WHO.kind(), WHO.person());
        assertEquals(Optional.of(alone), vault.slot("vein", 4));
        assertEquals(Set.of(alone, other), Set.copyOf(vault.everyone(Modality.FINGER)));
        var _ = vault.forget(WHO.card(), NOW, BY);
        assertFalse(vault.consented(OTHER.person(), Modality.FINGER));
        VaultSample.same(threeViews(1, 7), vault.references(WHO.person(), Modality.FINGER));
        assertTrue(vault.consented(WHO.person(), Modality.VEIN));
        assertEquals(List.of(), VaultLook.of(file, WHO.card()));
    }

    @Test
    void theSameOfACardThatASlotIsPromisedWith() throws Exception {
        VaultSample.enrol(vault, WHO, 7);
        var other = new Enrolled(OTHER.person(), CredentialKind.SSC, WHO.card());
        vault.consent(consent(other, Modality.FINGER), BY);
        var _ = vault.slots().promise("r503", 4, other, Modality.FINGER, NOW);

        onlyTheOthers();
        VaultSample.same(threeViews(1, 7), vault.references(WHO.person(), Modality.FINGER));
    }

    /// Whoever withdrew by it is not found by it any more, also once the other has gone.
    @Test
    void whoWithdrewByACardThatWasGivenOnIsNotFoundByIt() throws Exception {
        VaultSample.enrol(vault, WHO, 7);
        var _ = vault.withdraw(WHO.card(), Modality.FINGER, NOW, BY);
        VaultSample.enrol(vault, new Enrolled(OTHER.person(), CredentialKind.SSC, WHO.card()), 27);
        var _ = vault.forget(WHO.card(), NOW, BY);
        assertEquals(List.of(), VaultLook.of(file, WHO.card()));
        assertEquals(1, VaultLook.of(file, WHO.person()).size());
    }

    private void onlyTheOthers() throws Exception {
        var held = VaultLook.of(file, WHO.card());
        assertEquals(List.of(OTHER.person()), held.stream().map(VaultLook.Held::person).toList());
    }

    /// A vault of the software before is gone on with.
    @Test
    void aVaultOfTheFirstLayoutIsBroughtUp() throws Exception {
        VaultSample.enrol(vault, WHO, 7);
        close();
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                var statement = connection.createStatement()) {
            statement.execute("ALTER TABLE consent DROP COLUMN card");
            statement.execute("ALTER TABLE template DROP COLUMN sensor");
            statement.execute("DROP TABLE module");
            statement.execute("PRAGMA user_version = 1");
        }
        open();

        assertTrue(vault.loss().isEmpty());
        assertEquals(3, vault.references(WHO.person(), Modality.FINGER).size());
        var _ = vault.enrol(WHO, threeViews(2, 9), NOW, BY);
        var _ = vault.withdraw(WHO.card(), Modality.FINGER, NOW, BY);
        assertEquals(1, VaultLook.of(file, WHO.card()).size());
        assertFalse(Files.exists(dir.resolve("vault.db.damaged-1")));
    }

    private String last() throws Exception {
        var owed = vault.owed().getLast();
        return owed.what() + " " + owed.data().text("result").orElse("");
    }

    private void tellAll() throws Exception {
        for (var owed : vault.owed()) {
            vault.told(owed.id());
        }
        var _ = vault.forget(OTHER.person(), NOW, BY); // which ends the log
    }
}
