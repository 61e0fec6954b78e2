package onecard.edge.store.vault;

import static onecard.edge.store.vault.VaultSample.BY;
import static onecard.edge.store.vault.VaultSample.NOW;
import static onecard.edge.store.vault.VaultSample.key;
import static onecard.edge.store.vault.VaultSample.person;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import onecard.edge.store.registry.Enrolled;
import onecard.hal.bio.Modality;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Points ask while people are enrolled and withdraw: each answer is of before a change or after
/// it, and no key is left for who asks late.
class VaultThreadsTest {

    private static final Enrolled WHO = person(1);
    private static final int CHANGES = 20;
    private static final int READERS = 3;

    @TempDir Path dir;

    @Test
    void whoAsksMeanwhileHearsOfBeforeOrAfter() throws Exception {
        var over = new AtomicBoolean();
        try (var vault = Vault.open(dir.resolve("vault.db"), key(), Optional.empty());
                var readers = Executors.newFixedThreadPool(READERS)) {
            VaultSample.enrol(vault, person(2), 900);
            Callable<Set<Integer>> asking =
                    () -> {
                        var heard = new TreeSet<Integer>();
                        while (!over.get()) {
                            heard.add(vault.references(WHO.person(), Modality.FINGER).size());
                            heard.add(vault.everyone(Modality.FINGER).contains(person(2)) ? 3 : -1);
                        }
                        return heard;
                    };
            var asked = new ArrayList<Future<Set<Integer>>>();
            for (int i = 0; i < READERS; i++) {
                asked.add(readers.submit(asking));
            }
            try {
                for (int i = 0; i < CHANGES; i++) {
                    VaultSample.enrol(vault, WHO, i);
                    assertEquals(3, vault.references(WHO.person(), Modality.FINGER).size());
                    var _ = vault.withdraw(WHO.person(), Modality.FINGER, NOW, BY);
                    assertEquals(0, vault.references(WHO.person(), Modality.FINGER).size());
                }
            } finally {
                over.set(true);
            }
            for (var each : asked) {
                var heard = each.get();
                assertTrue(Set.of(0, 3).containsAll(heard), heard::toString);
            }
        }
    }
}
