package onecard.edge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import onecard.edge.crypto.Canonical;
import onecard.edge.crypto.Json;
import onecard.edge.crypto.JsonReader;
import onecard.edge.crypto.SigningKey;
import onecard.edge.crypto.Sm3;
import onecard.edge.process.Await;
import onecard.edge.process.CutLine;
import onecard.edge.process.Ports;
import onecard.edge.process.Producer;
import onecard.edge.process.Service;
import onecard.edge.process.Watched;
import onecard.edge.store.journal.JournalReader;
import org.eclipse.paho.mqttv5.client.MqttClient;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The example of a host, `scripts/use-archive`, beside three daemons at a real mosquitto, while
/// lines are cut, the broker is killed with what it holds, and the host with what it heard: at the
/// end the archive is the journals of all devices, event by event.
@Tag("mosquitto")
class UseArchiveTest {

    private static final List<String> DEVICES = List.of("bench", "east", "west");
    private static final String CARDS = "342500d156000005000000000000000";

    /// More than one replay takes.
    private static final int BEFORE = 1_200;

    @TempDir Path dir;

    private final Map<String, SimDaemon> daemons = new TreeMap<>();
    private final Map<String, CutLine> lines = new TreeMap<>();
    private int port;
    private Path hostKey;
    private Path commandKey;
    private Service broker;
    private ArchiveScript archive;

    @BeforeEach
    void threeDevicesAndAHost() throws Exception {
        port = Ports.free();
        hostKey = dir.resolve("host.pem");
        commandKey = dir.resolve("ops.pem");
        SigningKey.madeAtFirstUse(hostKey);
        SigningKey.madeAtFirstUse(commandKey);
        broker = Service.mosquitto(port, dir);
        archive = new ArchiveScript(dir.resolve("archive.db"));
    }

    @AfterEach
    void allEnd() throws Exception {
        archive.close();
        for (var daemon : daemons.values()) {
            daemon.close();
        }
        for (var line : lines.values()) {
            line.close();
        }
        broker.close();
    }

    @Test
    void theArchiveIsTheJournalsOfAllDevices() throws Exception {
        archive.start(port, hostKey, Optional.of(commandKey));
        start("east");
        start("west");
        everybodyTaps();
        line("east").cut();
        everybodyTaps();
        allIsWhole();

        // What comes while the host is away the broker has, and takes with it.
        archive.kill();
        past(home("bench"));
        start("bench");
        everybodyTaps();
        allIsSent();
        broker.kill();
        broker.startAgain();
        archive.start(port, hostKey, Optional.of(commandKey));
        line("west").hold();
        everybodyTaps();
        line("west").cut();
        line("west").release();

        // Killed in the middle of what it has asked for.
        archive.awaits("a gap to be asked for", "SELECT count(*) FROM asked", 1);
        archive.kill();
        archive.start(port, hostKey, Optional.of(commandKey));
        broker.stop();
        everybodyTaps();
        broker.startAgain();
        everybodyTaps();
        allIsWhole();
        everythingIsAcknowledged();
        assertEquals(0, archive.stop(), archive::said);

        long events = 0;
        for (var device : DEVICES) {
            var journal = journal(device);
            var held = archive.ask("export", "--device", device).lines();
            // Line by line: one message about a thousand lines helps nobody.
            for (int i = 0; i < Math.min(journal.size(), held.size()); i++) {
                assertEquals(journal.get(i), held.get(i));
            }
            assertEquals(journal.size(), held.size(), device);
            events += journal.size();
        }
        long asked = archive.number("SELECT count(*) FROM asked WHERE answer LIKE 'OK%'");
        assertTrue(asked >= 3, "gaps of bench alone are two replays; asked: " + asked);
        System.out.printf("%d events of 3 devices, %d replays%n", events, asked);
        var checked = archive.ask("check");
        assertEquals(0, checked.status(), checked::toString);

        anErasedTokenLeavesTheChain();
        aChangeIsFound();
    }

    /// What is erased before it comes has no content when it comes.
    private void anErasedTokenLeavesTheChain() throws Exception {
        var token = token(1);
        var named =
                DEVICES.stream()
                        .flatMap(device -> journal(device).stream())
                        .filter(event -> event.contains(token))
                        .toList();
        var told = archive.ask("subject", token);
        var purposes =
                told.lines().stream()
                        .map(line -> JsonReader.object(line).orElseThrow())
                        .map(line -> line.text("purpose").orElseThrow())
                        .distinct()
                        .toList();
        assertEquals(named.size(), told.lines().size());
        assertEquals(List.of("access"), purposes);

        try (var late = new ArchiveScript(dir.resolve("late.db"))) {
            for (var each : List.of(archive, late)) {
                assertEquals(0, each.ask("erase", token).status(), each::said);
            }
            whoMayNotAskSpeaksForNothing(late);
            late.start(port, hostKey, Optional.of(commandKey));
            for (var device : DEVICES) {
                long head = journal(device).size();
                var count = "SELECT count(*) FROM event WHERE device = '" + device + "'";
                late.awaits("what it never heard of " + device, count, head);
            }
            assertEquals(0, late.stop());
            for (var each : List.of(archive, late)) {
                assertEquals(List.of(), each.ask("subject", token).lines());
                assertTrue(each.ask("export").lines().stream().noneMatch(it -> it.contains(token)));
                assertEquals(0, each.ask("check").status(), each::said);
                var emptied = "SELECT count(*) FROM event WHERE text IS NULL";
                assertEquals(named.size(), each.number(emptied));
            }
        }
    }

    /// It hears what comes from now on: all before that is a gap, and nothing is acknowledged.
    private void whoMayNotAskSpeaksForNothing(ArchiveScript late) throws Exception {
        late.start(port, hostKey, Optional.empty());
        Await.until("it to listen", Watched.SOON, () -> late.said().contains("connected"));
        late.awaits("births", "SELECT count(*) FROM device WHERE key IS NOT NULL", 3);
        Objects.requireNonNull(daemons.get("east")).tap("in", CARDS + "9");
        late.awaits("a live tap", "SELECT count(*) FROM event WHERE device = 'east'", 1);
        assertEquals(0, late.stop());
        var stands = late.ask("check").lines();
        assertTrue(
                stands.stream().anyMatch(it -> it.matches("east: whole to nothing, lacks .*:1 .*")),
                stands::toString);
    }

    /// Once by whoever speaks at the broker, once by whoever has the file.
    private void aChangeIsFound() throws Exception {
        archive.start(port, hostKey, Optional.of(commandKey));
        var event = JsonReader.object(journal("east").getLast()).orElseThrow();
        var data = event.object("data").orElseThrow();
        var other = event.with("data", data.with("mono_us", 1));
        var rehashed = other.with("data", hashed(other));
        publish(other.with("replayed", true));
        archive.awaits("an alarm", "SELECT count(*) FROM alarm WHERE rule = 'HASH'", 1);
        publish(rehashed.with("replayed", true));
        archive.awaits("an alarm", "SELECT count(*) FROM alarm WHERE rule = 'TWICE'", 1);
        whatIsInventedEndsNothing(event);
        assertEquals(0, archive.stop(), archive::said);
        assertEquals(
                2,
                archive.number(
                        "SELECT count(*) FROM event WHERE device = 'east' AND seq = "
                                + data.number("seq").orElseThrow()));

        try (var touched = new ArchiveScript(dir.resolve("late.db"))) {
            assertEquals(0, touched.ask("check").status());
            touched.change(
                    "UPDATE event SET text = replace(text, 'granted', 'refused') WHERE kind = 'tap'");
            assertEquals(1, touched.ask("check").status());
        }
    }

    /// Nobody signs a message but a device its checkpoints: the archive goes on with what its
    /// devices say, whatever else comes in their names.
    private void whatIsInventedEndsNothing(Json.Obj last) throws Exception {
        var data = last.object("data").orElseThrow();
        long seq = data.number("seq").orElseThrow();
        var next = invented(last, seq + 1).with("replayed", true);
        publish(next);
        archive.awaits(
                "the next one, by somebody else",
                "SELECT count(*) FROM event WHERE device = 'east' AND seq = " + (seq + 1),
                1);
        publish("ghost/birth", "{\"device_key\":\"k\",\"first\":{\"epoch\":\"e\",\"seq\":\"x\"}}");
        publish("ghost/birth", "{\"device_key\":[\"\\ud800\"]}");
        long most = (1L << 53) - 1;
        var far = most + "0000";
        var endless = Canonical.text(without(invented(last, most)));
        var text = endless.replace(Long.toString(most), far);
        var hash = Sm3.hex(text.getBytes(StandardCharsets.UTF_8));
        publish(
                "east/evt/" + last.text("subject").orElseThrow() + "/" + kind(last),
                text.replaceFirst("\"data\":\\{", "\"data\":{\"hash\":\"" + hash + "\","));
        archive.awaits("an alarm", "SELECT count(*) FROM alarm WHERE rule = 'EVENT'", 1);

        everybodyTaps();
        allIsWhole();
        everythingIsAcknowledged();
    }

    /// As if it were there, chained to the last one.
    private static Json.Obj invented(Json.Obj last, long seq) {
        var data = last.object("data").orElseThrow();
        var epoch = data.text("epoch").orElseThrow();
        var next =
                last.with("id", "east:" + epoch + ":" + seq)
                        .with(
                                "data",
                                data.with("seq", seq)
                                        .with("prev", data.text("hash").orElseThrow()));
        return next.with("data", hashed(next));
    }

    private static Json.Obj without(Json.Obj event) {
        return event.with("data", event.object("data").orElseThrow().without("hash"));
    }

    private static String kind(Json.Obj event) {
        return event.text("type").orElseThrow().split("\\.")[1];
    }

    // --- what is done ---

    private void start(String device) throws Exception {
        var line = new CutLine(port);
        lines.put(device, line);
        var home = Files.createDirectories(home(device));
        var daemon = new SimDaemon(home, site(device, line.port()));
        daemons.put(device, daemon);
        daemon.imports("demo", Files.readString(Path.of("../profiles/examples/bench-door.csv")), 6);
    }

    private CutLine line(String device) {
        return Objects.requireNonNull(lines.get(device));
    }

    private Path home(String device) {
        return dir.resolve(device);
    }

    /// Of before it was ever heard here.
    private static void past(Path home) throws Exception {
        try (var producer = new Producer(Files.createDirectories(home).resolve("state"), 9)) {
            producer.taps(BEFORE);
        }
    }

    /// One key for the site, as sites have: a card is the same token everywhere.
    private String site(String device, int port) throws Exception {
        var key = dir.resolve("site.key");
        if (!Files.exists(key)) {
            Files.writeString(key, "5a".repeat(32));
            assertTrue(key.toFile().setReadable(false, false) && key.toFile().setReadable(true));
        }
        var keys =
                "keys: { site: { file: %s }, hosts: [\"%s\"], commands: [\"%s\"] }"
                        .formatted(
                                key,
                                SigningKey.read(hostKey).publicText(),
                                SigningKey.read(commandKey).publicText());
        return Files.readString(Path.of("../profiles/examples/bench-door.yaml"))
                .replace("device: bench", "device: " + device)
                .replace("pcsc: \"*\", slot: contactless", "sim: true")
                .replace("host: none", "host: required")
                .replace("127.0.0.1:1883", "127.0.0.1:" + port)
                .replace("keys: { site: { generate: true } }", keys);
    }

    private void everybodyTaps() {
        for (var daemon : daemons.values()) {
            for (var card : List.of("1", "2", "3", "9")) {
                daemon.tap("in", CARDS + card);
            }
        }
    }

    private void publish(Json.Obj event) throws Exception {
        publish(
                "east/evt/" + event.text("subject").orElseThrow() + "/" + kind(event),
                Canonical.text(event));
    }

    private void publish(String topic, String text) throws Exception {
        var client = new MqttClient("tcp://127.0.0.1:" + port, "thief", new MemoryPersistence());
        client.connect();
        client.publish("oc/v1/bench/" + topic, text.getBytes(StandardCharsets.UTF_8), 1, false);
        client.disconnect();
        client.close();
    }

    private static Json.Obj hashed(Json.Obj event) {
        var data = event.object("data").orElseThrow();
        return data.with(
                "hash", Sm3.hex(Canonical.bytes(event.with("data", data.without("hash")))));
    }

    // --- what is so ---

    /// What a device has recorded by now, one event a line, as the command exports it.
    private List<String> journal(String device) {
        var events = new ArrayList<String>();
        try (var reader = reader(device)) {
            reader.each(0, events::add);
            return events;
        } catch (Exception failed) {
            throw new AssertionError(failed);
        }
    }

    private JournalReader reader(String device) throws Exception {
        return JournalReader.open(home(device).resolve("state").resolve("journal.db"))
                .orElseThrow();
    }

    private String token(int card) {
        return journal("east").stream()
                .map(event -> JsonReader.object(event).orElseThrow())
                .flatMap(event -> event.object("data").stream())
                .filter(data -> data.text("rule").equals(Optional.of("staff")))
                .flatMap(data -> data.object("credential").stream())
                .flatMap(credential -> credential.text("token").stream())
                .skip(card - 1)
                .findFirst()
                .orElseThrow();
    }

    private void allIsSent() {
        for (var daemon : daemons.entrySet()) {
            Await.until(
                    "a good PUBACK for all of " + daemon.getKey(),
                    Watched.SOON,
                    () -> mark(daemon.getKey(), "sent") >= newest(daemon.getKey()));
        }
    }

    private void allIsWhole() {
        for (var device : daemons.keySet()) {
            try {
                Await.until(
                        "all of " + device,
                        Watched.SOON.multipliedBy(2),
                        () -> archive.whole(device) >= journal(device).size());
            } catch (AssertionError late) {
                throw new AssertionError(late.getMessage() + "\n" + archive.said(), late);
            }
        }
    }

    /// Each may purge what it has, in its time.
    private void everythingIsAcknowledged() {
        for (var device : DEVICES) {
            Await.until(
                    "the word for all of " + device,
                    Watched.SOON,
                    () -> mark(device, "acked") >= newest(device));
        }
    }

    private long newest(String device) {
        return number(device, "SELECT max(pos) FROM record");
    }

    private long mark(String device, String name) {
        return number(device, "SELECT pos FROM mark WHERE name = '" + name + "'");
    }

    private long number(String device, String sql) {
        var file = home(device).resolve("state").resolve("journal.db");
        try (var connection =
                        java.sql.DriverManager.getConnection(
                                "jdbc:sqlite:file:" + file + "?mode=ro");
                var statement = connection.createStatement();
                var row = statement.executeQuery(sql)) {
            return row.next() ? row.getLong(1) : 0;
        } catch (java.sql.SQLException failed) {
            throw new AssertionError(failed);
        }
    }
}
