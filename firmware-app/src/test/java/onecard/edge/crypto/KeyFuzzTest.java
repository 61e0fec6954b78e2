package onecard.edge.crypto;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.io.TempDir;

/// Key files: copied by hand, cut short, of another kind.
class KeyFuzzTest {

    private static final Duration SOON = Duration.ofSeconds(10);
    private static final Json.Obj SIGNED = Json.Obj.EMPTY.with("seq", 42);

    private static final Set<PosixFilePermission> OWNER_ALONE =
            PosixFilePermissions.fromString("rw-------");

    @TempDir Path dir;

    @FuzzTest
    void aFileIsAKeyThatWorksOrIsRefusedByName(byte[] bytes) throws IOException {
        var file = Files.write(dir.resolve("some.key"), bytes);
        Files.setPosixFilePermissions(file, OWNER_ALONE);
        assertTimeout(
                SOON,
                () -> {
                    signing(file);
                    site(file);
                });
    }

    private static void signing(Path file) {
        try {
            var key = SigningKey.read(file);
            assertTrue(Signatures.valid(key.publicText(), SIGNED, key.sign(SIGNED)));
        } catch (IOException refused) {
            assertTrue(String.valueOf(refused.getMessage()).contains("some.key"));
        }
    }

    private static void site(Path file) {
        try {
            assertEquals(32, KeyFile.secret(SecretFile.of(file)).length);
        } catch (IOException refused) {
            assertTrue(String.valueOf(refused.getMessage()).contains("some.key"));
        }
    }
}
