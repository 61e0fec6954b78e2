package onecard.edge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import onecard.edge.crypto.Secrets;
import onecard.edge.state.StateDir;
import onecard.site.Secret;
import org.junit.jupiter.api.Test;

/// What `restore` and `backup` do not do, and why.
class RestoreRefusedTest extends ReplacedBoard {

    @Test
    void aStateThatHasAnythingIsLeftAsItIs() throws Exception {
        recorded();
        assertEquals(0, backup());
        siteKeyIsBrought();
        for (var name :
                List.of("journal.db", "registry.db", "vault.db", "device.pem", "imported")) {
            var there = Files.writeString(next.resolve("state").resolve(name), "mine");
            assertEquals(3, restore(), name);
            assertTrue(err().contains("must be empty, but has " + name), this::err);
            assertEquals(Stream.of(name, "lock", "site.key").sorted().toList(), names());
            assertEquals("mine", Files.readString(there));
            Files.delete(there);
        }
        try (var held = StateDir.hold(next.resolve("state")).orElseThrow()) {
            assertEquals(3, restore(), held::toString);
            assertTrue(err().contains("another holds it"), this::err);
        }
    }

    @Test
    void nobodyWouldBeKnownUnderAnotherSiteKey() throws Exception {
        recorded();
        assertEquals(0, backup());
        Files.createDirectories(next.resolve("state"));
        assertEquals(1, restore(), "none is there");
        assertTrue(err().contains("put it at " + next.resolve("state/site.key")), this::err);
        Secrets.siteKey(new Secret.Generate(), next.resolve("state"));
        assertEquals(1, restore(), "another is there");
        assertEquals(List.of("lock", "site.key"), names());
        assertEquals(0, restore("--other-site-key"), this::err);
    }

    /// A board that goes on where the one before began a roll knows people by its key, too.
    @Test
    void aBackupOfBeforeTheRollIsTakenByWhoeverKnowsTheFormerKey() throws Exception {
        recorded();
        assertEquals(0, backup());
        siteKeyIsBrought();
        var former = next.resolve("former.key");
        Files.move(next.resolve("state/site.key"), former);
        Secrets.siteKey(new Secret.Generate(), next.resolve("state"));
        assertEquals(1, restore(), "another is there");
        var rolled =
                Files.readString(site)
                        .replace(
                                "site: { generate: true }",
                                "site: { generate: true, former: { file: %s } }".formatted(former));
        var file = Files.writeString(dir.resolve("rolled.yaml"), rolled);
        assertEquals(0, restore("--site", file.toString()), this::err);
    }

    @Test
    void whatOthersSignedOrAlteredIsNotTaken() throws Exception {
        recorded();
        assertEquals(0, backup());
        siteKeyIsBrought();
        StateDir.hold(next.resolve("state")).orElseThrow().close();
        assertEquals(1, restore("--key", "ed25519:" + "A".repeat(43)));
        assertTrue(err().contains("must be signed by ed25519:AAAA"), this::err);
        var good = Files.readAllBytes(backup);
        var random = new Random(7);
        int refused = 0;
        for (int i = 0; i < 60; i++) {
            var bad = good.clone();
            bad[random.nextInt(bad.length)] ^= (byte) (1 << random.nextInt(8));
            Files.write(backup, bad);
            int exit = restore();
            if (exit == 0) {
                // A bit that means nothing, such as a time in the zip: all the same to the state.
                assertEquals(2, epochs(events(next)).size());
                emptied();
            } else {
                assertEquals(1, exit, this::err);
                assertEquals(List.of("lock", "site.key"), names());
                refused++;
            }
        }
        assertTrue(refused > 40, "only " + refused + " of 60");
        for (int length : new int[] {0, 1, good.length / 2, good.length - 1}) {
            Files.write(backup, Arrays.copyOf(good, length));
            assertEquals(1, restore(), () -> "cut at " + length);
        }
        Files.delete(backup);
        assertEquals(3, restore());
    }

    @Test
    void itIsForTheSameDeviceAlone() throws Exception {
        recorded();
        assertEquals(0, backup());
        siteKeyIsBrought();
        var other = dir.resolve("other.yaml");
        Files.writeString(other, yaml.replace("device: bench", "device: other"));
        assertEquals(1, restore("--site", other.toString()));
        assertTrue(err().contains("is of bench/bench, and the site file of bench/other"));
        assertEquals(List.of("lock", "site.key"), names());

        assertEquals(
                3,
                run(
                        "backup",
                        "--site",
                        other.toString(),
                        "--out",
                        backup.toString(),
                        "--state",
                        former.resolve("state").toString()));
        assertTrue(err().contains("must be that of bench/bench"), this::err);
        Files.writeString(other, yaml + "# mended\n");
        assertEquals(0, restore("--site", other.toString()), this::err);
        assertFalse(Files.exists(next.resolve("state/restored-site.yaml")));
    }

    @Test
    void whereNothingIsThereIsNothingToBackUp() throws Exception {
        assertEquals(3, backup());
        assertTrue(err().contains("no journal is there"), this::err);
        assertFalse(Files.exists(former.resolve("state")));
        Files.writeString(backup, "no zip");
        assertEquals(1, restore());
        assertTrue(err().contains("is no backup"), this::err);
    }
}
