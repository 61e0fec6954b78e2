package onecard.edge.uplink;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/// A broker that keeps more than finds room at once hands all of it over as often as it is asked:
/// what was lost comes in the end, and nobody is asked in a circle.
class HearingTest {

    private static final String FILTER = "sets/+/+";

    private final Set<String> retained = new TreeSet<>();
    private final Set<String> subscribed = new HashSet<>();
    private final Set<String> heard = new HashSet<>();
    private final List<List<String>> asked = new ArrayList<>();
    private final List<Answer> answers = new ArrayList<>();
    private final Set<String> refused = new HashSet<>();
    private final Wants wants = new Wants(FILTER);
    private final Hearing hearing = new Hearing(new Wants("status"), List.of(wants), new Tally());
    private final Link link = new Link();
    private Optional<Runnable> flood = Optional.empty();
    private long now;

    private record Answer(long ticket, List<Integer> codes) {}

    private final class Wants implements Inbound {
        private final String filter;

        Wants(String filter) {
            this.filter = filter;
        }

        @Override
        public Set<String> filters() {
            return Set.of(filter);
        }

        @Override
        public boolean isAwaited() {
            return false;
        }

        @Override
        public boolean wants(String topic) {
            return Topics.matches(filter, topic);
        }

        @Override
        public boolean isKept(String topic) {
            return !topic.endsWith("/told");
        }

        @Override
        public int bytesMax() {
            return 1_000;
        }

        @Override
        public boolean arrived(Arrived message) {
            return heard.add(message.topic());
        }
    }

    /// Hands over all that it retains of what is asked for, at once.
    private final class Link implements Broker.Link {
        @Override
        public void subscribe(List<String> filters, long ticket) {
            asked.add(filters);
            var codes = filters.stream().map(it -> refused.contains(it) ? 0x87 : 1).toList();
            answers.add(new Answer(ticket, codes));
            filters.stream().filter(it -> !refused.contains(it)).forEach(subscribed::add);
            retained.stream()
                    .filter(
                            topic ->
                                    filters.stream()
                                            .filter(it -> !refused.contains(it))
                                            .anyMatch(it -> Topics.matches(it, topic)))
                    .forEach(HearingTest.this::arrives);
        }

        @Override
        public void unsubscribe(List<String> filters) {
            filters.forEach(subscribed::remove);
        }

        @Override
        public void publish(Broker.Message message, long ticket) {}

        @Override
        public void disconnect() {}

        @Override
        public void abandon() {}
    }

    private void arrives(String topic) {
        hearing.arrived(new Inbound.Arrived(topic, new byte[10], true));
    }

    /// As the courier does: again at once while something waits, else ten times a second.
    private void run(Duration time) {
        long end = now + time.toNanos();
        while (now < end) {
            flood.ifPresent(Runnable::run);
            do {
                step();
            } while (hearing.isWaiting());
            now += Duration.ofMillis(100).toNanos();
        }
    }

    private void step() {
        hearing.handOver();
        var told = List.copyOf(answers);
        answers.clear();
        told.forEach(it -> hearing.answered(it.ticket(), it.codes()));
        hearing.follow(now, link);
    }

    private void retains(int count) {
        for (int i = 0; i < count; i++) {
            retained.add("sets/%d/%d".formatted(i / 16, i % 16));
        }
    }

    private void begins() {
        hearing.begin(now, link);
    }

    @Test
    void allThatIsRetainedComesThoughItFindsNoRoomAtOnce() {
        retains(5 * 16);
        begins();
        run(Duration.ofSeconds(5));
        assertEquals(retained, heard);
    }

    /// Five meetings of each of ten desks, and nothing is held in the end that is not wanted.
    @Test
    void soDoesWhatIsManyTimesMore() {
        retains(5 * 10 * 16);
        begins();
        run(Duration.ofMinutes(2));
        assertEquals(retained, heard);
        int packets = asked.size();
        run(Duration.ofMinutes(10));
        assertEquals(packets, asked.size(), "all has come");
        assertEquals(Set.of(FILTER, "status"), hearingHolds());
    }

    private Set<String> hearingHolds() {
        run(Duration.ofSeconds(1));
        return subscribed;
    }

    /// One of the same topic and one of ever new ones, faster than anybody hears.
    @Test
    void aFloodIsNotAskedForInACircle() {
        begins();
        run(Duration.ofSeconds(1));
        asked.clear();
        flood = Optional.of(this::floods);
        run(Duration.ofMinutes(10));
        assertTrue(asked.size() <= 16, asked.size() + " packets in ten minutes");
        assertTrue(asked.size() >= 10, asked.size() + " packets in ten minutes");
        assertTrue(asked.stream().allMatch(it -> it.size() <= Lost.ASKED_MAX));

        flood = Optional.empty();
        retains(80);
        retained.forEach(this::arrives);
        run(Duration.ofMinutes(5));
        assertEquals(retained, inSets());
    }

    private int floods;

    private void floods() {
        for (int i = 0; i < 2 * Mailbox.MESSAGES_MAX; i++) {
            arrives("sets/flood/" + floods++);
        }
    }

    private Set<String> inSets() {
        var kept = new HashSet<>(heard);
        kept.removeIf(topic -> topic.startsWith("sets/flood/"));
        return kept;
    }

    /// It would never come: the broker keeps none of it.
    @Test
    void whatIsToldButOnceIsNotAskedForAgain() {
        begins();
        run(Duration.ofSeconds(1));
        asked.clear();
        for (int i = 0; i < 3 * Mailbox.MESSAGES_MAX; i++) {
            arrives("sets/" + i + "/told");
        }
        run(Duration.ofMinutes(5));
        assertEquals(List.of(), asked);
    }

    /// A broker that grants the filter and no topic of it alone is asked for all of it.
    @Test
    void whereATopicIsRefusedTheFilterIsAskedFor() {
        retains(80);
        refused.addAll(retained);
        begins();
        run(Duration.ofSeconds(30));
        assertEquals(Set.of(), hearing.refused());
        assertTrue(asked.stream().filter(it -> it.contains(FILTER)).count() > 1, asked::toString);
        assertTrue(asked.size() < 20, asked.size() + " packets in half a minute");
    }

    @Test
    void aNewLinkBringsAllAnyway() {
        retains(80);
        begins();
        run(Duration.ofMillis(100));
        begins();
        run(Duration.ofSeconds(10));
        assertEquals(retained, heard);
    }
}
