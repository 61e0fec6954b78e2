package onecard.edge.loop;

import static java.nio.charset.StandardCharsets.UTF_8;
import static onecard.edge.loop.StolenBroker.OPERATOR;
import static onecard.edge.loop.StolenBroker.RELEASE;
import static onecard.edge.loop.StolenBroker.STRANGER;
import static onecard.edge.loop.StolenBroker.TOPICS;
import static onecard.edge.loop.StolenBroker.signed;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import onecard.edge.crypto.Canonical;
import onecard.edge.crypto.Json;
import onecard.edge.crypto.JsonReader;
import onecard.edge.crypto.SigningKey;
import onecard.edge.store.journal.Outbox.Position;
import onecard.edge.uplink.Broker;
import onecard.edge.uplink.Tally.Count;
import onecard.time.ClockTrust;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a broker can make of the commands that pass through its hands: a delay, a loss, and never
/// an open door (I56, I57, I58, I70).
class MaliciousBrokerTest {

    private static final Duration STALE = Duration.ofMillis(10_001);

    /// Between the first fifth of a hundred thousand messages and the last: a few bytes each.
    private static final long HEAP_GROWTH_MAX = 2 << 20;

    @TempDir Path dir;
    private StolenBroker broker;

    @BeforeEach
    void steal() throws Exception {
        broker = new StolenBroker(dir, ClockTrust.SYNCED);
    }

    @AfterEach
    void close() throws Exception {
        broker.close();
    }

    /// The record with nonce and key is there before the door moves (I31).
    @Test
    void aFreshCommandOpensOnceAndIsAnswered() {
        broker.deliver(RELEASE, signed(broker.release()));

        assertEquals(1, broker.opened());
        assertEquals(
                List.of("release remote:ops OK nonce-0001 " + OPERATOR.publicText()),
                broker.door.told("command", "verb", "by", "reason", "nonce", "key"));
        var answer = broker.answers().getFirst();
        assertEquals(Optional.of("OK"), answer.text("reason"));
        var seq = broker.door.told("command", "seq").getFirst();
        assertEquals(Optional.of(Long.parseLong(seq)), answer.number("seq"));
    }

    /// Everything but the place, the session and the time for which it was signed.
    @Test
    void oneFreshCommandIsGoodForNothingElse() {
        var held = signed(broker.release());
        for (var verb : List.of("hold", "normal", "lockdown", "disable", "forgive", "sync")) {
            broker.deliver(TOPICS.command(verb), held);
            assertEquals(
                    "BAD_REQUEST verb must be its topic's, but was release", broker.answered());
        }
        broker.deliver(RELEASE, Canonical.bytes(held), true);
        assertTrue(broker.answered().startsWith("RETAINED "), broker::answered);
        broker.deliver("oc/v1/bench/other/cmd/release", held);
        broker.deliver("oc/v1/other/bench/cmd/release", held);
        assertEquals(2, broker.tally(Count.INBOUND_DROPPED), "for nobody");
        for (var other :
                List.of(
                        signed(broker.release(), it -> it.with("site", "other")),
                        signed(broker.release(), it -> it.with("device", "other")))) {
            broker.deliver(RELEASE, other);
            assertTrue(broker.answered().startsWith("BAD_REQUEST "), broker::answered);
        }
        assertEquals(0, broker.opened());
        assertEquals(
                9, broker.door.told("system", "what", "id").stream().filter(this::refusal).count());

        broker.deliver(RELEASE, held);
        assertEquals(1, broker.opened(), "all the same it is fresh");
        for (int i = 0; i < 5; i++) {
            broker.deliver(RELEASE, held);
            assertEquals("OK answered before; not done again", broker.answered());
            broker.after(Duration.ofSeconds(3));
        }
        broker.deliver(RELEASE, Canonical.bytes(held), true);
        broker.restart();
        broker.deliver(RELEASE, held);
        assertTrue(broker.answered().startsWith("STALE_COMMAND session "), broker::answered);
        assertEquals(1, broker.opened());
    }

    private boolean refusal(String told) {
        return told.startsWith("command_refused ");
    }

    @Test
    void alteredInAnyMemberItIsNobodys() {
        var held = signed(broker.release());
        for (var name : held.members().keySet()) {
            for (var other : List.of(new Json.Num(7), new Json.Str("hold"), Json.Obj.EMPTY)) {
                broker.deliver(RELEASE, held.with(name, other));
            }
            broker.deliver(RELEASE, held.without(name));
        }
        broker.deliver(RELEASE, held.with("reason", "let me in"));
        broker.deliver(RELEASE, held.with("key", STRANGER.publicText()));

        var reasons =
                broker.answers().stream().map(it -> it.text("reason").orElseThrow()).distinct();
        assertEquals(List.of("BAD_SIGNATURE"), reasons.toList());
        assertEquals(0, broker.opened());
        assertEquals(0, broker.tally(Count.INBOUND_TAKEN));
        assertEquals(
                List.of(), broker.door.rows.stream().filter(it -> it.contains("refused")).toList());
    }

    @Test
    void aStrangersSignatureIsNone() {
        var command = broker.release();
        broker.deliver(RELEASE, command.signed(STRANGER, "en"));
        assertTrue(broker.answered().startsWith("BAD_SIGNATURE "), broker::answered);
        broker.deliver(RELEASE, signed(command).without("sig", "key"));
        assertTrue(broker.answered().startsWith("BAD_SIGNATURE "), broker::answered);
        assertEquals(0, broker.opened());
    }

    /// Two commands under one nonce are an operator's mistake, or a trick.
    @Test
    void aNonceIsGoodForOneCommand() {
        var command = signed(broker.release());
        broker.deliver(RELEASE, command);
        var nonce = command.text("nonce").orElseThrow();
        broker.deliver(RELEASE, signed(broker.release(), it -> it.with("nonce", nonce)));

        assertTrue(broker.answered().startsWith("REPLAYED "), broker::answered);
        assertEquals(1, broker.opened());
    }

    // --- time ---

    @Test
    void keptForTenSecondsItIsStale() {
        var held = signed(broker.release());
        var other = signed(broker.release());
        broker.after(Duration.ofSeconds(9));
        broker.deliver(RELEASE, held);
        assertEquals("OK", broker.answered());
        broker.after(Duration.ofMillis(1_001));
        broker.deliver(RELEASE, other);
        assertTrue(broker.answered().startsWith("STALE_COMMAND "), broker::answered);
        assertEquals(1, broker.opened());
    }

    @Test
    void issuedAheadOfTheClockItIsRefused() {
        var command = broker.release();
        var issued = command.issued().plus(STALE);
        var ahead =
                signed(
                        command,
                        it ->
                                it.with("issued", issued.toString())
                                        .with("expires", issued.plusSeconds(1).toString()));
        broker.deliver(RELEASE, ahead);
        assertTrue(broker.answered().contains("more than 10 s from now"), broker::answered);
        assertEquals(0, broker.opened());
    }

    /// By a clock set back under a running daemon, by more than it may be off (I49).
    @Test
    void aClockSetBackMakesNothingFreshAgain() {
        var held = signed(broker.release());
        broker.after(Duration.ofMinutes(1));
        broker.deliver(RELEASE, signed(broker.release()));
        for (var trust : ClockTrust.values()) {
            broker.trust = trust;
            broker.off = Duration.ofSeconds(-58);
            broker.deliver(RELEASE, held);
            assertTrue(broker.answered().startsWith("STALE_COMMAND "), broker::answered);
        }
        assertEquals(1, broker.opened());
    }

    /// By a clock chip's time a command is known to be old two minutes later.
    @Test
    void aClockChipMayBeTwoMinutesOff() {
        broker.trust = ClockTrust.RTC;
        broker.off = Duration.ofSeconds(110);
        broker.deliver(RELEASE, signed(broker.release()));
        assertEquals("OK", broker.answered());
        broker.off = Duration.ofSeconds(131);
        broker.deliver(RELEASE, signed(broker.release()));
        assertTrue(broker.answered().startsWith("STALE_COMMAND "), broker::answered);
        assertEquals(1, broker.opened());
    }

    /// Without a clock the newest command tells the time, and the monotonic clock counts on. What
    /// is left to the broker is to hold back the newest of a session.
    @Test
    void withoutAClockEachCommandMakesOlderOnesStale(@TempDir Path other) throws Exception {
        broker.close();
        broker = new StolenBroker(other, ClockTrust.UNTRUSTED);
        broker.off = Duration.ofDays(-20_000);
        var held = signed(broker.release());
        var newest = signed(broker.release());
        broker.after(Duration.ofSeconds(5));
        broker.deliver(RELEASE, signed(broker.release()));
        assertEquals("OK", broker.answered());
        broker.after(Duration.ofMillis(5_001));
        broker.deliver(RELEASE, held);
        assertTrue(broker.answered().startsWith("STALE_COMMAND "), broker::answered);
        broker.deliver(RELEASE, newest);
        assertTrue(broker.answered().startsWith("STALE_COMMAND "), broker::answered);

        var withheld = signed(broker.release());
        var another = signed(broker.release());
        broker.after(Duration.ofMinutes(1));
        broker.deliver(RELEASE, signed(broker.release(), it -> it.with("point", "door-9")));
        assertTrue(broker.answered().startsWith("BAD_REQUEST "), broker::answered);
        broker.deliver(RELEASE, withheld);
        assertTrue(broker.answered().startsWith("STALE_COMMAND "), broker::answered);
        broker.restart();
        broker.deliver(RELEASE, another);
        assertTrue(broker.answered().startsWith("STALE_COMMAND session "), broker::answered);
        assertEquals(1, broker.opened());

        var delayed = signed(broker.release());
        broker.after(Duration.ofHours(1));
        broker.deliver(RELEASE, delayed);
        assertEquals(2, broker.opened(), "delayed, within its session, and once");
        broker.deliver(RELEASE, delayed);
        assertEquals(2, broker.opened());
    }

    /// The first command of a session, and no clock: the floor alone tells that it is old.
    @Test
    void whatIsOlderThanTheTimeFloorIsStale(@TempDir Path other) throws Exception {
        broker.close();
        broker = new StolenBroker(other, ClockTrust.UNTRUSTED);
        broker.off = Duration.ofDays(-20_000);
        var command = broker.release();
        var issued = command.issued().minus(Duration.ofDays(2));
        var old =
                signed(
                        command,
                        it ->
                                it.with("issued", issued.toString())
                                        .with("expires", issued.plusSeconds(10).toString()));
        broker.deliver(RELEASE, old);
        assertTrue(broker.answered().startsWith("STALE_COMMAND "), broker::answered);
        assertEquals(0, broker.opened());
    }

    @Test
    void expiredItIsStaleHoweverFresh() {
        var command = broker.release();
        var expires = command.issued().plusSeconds(2).toString();
        var held = signed(command, it -> it.with("expires", expires));
        broker.after(Duration.ofSeconds(2));
        broker.deliver(RELEASE, held);
        assertTrue(broker.answered().startsWith("STALE_COMMAND "), broker::answered);
        assertEquals(0, broker.opened());
    }

    // --- a kill in the middle ---

    /// What the broker repeats then is of a session that has ended.
    @Test
    void aKillBeforeTheRecordOpensNothingLater() {
        var held = signed(broker.release());
        broker.writes = false;
        broker.deliver(RELEASE, held);
        assertEquals(List.of(), broker.answers());
        broker.deliver(RELEASE, held);
        assertEquals(List.of(), broker.answers(), "its answer is on the way");
        broker.restart();
        broker.deliver(RELEASE, held);
        assertTrue(broker.answered().startsWith("STALE_COMMAND "), broker::answered);
        assertEquals(0, broker.opened());
    }

    @Test
    void aLoopWithoutRoomDoesNothingAndNothingLaterEither() {
        var held = signed(broker.release());
        broker.room = false;
        broker.deliver(RELEASE, held);
        assertTrue(broker.answered().startsWith("BUSY "), broker::answered);
        broker.room = true;
        broker.deliver(RELEASE, held);
        assertTrue(broker.answered().startsWith("BUSY "), broker::answered);
        assertEquals(0, broker.opened());
    }

    // --- the device's own verbs ---

    @Test
    void recordsAreSentAgainMarkedAndBounded() {
        broker.deliver(RELEASE, signed(broker.release()));
        broker.after(Duration.ofMillis(100));
        var epoch = broker.door.file.position().epoch();
        var args = Json.Obj.EMPTY.with("epoch", epoch).with("from", 1).with("to", 3);
        broker.heard.clear();
        broker.deliver(
                TOPICS.command("replay"),
                signed(broker.of("replay", Json.Obj.EMPTY.with("args", args))));
        broker.after(Duration.ofMillis(100));

        assertEquals("OK 3 records are sent again, marked as replayed", broker.answered());
        var again =
                broker.heard.stream()
                        .filter(message -> message.topic().contains("/evt/"))
                        .map(message -> new String(message.payload(), UTF_8))
                        .filter(text -> text.contains("\"replayed\":true"))
                        .count();
        assertEquals(3, again);
        broker.deliver(
                TOPICS.command("replay"),
                signed(broker.of("replay", Json.Obj.EMPTY.with("args", args.with("to", 1_001)))));
        assertTrue(broker.answered().startsWith("BAD_REQUEST "), broker::answered);
    }

    /// By the record that says so, not by the one of the attempt; and it counts as that alone.
    @Test
    void aReplayThatThereIsNoRoomForIsAnsweredByItsOwnRecord() {
        broker.replays = false;
        var epoch = broker.door.file.position().epoch();
        var args = Json.Obj.EMPTY.with("epoch", epoch).with("from", 1).with("to", 1);
        var replay = signed(broker.of("replay", Json.Obj.EMPTY.with("args", args)));
        broker.deliver(TOPICS.command("replay"), replay);
        broker.after(Duration.ofMillis(100));

        assertTrue(broker.answered().startsWith("BUSY "), broker::answered);
        assertRecorded("replay", "device");
        assertEquals(
                List.of("replay OK", "replay BUSY"), broker.door.told("command", "verb", "reason"));
        assertEquals(1, broker.answers().size());
        assertEquals(List.of("BUSY 1"), counted("replay"));
    }

    @Test
    void asItIsAskedTheDeviceSaysAnewWhatItIs() {
        broker.heard.clear();
        broker.deliver(TOPICS.command("sync"), signed(broker.of("sync", Json.Obj.EMPTY)));

        var topics = broker.heard.stream().map(message -> message.topic()).toList();
        assertTrue(topics.containsAll(List.of(TOPICS.birth(), TOPICS.metrics())), topics::toString);
        assertEquals("OK", broker.answered());
        assertRecorded("sync", "device");
    }

    @Test
    void aPointShowsWhichItIsAndMovesNothing() throws Exception {
        var point = Json.Obj.EMPTY.with("point", "door-1");
        broker.deliver(TOPICS.command("identify"), signed(broker.of("identify", point)));
        assertEquals("OK", broker.answered());
        assertRecorded("identify", "door-1");
        assertTrue(broker.shown.await(30, TimeUnit.SECONDS));

        broker.deliver(TOPICS.command("identify"), signed(broker.of("identify", Json.Obj.EMPTY)));
        assertEquals("OK", broker.answered());
        assertRecorded("identify", "device");
        broker.deliver(
                TOPICS.command("identify"),
                signed(broker.of("identify", point.with("point", "door-9"))));
        assertTrue(broker.answered().startsWith("BAD_REQUEST "), broker::answered);
        assertEquals(0, broker.opened());
    }

    /// A nonce that is not in the journal is good for nothing (I57).
    @Test
    void whatTheJournalDoesNotHaveIsNotDone() {
        broker.after(Duration.ofMillis(100));
        broker.writes = false;
        broker.heard.clear();
        var epoch = broker.door.file.position().epoch();
        var args = Json.Obj.EMPTY.with("epoch", epoch).with("from", 1).with("to", 1);
        var asked =
                Map.of(
                        "sync", Json.Obj.EMPTY,
                        "replay", Json.Obj.EMPTY.with("args", args),
                        "identify", Json.Obj.EMPTY.with("point", "door-1"),
                        "restart", Json.Obj.EMPTY,
                        "release", Json.Obj.EMPTY.with("point", "door-1"),
                        "hold", Json.Obj.EMPTY.with("point", "door-1"));
        asked.forEach(
                (verb, what) ->
                        broker.deliver(TOPICS.command(verb), signed(broker.of(verb, what))));
        assertEquals(List.of(), broker.heard.stream().map(Broker.Message::topic).toList());

        broker.refuse();
        broker.after(Duration.ofMillis(100));
        var reasons = broker.answers().stream().map(it -> it.text("reason")).distinct().toList();
        assertEquals(List.of(Optional.of("JOURNAL_FULL")), reasons);
        assertEquals(asked.size(), broker.answers().size());
        var others =
                broker.heard.stream()
                        .filter(it -> !it.topic().contains("/rsp/"))
                        .map(it -> new String(it.payload(), UTF_8))
                        .toList();
        assertEquals(List.of(), others);
        assertEquals(1, broker.shown.getCount());
        assertEquals(0, broker.restarts);
        assertEquals(0, broker.opened());
    }

    /// Its keys count no more, and whoever asks is told so; the journal as well, as of any refusal
    /// of what was signed (I56).
    @Test
    void whoAsksARunThatIsGivenUpIsRefusedAndAnswered() {
        broker.believed = false;
        var held = signed(broker.release());
        broker.deliver(RELEASE, held);
        assertTrue(broker.answered().startsWith("NOT_ALLOWED "), broker::answered);
        broker.deliver(TOPICS.command("sync"), signed(broker.of("sync", Json.Obj.EMPTY)));
        assertTrue(broker.answered().startsWith("NOT_ALLOWED "), broker::answered);
        broker.deliver(RELEASE, broker.release().signed(STRANGER, "en"));
        assertTrue(broker.answered().startsWith("BAD_SIGNATURE "), broker::answered);
        assertEquals(3, broker.answers().size());
        broker.after(Duration.ofSeconds(1));
        assertEquals(0, broker.opened());
        assertEquals(
                List.of("command_refused release NOT_ALLOWED", "command_refused sync NOT_ALLOWED"),
                broker.door.told("system", "what", "verb", "reason").stream()
                        .filter(this::refusal)
                        .toList());
    }

    /// QoS 1 brings a command once more where its acknowledgement was lost (I57).
    @Test
    void whatWasDoneBeforeARunIsGivenUpIsStillAnsweredAsDone() {
        var held = signed(broker.release());
        broker.deliver(RELEASE, held);
        broker.believed = false;
        broker.deliver(RELEASE, held);

        assertEquals("OK answered before; not done again", broker.answered());
        assertEquals(1, broker.opened());
    }

    /// Whoever asked knows of it, and the journal, before anything ends.
    @Test
    void aRestartWaitsForItsRecordAndIsAnsweredByIt() {
        broker.writes = false;
        var restart = signed(broker.of("restart", Json.Obj.EMPTY));
        broker.deliver(TOPICS.command("restart"), restart);
        assertEquals(List.of(), broker.answers());
        assertEquals(0, broker.restarts);

        broker.writes = true;
        broker.after(Duration.ofMillis(100));
        assertTrue(broker.answered().startsWith("OK "), broker::answered);
        assertRecorded("restart", "device");
        assertEquals(1, broker.restarts);

        broker.deliver(TOPICS.command("restart"), restart);
        broker.after(Duration.ofMillis(100));
        assertEquals(1, broker.restarts, "done once");
    }

    /// What commands of this verb came to, as the metrics have it.
    private List<String> counted(String verb) {
        return broker.metrics
                .text()
                .lines()
                .filter(it -> it.startsWith("onecard_commands_total{"))
                .filter(it -> it.contains(",verb=\"" + verb + "\"}"))
                .map(it -> it.replaceAll(".*outcome=\"(\\w+)\".* ", "$1 "))
                .toList();
    }

    /// The last answer names its record.
    private void assertRecorded(String verb, String point) {
        var answer = broker.answers().getLast();
        var seq = answer.number("seq").orElseThrow();
        var record =
                broker.heard.stream()
                        .filter(it -> it.topic().equals(TOPICS.event(point, "command")))
                        .map(it -> JsonReader.object(it.payload()).orElseThrow())
                        .map(it -> it.object("data").orElseThrow())
                        .filter(it -> it.number("seq").equals(Optional.of(seq)))
                        .findFirst()
                        .orElseThrow();
        assertEquals(Optional.of(verb), record.text("verb"));
        assertEquals(answer.text("reason"), record.text("reason"));
        assertEquals(answer.text("id"), record.text("id"));
        assertEquals(answer.text("epoch"), record.text("epoch"));
    }

    // --- what is no command at all ---

    @Test
    void whatCannotBeReadIsCountedAndNotAnswered() {
        var good = signed(broker.release());
        for (var bad :
                List.of(
                        "",
                        "[]",
                        "{",
                        "{\"id\":7}",
                        "{\"id\":\"short\"}",
                        "{\"id\":\"../../rsp\"}",
                        good + "x",
                        "[".repeat(4_000))) {
            broker.deliver(RELEASE, bad.getBytes(UTF_8), false);
        }
        broker.deliver(RELEASE, new byte[4_097], false);
        broker.deliver(RELEASE, new byte[1 << 20], false);
        broker.deliver(TOPICS.command("Release"), good);
        broker.deliver(TOPICS.command("release/x"), good);
        broker.deliver(TOPICS.command("x".repeat(33)), good);

        assertEquals(List.of(), broker.answers());
        assertEquals(8, broker.tally(Count.INBOUND_IGNORED));
        assertEquals(5, broker.tally(Count.INBOUND_DROPPED));
        assertEquals(0, broker.opened());
    }

    @Test
    void aForgedAcknowledgementLetsNothingBePurged() throws Exception {
        for (int i = 0; i < 20; i++) {
            broker.deliver(RELEASE, signed(broker.release()));
        }
        var head = broker.outbox.head().orElseThrow();
        var ack =
                Json.Obj.EMPTY
                        .with("v", 1)
                        .with("site", "bench")
                        .with("device", "bench")
                        .with("epoch", head.epoch())
                        .with("seq", head.seq())
                        .with("hash", head.hash());
        long taken = broker.tally(Count.INBOUND_TAKEN);
        for (var key : List.of(STRANGER, OPERATOR)) {
            broker.deliver(TOPICS.ack(), signedBy(key, ack));
        }
        broker.deliver(TOPICS.ack(), ack);
        var good = signedBy(StolenBroker.HOST, ack);
        broker.deliver(TOPICS.ack(), good.with("seq", head.seq() - 1));
        broker.deliver(TOPICS.ack(), Canonical.bytes(good), true);
        broker.deliver(RELEASE, good);
        assertEquals(taken, broker.tally(Count.INBOUND_TAKEN));
        assertNothingPurged();
    }

    private static Json.Obj signedBy(SigningKey key, Json.Obj json) {
        var named = json.with("key", key.publicText());
        return named.with("sig", key.sign(named));
    }

    private void assertNothingPurged() throws Exception {
        broker.outbox.applyMarks(broker.door.file);
        broker.door.after(Duration.ofDays(8));
        assertEquals(0, broker.door.file.purge(broker.door.now));
        assertEquals(
                Optional.of(new Position(broker.door.file.position().epoch(), 1)),
                broker.outbox.oldest());
    }

    /// A broker that repeats what it holds fills no journal.
    @Test
    void refusalsBecomeRecordsAtMostSixtyAnHour() {
        var held = Canonical.bytes(signed(broker.release()));
        for (int i = 0; i < 200; i++) {
            broker.deliver(RELEASE, held, true);
        }
        assertEquals(200, broker.answers().size());
        assertEquals(60, refusals());
        broker.after(Duration.ofHours(1));
        broker.deliver(RELEASE, held, true);
        assertEquals(61, refusals());
        assertEquals(0, broker.opened());
    }

    private long refusals() {
        return broker.door.told("system", "what").stream()
                .filter(what -> what.equals("command_refused"))
                .count();
    }

    // --- noise ---

    @Test
    void fiveThousandFuzzedMessagesOpenNothing() throws Exception {
        fuzz(5_000, 0x0ec5);
    }

    @Test
    @Tag("long")
    void aHundredThousandFuzzedMessagesOpenNothing() throws Exception {
        fuzz(100_000, System.nanoTime());
    }

    /// Its command has opened once; nothing that is made of it does again, nothing is purged, and
    /// memory stays where it was.
    private void fuzz(int messages, long seed) throws Exception {
        var random = new SplittableRandom(seed);
        var held = Canonical.bytes(signed(broker.release()));
        broker.deliver(RELEASE, held, false);
        assertEquals(1, broker.opened());
        long before = 0;
        long after = 0;
        for (int i = 1; i <= messages; i++) {
            broker.deliver(topic(random), payload(held, random), random.nextInt(8) == 0);
            if (i % (messages / 5) == 0) {
                broker.heard.clear();
                after = used();
                before = before == 0 ? after : before;
                System.out.printf("seed %d: %,d messages, heap %,d KB%n", seed, i, after >> 10);
                broker.after(Duration.ofSeconds(1));
            }
        }
        assertEquals(1, broker.opened(), () -> "seed " + seed);
        assertEquals(1, broker.tally(Count.INBOUND_TAKEN), () -> "seed " + seed);
        assertTrue(after - before < HEAP_GROWTH_MAX, "grew by " + (after - before) + " bytes");
        assertEquals(List.of("release"), broker.door.told("command", "verb"));
        assertNothingPurged();
        broker.deliver(RELEASE, signed(broker.release()));
        assertEquals(2, broker.opened(), "and who may still can");
    }

    private static long used() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        var runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }

    private static String topic(SplittableRandom random) {
        return switch (random.nextInt(10)) {
            case 0 -> TOPICS.ack();
            case 1 -> TOPICS.command("hold");
            case 2 -> TOPICS.command("x".repeat(1 + random.nextInt(40)));
            case 3 -> TOPICS.deny();
            case 4 -> "oc/v1/bench/bench/cmd/" + (char) random.nextInt(0x20, 0x3000);
            default -> RELEASE;
        };
    }

    private static byte[] payload(byte[] held, SplittableRandom random) {
        var bytes = held.clone();
        switch (random.nextInt(6)) {
            case 0 -> {
                // As it is: a repetition.
            }
            case 1 -> {
                for (int i = 1 + random.nextInt(4); i > 0; i--) {
                    bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
                }
            }
            case 2 -> bytes = Arrays.copyOf(bytes, random.nextInt(bytes.length));
            case 3 -> bytes = Arrays.copyOf(bytes, bytes.length + random.nextInt(5_000));
            case 4 -> {
                bytes = new byte[random.nextInt(5_000)];
                random.nextBytes(bytes);
            }
            default -> bytes = Canonical.bytes(altered(held, random));
        }
        return bytes;
    }

    private static Json.Obj altered(byte[] held, SplittableRandom random) {
        var json = JsonReader.object(held).orElseThrow();
        var names = List.copyOf(json.members().keySet());
        var name = names.get(random.nextInt(names.size()));
        return switch (random.nextInt(4)) {
            case 0 -> json.without(name);
            case 1 -> json.with(name, random.nextLong(1L << 53));
            case 2 -> json.with(name, "fuzzed-" + random.nextInt(1 << 20));
            default -> json.with("member-" + random.nextInt(99), json);
        };
    }
}
