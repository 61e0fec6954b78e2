package onecard.edge.process;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import onecard.edge.crypto.Canonical;
import onecard.edge.crypto.Json;
import onecard.edge.crypto.JsonReader;

/// What a host keeps of the events it hears: one entry an id, whatever came how often. Filled by
/// the client's thread, read by the test.
final class Ledger {

    /// @param text without the transport facts
    /// @param replayed as first heard
    record Entry(String epoch, long seq, String text, boolean replayed, long nanos) {}

    private final Map<String, Entry> entries = new ConcurrentHashMap<>();
    private final ConcurrentLinkedQueue<String> contradictions = new ConcurrentLinkedQueue<>();
    private final AtomicLong repeats = new AtomicLong();

    void hear(Listener.Heard heard) {
        var event = JsonReader.object(heard.text()).orElseThrow();
        var data = event.object("data").orElseThrow();
        var id = event.text("id").orElseThrow();
        var entry =
                new Entry(
                        data.text("epoch").orElseThrow(),
                        data.number("seq").orElseThrow(),
                        Canonical.text(event.without("replayed", "latencyus")),
                        event.get("replayed").equals(Optional.of(new Json.Bool(true))),
                        heard.nanos());
        var earlier = entries.putIfAbsent(id, entry);
        if (earlier != null) {
            repeats.incrementAndGet();
            if (!earlier.text().equals(entry.text())) {
                contradictions.add(id);
            }
        }
    }

    int size() {
        return entries.size();
    }

    /// Heard more than once: allowed, and counted.
    long repeats() {
        return repeats.get();
    }

    /// Ids heard with two contents.
    List<String> contradictions() {
        return List.copyOf(contradictions);
    }

    Optional<Entry> entry(String id) {
        return Optional.ofNullable(entries.get(id));
    }

    Collection<Entry> entries() {
        return entries.values();
    }

    /// In seq order within an epoch, the epochs in the order given.
    List<String> lines(List<String> epochs) {
        var sorted = new ArrayList<>(entries.values());
        sorted.sort(
                Comparator.comparingInt((Entry entry) -> epochs.indexOf(entry.epoch()))
                        .thenComparingLong(Entry::seq));
        return sorted.stream().map(Entry::text).toList();
    }
}
