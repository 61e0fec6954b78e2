package onecard.edge;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import onecard.edge.cli.Console;
import onecard.edge.crypto.WholeFile;
import onecard.edge.walk.Answer;
import onecard.edge.walk.Ask;
import onecard.edge.walk.Installer;
import onecard.edge.words.Message;
import onecard.words.Words;

/// Where the report of a walk goes: an hour of somebody's work is in it. The place is tried before
/// anybody walks; where it fails in the end all the same, whoever walked names another, and where
/// nobody does, the report goes to the first of the board's own places that takes it.
final class WalkReports {

    /// The three files of a site of sixteen doors have less.
    private static final int ROOM_BYTES = 4 << 20;

    /// To be handed on, by whoever takes them.
    private static final Set<PosixFilePermission> READABLE =
            PosixFilePermissions.fromString("rw-r--r--");

    /// So often another place is asked for.
    private static final int PLACES_MAX = 5;

    private final Path base;
    private final List<Path> fallbacks;
    private final Console console;

    /// @param base the files' name; an end of theirs that it has is not part of it
    /// @param fallbacks folders that are used where nobody names one, the best first
    WalkReports(Path base, List<Path> fallbacks, Console console) {
        this.base = bare(base);
        this.fallbacks = List.copyOf(fallbacks);
        this.console = console;
    }

    /// As much as a report needs is written there, and taken away again.
    ///
    /// @return why it cannot be, and what to do; empty: it can
    Optional<Words> closed() {
        try {
            tryOut(folder(base));
            return Optional.empty();
        } catch (IOException failed) {
            return Optional.of(
                    Message.WALK_PLACE_CLOSED.with(folder(base), why(failed), ROOM_BYTES >> 20));
        }
    }

    private static void tryOut(Path folder) throws IOException {
        var file = Files.createTempFile(folder, "walk-", ".try");
        try {
            WholeFile.write(Map.of(file, new byte[ROOM_BYTES]), READABLE);
        } finally {
            Files.deleteIfExists(file);
        }
    }

    /// Writes the report, wherever it can be, and says where it is. Where no place takes it, its
    /// JSON is printed.
    ///
    /// @param texts of the files, by the end of their names
    /// @return whether it is on a disk
    boolean write(Map<String, String> texts, Installer installer) {
        var place = base;
        for (int tried = 0; tried < PLACES_MAX; tried++) {
            var failed = written(place, texts);
            if (failed.isEmpty()) {
                return true;
            }
            var ask = new Ask.Tell("report-place", failed.get());
            if (!(installer.answer(ask) instanceof Answer.Text(var said))) {
                break;
            }
            place = named(said.strip(), place);
        }
        for (var folder : fallbacks) {
            if (written(folder.resolve(folder(base).relativize(base)), texts).isEmpty()) {
                return true;
            }
        }
        console.complain(Message.WALK_REPORT_PRINTED);
        console.print(texts.getOrDefault(".json", ""));
        return false;
    }

    /// Another place as somebody wrote it: a folder, or a name in one; nothing is the same place.
    private Path named(String said, Path last) {
        try {
            var path = said.isEmpty() ? last : Path.of(said).toAbsolutePath().normalize();
            return Files.isDirectory(path)
                    ? path.resolve(folder(base).relativize(base))
                    : bare(path);
        } catch (InvalidPathException _) {
            return last;
        }
    }

    /// All of it or nothing.
    ///
    /// @return what to ask; empty: it is there
    private Optional<Words> written(Path place, Map<String, String> texts) {
        var files = new TreeMap<Path, byte[]>();
        texts.forEach(
                (end, text) ->
                        files.put(
                                place.resolveSibling(place.getFileName() + end),
                                text.getBytes(StandardCharsets.UTF_8)));
        try {
            Files.createDirectories(folder(place));
            WholeFile.write(files, READABLE);
        } catch (IOException failed) {
            return Optional.of(Message.WALK_ASK_PLACE.with(folder(place), why(failed)));
        }
        files.keySet().forEach(file -> console.tell(Message.WIRING_WRITTEN, file));
        return Optional.empty();
    }

    /// Of the name of one of the files, too, what all of them are called.
    private static Path bare(Path named) {
        var path = named.toAbsolutePath().normalize();
        return path.resolveSibling(
                String.valueOf(path.getFileName()).replaceAll("\\.(json|html)$", ""));
    }

    private static Path folder(Path base) {
        return base.resolveSibling(".").normalize();
    }

    private static String why(IOException failed) {
        var said = failed instanceof FileSystemException it ? it.getReason() : failed.getMessage();
        return said != null ? said : failed.getClass().getSimpleName().replace("Exception", "");
    }
}
