package onecard.edge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.LongStream;
import onecard.edge.crypto.Canonical;
import onecard.edge.crypto.Json;
import onecard.edge.crypto.SigningKey;
import onecard.edge.process.Await;
import onecard.edge.process.Ports;
import onecard.edge.process.Service;
import onecard.edge.process.Watched;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `scripts/use-archive` at a broker that lies: it acknowledges nothing that it has not, for a
/// device would purge it, and erases nothing before its time.
@Tag("mosquitto")
class HostileToAnArchiveTest {

    private static final String EPOCH = "7f3a19c2";
    private static final String ZEROS = "0".repeat(64);
    private static final String TOKEN = "0123456789abcdef".repeat(2);

    @TempDir Path dir;

    private int port;
    private Path hostKey;
    private Path commandKey;
    private Service broker;
    private ArchiveScript archive;
    private InventedDevice north;

    /// Looked at after `north`, in each of the archive's turns.
    private InventedDevice south;

    @BeforeEach
    void anArchive() throws Exception {
        port = Ports.free();
        hostKey = dir.resolve("host.pem");
        commandKey = dir.resolve("ops.pem");
        SigningKey.madeAtFirstUse(hostKey);
        SigningKey.madeAtFirstUse(commandKey);
        broker = Service.mosquitto(port, dir);
        archive = new ArchiveScript(dir.resolve("archive.db"));
        north = new InventedDevice("north", dir, port);
        south = new InventedDevice("south", dir, port);
    }

    @AfterEach
    void itEnds() throws Exception {
        north.close();
        south.close();
        archive.close();
        broker.close();
    }

    // --- what is acknowledged ---

    /// Else the device would purge what lies before, and nobody had it.
    @Test
    void aBeginningThatTheDeviceHasNotSignedIsNotBelieved() throws Exception {
        starts(Optional.empty());
        var journal = north.journal(EPOCH, ZEROS, 9);
        var last = journal.getLast();
        north.born(journal.getFirst(), journal.get(4));
        north.tells(journal.subList(0, 5));
        acknowledged(north, 5);

        // The broker holds two back, and says that they are gone.
        var gone = Json.Obj.EMPTY.with("epoch", EPOCH).with("seq", 8);
        north.publishes("birth", north.birth(gone.with("sig", "A".repeat(86)), north.head(last)));
        north.publishes("birth", north.birth(gone, north.head(last)));
        // What is signed of something else.
        var head = north.head(journal.get(7));
        north.publishes("birth", north.birth(head, north.head(last)));
        north.tells(journal.subList(7, 10));
        aTurn(EPOCH);
        assertEquals(5, south.acked("north", EPOCH));
        assertEquals(0, count("alarm WHERE rule = 'LOST'"));

        north.born(journal.get(7), last);
        acknowledged(north, 10);
        assertEquals(1, count("alarm WHERE rule = 'LOST'"), "what the device says is so");
    }

    /// Its successor brings what it had not sent, which stays signed by its own key; whose key that
    /// is a person says, and what came before that counts then, too.
    @Test
    void aReplacedBoardIsBelievedOnceSomebodySaysTheNewKey() throws Exception {
        starts(Optional.empty());
        var journal = new ArrayList<>(north.journal(EPOCH, ZEROS, 6));
        journal.add(north.checkpoint(journal.getLast()));
        north.born(journal.getFirst(), journal.get(2));
        north.tells(journal.subList(0, 3));
        acknowledged(north, 3);
        north.close();
        north = new InventedDevice("north", Files.createDirectory(dir.resolve("next")), port);
        var prev = journal.getLast().object("data").flatMap(it -> it.text("hash")).orElseThrow();
        var next = north.journal("0b0a4d00", prev, 4);
        north.born(journal.getFirst(), next.getLast());
        north.tells(journal.subList(3, 8));
        north.tells(next);
        aTurn("0000000a");
        assertEquals(1, count("alarm WHERE rule = 'KEY'"));
        assertEquals(0, south.acked("north", "0b0a4d00"), "anybody might say so");
        assertEquals(0, archive.stop());

        starts(Optional.empty(), "--trust=north=" + north.publicText());
        north.born(journal.getFirst(), next.getLast());
        Await.until("its word", Watched.SOON, () -> north.acked("0b0a4d00") == 5);
        assertEquals(8, count("event WHERE epoch = '" + EPOCH + "'"));
        assertEquals(3, count("event WHERE device = 'north' AND sealed = 2"));
    }

    @Test
    void aCheckpointThatTheDeviceHasNotSignedIsNotAcknowledged() throws Exception {
        starts(Optional.empty());
        var journal = north.journal(EPOCH, ZEROS, 1);
        var forged = north.unsealed(journal.getLast());
        var sealed = north.checkpoint(journal.getLast());
        north.born(journal.getFirst(), journal.getLast());
        north.tells(journal);
        north.tells(List.of(forged, north.tap(forged, TOKEN)));
        aTurn(EPOCH);
        assertEquals(2, south.acked("north", EPOCH));
        assertEquals(1, count("alarm WHERE rule = 'SIGNATURE'"));

        north.tells(List.of(sealed, north.tap(sealed, TOKEN)));
        acknowledged(north, 4);
    }

    /// Nor is anything by which an epoch would begin without it.
    @Test
    void anEpochBeginsWithASignature() throws Exception {
        starts(Optional.empty());
        var journal = north.journal(EPOCH, ZEROS, 2);
        var forged = north.event(EPOCH, 1, ZEROS, "tap", Json.Obj.EMPTY);
        north.born(journal.getFirst(), journal.getLast());
        north.tells(List.of(forged, north.tap(forged, TOKEN)));
        aTurn("22222222");
        assertEquals(0, south.acked("north", EPOCH));
        north.tells(journal);
        acknowledged(north, 3);
    }

    /// A second chain, as long as the true one: the next signature tells which is the device's.
    @Test
    void whatIsInventedBesideTheTruthHoldsItUpToTheNextSignature() throws Exception {
        starts(Optional.empty());
        var journal = north.journal(EPOCH, ZEROS, 3);
        var first = north.tap(journal.getFirst(), TOKEN);
        var second = north.tap(first, TOKEN);
        north.born(journal.getFirst(), journal.getLast());
        north.tells(List.of(journal.getFirst(), first, second, north.tap(second, TOKEN)));
        north.tells(journal);
        north.tells(north.checkpoint(journal.getLast()));
        acknowledged(north, 5);
    }

    /// Nor does it keep what the device has said from being acknowledged.
    @Test
    void anEpochThatNobodySignedIsNone() throws Exception {
        starts(Optional.of(commandKey), "--patience=0.05");
        var online = Json.Obj.EMPTY.with("state", "online").with("session", 7);
        north.publishes("status", online);
        var journal = north.journal(EPOCH, ZEROS, 3);
        var zeros = north.event("00000000", 1, ZEROS, "tap", Json.Obj.EMPTY);
        var far = north.event("11111111", 5_000, hash(7), "tap", Json.Obj.EMPTY);
        north.tells(List.of(zeros, north.tap(zeros, TOKEN), far));
        // Behind the end of an epoch that is over.
        var next = north.journal("aaaaaaaa", InventedDevice.hash(journal.getLast()), 2);
        north.tells(north.tap(journal.getLast(), TOKEN));
        north.tells(north.event(EPOCH, 1_000_000, hash(8), "tap", Json.Obj.EMPTY));
        north.born(journal.getFirst(), next.getLast());
        north.tells(journal);
        north.tells(next);
        Await.until("its word for all", Watched.SOON, () -> north.acked("aaaaaaaa") == 3);
        archive.awaits("a question for the beginning", "SELECT count(*) FROM asked", 3);
        aTurn("22222222");
        aTurn("33333333");
        assertEquals(0, south.acked("north", "00000000"));
        assertEquals(3, count("asked"), "what nobody signed is not asked for again and again");
    }

    /// Its name in its own words, and not in its topic's.
    @Test
    void whatIsOfAnotherDeviceIsNotThisOnes() throws Exception {
        starts(Optional.empty());
        var journal = south.journal(EPOCH, ZEROS, 2);
        var begins = Json.Obj.EMPTY.with("epoch", EPOCH).with("seq", 1);
        north.publishes("birth", south.birth(begins, south.head(journal.getLast())));
        for (var event : journal) {
            north.tells(event);
        }
        aTurn("22222222");
        assertEquals(0, count("event WHERE device = 'north'"));
        assertEquals(0, count("device WHERE name = 'north' AND key IS NOT NULL"));
        assertEquals(1, count("alarm WHERE rule = 'BIRTH'"));
        assertEquals(3, count("alarm WHERE device = 'north' AND rule = 'EVENT'"));
    }

    // --- what is kept, and for how long ---

    /// A clock that stood at 1970, or ran ahead: by the archive's own, from when it came.
    @Test
    void whatHasNoTrustedTimeIsAsOldAsItIsHere() throws Exception {
        starts(Optional.empty());
        var begins = north.journal(EPOCH, ZEROS, 0).getFirst();
        var old = north.tap(begins, TOKEN, ago(100), "synced");
        var unset = north.tap(old, TOKEN, Instant.EPOCH, "untrusted");
        var chip = north.tap(unset, TOKEN, ago(85), "rtc");
        var ahead = north.tap(chip, TOKEN, ago(-4_000), "synced");
        var fresh = north.tap(ahead, TOKEN, ago(80), "synced");
        north.tells(List.of(begins, old, unset, chip, ahead, fresh));
        archive.awaits("all", "SELECT count(*) FROM event", 6);
        assertEquals(0, archive.stop());

        archive.ask("expire");
        assertEquals(List.of(2L), empty());
        archive.change("UPDATE event SET at = at - 11 * 86400");
        archive.ask("expire");
        assertEquals(List.of(2L, 4L, 6L), empty());
        archive.change("UPDATE event SET at = at - 80 * 86400");
        archive.ask("expire");
        assertEquals(List.of(2L, 3L, 4L, 5L, 6L), empty());
    }

    /// Nor is it of before an erasure because it says so: it came after.
    @Test
    void whatComesLateComesEmptyByTheSameTime() throws Exception {
        starts(Optional.empty());
        assertEquals(0, archive.ask("erase", TOKEN).status());
        archive.change("UPDATE erased SET at = at - 60");
        var begins = north.journal(EPOCH, ZEROS, 0).getFirst();
        var before = north.tap(begins, TOKEN, ago(1), "synced");
        var unset = north.tap(before, TOKEN, Instant.EPOCH, "untrusted");
        north.tells(List.of(begins, before, unset, north.checkpoint(unset)));
        north.born(begins, begins);
        acknowledged(north, 4);
        assertEquals(List.of(2L), empty());
    }

    /// Of an archive of before: what was dated by a clock that stood at 1970 is as old as today.
    @Test
    void anEarlierArchiveIsDatedAnew() throws Exception {
        starts(Optional.empty());
        var begins = north.journal(EPOCH, ZEROS, 0).getFirst();
        north.tells(List.of(begins, north.tap(begins, TOKEN, Instant.EPOCH, "untrusted")));
        archive.awaits("both", "SELECT count(*) FROM event", 2);
        assertEquals(0, archive.stop());
        archive.change("UPDATE event SET at = 0");
        archive.change("PRAGMA user_version = 0");
        archive.ask("expire");
        assertEquals(List.of(), empty());
    }

    /// However it is written, and wherever it was kept: what was no event, too.
    @Test
    void whatIsErasedIsNowhereInTheFile() throws Exception {
        starts(Optional.empty());
        var begins = north.journal(EPOCH, ZEROS, 0).getFirst();
        var tap = north.tap(begins, TOKEN);
        north.tells(List.of(begins, tap));
        north.publishes("evt/door-1/tap", "{\"token\":\"" + TOKEN + "\"");
        north.publishes("evt/door-1/tap", "{\"token\":\"" + TOKEN.toUpperCase(Locale.ROOT) + "\"");
        var spelt = TOKEN.replace("a", "\\u0061");
        north.publishes("evt/door-1/tap", "{\"token\":\"" + spelt + "\"");
        north.publishes("evt/door-1/tap", Canonical.text(tap.with("time", "now")));
        north.publishes("evt/door-1/tap", Canonical.text(tap.with("subject", "x")));
        north.publishes("birth", "[\"" + TOKEN + "\"]");
        north.publishes("rsp/x", "{\"reason\":\"" + TOKEN + "\"}");
        var named = Json.Obj.EMPTY.with(TOKEN, 1);
        north.tells(north.event(EPOCH, 3, InventedDevice.hash(tap), "passage", named));
        var said = Json.Obj.EMPTY.with("said", "of " + TOKEN + ", too");
        north.tells(north.event(EPOCH, 5, hash(4), "passage", said));
        var pass = Json.Obj.EMPTY.with("alarm", "overstay").with("pass", "5a".repeat(16));
        north.tells(north.event(EPOCH, 4, hash(3), "alarm", pass));
        archive.awaits("all", "SELECT count(*) FROM event", 5);
        archive.awaits("all", "SELECT count(*) FROM alarm WHERE payload IS NOT NULL", 6);

        assertEquals(9, archive.ask("subject", TOKEN).lines().size(), archive::said);
        assertTrue(held().contains(TOKEN));
        var erased = archive.ask("erase", TOKEN);
        assertEquals("3 events have no content any more", erased.lines().getFirst());
        assertEquals(List.of(), archive.ask("subject", TOKEN).lines());
        assertFalse(held().toLowerCase(Locale.ROOT).contains(TOKEN));
        assertFalse(held().contains(spelt));
        assertFalse(archive.said().contains(TOKEN));

        // Of an alarm it says why it stays.
        var kept = archive.ask("erase", "5a".repeat(16)).lines();
        assertTrue(
                kept.getLast().startsWith("1 events stay, of the class security"), kept::toString);
        assertEquals(1, archive.ask("subject", "5a".repeat(16)).lines().size());
        assertEquals(0, archive.stop(), archive::said);
    }

    /// What came wrong is of no class: it goes with what is of people.
    @Test
    void whatCameWrongIsNotKeptForEver() throws Exception {
        starts(Optional.empty());
        north.publishes("evt/door-1/tap", "{");
        archive.awaits("it", "SELECT count(*) FROM alarm WHERE payload IS NOT NULL", 1);
        assertEquals(0, archive.stop());
        archive.ask("expire");
        assertEquals(1, count("alarm WHERE payload IS NOT NULL"));
        archive.change("UPDATE alarm SET at = '" + ago(91) + "'");
        archive.ask("expire");
        assertEquals(0, count("alarm WHERE payload IS NOT NULL"));
        assertEquals(1, count("alarm"));
    }

    // --- how much ---

    @Test
    void noFloodOfWhatIsWrongFillsIt() throws Exception {
        starts(Optional.empty());
        north.publishes("evt/door-1/tap", "{\"x\":\"" + "x".repeat(300 * 1_024) + "\"}");
        for (int i = 0; i < 1_020; i++) {
            north.publishes("evt/door-1/tap", "{" + i);
            if (i % 255 == 254) { // as much as the broker keeps for it
                archive.awaits("these", "SELECT count(*) FROM alarm", Math.min(i, 1_000));
            }
        }
        var stranger = new InventedDevice("North Gate", dir, port);
        stranger.publishes("birth", "{}");
        stranger.close();
        aTurn("22222222");
        assertEquals(1_000, count("alarm WHERE rule = 'EVENT'"));
        assertEquals(20, archive.number("SELECT alarms FROM more WHERE device = 'north'"));
        assertEquals(1, count("alarm WHERE rule = 'MESSAGE' AND payload IS NULL"));
        assertEquals(1, count("alarm WHERE rule = 'DEVICE'"));
        assertEquals(0, count("device WHERE name = 'North Gate'"));
        var checked = archive.ask("check").lines();
        assertEquals("north MORE: 20 more were not kept", checked.getLast());
    }

    @Test
    void withNoRoomLeftItEndsAndHasAcknowledgedNothingThatItLacks() throws Exception {
        starts(Optional.empty(), "--max-mb=1");
        var journal = north.journal(EPOCH, ZEROS, 1_499);
        north.born(journal.getFirst(), journal.getLast());
        for (int told = 0; told < journal.size() && archive.isRunning(); told += 300) {
            int upTo = told + 300;
            north.tells(journal.subList(told, upTo));
            Await.until(
                    "these, or its end",
                    Watched.SOON,
                    () -> count("event") >= upTo || !archive.isRunning());
        }
        assertEquals(3, archive.ended(), archive::said);
        assertTrue(archive.said().contains("full"), archive::said);
        long held = count("event WHERE device = 'north'");
        assertTrue(held < journal.size(), "all fits into it");
        assertTrue(north.acked(EPOCH) <= held);

        archive.start(port, hostKey, Optional.empty());
        Await.until(
                "the rest",
                Watched.SOON,
                () -> {
                    // Whatever the broker gave it in vain is a gap, and comes again.
                    int has = (int) north.acked(EPOCH);
                    north.tells(journal.subList(has, Math.min(has + 300, journal.size())));
                    return north.acked(EPOCH) == journal.size();
                });
    }

    // --- who asks to be forgotten ---

    /// It is told to whoever runs it, once it is proved, and erases nothing: anybody at the broker
    /// could invent a device that asks it of everybody.
    @Test
    void thatADeviceWasAskedToForgetSomebodyIsToldAndErasesNothing() throws Exception {
        starts(Optional.empty());
        var journal = north.journal(EPOCH, ZEROS, 1);
        var tapped = north.tap(journal.getLast(), TOKEN);
        var asked =
                north.event(
                        EPOCH,
                        InventedDevice.seq(tapped) + 1,
                        InventedDevice.hash(tapped),
                        "system",
                        Json.Obj.EMPTY.with("what", "erase").with("token", TOKEN));
        north.born(journal.getFirst(), journal.getLast());
        north.tells(journal);
        north.tells(List.of(tapped, asked));
        acknowledged(north, 4);
        assertEquals(List.of(), archive.ask("asked").lines(), "nobody has signed that yet");

        north.tells(north.checkpoint(asked));
        acknowledged(north, 5);
        assertEquals(0, count("event WHERE text IS NULL"));
        var told = archive.ask("asked").lines();
        assertEquals(1, told.size(), told::toString);
        assertTrue(told.getFirst().startsWith("north:" + EPOCH + ":4 "), told::toString);
        assertTrue(told.getFirst().endsWith(" " + TOKEN), told::toString);
        assertFalse(archive.said().contains(TOKEN), "a log tells of nobody");

        assertEquals(0, archive.ask("erase", TOKEN).status());
        assertEquals(List.of(3L), empty());
        assertEquals(List.of(), archive.ask("asked").lines());
    }

    // --- a broker that speaks as none does ---

    @Test
    void topicsThatNobodyAskedForEndNothing() throws Exception {
        try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            archive.start(server.getLocalPort(), hostKey, Optional.empty());
            try (var line = server.accept()) {
                var in = new DataInputStream(line.getInputStream());
                var out = line.getOutputStream();
                packet(in);
                out.write(new byte[] {0x20, 3, 0, 0, 0}); // CONNACK
                var id = packet(in);
                out.write(new byte[] {(byte) 0x90, 7, id[0], id[1], 0, 1, 1, 1, 1}); // SUBACK
                for (var topic :
                        List.of(
                                "x",
                                "oc/v1",
                                "a/b/c/d/birth",
                                "oc/v1/other/north/birth",
                                "oc/v1/bench/north/rsp",
                                "oc/v1/bench/north/birth/more",
                                "oc/v1/bench/north/\u00ff")) {
                    out.write(published(topic.getBytes(StandardCharsets.ISO_8859_1)));
                }
                out.write(published("oc/v1/bench/late/status".getBytes(StandardCharsets.UTF_8)));

                Await.until(
                        "what came after them",
                        Watched.SOON,
                        () -> count("device WHERE name = 'late'") == 1 || !archive.isRunning());
                assertTrue(archive.isRunning(), archive::said);
                assertEquals(1, count("device"), "and none of them is a device");
                assertEquals(1, count("alarm WHERE rule = 'TOPIC'"));
            }
        }
    }

    /// The rest of the next one, behind its length.
    private static byte[] packet(DataInputStream in) throws IOException {
        in.readByte();
        int length = 0;
        int shift = 0;
        int digit;
        do {
            digit = in.readUnsignedByte();
            length |= (digit & 0x7f) << shift;
            shift += 7;
        } while (digit >= 0x80);
        return in.readNBytes(length);
    }

    /// A PUBLISH of MQTT 5 with QoS 0 and `{}`.
    private static byte[] published(byte[] topic) {
        var packet = new ByteArrayOutputStream();
        packet.write(0x30);
        packet.write(2 + topic.length + 1 + 2);
        packet.write(0);
        packet.write(topic.length);
        packet.writeBytes(topic);
        packet.write(0);
        packet.writeBytes("{}".getBytes(StandardCharsets.UTF_8));
        return packet.toByteArray();
    }

    // --- how it goes ---

    private void starts(Optional<Path> commands, String... more) throws Exception {
        archive.start(port, hostKey, commands, more);
        Await.until(
                "it to listen",
                Watched.SOON,
                () -> {
                    south.publishes("status", "{}");
                    return count("device") > 0;
                });
    }

    /// What the other device says now is acknowledged, after a look at this one.
    private void aTurn(String epoch) throws Exception {
        var journal = south.journal(epoch, ZEROS, 1);
        south.born(journal.getFirst(), journal.getLast());
        south.tells(journal);
        Await.until("a turn", Watched.SOON, () -> south.acked(epoch) == 2);
    }

    private static void acknowledged(InventedDevice device, long seq) {
        Await.until("its word", Watched.SOON, () -> device.acked(EPOCH) == seq);
    }

    private static String hash(int digit) {
        return Integer.toString(digit).repeat(64);
    }

    private static Instant ago(int days) {
        return Instant.now().minus(Duration.ofDays(days));
    }

    private long count(String what) {
        return archive.number("SELECT count(*) FROM " + what);
    }

    /// Places in order of what has no content any more.
    private List<Long> empty() {
        return LongStream.rangeClosed(1, count("event"))
                .filter(seq -> count("event WHERE text IS NULL AND seq = " + seq) == 1)
                .boxed()
                .toList();
    }

    /// All that lies there, with the log beside the file.
    private String held() throws Exception {
        var all = new StringBuilder();
        try (var files = Files.list(dir)) {
            for (var file : files.filter(it -> it.toString().contains("archive.db")).toList()) {
                all.append(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
            }
        }
        return all.toString();
    }
}
