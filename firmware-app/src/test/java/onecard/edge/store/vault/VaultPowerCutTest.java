package onecard.edge.store.vault;

import static onecard.edge.store.vault.VaultSample.BY;
import static onecard.edge.store.vault.VaultSample.NOW;
import static onecard.edge.store.vault.VaultSample.consent;
import static onecard.edge.store.vault.VaultSample.key;
import static onecard.edge.store.vault.VaultSample.person;
import static onecard.edge.store.vault.VaultSample.threeViews;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import onecard.edge.power.Disk;
import onecard.edge.power.Tape;
import onecard.edge.store.registry.Enrolled;
import onecard.hal.bio.Modality;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The power goes at any moment of a person's time in the vault: each change is there whole, with
/// the record that the journal is owed, or not at all; and what was told is there.
class VaultPowerCutTest {

    private static final Enrolled WHO = person(1);
    private static final String MARK = "0123456789abcdef";
    private static final String MODULE = VaultModules.device(MARK);

    /// What the file says after each change, in their order; `owed` has nothing told.
    private static final List<String> STATES =
            List.of(
                    "false 0 0 []",
                    "true 0 0 [consent]",
                    "true 3 0 [consent, enrol]",
                    "true 3 0 known [consent, enrol]",
                    "true 3 1 known [consent, enrol, enrol]",
                    "true 3 0 [consent, enrol, enrol, purge]",
                    "false 0 0 [consent, enrol, enrol, purge, consent, purge]",
                    "false 0 0 [enrol, enrol, purge, consent, purge]");

    @TempDir Path dir;

    private interface Change {
        void make(Vault vault) throws Exception;
    }

    /// A slot that is promised is one more state of the file and none of a person.
    private static final List<Change> CHANGES =
            List.of(
                    vault -> vault.consent(consent(WHO, Modality.FINGER), BY),
                    vault -> vault.enrol(WHO, threeViews(1, 7), NOW, BY),
                    vault -> vault.modules().marked(MARK, "r503"),
                    vault -> {
                        vault.slots().promise(MODULE, 4, WHO, Modality.FINGER, NOW);
                        vault.slots().held(MODULE, 4, NOW, BY);
                    },
                    vault -> vault.modules().forget(MARK, NOW, BY),
                    vault -> vault.withdraw(WHO.person(), Modality.FINGER, NOW, BY),
                    vault -> vault.told(vault.owed().getFirst().id()));

    @Test
    void eachChangeIsThereWholeOrNotAtAll() throws Exception {
        var whole = Files.createDirectories(dir.resolve("whole"));
        var tape = new Tape(whole);
        var told = new ArrayList<Integer>();
        try (tape;
                var vault = Vault.open(whole.resolve("vault.db"), key(), Optional.empty())) {
            told.add(tape.length());
            for (var change : CHANGES) {
                change.make(vault);
                told.add(tape.length());
            }
        }
        assertEquals(STATES.size(), told.size());

        var random = new Random(1);
        var disk = new Disk(tape);
        int cuts = 0;
        for (int at = 0; at <= tape.length(); at++) {
            disk.playTo(at);
            for (var cut : Disk.Cut.values()) {
                var left = Files.createDirectories(dir.resolve(at + "-" + cut));
                disk.cutTo(left, cut, random);
                looksLikeOneOf(left, at, told);
                cuts++;
            }
        }
        assertTrue(cuts > 300, "hardly anything is written: " + cuts);
    }

    private static void looksLikeOneOf(Path left, int at, List<Integer> told) throws Exception {
        int sure = 0;
        while (sure + 1 < told.size() && told.get(sure + 1) <= at) {
            sure++;
        }
        try (var vault = Vault.open(left.resolve("vault.db"), key(), Optional.empty())) {
            assertTrue(vault.loss().isEmpty(), () -> left + ": " + vault.loss());
            var state = state(vault);
            var possible = STATES.subList(sure, Math.min(sure + 2, STATES.size()));
            assertTrue(possible.contains(state), () -> left + ": " + state + ", not " + possible);
        }
    }

    private static String state(Vault vault) throws Exception {
        var views = vault.references(WHO.person(), Modality.FINGER);
        return "%s %d %d %s%s"
                .formatted(
                        vault.consented(WHO.person(), Modality.FINGER),
                        views.size(),
                        vault.slotOf(MODULE, WHO.person()).stream().count(),
                        vault.modules().isKnown(MARK) ? "known " : "",
                        vault.owed().stream().map(Vault.Owed::what).toList());
    }
}
