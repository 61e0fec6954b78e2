package onecard.edge.uplink;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import onecard.edge.crypto.Canonical;
import onecard.edge.crypto.Json;
import onecard.time.ClockTrust;
import org.junit.jupiter.api.Test;

/// What the broker keeps of a device is put right again, by a clock that the test moves.
class CourierTest {

    private static final String STATUS = new Topics("hall", "north").status();

    private final List<Broker.Message> published = new ArrayList<>();
    private final MemoryOutbox outbox = new MemoryOutbox();
    private final Set<String> wanted = new HashSet<>();
    private final Set<String> retained = new HashSet<>(); // wanted, and not awaited
    private final Set<String> subscribed = new HashSet<>();
    private final List<List<String>> asked = new ArrayList<>();
    private final List<String> arrived = new ArrayList<>();
    private final Set<Courier.Alarm> alarms = EnumSet.noneOf(Courier.Alarm.class);
    private Optional<Broker.Events> hearer = Optional.empty();
    private final Set<String> forbidden = new HashSet<>(Set.of("forbidden"));
    private final Map<String, Long> unanswered = new HashMap<>(); // tickets, by what was said
    private final List<Boolean> refusals = new ArrayList<>(); // of events: raised, or cleared
    private final List<Integer> attempts = new ArrayList<>();
    private ClockTrust trust = ClockTrust.UNTRUSTED;
    private boolean grants = true;
    private int eventCode;
    private final List<String> ends = new ArrayList<>();
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
                            this::delay,
                            List.of(new Wanted(wanted, true), new Wanted(retained, false)),
                            this::changed,
                            Canonical::text,
                            () -> Json.Obj.EMPTY.with("clock", trust.wire()),
                            () -> Json.Obj.EMPTY,
                            () -> trust,
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

    @Test
    void whatIsCutOffHasNoLinkUntilItIsGivenBackAndLosesNothing() {
        run(Duration.ofSeconds(5));
        assertEquals(1, links);

        courier.cut(true);
        outbox.add(nanos);
        run(Duration.ofMinutes(10));
        assertEquals(1, links);
        assertFalse(courier.health().online());
        assertFalse(outbox.sent(1));

        courier.cut(false);
        run(Duration.ofMinutes(1));
        assertEquals(2, links);
        assertTrue(courier.health().online());
        assertTrue(outbox.sent(1));
    }

    /// The broker tells of the end of the last link once this one is up.
    @Test
    void aWillThatComesLateIsContradicted() {
        run(Duration.ofSeconds(5));
        stands("online", 7);
        stands("offline", 7);
        run(Duration.ofSeconds(5));
        assertEquals(2, onlines());

        stands("online", 7);
        run(Duration.ofMinutes(5));
        assertEquals(2, onlines());
    }

    @Test
    void whatStoodThereBeforeOurOwnWordIsNotWorthAnAnswer() {
        run(Duration.ofMillis(100));
        stands("offline", 6);
        run(Duration.ofMillis(500));
        stands("online", 7);
        run(Duration.ofMinutes(5));
        assertEquals(1, onlines());
    }

    @Test
    void whoeverDeniesUsAllTheTimeIsAnsweredNowAndThen() {
        run(Duration.ofSeconds(5));
        for (int i = 0; i < 600; i++) {
            stands("offline", 7);
            run(Duration.ofMillis(100));
        }
        assertTrue(onlines() >= 5 && onlines() <= 8, onlines() + " times");
    }

    /// Of two that carry one name the later one has the last word, and there is no end otherwise.
    @Test
    void aLaterRunThatIsOnlineIsLeftToBe() {
        run(Duration.ofSeconds(5));
        stands("online", 8);
        run(Duration.ofMinutes(5));
        assertEquals(1, onlines());

        stands("offline", 8);
        run(Duration.ofSeconds(5));
        assertEquals(2, onlines());
    }

    private void stands(String state, long session) {
        var status = "{\"state\":\"%s\",\"session\":%d}".formatted(state, session);
        hearer.orElseThrow().arrived(STATUS, status.getBytes(StandardCharsets.UTF_8), true);
    }

    @Test
    void aBirthTellsHowFarTheClockIsTrustedNow() {
        run(Duration.ofSeconds(5));
        trust = ClockTrust.SYNCED;
        run(Duration.ofSeconds(5));
        trust = ClockTrust.RTC;
        run(Duration.ofMinutes(5));

        var births =
                published.stream()
                        .map(CourierTest::text)
                        .filter(text -> text.contains("clock"))
                        .toList();
        assertEquals(
                List.of(
                        "{\"clock\":\"untrusted\"}",
                        "{\"clock\":\"synced\"}",
                        "{\"clock\":\"rtc\"}"),
                births);
        assertEquals(1, onlines());
    }

    // --- how it comes back ---

    /// A broker that fails in two ways by turns is not tried as if each time were the first.
    @Test
    void eachTroubleIsCountedUntilALinkWasAGoodOne() {
        run(Duration.ofSeconds(1));
        for (int i = 0; i < 3; i++) {
            hearer.orElseThrow().down(Trouble.NETWORK, "cut");
            run(Duration.ofSeconds(2));
            hearer.orElseThrow().down(Trouble.BUSY, "no room");
            run(Duration.ofSeconds(2));
        }
        assertEquals(List.of(0, 0, 1, 1, 2, 2), attempts);

        run(Duration.ofSeconds(10));
        hearer.orElseThrow().down(Trouble.BUSY, "no room");
        run(Duration.ofSeconds(2));
        assertEquals(0, attempts.getLast());
    }

    @Test
    void aLaterSubscriptionWithoutAnAnswerEndsTheLinkToo() {
        run(Duration.ofSeconds(5));
        grants = false;
        wanted.add("a");
        courier.interestChanged();
        run(Duration.ofSeconds(50));
        assertEquals(1, links);

        grants = true;
        run(Duration.ofSeconds(20));
        assertEquals(2, links);
        assertEquals(Set.of("a"), subscribed);
    }

    /// The link says nothing of what the broker thinks of an event.
    @Test
    void theAlarmOfRefusedEventsLastsUntilOneOfThemIsTaken() {
        eventCode = 0x87;
        outbox.add(nanos);
        run(Duration.ofSeconds(5));
        for (int i = 0; i < 3; i++) {
            hearer.orElseThrow().down(Trouble.NETWORK, "cut");
            run(Duration.ofSeconds(5));
        }
        assertEquals(List.of(true), refusals);

        eventCode = 0;
        run(Duration.ofSeconds(5));
        assertEquals(List.of(true, false), refusals);
    }

    // --- how it goes ---

    @Test
    void itSaysGoodbyeWhereTheBrokerTookItsLastWord() {
        run(Duration.ofSeconds(5));
        courier.stop();
        run(Duration.ofSeconds(5));
        assertTrue(courier.stopped());
        assertTrue(text(published.getLast()).contains("\"offline\""));
        assertEquals(List.of("goodbye"), ends);
    }

    /// A goodbye would withdraw the will, which says it then.
    @Test
    void itSaysNoGoodbyeWhereTheBrokerRefusedItsLastWord() {
        run(Duration.ofSeconds(5));
        code = 0x97;
        courier.stop();
        run(Duration.ofSeconds(5));
        assertTrue(courier.stopped());
        assertEquals(List.of("cut"), ends);
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
        assertEquals(2 + 4, packets, "some filters a packet");

        run(Duration.ofMinutes(5));
        assertEquals(6, packets, "nothing is asked twice");
    }

    /// A list may want more than a slow broker grants in time.
    @Test
    void noEventWaitsForWhatTheBrokerRetains() {
        wanted.add("commands");
        retained.addAll(List.of("bucket", "ungranted"));
        outbox.add(nanos);
        run(Duration.ofSeconds(5));

        assertTrue(courier.health().online());
        assertTrue(outbox.sent(1));
        assertEquals(1, links);
        assertEquals(List.of("commands", STATUS, "retained"), sorts());
        assertTrue(courier.hears(Set.of("commands")));
    }

    /// What was asked for, in order.
    private List<String> sorts() {
        return asked.stream()
                .map(packet -> retained.containsAll(packet) ? "retained" : packet.getFirst())
                .toList();
    }

    @Test
    void noEventLeavesBeforeWhatIsAwaitedIsAnswered() {
        wanted.add("ungranted");
        outbox.add(nanos);
        run(Duration.ofSeconds(5));

        assertFalse(courier.health().online());
        assertFalse(outbox.sent(1));
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

        forbidden.clear();
        run(Duration.ofSeconds(70));
        assertEquals(Set.of("a", "forbidden"), subscribed);
        assertEquals(Set.of(), alarms);
        assertTrue(courier.hears(Set.of("a", "forbidden")));
    }

    /// A late will stands there until the next link, and the readings say so.
    @Test
    void aBrokerThatForbidsOurOwnStatusIsNoAlarm() {
        forbidden.add(STATUS);
        wanted.add("a");
        run(Duration.ofMinutes(5));
        assertEquals(List.of(List.of("a"), List.of(STATUS)), asked, "each once, and by itself");
        assertEquals(Set.of("a"), subscribed);
        assertEquals(Set.of(), alarms);
        assertTrue(courier.health().online());
        assertEquals(1, courier.tally().of(Tally.Count.STATUS_UNHEARD));

        hearer.orElseThrow().down(Trouble.NETWORK, "cut");
        run(Duration.ofSeconds(10));
        assertEquals(2, courier.tally().of(Tally.Count.STATUS_UNHEARD));
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

        courier.clear("cfg", () -> {});
        run(Duration.ofSeconds(1));
        hearer.orElseThrow().down(Trouble.NETWORK, "cut");
        run(Duration.ofSeconds(10));
        assertEquals(3, told("cfg"), "once it is away nobody says so on each link");
        var last = published.stream().filter(it -> it.topic().equals("cfg")).toList().getLast();
        assertTrue(last.retained() && last.payload().length == 0);
    }

    /// The broker takes the second word, and has no room for the first.
    @Test
    void anOlderWordNeverComesBehindANewer() {
        run(Duration.ofSeconds(5));
        answers = false;
        courier.tell("cfg", Json.Obj.EMPTY.with("version", 1), true);
        courier.tell("cfg", Json.Obj.EMPTY.with("version", 2), true);
        run(Duration.ofSeconds(1));
        courier.tell("cfg", Json.Obj.EMPTY.with("version", 3), true);
        run(Duration.ofSeconds(1));
        for (var word : List.copyOf(unanswered.entrySet())) {
            boolean last = word.getKey().contains("3");
            hearer.orElseThrow().published(word.getValue(), last ? 0 : 0x97);
        }
        answers = true;
        run(Duration.ofMinutes(3));

        var said = published.stream().filter(it -> it.topic().equals("cfg")).toList();
        assertEquals("{\"version\":3}", text(said.getLast()));
        assertEquals(1, said.stream().filter(it -> text(it).contains("3")).count());
    }

    @Test
    void whatIsTakenAwayIsToldOfOnceItIs() {
        var told = new ArrayList<String>();
        courier.clear("cfg", () -> told.add("gone"));
        answers = false;
        run(Duration.ofSeconds(5));
        assertEquals(List.of(), told);

        hearer.orElseThrow().down(Trouble.NETWORK, "cut");
        answers = true;
        run(Duration.ofSeconds(5));
        assertEquals(List.of("gone"), told);
    }

    @Test
    void theTimeOnlineIsCounted() {
        run(Duration.ofSeconds(100));
        assertEquals(100, courier.tally().of(Tally.Count.ONLINE_SECONDS), 1);

        answers = false;
        outbox.add(nanos);
        run(Duration.ofMinutes(2));
        long then = courier.tally().of(Tally.Count.ONLINE_SECONDS);
        run(Duration.ofMinutes(10));
        assertTrue(courier.tally().of(Tally.Count.ONLINE_SECONDS) - then < 600);
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
        private final Set<String> filters;
        private final boolean awaited;

        Wanted(Set<String> filters, boolean awaited) {
            this.filters = filters;
            this.awaited = awaited;
        }

        @Override
        public Set<String> filters() {
            return Set.copyOf(filters);
        }

        @Override
        public boolean isAwaited() {
            return awaited;
        }

        @Override
        public boolean wants(String topic) {
            return filters.contains(topic);
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
                .map(CourierTest::text)
                .filter(text -> text.contains("\"online\""))
                .count();
    }

    private void changed(Courier.Alarm alarm, boolean active, String detail) {
        boolean _ = active ? alarms.add(alarm) : alarms.remove(alarm);
        if (alarm == Courier.Alarm.EVENTS_REFUSED) {
            refusals.add(active);
        }
    }

    private Duration delay(Trouble trouble, int attempt) {
        attempts.add(attempt);
        return Duration.ofSeconds(1);
    }

    private void run(Duration time) {
        long end = nanos + time.toNanos();
        while (nanos < end) {
            courier.step(nanos);
            nanos += Duration.ofMillis(100).toNanos();
        }
    }

    private int code(Broker.Message message) {
        if (message.topic().contains("/evt/")) {
            return eventCode;
        }
        return message.retained() ? code : 0;
    }

    private static String text(Broker.Message message) {
        return new String(message.payload(), StandardCharsets.UTF_8);
    }

    private int code(String filter) {
        return forbidden.contains(filter) ? 0x87 : 1;
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
                if (!grants || filters.contains("ungranted")) {
                    return;
                }
                var codes = filters.stream().map(CourierTest.this::code).toList();
                for (int i = 0; i < codes.size(); i++) {
                    if (codes.get(i) < 0x80) {
                        subscribed.add(filters.get(i));
                    }
                }
                subscribed.remove(STATUS);
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
                    events.published(ticket, code(message));
                } else {
                    unanswered.put(text(message), ticket);
                }
            }

            @Override
            public void disconnect() {
                ends.add("goodbye");
            }

            @Override
            public void abandon() {
                ends.add("cut");
            }
        };
    }
}
