package onecard.edge.uplink;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import onecard.edge.crypto.Canonical;
import onecard.edge.crypto.Json;
import org.junit.jupiter.api.Test;

/// What the broker keeps of a device is put right again, by a clock that the test moves.
class CourierTest {

    private final List<Broker.Message> published = new ArrayList<>();
    private final MemoryOutbox outbox = new MemoryOutbox();
    private final Set<String> wanted = new HashSet<>();
    private final Set<String> subscribed = new HashSet<>();
    private final List<List<String>> asked = new ArrayList<>();
    private final List<String> arrived = new ArrayList<>();
    private final Set<Courier.Alarm> alarms = EnumSet.noneOf(Courier.Alarm.class);
    private Optional<Broker.Events> hearer = Optional.empty();
    private boolean forbidding = true;
    private int packets;
    private int links;
    private int code;
    private boolean answers = true;
    private long nanos;

    private final Courier courier =
            new Courier(
                    new Courier.Settings(new Topics("hall", "north"), 7, 100_000),
                    new Courier.Ports(
                            outbox,
                            this::open,
                            (_, _) -> Duration.ofSeconds(1),
                            List.of(new Wanted()),
                            this::changed,
                            Canonical::text,
                            () -> Json.Obj.EMPTY,
                            () -> Json.Obj.EMPTY,
                            () -> "now",
                            () -> true),
                    () -> {});

    @Test
    void aRefusedStatusIsSaidAgainUntilItIsTaken() {
        code = 0x97;
        run(Duration.ofSeconds(5));
        assertEquals(1, onlines());

        code = 0;
        run(Duration.ofSeconds(70));
        assertEquals(2, onlines());

        run(Duration.ofMinutes(10));
        assertEquals(2, onlines(), "it was taken");
    }

    @Test
    void aNoticeWithoutAnAnswerEndsTheLinkAsAnEventDoes() {
        answers = false;
        run(Duration.ofSeconds(30));
        assertEquals(1, links);

        answers = true;
        run(Duration.ofMinutes(3));
        assertEquals(2, links);

        outbox.add(nanos);
        run(Duration.ofSeconds(5));
        assertTrue(outbox.sent(1));
    }

    // --- what it hears ---

    @Test
    void itsSubscriptionsFollowWhatIsWanted() {
        wanted.add("a");
        run(Duration.ofSeconds(5));
        assertEquals(Set.of("a"), subscribed);

        for (int i = 0; i < 100; i++) {
            wanted.add("b" + i);
        }
        wanted.remove("a");
        courier.interestChanged();
        run(Duration.ofSeconds(5));
        assertEquals(Set.copyOf(wanted), subscribed);
        assertEquals(1 + 4, packets, "some filters a packet");

        run(Duration.ofMinutes(5));
        assertEquals(5, packets, "nothing is asked twice");
    }

    @Test
    void aRefusedSubscriptionIsAnAlarmAndAskedForAgainAndEventsGoOn() {
        wanted.addAll(List.of("a", "forbidden"));
        outbox.add(nanos);
        run(Duration.ofSeconds(5));
        assertTrue(outbox.sent(1));
        assertEquals(Set.of(Courier.Alarm.SUBSCRIPTION_REFUSED), alarms);
        assertTrue(courier.health().online());
        assertTrue(courier.hears(Set.of("a")));
        assertFalse(courier.hears(Set.of("a", "forbidden")));

        forbidding = false;
        run(Duration.ofSeconds(70));
        assertEquals(Set.of("a", "forbidden"), subscribed);
        assertEquals(Set.of(), alarms);
        assertTrue(courier.hears(Set.of("a", "forbidden")));
    }

    @Test
    void aMessageIsForWhomeverWantsItAndNeverLargerThanThat() {
        wanted.add("a");
        run(Duration.ofSeconds(5));
        hearer.orElseThrow().arrived("a", new byte[10], false);
        hearer.orElseThrow().arrived("b", new byte[10], false);
        hearer.orElseThrow().arrived("a", new byte[11], false);
        run(Duration.ofSeconds(1));
        assertEquals(List.of("a"), arrived);
        assertEquals(2, courier.tally().of(Tally.Count.INBOUND_DROPPED));
    }

    /// A flood fills the mailbox; what the broker retains comes again when it is asked.
    @Test
    void whatFoundNoRoomIsAskedForAgainButNotAllTheTime() {
        wanted.addAll(List.of("a", "+/b"));
        run(Duration.ofSeconds(5));
        for (int i = 0; i < 3 * Mailbox.MESSAGES_MAX; i++) {
            hearer.orElseThrow().arrived("a", new byte[10], false);
        }
        asked.clear();

        run(Duration.ofMillis(100));
        assertEquals(List.of(List.of("a")), asked);
        for (int i = 0; i < 3 * Mailbox.MESSAGES_MAX; i++) {
            hearer.orElseThrow().arrived("a", new byte[10], false);
        }
        run(Duration.ofSeconds(4));
        assertEquals(1, asked.size(), "a flood may end meanwhile");

        run(Duration.ofSeconds(2));
        assertEquals(List.of(List.of("a"), List.of("a")), asked);
        run(Duration.ofMinutes(5));
        assertEquals(2, asked.size());
    }

    @Test
    void whatCouldNotBeKeptIsAskedForAgainIfItIsStillWanted() {
        wanted.addAll(List.of("a", "b"));
        run(Duration.ofSeconds(5));
        asked.clear();
        wanted.remove("b");

        courier.askAgain("a");
        courier.askAgain("b");
        run(Duration.ofSeconds(6));

        assertEquals(List.of(List.of("a")), asked);
    }

    // --- what it tells ---

    @Test
    void whatIsToldOfflineLeavesOnceThereIsALink() {
        courier.tell("rsp", Json.Obj.EMPTY, false);
        run(Duration.ofSeconds(5));
        assertEquals(1, told("rsp"));
    }

    @Test
    void whatIsToldIsSentAgainOverLinksUntilTheBrokerHasIt() {
        run(Duration.ofSeconds(5));
        answers = false;
        courier.tell("rsp", Json.Obj.EMPTY, false);
        run(Duration.ofSeconds(5));
        assertEquals(1, told("rsp"));

        hearer.orElseThrow().down(Trouble.NETWORK, "cut");
        answers = true;
        run(Duration.ofSeconds(10));
        assertEquals(2, told("rsp"));
        run(Duration.ofMinutes(5));
        assertEquals(2, told("rsp"), "it was taken");
    }

    /// A broker that was started again may have forgotten it.
    @Test
    void whatTheBrokerIsToKeepIsToldOnEachLinkAsItIsNow() {
        courier.tell("cfg", Json.Obj.EMPTY, true);
        courier.tell("rsp", Json.Obj.EMPTY, false);
        run(Duration.ofSeconds(5));
        assertEquals(1, told("cfg"));

        hearer.orElseThrow().down(Trouble.NETWORK, "cut");
        run(Duration.ofSeconds(10));
        assertEquals(2, told("cfg"));
        assertEquals(1, told("rsp"));

        courier.clear("cfg");
        run(Duration.ofSeconds(1));
        hearer.orElseThrow().down(Trouble.NETWORK, "cut");
        run(Duration.ofSeconds(10));
        assertEquals(4, told("cfg"));
        var last = published.getLast();
        assertEquals("cfg", last.topic());
        assertTrue(last.retained() && last.payload().length == 0);
    }

    @Test
    void ofTooMuchToTellTheNewestIsKept() {
        for (int i = 0; i <= Outgoing.MOST; i++) {
            courier.tell("rsp" + i, Json.Obj.EMPTY, false);
        }
        run(Duration.ofSeconds(5));
        assertEquals(0, told("rsp0"));
        assertEquals(1, told("rsp" + Outgoing.MOST));
        assertEquals(1, courier.tally().of(Tally.Count.OUTGOING_LOST));
    }

    /// Whoever asks a thousand questions holds up no event.
    @Test
    void answersTakeHalfAWindowAtMost() {
        run(Duration.ofSeconds(5));
        answers = false;
        for (int i = 0; i < 60; i++) {
            courier.tell("rsp", Json.Obj.EMPTY, false);
        }
        run(Duration.ofSeconds(1));
        assertEquals(5, told("rsp"));
        outbox.add(nanos);
        run(Duration.ofSeconds(1));
        assertEquals(1, told("oc/v1/hall/north/evt/door-1/tap"));
    }

    @Test
    void soManyWaitToBeSentAgainAndNoMore() {
        for (int i = 0; i < 1_000; i++) {
            outbox.add(nanos);
        }
        var all = outbox.range(MemoryOutbox.EPOCH, 1, 1_000, 1_000);
        assertTrue(courier.replay(all));
        assertTrue(courier.replay(all));
        assertFalse(courier.replay(all.subList(0, 1)));
        run(Duration.ofMinutes(1));
        assertTrue(courier.replay(all));
    }

    private long told(String topic) {
        return published.stream().filter(message -> message.topic().equals(topic)).count();
    }

    private final class Wanted implements Inbound {
        @Override
        public Set<String> filters() {
            return Set.copyOf(wanted);
        }

        @Override
        public boolean wants(String topic) {
            return wanted.contains(topic);
        }

        @Override
        public int bytesMax() {
            return 10;
        }

        @Override
        public boolean arrived(Arrived message) {
            return arrived.add(message.topic());
        }
    }

    private long onlines() {
        return published.stream()
                .map(message -> new String(message.payload(), StandardCharsets.UTF_8))
                .filter(text -> text.contains("\"online\""))
                .count();
    }

    private void changed(Courier.Alarm alarm, boolean active, String detail) {
        boolean _ = active ? alarms.add(alarm) : alarms.remove(alarm);
    }

    private void run(Duration time) {
        long end = nanos + time.toNanos();
        while (nanos < end) {
            courier.step(nanos);
            nanos += Duration.ofMillis(100).toNanos();
        }
    }

    private int code(String filter) {
        return forbidding && filter.equals("forbidden") ? 0x87 : 1;
    }

    private Broker.Link open(Broker.Hello hello, Broker.Events events) {
        links++;
        hearer = Optional.of(events);
        subscribed.clear();
        events.connected(10);
        return new Broker.Link() {
            @Override
            public void subscribe(List<String> filters, long ticket) {
                packets++;
                asked.add(filters);
                var codes = filters.stream().map(CourierTest.this::code).toList();
                for (int i = 0; i < codes.size(); i++) {
                    if (codes.get(i) < 0x80) {
                        subscribed.add(filters.get(i));
                    }
                }
                events.subscribed(ticket, codes);
            }

            @Override
            public void unsubscribe(List<String> filters) {
                filters.forEach(subscribed::remove);
            }

            @Override
            public void publish(Broker.Message message, long ticket) {
                published.add(message);
                if (answers) {
                    events.published(ticket, message.retained() ? code : 0);
                }
            }

            @Override
            public void disconnect() {}

            @Override
            public void abandon() {}
        };
    }
}
