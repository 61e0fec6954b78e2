package onecard.edge.store.vault;

import static onecard.edge.store.vault.VaultSample.BY;
import static onecard.edge.store.vault.VaultSample.NOW;
import static onecard.edge.store.vault.VaultSample.consent;
import static onecard.edge.store.vault.VaultSample.face;
import static onecard.edge.store.vault.VaultSample.key;
import static onecard.edge.store.vault.VaultSample.person;
import static onecard.edge.store.vault.VaultSample.same;
import static onecard.edge.store.vault.VaultSample.threeViews;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import onecard.edge.store.registry.Enrolled;
import onecard.edge.words.Failed;
import onecard.hal.bio.Modality;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Who has the file and not the key reads no template, and makes nobody another.
class VaultKeyTest {

    private static final Enrolled WHO = person(1);
    private static final Enrolled OTHER = person(2);

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
    void aCopyWithoutTheKeyHoldsNoTemplate() throws Exception {
        var payloads = new ArrayList<byte[]>();
        for (int number = 1; number <= 20; number++) {
            var who = person(number);
            VaultSample.enrol(vault, who, 100L * number);
            vault.consent(consent(who, Modality.FACE), BY);
            var _ = vault.enrol(who, List.of(face(number)), NOW, BY);
            threeViews(1, 100L * number).forEach(it -> payloads.add(it.payload()));
            payloads.add(face(number).payload());
        }
        assertTrue(Files.size(dir.resolve("vault.db-wal")) == 0, "the log is ended");

        for (var payload : payloads) {
            for (int at = 0; at + 16 <= payload.length; at += 16) {
                var part = Arrays.copyOfRange(payload, at, at + 16);
                assertFalse(isOnDisk(part), "16 bytes of a template are there in plain");
            }
        }
    }

    @Test
    void anotherKeyOrSiteOpensNothing() throws Exception {
        VaultSample.enrol(vault, WHO, 7);
        close();

        for (var wrong : List.of(key(2, "hall"), key(1, "canteen"))) {
            var refused =
                    assertThrows(Failed.class, () -> Vault.open(file, wrong, Optional.empty()));
            assertTrue(refused.words().en().contains("keys.vault"), refused::toString);
        }
        open();
        same(threeViews(1, 7), vault.references(WHO.person(), Modality.FINGER));
    }

    /// Whoever may write the file, and has no key, makes nobody another.
    @Test
    void aRowThatWasChangedOrMovedOpensNoMore() throws Exception {
        for (var change :
                List.of(
                        "UPDATE template SET person = x'%s'",
                        "UPDATE template SET position = 2",
                        "UPDATE template SET format = 'ansi378-2004'",
                        "UPDATE template SET version = 4",
                        "UPDATE template SET sealed = zeroblob(900)",
                        "UPDATE template SET sealed = x''",
                        "UPDATE bearer SET card = x'00000000000000000000000000000009'",
                        "UPDATE bearer SET kind = 'idcard'",
                        "UPDATE bearer SET key = zeroblob(60)",
                        "UPDATE bearer SET key = (SELECT key FROM bearer WHERE person = x'%s')")) {
            VaultSample.enrol(vault, WHO, 7);
            VaultSample.enrol(vault, OTHER, 27);
            var others = OTHER.person().toString();
            run(change.formatted(others) + " WHERE person = x'" + hex() + "'");

            same(List.of(), vault.references(WHO.person(), Modality.FINGER));
            same(threeViews(1, 27), vault.references(OTHER.person(), Modality.FINGER));

            VaultSample.enrol(vault, WHO, 47);
            same(threeViews(1, 47), vault.references(WHO.person(), Modality.FINGER));
            var _ = vault.forget(WHO.person(), NOW, BY);
            var _ = vault.forget(OTHER.person(), NOW, BY);
        }
    }

    /// Whatever stands in the rows of one, the others are compared, found, told of and forgotten.
    @Test
    void oddRowsOfOneKeepNobodyElseOut() throws Exception {
        for (var odd :
                List.of(
                        "UPDATE bearer SET kind = 'cash'",
                        "UPDATE bearer SET card = x'01'",
                        "UPDATE bearer SET card = 'text'",
                        "UPDATE bearer SET modality = 'palm'",
                        "UPDATE bearer SET person = x'0102'",
                        "UPDATE bearer SET key = ''",
                        "UPDATE template SET version = 'three'",
                        "UPDATE template SET position = x'ff'",
                        "UPDATE consent SET purpose = 'for Ann'",
                        "UPDATE consent SET purpose = x'ff00'",
                        "UPDATE consent SET until = 'never'",
                        "UPDATE consent SET granted = 4e18",
                        "UPDATE consent SET modality = 'palm'",
                        "UPDATE consent SET person = x''",
                        "UPDATE slot SET kind = NULL",
                        "UPDATE slot SET card = x'01'",
                        "UPDATE slot SET modality = 7",
                        "UPDATE slot SET slot = 'one'")) {
            for (var who : List.of(WHO, OTHER)) {
                VaultSample.enrol(vault, who, who.person().low());
                var _ = vault.slots().promise("r503", slot(who), who, Modality.FINGER, NOW);
                var _ = vault.slots().held("r503", slot(who), NOW, BY);
            }
            run(odd + " WHERE person = x'" + hex() + "'");

            var _ = vault.references(WHO.person(), Modality.FINGER);
            var _ = vault.slotOf("r503", WHO.person());
            var _ = vault.slot("r503", slot(WHO));
            var _ = vault.people();
            same(threeViews(1, 2), vault.references(OTHER.person(), Modality.FINGER));
            assertEquals(Optional.of(OTHER), vault.slot("r503", slot(OTHER)), odd);
            assertTrue(vault.everyone(Modality.FINGER).contains(OTHER), odd);
            var _ = VaultLook.of(file, WHO.person());
            assertEquals(3, VaultLook.of(file, OTHER.card()).getFirst().templates(), odd);
            var _ = vault.forget(WHO.person(), NOW, BY);
            assertFalse(isOnDisk(WHO.person().bytes()), odd);
            assertEquals(new VaultChange.Made(3, 1), vault.forget(OTHER.card(), NOW, BY), odd);
            var _ = vault.purge(NOW.plus(VaultSample.YEAR));
            close();
            Files.delete(file);
            open();
        }
    }

    private static int slot(Enrolled who) {
        return (int) who.person().low();
    }

    private static String hex() {
        return WHO.person().toString();
    }

    private boolean isOnDisk(byte[] secret) {
        return VaultSample.isIn(dir, secret);
    }

    /// Between two runs: nobody else writes while one lasts.
    private void run(String sql) throws Exception {
        close();
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                var statement = connection.createStatement()) {
            statement.execute("PRAGMA secure_delete = ON"); // what we move leaves no trace either
            assertTrue(statement.executeUpdate(sql) > 0, sql);
        }
        open();
    }
}
