package onecard.edge.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import onecard.edge.crypto.Json;
import onecard.edge.crypto.JsonReader;
import onecard.edge.store.journal.JournalReader;

/// The state directory of a daemon, watched from another process: what is seen in its journal is
/// durable, and what is seen in its trace was done to a line.
public final class Watched {

    /// A daemon in a process of its own on a machine that others use, too.
    public static final Duration SOON = Duration.ofSeconds(30);

    private final Path state;
    private final ArrayDeque<Json.Obj> events = new ArrayDeque<>();
    private long read;

    public Watched(Path state) {
        this.state = state;
    }

    /// The next record of a tap; those before it are passed over.
    public Json.Obj tap() {
        return next(event -> event.text("verdict").isPresent());
    }

    /// The next record of that kind; those before it are passed over.
    public Json.Obj next(Predicate<Json.Obj> wanted) {
        while (true) {
            Await.until("a record", SOON, () -> !events.isEmpty() || more());
            var event = events.remove();
            if (wanted.test(event)) {
                return event;
            }
        }
    }

    /// How many records there are by now that were not looked at yet.
    public int unseen() {
        more();
        return events.size();
    }

    /// Everything that was recorded by now and not looked at yet.
    public List<Json.Obj> recorded() {
        more();
        var all = List.copyOf(events);
        events.clear();
        return all;
    }

    private boolean more() {
        try (var journal = JournalReader.open(state.resolve("journal.db")).orElseThrow()) {
            read =
                    journal.each(
                            read,
                            event ->
                                    events.add(
                                            JsonReader.object(event)
                                                    .flatMap(known -> known.object("data"))
                                                    .orElseThrow()));
            return !events.isEmpty();
        } catch (IOException failed) {
            throw new AssertionError(failed);
        }
    }

    /// Every change of a simulated line since the first start, as levels.
    List<Long> levels(String line) {
        try {
            return Trace.of(state.resolve("sim").resolve("lines.trace")).stream()
                    .filter(change -> change.text("line").equals(Optional.of(line)))
                    .map(change -> change.number("level").orElseThrow())
                    .toList();
        } catch (IOException failed) {
            throw new AssertionError(failed);
        }
    }

    /// Its present level; of an input that was never pulled, low.
    long level(String line) {
        return levels(line).stream().reduce(0L, (_, last) -> last);
    }

    public long timesOn(String line) {
        return levels(line).stream().filter(level -> level == 1).count();
    }

    /// Waits until a simulated line has that level.
    public void awaitLevel(String line, long level) {
        Await.until(line + " at " + level, SOON, () -> level(line) == level);
    }

    /// Pulls a simulated input, and waits until the daemon has seen it.
    public void pull(String line, int level) throws IOException {
        Files.writeString(state.resolve("sim").resolve(line + ".pull"), Integer.toString(level));
        awaitLevel(line, level);
    }

    /// Whether a file of the state has this text in it.
    public boolean holds(String text) throws IOException {
        try (var files = Files.walk(state)) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                var bytes = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
                if (bytes.contains(text)) {
                    return true;
                }
            }
            return false;
        }
    }
}
