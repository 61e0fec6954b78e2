package onecard.edge.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import onecard.edge.uplink.Topics;
import onecard.edge.uplink.Trouble;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The mosquitto configuration that a package brings as a sample, and the authority of
/// `scripts/ca`, as somebody would put them to use: certificates say who somebody is, and the rules
/// what they may say and hear.
@Tag("mosquitto")
class SampleBrokerTest {

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final Path SAMPLES =
            Path.of("src", "package", "root", "usr", "share", "doc", "onecard", "examples");
    private static final List<String> OPERATORS =
            List.of("host", "commands", "lists", "configs", "watch");

    private static final Set<String> EVERYBODY =
            Set.of(
                    "north",
                    "south",
                    "op.host",
                    "op.commands",
                    "op.lists",
                    "op.configs",
                    "op.watch");

    @TempDir Path dir;
    private int port;

    @BeforeEach
    void makeAuthority() throws Exception {
        port = Ports.free();
        ca("init", "the site");
        ca("broker", "broker", "localhost", "127.0.0.1");
        for (var device : List.of("north", "south")) {
            ca("device", device);
        }
        for (var operator : OPERATORS) {
            ca("operator", operator);
        }
    }

    @Test
    void theDaemonServesByThemAndTheHostHearsIt() throws Exception {
        ca("device", "bench");
        var bench = new Bench(dir, port).withoutReader();
        bench.uplink(
                "{ url: \"mqtts://localhost:%d\", ca: %s, cert: { file: %s }, key: { file: %s } }"
                        .formatted(port, ca(), issued("bench.pem"), issued("bench.key")));
        try (var _ = mosquitto("bench");
                var host = party("op.host");
                var lists = party("op.lists");
                var daemon = bench.run().awaitReady()) {
            Await.until(
                    "what a device says:\n" + daemon.output(),
                    SOON,
                    () ->
                            host.heard()
                                    .containsAll(
                                            List.of(
                                                    "oc/v1/bench/bench/birth",
                                                    "oc/v1/bench/bench/status",
                                                    "oc/v1/bench/bench/evt/device/system")));
            // It hears what is for it: a list's head that nobody signed is refused, with a word.
            assertTrue(lists.says("oc/v1/bench/list/demo/head", "{}"));
            assertEquals(0, daemon.stop());
        }
    }

    @Test
    void aDeviceSaysWhatIsItsOwnAndOperatorsWhatIsTheirs() throws Exception {
        try (var _ = mosquitto("hall");
                var all = new Everybody()) {
            for (var topic : topics()) {
                for (var who : all.names()) {
                    boolean taken = all.of(who).says(topic, "?");
                    assertEquals(
                            writers(topic).contains(who),
                            taken,
                            () -> who + " says something by " + topic);
                    if (!taken) {
                        all.again(who);
                    }
                }
            }
        }
    }

    @Test
    void aDeviceHearsWhatIsForItAndOperatorsWhatIsTheirs() throws Exception {
        try (var _ = mosquitto("hall");
                var all = new Everybody()) {
            for (var topic : topics()) {
                for (var who : writers(topic)) {
                    assertTrue(all.of(who).says(topic, "?"));
                }
            }
            // What comes last is heard last, and everybody may hear one of these.
            all.of("op.lists").says("oc/v1/hall/deny", "!");
            all.of("north").says("oc/v1/hall/north/status", "!");
            all.of("north").says("oc/v1/hall/north/birth", "!");
            for (var who : all.names()) {
                var last =
                        switch (who) {
                            case "north", "south" -> "oc/v1/hall/deny";
                            case "op.lists", "op.configs" -> "oc/v1/hall/north/birth";
                            default -> "oc/v1/hall/north/status";
                        };
                Await.until(
                        who + " to hear the last",
                        SOON,
                        () -> all.of(who).heard().stream().filter(last::equals).count() == 2);
                var may = new HashSet<String>();
                for (var topic : topics()) {
                    if (!writers(topic).isEmpty() && readers(topic).contains(who)) {
                        may.add(topic);
                    }
                }
                assertEquals(may, Set.copyOf(all.of(who).heard()), who);
            }
        }
    }

    @Test
    void whoHasNoCertificateOrARevokedOneStaysOutside() throws Exception {
        try (var _ = mosquitto("hall");
                var nobody = new Party(port, ca(), "nobody", Optional.empty());
                var south = party("south")) {
            assertEquals(Optional.of(Trouble.TLS), nobody.trouble());
            assertTrue(south.says("oc/v1/hall/south/status", "?"));
        }
        Files.copy(issued("south.pem"), dir.resolve("lost.pem"));
        Files.copy(issued("south.key"), dir.resolve("lost.key"));
        Files.setPosixFilePermissions(
                dir.resolve("lost.key"), Files.getPosixFilePermissions(issued("south.key")));
        ca("revoke", "south");
        ca("renew", "north");
        try (var _ = mosquitto("hall");
                var lost = new Party(port, ca(), "lost", Optional.of(dir.resolve("lost")));
                var north = party("north")) {
            assertTrue(lost.trouble().isPresent());
            assertTrue(north.says("oc/v1/hall/north/status", "?"));
        }
        ca("device", "south");
        try (var _ = mosquitto("hall");
                var south = party("south")) {
            assertTrue(south.says("oc/v1/hall/south/status", "?"));
        }
    }

    /// Devices and operators, each at the broker.
    private final class Everybody implements AutoCloseable {

        private final Map<String, Party> parties = new HashMap<>();

        Everybody() throws Exception {
            for (var name : names()) {
                parties.put(name, party(name));
            }
        }

        List<String> names() {
            return EVERYBODY.stream().sorted().toList();
        }

        Party of(String name) {
            return parties.get(name);
        }

        void again(String name) throws Exception {
            parties.get(name).close();
            parties.put(name, party(name));
        }

        @Override
        public void close() {
            parties.values().forEach(Party::close);
        }
    }

    /// Of both devices and of the site, every topic there is; and some that there are not: an
    /// operator is no device.
    private static List<String> topics() {
        var topics = new ArrayList<String>();
        for (var device : List.of("north", "south", "op.watch")) {
            var own = new Topics("hall", device);
            topics.addAll(
                    List.of(
                            own.status(),
                            own.birth(),
                            own.metrics(),
                            own.ack(),
                            own.configDesired(),
                            own.configReported(),
                            own.visits(),
                            own.command("release"),
                            own.response("0123456789"),
                            own.event("door-1", "tap"),
                            own.event("desk-1", "attendance"),
                            own.attendance("m", Optional.of(LocalTime.NOON), "0"),
                            own.updateDesired(),
                            own.updateReported(),
                            "oc/v1/hall/" + device + "/other"));
        }
        var site = new Topics("hall", "north");
        topics.addAll(
                List.of(
                        site.deny(),
                        site.listHead("staff"),
                        site.listBucket("staff", "0".repeat(64)),
                        "oc/v1/elsewhere/north/status",
                        "oc/v1/elsewhere/north/cmd/release",
                        "anything"));
        return topics;
    }

    private static Set<String> writers(String topic) {
        var part = topic.split("/", -1);
        if (!topic.startsWith("oc/v1/hall/")) {
            return Set.of();
        }
        if (List.of("deny", "list").contains(part[3])) {
            return Set.of("op.lists");
        }
        return switch (part[4]) {
            case "status", "birth", "metrics", "evt", "rsp", "visits", "attendance" ->
                    device(part[3]);
            case "cfg", "update" ->
                    part[5].equals("reported") ? device(part[3]) : Set.of("op.configs");

            case "ack" -> Set.of("op.host");
            case "cmd" -> Set.of("op.commands");
            default -> Set.of();
        };
    }

    private static Set<String> device(String name) {
        return name.startsWith("op.") ? Set.of() : Set.of(name);
    }

    private static Set<String> readers(String topic) {
        var part = topic.split("/", -1);
        if (!topic.startsWith("oc/v1/hall/")) {
            return Set.of();
        }
        if (List.of("deny", "list").contains(part[3])) {
            return EVERYBODY;
        }
        return switch (part[4]) {
            case "status" -> {
                var hear = new HashSet<String>(device(part[3]));
                hear.addAll(List.of("op.host", "op.commands", "op.watch"));
                yield hear;
            }
            case "birth" -> Set.of("op.host", "op.lists", "op.configs", "op.watch");
            case "metrics" -> Set.of("op.host", "op.watch");
            case "evt" -> part[6].equals("attendance") ? EVERYBODY : Set.of("op.host", "op.watch");
            case "rsp" -> Set.of("op.commands");
            case "visits", "attendance" -> EVERYBODY;
            case "cfg", "update" ->
                    part[5].equals("reported")
                            ? Set.of("op.host", "op.configs", "op.watch")
                            : device(part[3]);
            case "ack", "cmd" -> device(part[3]);
            default -> Set.of();
        };
    }

    private Party party(String name) throws Exception {
        var party = new Party(port, ca(), "oc-" + name, Optional.of(issued(name)));
        assertEquals(Optional.empty(), party.trouble(), name);
        return party;
    }

    /// The samples, with this test's places instead of a machine's, beside what Debian's package
    /// has in its own `mosquitto.conf`.
    private Service mosquitto(String site) throws Exception {
        var rules = dir.resolve("onecard.acl");
        Files.writeString(
                rules,
                Files.readString(SAMPLES.resolve("mosquitto/onecard.acl"))
                        .replace("my-site", site));
        var place = "/etc/mosquitto/onecard/";
        var beside = Files.createDirectories(dir.resolve("conf.d"));
        Files.writeString(
                beside.resolve("onecard.conf"),
                Files.readString(SAMPLES.resolve("mosquitto/onecard.conf"))
                        .replace("listener 8883", "listener %d 127.0.0.1".formatted(port))
                        .replace(place + "onecard.acl", rules.toString())
                        .replace(place + "broker.", issued("broker.").toString())
                        .replace(place, dir.resolve("authority") + "/"));
        return Service.mosquitto(
                port,
                dir,
                "pid_file " + dir.resolve("mosquitto.pid"),
                "persistence true",
                "persistence_location " + dir + "/",
                "log_dest file " + dir.resolve("mosquitto.log"),
                "include_dir " + beside);
    }

    private Path ca() {
        return dir.resolve("authority/ca.pem");
    }

    private Path issued(String file) {
        return dir.resolve("authority/issued").resolve(file);
    }

    private void ca(String verb, String... arguments) throws Exception {
        var done =
                run(
                        caCommand(
                                Stream.concat(Stream.of(verb), Stream.of(arguments))
                                        .toArray(String[]::new)));
        assertEquals(0, done.status(), done::said);
    }

    private List<String> caCommand(String... words) {
        var command = new ArrayList<>(List.of("../scripts/ca", words[0]));
        command.add(dir.resolve("authority").toString());
        command.addAll(List.of(words).subList(1, words.length));
        return command;
    }

    private record Done(int status, String said) {}

    private static Done run(List<String> command) throws Exception {
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try (InputStream said = process.getInputStream()) {
            var text = new String(said.readAllBytes(), StandardCharsets.UTF_8);
            return new Done(process.waitFor(), text);
        }
    }
}
