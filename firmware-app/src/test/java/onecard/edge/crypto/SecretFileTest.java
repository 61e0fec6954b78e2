package onecard.edge.crypto;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import onecard.edge.words.Failed;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A secret is read where it is its owner's alone, and nowhere else.
class SecretFileTest {

    /// Nobody here has it.
    private static final int STRANGER = 54_321;

    @TempDir Path dir;
    private Path file = Path.of("");

    @BeforeEach
    void put() throws Exception {
        file = Files.writeString(dir.resolve("some.key"), "ab".repeat(32) + "\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-------", "r--------"})
    void itsOwnersAloneIsRead(String mode) throws Exception {
        mode(mode);

        assertEquals(Optional.empty(), SecretFile.of(file).exposed());
        assertEquals(32, KeyFile.secret(SecretFile.of(file)).length);
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-r-----", "rw--w----", "rw----r--", "rw-----w-", "rwxrwxrwx"})
    void whatOthersMayReadOrWriteIsRefusedWithWhatToDo(String mode) throws Exception {
        mode(mode);

        var refused =
                assertThrows(Failed.class, () -> KeyFile.secret(SecretFile.of(file))).words().en();

        assertEquals(
                file
                        + ": is not used: a secret must be its owner's alone (0600), but its mode is "
                        + octal(mode)
                        + "; run chmod 600 "
                        + file,
                refused);
    }

    /// The access list by which systemd lets the service in shows as bits of the group.
    @Test
    void aCredentialMayShowBitsOfItsGroupAndNoOthers() throws Exception {
        mode("r--r-----");
        assertEquals(Optional.empty(), new SecretFile(file, true).exposed());

        mode("r--r--r--");
        assertThrows(Failed.class, () -> new SecretFile(file, true).text());
    }

    /// Needs root, who alone may give files away.
    @Test
    void aFileOfSomebodyElseIsRefused() throws Exception {
        mode("rw-------");
        assumeTrue(System.getProperty("user.name").equals("root"), "not root");
        Files.setAttribute(file, "unix:uid", STRANGER);

        var refused = assertThrows(Failed.class, () -> SecretFile.of(file).text()).words().en();

        assertEquals(
                file
                        + ": is not used: a secret must belong to root or to the user that runs this,"
                        + " but belongs to uid 54321 and not 0; run chown 0 "
                        + file,
                refused);
    }

    @Test
    void aLinkIsWhatItLeadsTo() throws Exception {
        mode("rw-r--r--");
        var link = Files.createSymbolicLink(dir.resolve("link"), file);

        assertThrows(Failed.class, () -> SecretFile.of(link).text());
    }

    @Test
    void theDevicesOwnKeyIsRefusedToo() throws Exception {
        var key = dir.resolve("device.pem");
        var made = SigningKey.madeAtFirstUse(key).publicText();
        assertEquals(made, SigningKey.madeAtFirstUse(key).publicText());

        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r--r--"));

        assertThrows(Failed.class, () -> SigningKey.madeAtFirstUse(key));
    }

    @Test
    void aPasswordIsItsBytesWithoutTheLinesEnd() throws Exception {
        var password = dir.resolve("password");
        WholeFile.write(password, " pässwort \r\n".getBytes(StandardCharsets.UTF_8));

        assertArrayEquals(
                " pässwort".getBytes(StandardCharsets.UTF_8), SecretFile.of(password).password());
    }

    @Test
    void whatIsNotThereIsNamed() {
        var gone = SecretFile.of(dir.resolve("gone"));

        assertThrows(NoSuchFileException.class, gone::text);
        assertThrows(UncheckedIOException.class, gone::password);
    }

    private void mode(String mode) throws Exception {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
    }

    private static String octal(String mode) {
        var bits = new StringBuilder();
        mode.chars().forEach(letter -> bits.append(letter == '-' ? '0' : '1'));
        return "%04o".formatted(Integer.parseInt(bits.toString(), 2));
    }
}
