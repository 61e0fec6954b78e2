package onecard.edge.crypto;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WholeFileTest {

    private static final byte[] CONTENT = "whole".getBytes(StandardCharsets.UTF_8);

    @TempDir Path dir;

    @AfterEach
    void nobodyElseIsInterrupted() {
        var _ = Thread.interrupted();
    }

    /// As at the end of the process, when what was decided last must be known to the next.
    @Test
    void whoIsAskedToStopWritesFirst() throws Exception {
        var file = dir.resolve("file");
        Thread.currentThread().interrupt();
        WholeFile.write(file, CONTENT);
        assertTrue(Thread.interrupted(), "it is still asked to stop");
        assertEquals("whole", Files.readString(file));
        assertTrue(Files.notExists(dir.resolve("file.new")));
    }

    /// All of them or none.
    @Test
    void whereOneCannotBeWrittenTheOthersAreAsTheyWere() throws Exception {
        var first = Files.writeString(dir.resolve("first"), "before");
        var other = dir.resolve("other");
        Files.createDirectories(dir.resolve("other.new").resolve("full"));
        var mode = PosixFilePermissions.fromString("rw-r-----");
        var files = new TreeMap<>(Map.of(first, CONTENT, other, CONTENT));
        assertThrows(IOException.class, () -> WholeFile.write(files, mode));
        assertEquals("before", Files.readString(first));
        assertTrue(Files.notExists(dir.resolve("first.new")));

        Files.delete(dir.resolve("other.new").resolve("full"));
        WholeFile.write(files, mode);
        assertEquals("whole", Files.readString(first));
        assertEquals("whole", Files.readString(other));
        assertFalse(Files.getPosixFilePermissions(other).contains(PosixFilePermission.OTHERS_READ));
    }

    /// Whenever it comes.
    @Test
    void anInterruptAmidAWriteLosesNothing() throws Exception {
        var writing = new AtomicBoolean(true);
        var writer = Thread.currentThread();
        var pest =
                Thread.ofPlatform()
                        .start(
                                () -> {
                                    while (writing.get()) {
                                        writer.interrupt();
                                        Thread.onSpinWait();
                                    }
                                });
        for (int i = 0; i < 20; i++) {
            var content = Integer.toString(i);
            var file = dir.resolve("file" + i);
            WholeFile.write(file, content.getBytes(StandardCharsets.UTF_8));
            assertTrue(Files.exists(file));
        }
        writing.set(false);
        boolean joined = false;
        while (!joined) {
            try {
                pest.join();
                joined = true;
            } catch (InterruptedException _) {
                // By the pest.
            }
        }
        var _ = Thread.interrupted();
        for (int i = 0; i < 20; i++) {
            assertEquals(Integer.toString(i), Files.readString(dir.resolve("file" + i)));
        }
    }
}
