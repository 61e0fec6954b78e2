package onecard.edge.store.vault;

import static onecard.edge.store.vault.VaultSample.BY;
import static onecard.edge.store.vault.VaultSample.NOW;
import static onecard.edge.store.vault.VaultSample.consent;
import static onecard.edge.store.vault.VaultSample.key;
import static onecard.edge.store.vault.VaultSample.person;
import static onecard.edge.store.vault.VaultSample.same;
import static onecard.edge.store.vault.VaultSample.threeViews;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import onecard.access.Token;
import onecard.edge.power.Disk;
import onecard.edge.power.Tape;
import onecard.edge.store.registry.Enrolled;
import onecard.hal.bio.Modality;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The site's key is rolled, and people's tokens are others: what is kept of them is found by the
/// new ones and by no old one, at whatever moment the power goes.
class VaultMovedTest {

    private static final Enrolled WAS = person(1);
    private static final Enrolled OTHER = person(2);
    private static final Enrolled NOW_IS =
            new Enrolled(new Token(5, 1), WAS.kind(), new Token(6, 1));

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

    /// In either order, for a map has none.
    private static List<Map<Token, Token>> tokens() {
        var personFirst = new LinkedHashMap<Token, Token>();
        personFirst.put(WAS.person(), NOW_IS.person());
        personFirst.put(WAS.card(), NOW_IS.card());
        return List.of(personFirst, new LinkedHashMap<>(personFirst.reversed()));
    }

    private void holds(Vault vault) throws Exception {
        VaultSample.enrol(vault, WAS, 7);
        vault.slots().promise("r503", 4, WAS, Modality.FINGER, NOW);
        vault.slots().held("r503", 4, NOW, BY);
        VaultSample.enrol(vault, OTHER, 27);
    }

    @Test
    void whatIsKeptIsTheirsUnderTheNewTokensAlone() throws Exception {
        for (var tokens : tokens()) {
            holds(vault);
            assertEquals(new VaultChange.Made(3, 1), vault.moved(tokens));
            close();
            open();

            same(threeViews(1, 7), vault.references(NOW_IS.person(), Modality.FINGER));
            assertEquals(Optional.of(NOW_IS), vault.slot("r503", 4));
            assertEquals(Set.of(NOW_IS, OTHER), Set.copyOf(vault.everyone(Modality.FINGER)));
            assertFalse(vault.consented(WAS.person(), Modality.FINGER));
            assertEquals(List.of(), VaultLook.of(file, WAS.person()));
            assertEquals(List.of(), VaultLook.of(file, WAS.card()));
            same(threeViews(1, 27), vault.references(OTHER.person(), Modality.FINGER));
            assertEquals(
                    new VaultChange.Made(0, 0), vault.moved(tokens), "nothing is left to move");
            assertEquals(new VaultChange.Made(3, 1), vault.forget(NOW_IS.card(), NOW, BY));
            assertEquals(0, vault.references(NOW_IS.person(), Modality.FINGER).size());
            vault.slots().emptied("r503", 4);
        }
    }

    /// A card that is read before its holder is known anew.
    @Test
    void aCardAloneIsMovedAndItsHolderStays() throws Exception {
        holds(vault);
        assertEquals(new VaultChange.Made(0, 0), vault.moved(Map.of(WAS.card(), NOW_IS.card())));
        var half = new Enrolled(WAS.person(), WAS.kind(), NOW_IS.card());
        same(threeViews(1, 7), vault.references(WAS.person(), Modality.FINGER));
        assertEquals(Optional.of(half), vault.slot("r503", 4));
    }

    /// Whoever withdrew after the roll, or enrolled anew, has said the later word.
    @Test
    void whatWasNotedUnderTheNewTokenHolds() throws Exception {
        holds(vault);
        vault.consent(consent(NOW_IS, Modality.FINGER), BY);
        var _ = vault.withdraw(NOW_IS.person(), Modality.FINGER, NOW, BY);
        assertEquals(new VaultChange.Made(0, 0), vault.moved(tokens().getFirst()));
        assertFalse(vault.consented(NOW_IS.person(), Modality.FINGER));
        assertEquals(List.of(4), vault.slots().toEmpty("r503"));
        assertEquals(List.of(), VaultLook.of(file, WAS.person()));

        vault.slots().emptied("r503", 4);
        holds(vault);
        VaultSample.enrol(vault, NOW_IS, 77);
        assertEquals(new VaultChange.Made(0, 1), vault.moved(tokens().getFirst()));
        same(threeViews(1, 77), vault.references(NOW_IS.person(), Modality.FINGER));
    }

    /// All of one, or all of the other: never half, and never nothing.
    @Test
    void thePowerMayGoAtAnyMoment() throws Exception {
        var whole = Files.createDirectories(dir.resolve("whole"));
        var tape = new Tape(whole);
        int before;
        int after;
        try (tape;
                var cut = Vault.open(whole.resolve("vault.db"), key(), Optional.empty())) {
            holds(cut);
            before = tape.length();
            var _ = cut.moved(tokens().getFirst());
            after = tape.length();
        }
        var random = new Random(2);
        var disk = new Disk(tape);
        disk.playTo(before);
        int moved = 0;
        int still = 0;
        for (int at = before; at <= tape.length(); at++) {
            disk.playTo(at);
            for (var kind : Disk.Cut.values()) {
                var left = Files.createDirectories(dir.resolve(at + "-" + kind));
                disk.cutTo(left, kind, random);
                try (var found = Vault.open(left.resolve("vault.db"), key(), Optional.empty())) {
                    boolean done = state(found, NOW_IS).equals("3 4 true");
                    assertTrue(done || at < after, () -> left + ": it was said to be done");
                    assertEquals(
                            done ? "0 - false" : "3 4 true", state(found, WAS), left::toString);
                    assertEquals(3, found.references(OTHER.person(), Modality.FINGER).size());
                    moved += done ? 1 : 0;
                    still += done ? 0 : 1;
                }
            }
        }
        assertTrue(moved > 0 && still > 5, moved + " moved, " + still + " not yet");
    }

    private static String state(Vault vault, Enrolled who) throws Exception {
        return "%d %s %s"
                .formatted(
                        vault.references(who.person(), Modality.FINGER).size(),
                        vault.slotOf("r503", who.person()).map(String::valueOf).orElse("-"),
                        vault.consented(who.person(), Modality.FINGER));
    }
}
