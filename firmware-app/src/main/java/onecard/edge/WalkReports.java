package onecard.edge;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import onecard.edge.cli.Console;
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

    /// So often another place is asked for.
    private static final int PLACES_MAX = 5;

    private final Path base;
    private final List<Path> fallbacks;
    private final Console console;

    /// @param base the files' name without their ends
    /// @param fallbacks folders that are used where nobody names one, the best first
    WalkReports(Path base, List<Path> fallbacks, Console console) {
        this.base = base.toAbsolutePath().normalize();
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
            durable(file, new byte[ROOM_BYTES]);
        } finally {
            Files.deleteIfExists(file);
        }
    }

    /// Writes the report, wherever it can be, and says where it is. Where no place takes it, it is
    /// printed.
    ///
    /// @param texts of the files, by the end of their names
    void write(Map<String, String> texts, Installer installer) {
        var place = base;
        for (int tried = 0; tried < PLACES_MAX; tried++) {
            var failed = written(place, texts);
            if (failed.isEmpty()) {
                return;
            }
            var ask = new Ask.Tell("report-place", failed.get());
            if (!(installer.answer(ask) instanceof Answer.Text(var said))) {
                break;
            }
            place = named(said.strip(), place);
        }
        for (var folder : fallbacks) {
            if (written(folder.resolve(folder(base).relativize(base)), texts).isEmpty()) {
                return;
            }
        }
        console.complain(Message.WALK_REPORT_PRINTED);
        new TreeMap<>(texts).values().stream().findFirst().ifPresent(console::print);
    }

    /// Another place as somebody wrote it: a folder, or a name in one; nothing is the same place.
    private Path named(String said, Path last) {
        try {
            var path = said.isEmpty() ? last : Path.of(said).toAbsolutePath().normalize();
            return Files.isDirectory(path) ? path.resolve(folder(base).relativize(base)) : path;
        } catch (InvalidPathException _) {
            return last;
        }
    }

    /// All of it or nothing.
    ///
    /// @return what to ask; empty: it is there
    private Optional<Words> written(Path place, Map<String, String> texts) {
        var drafts = new TreeMap<Path, Path>();
        try {
            Files.createDirectories(folder(place));
            for (var text : texts.entrySet()) {
                var file = place.resolveSibling(place.getFileName() + text.getKey());
                var draft = file.resolveSibling(file.getFileName() + ".new");
                drafts.put(draft, file);
                durable(draft, text.getValue().getBytes(StandardCharsets.UTF_8));
            }
            for (var draft : drafts.entrySet()) {
                Files.move(draft.getKey(), draft.getValue(), StandardCopyOption.ATOMIC_MOVE);
            }
        } catch (IOException failed) {
            removed(drafts.keySet());
            return Optional.of(Message.WALK_ASK_PLACE.with(folder(place), why(failed)));
        }
        drafts.values().forEach(file -> console.tell(Message.WIRING_WRITTEN, file));
        return Optional.empty();
    }

    private static void removed(Iterable<Path> drafts) {
        for (var draft : drafts) {
            try {
                Files.deleteIfExists(draft);
            } catch (IOException _) {
                // Nobody takes a draft for a report, and the place is failing anyway.
            }
        }
    }

    private static void durable(Path file, byte[] content) throws IOException {
        try (var channel =
                FileChannel.open(
                        file,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.TRUNCATE_EXISTING,
                        StandardOpenOption.WRITE)) {
            for (var rest = ByteBuffer.wrap(content); rest.hasRemaining(); ) {
                channel.write(rest);
            }
            channel.force(true); // a disk may only then find that it is full
        }
    }

    private static Path folder(Path base) {
        return base.resolveSibling(".").normalize();
    }

    private static String why(IOException failed) {
        var said = failed instanceof FileSystemException it ? it.getReason() : failed.getMessage();
        return said != null ? said : failed.getClass().getSimpleName().replace("Exception", "");
    }
}
