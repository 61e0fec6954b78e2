package onecard.hal;

import java.util.HashMap;
import java.util.Map;

/// Notes of each pseudonym that one reading takes what it was before, so that no card application
/// need know that a key is being rolled. For one reading, on its thread.
public final class NotedPseudonyms implements Pseudonym {

    private final Pseudonym pseudonym;
    private Map<String, String> former = Map.of();

    public NotedPseudonyms(Pseudonym pseudonym) {
        this.pseudonym = pseudonym;
    }

    @Override
    public String of(String kind, String id) {
        var now = pseudonym.of(kind, id);
        pseudonym.former(kind, id).ifPresent(was -> note(was, now));
        return now;
    }

    private void note(String was, String now) {
        var noted = new HashMap<>(former);
        noted.put(was, now);
        former = noted;
    }

    /// The present pseudonyms by the former ones; none while no key is rolled.
    public Map<String, String> former() {
        return former;
    }
}
