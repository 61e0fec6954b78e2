package onecard.edge.process;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import onecard.edge.crypto.Canonical;
import onecard.edge.crypto.Json;
import onecard.edge.crypto.JsonReader;

/// What a host keeps of the events it hears: one entry an id, whatever came how often. Filled by
/// the client's thread, which must be quick, or the broker's queue to us would be measured as the
/// device's; looked into by the test.
final class Ledger {

    private static final String ID = "\"id\":\"";

    private final Map<String, Listener.Heard> first = new ConcurrentHashMap<>();
    private final ConcurrentLinkedQueue<Listener.Heard> again = new ConcurrentLinkedQueue<>();

    void hear(Listener.Heard heard) {
        if (first.putIfAbsent(id(heard), heard) != null) {
            again.add(heard);
        }
    }

    int size() {
        return first.size();
    }

    /// Heard more than once: allowed, and counted.
    int repeats() {
        return again.size();
    }

    /// Ids heard with two contents.
    List<String> contradictions() {
        return again.stream()
                .filter(heard -> !content(heard).equals(content(first.get(id(heard)))))
                .map(Ledger::id)
                .toList();
    }

    /// Ids of the journal that never came.
    List<String> missing(List<String> journal) {
        return journal.stream().map(Ledger::id).filter(id -> !first.containsKey(id)).toList();
    }

    /// Neither more nor less than the journal, and nothing else than it.
    void assertEqualTo(List<String> journal) {
        var epochs = journal.stream().map(Ledger::epoch).distinct().toList();
        assertEquals(List.of(), contradictions(), "an id has two contents");
        // Line by line: one message about a hundred thousand lines helps nobody.
        var held = lines(epochs);
        for (int i = 0; i < journal.size(); i++) {
            assertEquals(journal.get(i), held.get(i));
        }
        assertEquals(journal.size(), held.size());
        System.out.printf(
                "%d events at the host equal the export; %d came twice%n", held.size(), repeats());
    }

    /// As first heard.
    Optional<Listener.Heard> event(String id) {
        return Optional.ofNullable(first.get(id));
    }

    Collection<Listener.Heard> events() {
        return first.values();
    }

    /// In seq order within an epoch, the epochs in the order given.
    List<String> lines(List<String> epochs) {
        record Place(int epoch, long seq, String line) {}
        var places = new ArrayList<Place>();
        for (var heard : first.values()) {
            var data = event(heard).object("data").orElseThrow();
            places.add(
                    new Place(
                            epochs.indexOf(data.text("epoch").orElseThrow()),
                            data.number("seq").orElseThrow(),
                            content(heard)));
        }
        places.sort(Comparator.comparingInt(Place::epoch).thenComparingLong(Place::seq));
        return places.stream().map(Place::line).toList();
    }

    /// Without the transport facts.
    private static String content(Listener.Heard heard) {
        return Canonical.text(event(heard).without("replayed", "latencyus"));
    }

    private static Json.Obj event(Listener.Heard heard) {
        return JsonReader.object(heard.text()).orElseThrow();
    }

    static String id(Listener.Heard heard) {
        return id(heard.text());
    }

    private static String epoch(String event) {
        return JsonReader.object(event)
                .flatMap(all -> all.object("data"))
                .flatMap(data -> data.text("epoch"))
                .orElseThrow();
    }

    /// In an event's sorted members `id` is the last of that name.
    static String id(String event) {
        int from = event.lastIndexOf(ID) + ID.length();
        return event.substring(from, event.indexOf('"', from));
    }
}
