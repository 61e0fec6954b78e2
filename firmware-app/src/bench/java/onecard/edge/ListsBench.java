package onecard.edge;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import onecard.edge.cli.Console;
import onecard.edge.cli.Sites;
import onecard.edge.crypto.Json;
import onecard.edge.crypto.JsonReader;
import onecard.edge.crypto.Secrets;
import onecard.edge.crypto.SigningKey;
import onecard.edge.process.Await;
import onecard.edge.process.Listener;
import onecard.edge.process.Ports;
import onecard.edge.process.Service;
import onecard.edge.state.StateDir;
import onecard.hal.sim.SimCard;
import onecard.hal.sim.SimReader;
import onecard.hal.sim.SimTear;
import onecard.site.Secret;
import onecard.words.Lang;

/// A daemon takes lists from a mosquitto while somebody taps ten times a second: a whole list of
/// 270,000, one in which 1,000 changed, and a lost card while a whole list is being taken. Built
/// and published by the commands an operator has, in processes of their own.
final class ListsBench implements Bench.Work {

    private static final int PEOPLE = 270_000;
    private static final int CHANGED = 1_000;
    private static final Duration BETWEEN_TAPS = Duration.ofMillis(100);
    private static final Duration IN_FIELD = Duration.ofMillis(40);
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    /// What the taps of a phase took from the card's number to the verdict.
    private record Decided(long nanos, long micros, String reason) {}

    private final List<Decided> decided = new ArrayList<>();
    private final Map<String, Long> inForce = new ConcurrentHashMap<>(); // nanos, by list:version
    private Path directory = Path.of("");
    private int port;

    @Override
    public void run(Bench.Setting setting) throws Exception {
        directory = setting.scratch();
        port = Ports.free();
        site();
        try (var _ = Service.mosquitto(port, directory);
                var _ = new Listener(port, "host", "oc/v1/bench/bench/#", this::heard);
                var held = StateDir.hold(directory.resolve("state")).orElseThrow();
                var daemon =
                        Wiring.start(
                                Sites.read(siteFile(), Console.ofProcess(Lang.EN)).orElseThrow(),
                                held,
                                Sites.hash(siteFile()),
                                Samples::died);
                var _ = new Tapper((SimReader) daemon.reader("in").orElseThrow())) {
            System.out.printf("lists: %d entries, ten taps a second%n", PEOPLE);
            build("staff", people(0));
            published("a whole list", "staff", 1);
            for (int round = 1; round <= setting.rounds(); round++) {
                build("staff", people(round * CHANGED));
                published("%d changed".formatted(CHANGED), "staff", 1 + round);
            }
            denied(2 + setting.rounds());
        }
    }

    /// Everybody is somebody else, and meanwhile a card is lost.
    private void denied(int version) throws Exception {
        build("staff", people(PEOPLE));
        build("deny", lost());
        long start = System.nanoTime();
        onecard("list", "publish", lists(), "--list", "staff");
        long list = System.nanoTime();
        onecard("list", "publish", lists(), "--list", "deny");
        long deny = System.nanoTime();
        Await.until("the lost card refused", PATIENCE, () -> since(deny, "DENIED_LIST") > 0);
        double live = (since(deny, "DENIED_LIST") - deny) / 1e9;
        long whole = awaitInForce("staff", version);
        report("a whole list, and a lost card", start, list, whole);
        System.out.printf(
                Locale.ROOT,
                "    the lost card is refused %.2f s after its publication ended%s  goal <= 1%n",
                live,
                whole < deny
                        ? ""
                        : ", %.2f s before the list".formatted((whole - deny) / 1e9 - live));
    }

    private void published(String what, String list, int version) throws Exception {
        long start = System.nanoTime();
        onecard("list", "publish", lists(), "--list", list);
        long published = System.nanoTime();
        report(what, start, published, awaitInForce(list, version));
    }

    private void report(String what, long start, long published, long live) {
        var taps = taps(start, Math.max(published, live));
        System.out.printf(
                Locale.ROOT,
                "  %-32s published in %.1f s, in force %.2f s after; %d decisions, p50 %.2f, most"
                        + " %.2f ms  goal most <= 20, 1,000 changed within 2 s%n",
                what,
                (published - start) / 1e9,
                Math.max(0, live - published) / 1e9,
                taps.size(),
                taps.isEmpty() ? 0 : taps.get(taps.size() / 2) / 1e3,
                taps.isEmpty() ? 0 : taps.getLast() / 1e3);
    }

    private List<Long> taps(long from, long to) {
        synchronized (decided) {
            return decided.stream()
                    .filter(tap -> tap.nanos() >= from && tap.nanos() <= to)
                    .map(Decided::micros)
                    .sorted()
                    .toList();
        }
    }

    /// When the first tap after that was decided so; 0 if none was.
    private long since(long from, String reason) {
        synchronized (decided) {
            return decided.stream()
                    .filter(tap -> tap.nanos() >= from && tap.reason().equals(reason))
                    .mapToLong(Decided::nanos)
                    .min()
                    .orElse(0);
        }
    }

    private long awaitInForce(String list, long version) {
        var name = list + ":" + version;
        Await.until(name + " in force", PATIENCE, () -> inForce.containsKey(name));
        return inForce.getOrDefault(name, 0L);
    }

    private void heard(Listener.Heard message) {
        var body = JsonReader.object(message.text()).orElse(Json.Obj.EMPTY);
        if (message.topic().endsWith("/tap")) {
            var reason = body.object("data").flatMap(data -> data.text("reason")).orElse("");
            body.text("latencyus")
                    .ifPresent(
                            took -> {
                                synchronized (decided) {
                                    decided.add(
                                            new Decided(message.nanos(), ofDecision(took), reason));
                                }
                            });
        } else if (message.topic().endsWith("/birth")) {
            body.array("lists").orElseThrow().items().stream()
                    .map(Json.Obj.class::cast)
                    .map(
                            list ->
                                    list.text("name").orElse("")
                                            + ":"
                                            + list.number("version").orElse(0L))
                    .forEach(name -> inForce.putIfAbsent(name, message.nanos()));
        }
    }

    /// The look-up and the wait for the loop; not what the card itself took.
    private static long ofDecision(String latency) {
        long micros = 0;
        for (var part : latency.split(",")) {
            if (!part.startsWith("card=")) {
                micros += Long.parseLong(part.substring(part.indexOf('=') + 1));
            }
        }
        return micros;
    }

    private Path siteFile() {
        return directory.resolve("site.yaml");
    }

    private String lists() {
        return directory.resolve("lists").toString();
    }

    private void site() throws IOException {
        var key = SigningKey.madeAtFirstUse(directory.resolve("lists.pem")).publicText();
        Files.writeString(
                siteFile(),
                """
                onecard: 1
                site: bench
                device: bench
                timezone: Asia/Shanghai
                clock: assume_synced
                board:
                  gpio: { chip: sim }
                  readers: { in: { sim: true, applications: [ssc] } }
                  relays: { lock: { sim: true } }
                points:
                  - { id: door-1, profile: door, in: { reader: in, relay: lock }, lists: [staff], least: A1, journal_full: refuse }
                lists: { staff: {} }
                journal: { host: none }
                uplink: { url: "mqtt://127.0.0.1:%d" }
                keys: { site: { generate: true }, lists: ["%s"] }
                """
                        .formatted(port, key));
        var state = Files.createDirectories(directory.resolve("state"));
        var _ = Secrets.siteKey(new Secret.Generate(), state);
    }

    /// @param gone so many of the first are somebody else
    private Path people(int gone) throws IOException {
        var file = directory.resolve("people.csv");
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            out.write("kind,id,subject,groups,valid_from,valid_until,schedule,deny\n");
            for (int i = 0; i < PEOPLE; i++) {
                // Those who tap stay.
                int who = i < gone && i >= Tapper.GUESTS ? PEOPLE + gone + i : i;
                out.write("ssc," + People.code(who) + ",p-" + who + ",staff,,,,\n");
            }
        }
        return file;
    }

    private Path lost() throws IOException {
        return Files.writeString(
                directory.resolve("lost.csv"),
                "kind,id,from,reason\nssc," + People.code(Tapper.LOST) + ",,lost\n");
    }

    private void build(String list, Path csv) throws Exception {
        var words =
                new ArrayList<>(
                        List.of(
                                "list",
                                "build",
                                csv.toString(),
                                "--list",
                                list,
                                "--site",
                                siteFile().toString(),
                                "--state",
                                directory.resolve("state").toString(),
                                "--key",
                                directory.resolve("lists.pem").toString(),
                                "--out",
                                lists()));
        if (!list.equals("deny")) {
            words.addAll(List.of("--type", "people"));
        }
        onecard(words.toArray(String[]::new));
    }

    private void onecard(String... words) throws Exception {
        var command =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-XX:+UseSerialGC",
                                "-XX:TieredStopAtLevel=1",
                                "-Xmx512m",
                                "--enable-native-access=ALL-UNNAMED",
                                "--sun-misc-unsafe-memory-access=allow",
                                "-cp",
                                System.getProperty("java.class.path"),
                                Main.class.getName()));
        command.addAll(List.of(words));
        if (words[1].equals("publish")) {
            command.addAll(List.of("--site-file", siteFile().toString()));
            command.addAll(List.of("--broker", "mqtt://127.0.0.1:" + port));
        }
        var said = directory.resolve("said");
        var process =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(said.toFile());
        var running = process.start();
        if (!running.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS) || running.exitValue() != 0) {
            running.destroyForcibly();
            throw new IOException(String.join(" ", words) + ": " + Files.readString(said));
        }
    }

    /// Holds one card after another to the reader, each second one the one that will be lost.
    private static final class Tapper implements AutoCloseable {
        static final int GUESTS = 16;
        static final int LOST = 0;

        private final SimReader reader;
        private final Thread thread;
        private volatile boolean ended;

        Tapper(SimReader reader) {
            this.reader = reader;
            thread = Thread.ofPlatform().name("tapper").start(this::run);
        }

        private void run() {
            for (int tap = 0; !ended; tap++) {
                int who = tap % 2 == 0 ? LOST : 1 + tap / 2 % (GUESTS - 1);
                reader.present(
                        SimCard.socialSecurity(People.code(who), 3, Optional.of("20360101")),
                        SimTear.NEVER);
                LockSupport.parkNanos(IN_FIELD.toNanos());
                reader.remove();
                LockSupport.parkNanos(BETWEEN_TAPS.minus(IN_FIELD).toNanos());
            }
        }

        @Override
        public void close() {
            ended = true;
            try {
                thread.join();
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
