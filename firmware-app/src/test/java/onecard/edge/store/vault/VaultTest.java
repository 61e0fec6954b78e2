package onecard.edge.store.vault;

import static onecard.edge.store.vault.VaultSample.BY;
import static onecard.edge.store.vault.VaultSample.NOW;
import static onecard.edge.store.vault.VaultSample.consent;
import static onecard.edge.store.vault.VaultSample.face;
import static onecard.edge.store.vault.VaultSample.finger;
import static onecard.edge.store.vault.VaultSample.key;
import static onecard.edge.store.vault.VaultSample.person;
import static onecard.edge.store.vault.VaultSample.same;
import static onecard.edge.store.vault.VaultSample.threeViews;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import onecard.access.CredentialKind;
import onecard.access.Reason;
import onecard.access.Token;
import onecard.edge.crypto.Json;
import onecard.edge.store.Database;
import onecard.edge.store.registry.Enrolled;
import onecard.hal.bio.Modality;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Nothing of a body is kept without a consent, nothing outlives one, and nobody without the key
/// reads any of it.
class VaultTest {

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

    private void restart() throws Exception {
        close();
        open();
    }

    // --- consent ---

    @Test
    void aConsentForAnythingElseIsNone() throws Exception {
        vault.consent(consent(WHO, Modality.FINGER), BY);
        vault.enrol(WHO, threeViews(1, 7), NOW, BY);
        vault.slots().promise("gate-1", 3, WHO, Modality.FINGER, NOW);
        vault.slots().held("gate-1", 3, NOW, BY);
        vault.close();
        vault = Vault.open(file, key(), Optional.of("lunch"));
        assertFalse(vault.consented(WHO.person(), Modality.FINGER));
        assertEquals(Optional.empty(), vault.agreed(WHO.person(), Modality.FINGER));
        assertEquals(List.of(), vault.references(WHO.person(), Modality.FINGER));
        assertEquals(List.of(), vault.everyone(Modality.FINGER));
        assertEquals(Optional.empty(), vault.slot("gate-1", 3));
        assertEquals(Optional.empty(), vault.slotOf("gate-1", WHO.person()));
        assertEquals(NO_CONSENT, vault.enrol(WHO, threeViews(1, 7), NOW, BY));
        assertEquals(NO_CONSENT, vault.slots().promise("gate-1", 4, WHO, Modality.FINGER, NOW));
        vault.close();
        vault = Vault.open(file, key(), Optional.of("gate"));
        assertTrue(vault.consented(WHO.person(), Modality.FINGER));
        assertEquals(Optional.of(NOW), vault.agreed(WHO.person(), Modality.FINGER));
        assertEquals(Optional.empty(), vault.agreed(WHO.person(), Modality.VEIN));
        assertEquals(3, vault.references(WHO.person(), Modality.FINGER).size());
        assertEquals(List.of(WHO), vault.everyone(Modality.FINGER));
        assertEquals(Optional.of(WHO), vault.slot("gate-1", 3));
        assertEquals(Optional.of(3), vault.slotOf("gate-1", WHO.person()));
    }

    @Test
    void nobodyIsEnrolledWhoDidNotAgree() throws Exception {
        assertEquals(NO_CONSENT, vault.enrol(WHO, threeViews(1, 7), NOW, BY));
        vault.consent(consent(WHO, Modality.FACE), BY);
        assertEquals(NO_CONSENT, vault.enrol(WHO, threeViews(1, 7), NOW, BY));
        vault.consent(consent(OTHER, Modality.FINGER), BY);
        assertEquals(NO_CONSENT, vault.enrol(WHO, threeViews(1, 7), NOW, BY));

        assertEquals(0, count("template"));
        assertEquals(0, vault.people());
    }

    @Test
    void nobodyIsEnrolledOnceTheConsentIsOver() throws Exception {
        vault.consent(consent(WHO, Modality.FINGER), BY);
        var end = NOW.plus(VaultSample.YEAR);

        assertEquals(NO_CONSENT, vault.enrol(WHO, threeViews(1, 7), end, BY));
        assertEquals(
                new VaultChange.Made(3, 0),
                vault.enrol(WHO, threeViews(1, 7), end.minusMillis(1), BY));
    }

    @Test
    void whatIsEnrolledIsComparedWithAfterARestartToo() throws Exception {
        VaultSample.enrol(vault, WHO, 7);
        var _ = vault.enrol(WHO, threeViews(2, 17), NOW, BY);
        VaultSample.enrol(vault, OTHER, 27);
        restart();

        assertTrue(vault.consented(WHO.person(), Modality.FINGER));
        assertFalse(vault.consented(WHO.person(), Modality.VEIN));
        var expected = new ArrayList<>(threeViews(1, 7));
        expected.addAll(threeViews(2, 17));
        same(expected, vault.references(WHO.person(), Modality.FINGER));
        same(List.of(), vault.references(WHO.person(), Modality.FACE));
        assertEquals(2, vault.people());
        assertEquals(List.of(WHO, OTHER), vault.everyone(Modality.FINGER));
    }

    @Test
    void aFingerEnrolledAgainReplacesItsOldViewsAlone() throws Exception {
        VaultSample.enrol(vault, WHO, 7);
        var _ = vault.enrol(WHO, threeViews(2, 17), NOW, BY);
        var replaced = new Enrolled(WHO.person(), CredentialKind.IDCARD, new Token(3, 3));
        var _ = vault.enrol(replaced, List.of(finger(1, 40)), NOW, BY);

        var expected = new ArrayList<>(threeViews(2, 17));
        expected.add(finger(1, 40));
        same(expected, vault.references(WHO.person(), Modality.FINGER));
        assertEquals(List.of(replaced), vault.everyone(Modality.FINGER));
    }

    /// Though what they left is still there: who withdraws while a match runs is compared no more.
    @Test
    void whoWithdrewIsNeitherComparedNorFound() throws Exception {
        VaultSample.enrol(vault, WHO, 7);
        run("UPDATE consent SET withdrawn = 1");

        assertFalse(vault.consented(WHO.person(), Modality.FINGER));
        assertEquals(Optional.empty(), vault.agreed(WHO.person(), Modality.FINGER));
        same(List.of(), vault.references(WHO.person(), Modality.FINGER));
        assertEquals(List.of(), vault.everyone(Modality.FINGER));
    }

    // --- erasure ---

    @Test
    void withdrawalTakesThatModalityAtOnceAndLeavesTheOther() throws Exception {
        VaultSample.enrol(vault, WHO, 7);
        vault.consent(consent(WHO, Modality.FACE), BY);
        var _ = vault.enrol(WHO, List.of(face(9)), NOW, BY);
        var secrets = sealed("SELECT sealed FROM template WHERE modality = 'finger'");
        secrets.addAll(sealed("SELECT key FROM bearer WHERE modality = 'finger'"));
        assertEquals(4, secrets.size());

        assertEquals(
                new VaultChange.Made(3, 0), vault.withdraw(WHO.person(), Modality.FINGER, NOW, BY));

        secrets.forEach(secret -> assertFalse(isOnDisk(secret)));
        assertFalse(vault.consented(WHO.person(), Modality.FINGER));
        same(List.of(face(9)), vault.references(WHO.person(), Modality.FACE));
        assertEquals(NO_CONSENT, vault.withdraw(WHO.person(), Modality.FINGER, NOW, BY));
        assertEquals(NO_CONSENT, vault.enrol(WHO, threeViews(1, 7), NOW, BY));
    }

    @Test
    void whoIsForgottenLeavesNothingWhicheverTokenIsNamed() throws Exception {
        for (var token : List.of(WHO.person(), WHO.card())) {
            VaultSample.enrol(vault, WHO, 7);
            VaultSample.enrol(vault, OTHER, 27);
            vault.consent(consent(WHO, Modality.VEIN), BY);
            var secrets = sealed("SELECT sealed FROM template WHERE person = x'" + hex() + "'");
            assertEquals(3, secrets.size());

            assertEquals(new VaultChange.Made(3, 0), vault.forget(token, NOW, BY));

            secrets.forEach(secret -> assertFalse(isOnDisk(secret)));
            tellAll();
            assertFalse(isOnDisk(WHO.person().bytes()));
            assertFalse(isOnDisk(WHO.card().bytes()));
            assertEquals(3, vault.references(OTHER.person(), Modality.FINGER).size());
            assertEquals(new VaultChange.Made(0, 0), vault.forget(token, NOW, BY));
            assertEquals(List.of(), vault.owed());
        }
    }

    /// However pages are split, filled and joined meanwhile.
    @Test
    void nobodyWhoIsForgottenLeavesATraceAmongMany() throws Exception {
        var random = new Random(4);
        var here = new ArrayList<Enrolled>();
        var gone = new ArrayList<Enrolled>();
        for (int i = 0; i < 200; i++) {
            var who = new Enrolled(token(random), CredentialKind.SSC, token(random));
            here.add(who);
            VaultSample.enrol(vault, who, i);
            if (random.nextInt(3) == 0) {
                var _ = vault.slots().promise("r503", i, who, Modality.FINGER, NOW);
                var _ = vault.slots().held("r503", i, NOW, BY);
            }
            if (random.nextInt(2) == 0) {
                var one = here.remove(random.nextInt(here.size()));
                var _ = vault.forget(one.card(), NOW, BY);
                gone.add(one);
            }
        }
        tellAll();

        assertTrue(gone.size() > 80, () -> "few were forgotten: " + gone.size());
        for (var one : gone) {
            assertFalse(isOnDisk(one.person().bytes()));
            assertFalse(isOnDisk(one.card().bytes()));
            assertFalse(isOnDisk(one.person().toString().getBytes(StandardCharsets.US_ASCII)));
        }
        here.forEach(one -> assertTrue(isOnDisk(one.person().bytes())));
    }

    private static Token token(Random random) {
        return new Token(random.nextLong(), random.nextLong());
    }

    @Test
    void whatIsOverGoesAtTheNextPurgeAndNothingBefore() throws Exception {
        VaultSample.enrol(vault, WHO, 7);
        var longer = consent(OTHER, Modality.FINGER);
        VaultSample.enrol(vault, OTHER, 27);
        var end = NOW.plus(VaultSample.YEAR);
        vault.consent(until(longer, end.plusSeconds(1)), BY);
        var secrets = sealed("SELECT sealed FROM template WHERE person = x'" + hex() + "'");

        assertEquals(0, vault.purge(end.minusMillis(1)));
        assertEquals(3, vault.references(WHO.person(), Modality.FINGER).size());
        assertEquals(1, vault.purge(end));

        secrets.forEach(secret -> assertFalse(isOnDisk(secret)));
        assertFalse(vault.consented(WHO.person(), Modality.FINGER));
        assertEquals(3, vault.references(OTHER.person(), Modality.FINGER).size());
        assertEquals(1, count("consent"));
    }

    /// Of a part of the body that only later software knows: nobody would find it any more.
    @Test
    void nothingOutlivesAConsentWhateverItIsOf() throws Exception {
        VaultSample.enrol(vault, WHO, 7);
        vault.slots().promise("gate-1", 3, WHO, Modality.FINGER, NOW);
        vault.slots().held("gate-1", 3, NOW, BY);
        vault.consent(until(consent(OTHER, Modality.FINGER), NOW.plus(Duration.ofDays(800))), BY);
        var _ = vault.enrol(OTHER, threeViews(1, 27), NOW, BY);
        for (var table : List.of("consent", "bearer", "template", "slot")) {
            run("UPDATE " + table + " SET modality = 'palm' WHERE person = x'" + hex() + "'");
        }
        var secrets = sealed("SELECT sealed FROM template WHERE modality = 'palm'");
        secrets.addAll(sealed("SELECT key FROM bearer WHERE modality = 'palm'"));
        assertEquals(4, secrets.size());

        var _ = vault.purge(NOW.plus(VaultSample.YEAR));

        secrets.forEach(secret -> assertFalse(isOnDisk(secret)));
        assertEquals(1, vault.people());
        assertEquals(List.of(3), vault.slots().toEmpty("gate-1"));
        assertEquals(3, vault.references(OTHER.person(), Modality.FINGER).size());
    }

    /// Whoever looks at the file holds up its log, and with it what was deleted meanwhile.
    @Test
    void whatWasDeletedWhileSomebodyReadIsOverwrittenAtTheNextTurn() throws Exception {
        VaultSample.enrol(vault, WHO, 7);
        var secrets = sealed("SELECT sealed FROM template");
        try (var reader = Database.reader(file)) {
            reader.setAutoCommit(false);
            assertEquals(3, Database.number(reader, "SELECT count(*) FROM template"));
            var _ = vault.withdraw(WHO.person(), Modality.FINGER, NOW, BY);
            assertTrue(isOnDisk(secrets.getFirst()), "the reader holds nothing up");
        }
        assertEquals(0, vault.purge(NOW));
        secrets.forEach(secret -> assertFalse(isOnDisk(secret)));
        assertEquals(0, Files.size(dir.resolve("vault.db-wal")));
    }

    private static Consent until(Consent it, Instant end) {
        return new Consent(
                it.person(),
                it.modality(),
                it.purpose(),
                it.text(),
                it.channel(),
                it.guardian(),
                it.mayMove(),
                it.granted(),
                end);
    }

    // --- what the journal is owed ---

    @Test
    void everyChangeOwesTheJournalARecordUntilItIsTold() throws Exception {
        VaultSample.enrol(vault, WHO, 7);
        var _ = vault.withdraw(WHO.person(), Modality.FINGER, NOW, BY);
        VaultSample.enrol(vault, WHO, 7);
        var _ = vault.forget(WHO.person(), NOW, BY);
        vault.consent(consent(OTHER, Modality.FACE), BY);
        var _ = vault.purge(NOW.plus(Duration.ofDays(400)));
        restart();

        var owed = vault.owed();
        assertEquals(
                List.of(
                        "consent given",
                        "enrol enrolled",
                        "consent withdrawn",
                        "purge withdrawn",
                        "consent given",
                        "enrol enrolled",
                        "purge forgotten",
                        "consent given",
                        "purge over"),
                owed.stream().map(it -> it.what() + " " + text(it, "result")).toList());
        assertEquals(owed.size(), owed.stream().map(it -> text(it, "change")).distinct().count());
        assertEquals(WHO.person().toString(), text(owed.getFirst(), "token"));
        assertEquals("finger", text(owed.getFirst(), "modality"));
        assertEquals(BY, text(owed.getFirst(), "by"));
        assertEquals("2026-11-24T08:00:00Z", text(owed.getFirst(), "at"));
        assertEquals(Optional.of(3L), owed.get(3).data().number("templates"));

        vault.told(owed.getFirst().id());
        restart();
        assertEquals(owed.subList(1, owed.size()), vault.owed());
    }

    private static String text(Vault.Owed owed, String name) {
        Json.Obj data = owed.data();
        return data.text(name).orElse("");
    }

    private void tellAll() throws Exception {
        for (var owed : vault.owed()) {
            vault.told(owed.id());
        }
        var _ = vault.forget(new Token(9, 9), NOW, BY); // which ends the log
    }

    // --- a damaged file ---

    @Test
    void aDamagedVaultIsSetAsideWholeAndBegunAnew() throws Exception {
        VaultSample.enrol(vault, WHO, 7);
        close();
        var bytes = Files.readAllBytes(file);
        Arrays.fill(bytes, 4_096, bytes.length, (byte) 0x55);
        Files.write(file, bytes);
        open();

        assertTrue(vault.loss().isPresent());
        assertArrayEquals(bytes, Files.readAllBytes(dir.resolve("vault.db.damaged-1")));
        assertFalse(vault.consented(WHO.person(), Modality.FINGER));
        restart();
        assertTrue(vault.loss().isEmpty());
    }

    // --- looking at the files ---

    private static String hex() {
        return WHO.person().toString();
    }

    private boolean isOnDisk(byte[] secret) {
        return VaultSample.isIn(dir, secret);
    }

    /// Each is on the disk as yet, or the test would look for nothing.
    private List<byte[]> sealed(String sql) throws Exception {
        var found = new ArrayList<byte[]>();
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                var whole = rows.getBytes(1);
                var secret = Arrays.copyOfRange(whole, 12, 60);
                assertTrue(isOnDisk(secret));
                found.add(secret);
            }
        }
        return found;
    }

    private long count(String table) throws Exception {
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file)) {
            return Database.number(connection, "SELECT count(*) FROM " + table);
        }
    }

    /// Between two runs: nobody else writes while one lasts.
    private void run(String sql) throws Exception {
        close();
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                var statement = connection.createStatement()) {
            assertTrue(statement.executeUpdate(sql) > 0, sql);
        }
        open();
    }
}
