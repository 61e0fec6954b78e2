package onecard.edge.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import onecard.edge.ContractValidator;
import onecard.edge.cli.Console;
import onecard.edge.cli.Sites;
import onecard.edge.clock.KernelClock;
import onecard.edge.crypto.JsonReader;
import onecard.edge.crypto.WholeFile;
import onecard.edge.record.MemoryFold;
import onecard.edge.store.journal.JournalReader;
import onecard.site.SiteProfile;
import onecard.words.Lang;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A vault that cannot be opened costs nobody their card: the stores open, and an alarm says why.
class VaultsTest {

    private static final Path BENCH = Path.of("..", "profiles", "examples", "bench-door.yaml");

    @TempDir Path dir;
    private Path key;
    private Path state;

    @BeforeEach
    void key() throws Exception {
        key = dir.resolve("vault.key");
        state = dir.resolve("state");
        key("ab");
    }

    private void key(String twoDigits) throws Exception {
        WholeFile.write(key, twoDigits.repeat(32).getBytes(StandardCharsets.US_ASCII));
    }

    private SiteProfile site(boolean vault) throws Exception {
        var yaml = Files.readString(BENCH);
        var keys = "site: { generate: true }";
        assertTrue(yaml.contains(keys), yaml);
        var more = vault ? keys + ", vault: { file: " + key + " }" : keys;
        return Sites.read(BENCH, yaml.replace(keys, more), Console.ofProcess(Lang.EN))
                .orElseThrow();
    }

    private boolean opens(boolean vault) throws Exception {
        try (var held = StateDir.hold(state).orElseThrow()) {
            var stores = Stores.open(site(vault), held, new KernelClock(), new MemoryFold());
            boolean open = stores.vault().isPresent();
            if (open) {
                stores.vault().get().close();
            }
            stores.registry().close();
            stores.file().close();
            return open;
        }
    }

    @Test
    void aSiteFileWithoutAKeyHasNoVault() throws Exception {
        assertEquals(false, opens(false));
        assertTrue(Files.notExists(state.resolve("vault.db")));
        assertEquals(List.of(), alarms());
    }

    @Test
    void aVaultIsMadeAtFirstUseAndOpensAgain() throws Exception {
        assertEquals(true, opens(true));
        assertEquals(true, opens(true));
        assertEquals(List.of(), alarms());
    }

    @Test
    void withoutItsKeyOrWithAnotherItStaysClosedAndWhole() throws Exception {
        assertEquals(true, opens(true));
        Files.delete(key);
        assertEquals(false, opens(true));
        key("cd");
        assertEquals(false, opens(true));
        assertEquals(false, opens(false));
        var thrice = List.of("vault_closed", "vault_closed", "vault_closed");
        assertEquals(thrice, alarms());

        key("ab");
        assertEquals(true, opens(true));
        assertEquals(thrice, alarms());
    }

    @Test
    void aDamagedOneIsSetAsideAndSaidOnce() throws Exception {
        assertEquals(true, opens(true));
        Files.write(state.resolve("vault.db"), new byte[20_000]);
        assertEquals(true, opens(true));
        assertEquals(true, opens(true));

        assertEquals(List.of("vault_damaged"), alarms());
        assertEquals(20_000, Files.size(state.resolve("vault.db.damaged-1")));
    }

    private List<String> alarms() throws Exception {
        var alarms = new ArrayList<String>();
        var contract = new ContractValidator();
        try (var reader = JournalReader.open(state.resolve("journal.db")).orElseThrow()) {
            long _ =
                    reader.each(
                            0,
                            event -> {
                                var sent = event.replaceFirst("}$", ",\"replayed\":false}");
                                assertEquals(
                                        Optional.empty(),
                                        contract.objectionBySchema("event", sent));
                                JsonReader.object(event)
                                        .flatMap(known -> known.object("data"))
                                        .flatMap(data -> data.text("alarm"))
                                        .ifPresent(alarms::add);
                            });
        }
        return alarms;
    }
}
