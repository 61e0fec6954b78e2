package onecard.edge.uplink;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import onecard.edge.uplink.Broker.Message;

/// What the device says of itself (status, birth, metrics, what it runs by) on its way to the
/// broker, before any event. Of each topic the newest word only, and one at a time: none can
/// arrive behind a newer one. Owned by the stepping thread.
final class Notices {

    /// When the broker would not take what it should keep of us.
    static final Duration AGAIN = Duration.ofSeconds(60);

    /// @param taken told each time that the broker has it
    private record Word(Message message, Runnable taken) {
        String topic() {
            return message.topic();
        }
    }

    private record Sent(Word word, long nanos) {}

    private final SequencedMap<String, Word> waiting = new LinkedHashMap<>();
    private final SequencedMap<String, Word> refused = new LinkedHashMap<>();
    private final SequencedMap<String, Word> kept = new LinkedHashMap<>();
    private final SequencedMap<Long, Sent> inFlight = new LinkedHashMap<>();
    private long againAt = Long.MAX_VALUE;

    /// Below those of events, which count from 1, and above those of answers.
    private long ticket;

    static boolean isTicket(long ticket) {
        return ticket < 0 && !Outgoing.isTicket(ticket);
    }

    /// On this link.
    void say(Message message) {
        say(new Word(message, () -> {}));
    }

    /// On this link and each to come: a broker that was started again may keep nothing. What is to
    /// be taken away there is said until it is: nobody puts it back but whoever says it anew.
    ///
    /// @param taken told each time that the broker has it
    void keep(Message message, Runnable taken) {
        var word = new Word(message, taken);
        kept.put(word.topic(), word);
        say(word);
    }

    /// In the place of an earlier word of its topic.
    private void say(Word word) {
        refused.remove(word.topic());
        waiting.remove(word.topic());
        waiting.putLast(word.topic(), word);
    }

    /// A new link.
    void begin() {
        kept.values().forEach(this::say);
    }

    /// What is kept is said again on the next link; the rest is said anew by whoever said it.
    void linkLost() {
        waiting.clear();
        refused.clear();
        inFlight.clear();
        againAt = Long.MAX_VALUE;
    }

    /// The last of the link: what waits and is no more than said is not worth it.
    void endSaying() {
        waiting.keySet().retainAll(kept.keySet());
    }

    /// Sends in order while there is room in the window.
    ///
    /// @param room what the window has left besides these
    void send(int room, long now, Broker.Link link) {
        if (now >= againAt) {
            againAt = Long.MAX_VALUE;
            waiting.putAll(refused);
            refused.clear();
        }
        for (var word : List.copyOf(waiting.values())) {
            if (inFlight.size() < room && !isInFlight(word.topic())) {
                waiting.remove(word.topic());
                publish(word, now, link);
            }
        }
    }

    private void publish(Word word, long now, Broker.Link link) {
        inFlight.put(--ticket, new Sent(word, now));
        link.publish(word.message(), ticket);
    }

    /// False if it was refused; what the broker should keep is said again later then, unless
    /// something newer is said.
    ///
    /// @param reasonCode of the PUBACK
    boolean answered(long number, int reasonCode, long now) {
        var sent = inFlight.remove(number);
        if (sent == null) {
            return true;
        }
        var word = sent.word();
        if (reasonCode < 0x80) {
            if (word.message().payload().length == 0) {
                kept.remove(word.topic(), word);
            }
            word.taken().run();
            return true;
        }
        if (word.message().retained() && !waiting.containsKey(word.topic())) {
            refused.put(word.topic(), word);
            againAt = Math.min(againAt, now + AGAIN.toNanos());
        }
        return false;
    }

    /// Whether one may leave now, if there is room.
    boolean isReady() {
        return waiting.keySet().stream().anyMatch(topic -> !isInFlight(topic));
    }

    /// Whether a word of that topic waits or is unanswered.
    boolean isUnderWay(String topic) {
        return waiting.containsKey(topic) || isInFlight(topic);
    }

    private boolean isInFlight(String topic) {
        return inFlight.values().stream().anyMatch(sent -> sent.word().topic().equals(topic));
    }

    boolean isEmpty() {
        return waiting.isEmpty() && inFlight.isEmpty();
    }

    /// Whether the broker took all that was said.
    boolean isTaken() {
        return isEmpty() && refused.isEmpty();
    }

    int inFlight() {
        return inFlight.size();
    }

    /// When the longest unanswered one was sent; `Long.MAX_VALUE` if all are answered.
    long oldestSent() {
        return inFlight.isEmpty() ? Long.MAX_VALUE : inFlight.firstEntry().getValue().nanos();
    }
}
