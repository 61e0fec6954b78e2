package onecard.edge.simulate;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import onecard.edge.crypto.Json;
import onecard.edge.crypto.JsonReader;
import onecard.edge.state.StateDir;
import onecard.edge.store.StoreFailed;
import onecard.edge.store.journal.JournalReader;
import org.tinylog.Logger;

/// What happens at the daemon, read from where it really happened: the trace of its lines, the
/// trace of its devices, its journal, and the broker. Each is told as one object, on the thread of
/// this class, of whoever drains it, or of the broker's client.
public final class Happenings implements AutoCloseable {

    /// How soon something is seen: far below what an eye notices.
    private static final long LOOK_MILLIS = 10;

    /// Of a journal that was there before, what is told all the same.
    private static final int PAST = 50;

    private final Path journal;
    private final Tail lines;
    private final Tail devices;
    private final Consumer<Json.Obj> happened;
    private final Thread thread =
            Thread.ofPlatform().name("happenings").daemon().unstarted(this::run);
    private Optional<JournalReader> reader = Optional.empty(); // these guarded by this
    private long last;
    private boolean unreadable; // told once

    /// What was written before is past.
    ///
    /// @param state directory of the daemon
    public Happenings(Path state, Consumer<Json.Obj> happened) throws IOException {
        journal = StateDir.journal(state);
        lines = new Tail(state.resolve("sim/lines.trace"));
        devices = new Tail(state.resolve("sim/devices.trace"));
        this.happened = happened;
    }

    public void start() {
        thread.start();
    }

    /// A message that came from the broker.
    public void heard(String topic, String payload) {
        var message =
                Json.Obj.EMPTY
                        .with("type", "mqtt")
                        .with("mono_us", System.nanoTime() / 1_000)
                        .with("topic", topic);
        happened.accept(
                JsonReader.object(payload)
                        .map(object -> message.with("payload", object))
                        .orElseGet(() -> message.with("payload", payload)));
    }

    private void run() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                drain();
                Thread.sleep(LOOK_MILLIS);
            }
        } catch (InterruptedException _) {
            // Asked to stop.
        } finally {
            closeReader();
        }
    }

    /// Tells all that is new, by when it was; when this returns, it is told. Any thread.
    public synchronized void drain() {
        var found = new ArrayList<Json.Obj>();
        try {
            lines.each(line -> add(found, "line", line));
            devices.each(line -> add(found, "device", line));
            records(found);
            unreadable = false;
        } catch (IOException failed) {
            if (!unreadable) {
                unreadable = true;
                Logger.debug("what happened cannot be read yet: {}", failed.toString());
            }
        }
        found.sort(Comparator.comparingLong(Happenings::monoUs));
        found.forEach(happened);
    }

    private static void add(List<Json.Obj> found, String type, String line) {
        JsonReader.object(line).map(it -> it.with("type", type)).ifPresent(found::add);
    }

    private void records(List<Json.Obj> found) throws StoreFailed {
        if (reader.isEmpty()) {
            var opened = JournalReader.open(journal);
            try {
                last = opened.isPresent() ? opened.get().before(PAST) : 0;
                reader = opened;
            } finally {
                if (reader.isEmpty()) {
                    close(opened); // it is being made this very moment
                }
            }
        }
        if (reader.isPresent()) {
            last = reader.get().each(last, event -> record(found, event));
        }
    }

    private static void record(List<Json.Obj> found, String event) {
        JsonReader.object(event)
                .map(it -> Json.Obj.EMPTY.with("type", "journal").with("event", it))
                .ifPresent(found::add);
    }

    /// Microseconds on the monotonic clock, which is one for all processes of this machine.
    static long monoUs(Json.Obj happening) {
        return happening
                .number("mono_us")
                .or(
                        () ->
                                happening
                                        .object("event")
                                        .flatMap(event -> event.object("data"))
                                        .flatMap(data -> data.number("mono_us")))
                .orElse(0L);
    }

    private static void close(Optional<JournalReader> reader) {
        try {
            if (reader.isPresent()) {
                reader.get().close();
            }
        } catch (StoreFailed failed) {
            Logger.warn("the journal is left open: {}", failed.toString());
        }
    }

    private synchronized void closeReader() {
        close(reader);
        reader = Optional.empty();
    }

    @Override
    public void close() {
        thread.interrupt();
        try {
            thread.join();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
