package onecard.edge;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import onecard.edge.crypto.Json;
import onecard.edge.crypto.JsonReader;
import onecard.edge.store.journal.JournalOutbox;
import onecard.edge.store.journal.JournalReader;
import onecard.edge.walk.Duty;

/// The daemon as a walk tries it: what it did is read from its journal and off its relays.
final class WalkedDaemon implements Duty {

    private final Daemon daemon;
    private final JournalReader journal;
    private final JournalOutbox marks;
    private final Consumer<Duration> passing;
    private final Runnable ends;
    private final Map<String, Long> cycles = new HashMap<>();
    private long read;

    /// @param daemon that just started
    /// @param from what is recorded, by [#recorded] before its start
    /// @param passing lets time pass
    /// @param ends closes the daemon, as this is closed
    WalkedDaemon(Daemon daemon, long from, Consumer<Duration> passing, Runnable ends)
            throws IOException {
        this.daemon = daemon;
        read = from;
        this.passing = passing;
        this.ends = ends;
        var file = daemon.state().journal();
        journal =
                JournalReader.open(file)
                        .orElseThrow(() -> new IllegalStateException("no journal at " + file));
        marks = new JournalOutbox(file);
    }

    /// The place of the last record in a journal, if there is one.
    static long recorded(Path file) throws IOException {
        var journal = JournalReader.open(file);
        if (journal.isEmpty()) {
            return 0;
        }
        try (var reader = journal.get()) {
            return reader.each(reader.before(1), _ -> {});
        }
    }

    /// How long after the machine's boot another start of the daemon made its first record, behind
    /// a place that one start has reached; empty: there was none.
    static Optional<Duration> firstRecord(Path file, long place, String start) throws IOException {
        var first = new ArrayList<Json.Obj>(1);
        var journal = JournalReader.open(file);
        if (journal.isPresent()) {
            try (var reader = journal.get()) {
                reader.each(
                        place,
                        text ->
                                JsonReader.object(text)
                                        .flatMap(event -> event.object("data"))
                                        .filter(_ -> first.isEmpty())
                                        .filter(
                                                data ->
                                                        !data.text("boot")
                                                                .equals(Optional.of(start)))
                                        .ifPresent(first::add));
            }
        }
        return first.stream()
                .findFirst()
                .flatMap(data -> data.number("mono_us"))
                .map(micros -> Duration.ofNanos(micros * 1_000));
    }

    @Override
    public void pass(Duration time) {
        passing.accept(time);
    }

    @Override
    public List<Json.Obj> events() {
        var events = new ArrayList<Json.Obj>();
        try {
            read = journal.each(read, text -> JsonReader.object(text).ifPresent(events::add));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        return events;
    }

    @Override
    public String start() {
        return daemon.boot();
    }

    @Override
    public long place() {
        return read;
    }

    @Override
    public Set<String> pulsed() {
        var moved = new HashSet<String>();
        daemon.relays()
                .forEach(
                        (name, relay) -> {
                            long now = relay.cycles();
                            var before = cycles.put(name, now);
                            if (now > (before == null ? 0 : before) && !relay.energised()) {
                                moved.add(name);
                            }
                        });
        return moved;
    }

    @Override
    public long unsent() {
        return marks.unsentCount();
    }

    @Override
    public boolean online() {
        return daemon.uplink().health().online();
    }

    @Override
    public void cut(boolean away) {
        daemon.uplink().cut(away);
    }

    @Override
    public List<Duration> taps() {
        return daemon.metrics().lastTapMillis().stream().map(Duration::ofMillis).toList();
    }

    @Override
    public void close() {
        try (marks;
                journal) {
            ends.run();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
