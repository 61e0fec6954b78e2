package onecard.edge.backup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a backup needs beside it while it is made, and what becomes of that after a power cut.
class ScratchTest {

    @TempDir Path dir;

    @Test
    void itIsItsOwnersAloneAndLeavesNothing() throws IOException {
        try (var scratch = Scratch.beside(dir)) {
            assertEquals(
                    "rwx------",
                    PosixFilePermissions.toString(Files.getPosixFilePermissions(scratch.path())));
            Files.writeString(scratch.path().resolve("journal.db"), "all");
            Files.createDirectory(scratch.path().resolve("config"));
        }

        assertEquals(List.of(), names());
    }

    @Test
    void whatACutLeftGoesWithTheNext() throws IOException {
        var left = Files.createDirectory(dir.resolve(".onecard-backup-17"));
        Files.writeString(left.resolve("lock"), "");
        Files.writeString(left.resolve("journal.db"), "half");
        Files.writeString(Files.createDirectory(left.resolve("config")).resolve("a.yaml"), "x");
        Files.createDirectory(dir.resolve(".onecard-backup-18")); // cut before it had a lock

        try (var scratch = Scratch.beside(dir)) {
            assertEquals(List.of(scratch.path().getFileName().toString()), names());
        }
    }

    @Test
    void oneInUseStays() throws IOException {
        try (var one = Scratch.beside(dir);
                var other = Scratch.beside(dir)) {
            assertTrue(Files.exists(one.path()));
            assertTrue(Files.exists(other.path()));
        }

        assertEquals(List.of(), names());
    }

    /// Others may write there, too.
    @Test
    void whatItDidNotMakeStays() throws IOException {
        var elsewhere = Files.createDirectory(dir.resolve("elsewhere"));
        Files.writeString(elsewhere.resolve("lock"), "");
        Files.createSymbolicLink(dir.resolve(".onecard-backup-link"), elsewhere);
        Files.writeString(dir.resolve(".onecard-backup-file"), "");
        var full = Files.createDirectory(dir.resolve(".onecard-backup-full"));
        Files.writeString(full.resolve("mine"), "");
        Files.createDirectory(dir.resolve("onecard-backup-19"));
        var before = names();

        Scratch.beside(dir).close();

        assertEquals(before, names());
        assertTrue(Files.exists(elsewhere.resolve("lock")));
        assertTrue(Files.exists(full.resolve("mine")));
    }

    private List<String> names() throws IOException {
        try (var files = Files.list(dir)) {
            return files.map(it -> it.getFileName().toString()).sorted().toList();
        }
    }
}
