package onecard.edge.init;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// What a first site file can be made for.
enum Scene {
    DOOR(
            "door",
            List.of("reader-in", "reader-out"),
            List.of("lock"),
            List.of("leaf", "exit", "fire")),
    TURNSTILE(
            "turnstile",
            List.of("reader-in", "reader-out"),
            List.of("open-in", "open-out"),
            List.of("passed-in", "passed-out", "safety", "home", "fire")),
    BARRIER(
            "barrier",
            List.of("reader-in", "reader-out"),
            List.of("raise", "lower"),
            List.of("arrival-in", "safety", "up", "down", "fire")),
    CANTEEN("canteen", List.of("reader-in"), List.of(), List.of()),
    VISITOR_GATE(
            "visitor-gate",
            List.of("reader-in", "reader-out", "scanner-in", "scanner-out"),
            List.of("open-in", "open-out"),
            List.of("passed-in", "passed-out", "fire")),
    MEETING("meeting", List.of("reader-in"), List.of(), List.of()),
    ATTENDANCE("attendance", List.of("reader-in"), List.of(), List.of());

    private final String word;
    private final List<String> reading;
    private final List<String> relays;
    private final List<String> contacts;

    Scene(String word, List<String> reading, List<String> relays, List<String> contacts) {
        this.word = word;
        this.reading = reading;
        this.relays = relays;
        this.contacts = contacts;
    }

    /// As the answer names it.
    String word() {
        return word;
    }

    /// What reads there, in the order of the questions.
    List<String> reading() {
        return reading;
    }

    List<String> relays() {
        return relays;
    }

    List<String> contacts() {
        return contacts;
    }

    static List<String> words() {
        return Arrays.stream(values()).map(Scene::word).toList();
    }

    /// Empty where there is none of this name.
    static Optional<Scene> of(String word) {
        return Arrays.stream(values()).filter(scene -> scene.word.equals(word)).findFirst();
    }

    /// Whether it cannot go without: a gate for visitors reads on both sides, or no visit ends, and
    /// no arm moves without knowing who comes and what is below it.
    boolean needs(String part) {
        return relays.contains(part)
                || part.equals("reader-in")
                || this == VISITOR_GATE && reading.contains(part)
                || this == BARRIER && (part.equals("arrival-in") || part.equals("safety"));
    }
}
