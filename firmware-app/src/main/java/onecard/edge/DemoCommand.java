package onecard.edge;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import onecard.edge.crypto.Json;
import onecard.edge.crypto.JsonReader;
import onecard.edge.demo.DemoBroker;
import onecard.edge.store.JournalReader;
import onecard.edge.uplink.Subscription;
import onecard.edge.words.Failed;
import onecard.edge.words.Message;
import onecard.hal.sim.SimCard;
import onecard.hal.sim.SimReader;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "demo", mixinStandardHelpOptions = true)
final class DemoCommand implements Callable<Integer> {

    private static final Duration PAUSE = Duration.ofMillis(900);

    @Option(names = "--mqtt-port")
    private int mqttPort;

    @Option(names = "--headless")
    private boolean headless;

    @Option(names = "--seconds")
    private int seconds;

    @Option(names = "--state")
    private Optional<Path> state = Optional.empty();

    private final Console console;
    private final AtomicInteger published = new AtomicInteger();

    DemoCommand(Console console) {
        this.console = console;
    }

    /// A person at the demo's door.
    private record Guest(Message story, SimCard card, int tornAfter) {}

    private static List<Guest> guests() {
        var ann =
                SimCard.socialSecurity(
                        "342500d1560000050000000000000001", 3, Optional.of("20360101"));
        var old =
                SimCard.socialSecurity(
                        "342500d1560000050000000000000002", 2, Optional.of("20240101"));
        return List.of(
                new Guest(Message.DEMO_ANN, ann, -1),
                new Guest(Message.DEMO_STRANGER, SimCard.plain("04ffeeddccbbaa"), -1),
                new Guest(Message.DEMO_ENDED, old, -1),
                new Guest(Message.DEMO_TORN, ann, 2),
                new Guest(Message.DEMO_LOST, SimCard.plain("04a1b2c3d4e5f6"), -1),
                new Guest(Message.DEMO_CLEANER, SimCard.plain("04112233445566"), -1));
    }

    @Override
    public Integer call() throws Exception {
        long end = System.nanoTime() + Duration.ofSeconds(seconds).toNanos();
        int port = mqttPort == 0 ? freePort() : mqttPort;
        var directory = state.isPresent() ? state.get() : Files.createTempDirectory("onecard-demo");
        console.tell(Message.DEMO_BROKER, port);
        console.tell(Message.DEMO_STATE, directory);
        var site = directory.resolve("demo.yaml");
        Files.createDirectories(directory);
        Files.writeString(site, resource("demo.yaml").replace("PORT", Integer.toString(port)));
        var list = directory.resolve("demo.csv");
        Files.writeString(list, resource("demo.csv"));
        var profile = Sites.read(site, console);
        var held = StateDir.hold(directory);
        if (profile.isEmpty() || held.isEmpty()) {
            return Main.FAILED;
        }
        try (var _ = new DemoBroker(port);
                var _ =
                        new Subscription(
                                "mqtt://127.0.0.1:" + port, "demo-watch", "oc/v1/#", this::heard);
                var daemon =
                        Wiring.start(
                                profile.get(), held.get(), Sites.hash(site), DemoCommand::bug)) {
            var answer =
                    Control.ask(
                            held.get().controlSocket(),
                            ListCommands.request(list, "demo", false, console.lang()));
            console.tell(
                    Message.DEMO_LIST, answer.flatMap(done -> done.number("entries")).orElse(0L));
            play(daemon, held.get(), end);
            summary(held.get());
        }
        return 0;
    }

    /// Guests come and go; what happens is read back from where it really happened: the journal,
    /// the line trace, the broker.
    private void play(Daemon daemon, StateDir held, long end) throws Exception {
        var reader = (SimReader) daemon.reader("in").orElseThrow();
        var trace = new TraceTail(held.path().resolve("sim").resolve("lines.trace"));
        try (var journal = JournalReader.open(held.journal()).orElseThrow()) {
            long last = journal.each(0, this::row);
            trace.each(this::line);
            var guests = guests();
            for (int i = 0; seconds == 0 || System.nanoTime() + PAUSE.toNanos() * 2 < end; i++) {
                var guest = guests.get(i % guests.size());
                console.print("");
                console.tell(Message.DEMO_CARD, guest.story().with());
                reader.present(guest.card(), guest.tornAfter());
                Thread.sleep(PAUSE);
                reader.remove();
                trace.each(this::line);
                last = journal.each(last, this::row);
                Thread.sleep(PAUSE);
            }
            while (seconds > 0 && System.nanoTime() < end) {
                Thread.sleep(50);
            }
            journal.each(last, this::row);
        }
    }

    private void row(String event) {
        var parsed = JsonReader.object(event).orElse(Json.Obj.EMPTY);
        var data = parsed.object("data").orElse(Json.Obj.EMPTY);
        console.tell(
                Message.DEMO_JOURNAL,
                data.number("seq").orElse(0L),
                parsed.text("type").orElse(""),
                gist(data));
    }

    private void line(String change) {
        var parsed = JsonReader.object(change).orElse(Json.Obj.EMPTY);
        console.tell(
                parsed.number("level").orElse(0L) == 1
                        ? Message.DEMO_RELAY_ON
                        : Message.DEMO_RELAY_OFF,
                parsed.text("line").orElse(""),
                parsed.text("cause").orElse(""));
    }

    /// On the client's thread.
    private void heard(String topic, String payload) {
        published.incrementAndGet();
        var data =
                JsonReader.object(payload)
                        .flatMap(event -> event.object("data"))
                        .orElse(Json.Obj.EMPTY);
        console.tell(Message.DEMO_MQTT, topic, gist(data));
    }

    private static String gist(Json.Obj data) {
        var gist = new StringBuilder();
        for (var field : List.of("verdict", "reason", "rule", "result", "state", "alarm", "what")) {
            data.text(field).ifPresent(value -> gist.append(value).append(' '));
        }
        return gist.toString().strip();
    }

    private void summary(StateDir held) throws Exception {
        try (var journal = JournalReader.open(held.journal()).orElseThrow()) {
            var proof =
                    journal.verify(
                            new onecard.edge.store.JournalVerify.Wanted(
                                    Optional.empty(), Optional.empty()));
            console.print("");
            console.tell(
                    Message.DEMO_SUMMARY,
                    proof.records(),
                    proof.holds() ? "ok" : "BROKEN",
                    published.get());
            if (!headless) {
                console.tell(Message.DEMO_TRY, held.path());
            }
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static String resource(String name) throws IOException {
        try (var in = DemoCommand.class.getResourceAsStream("/demo/" + name)) {
            if (in == null) {
                throw new Failed(Message.DEMO_INCOMPLETE.with(name));
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static void bug(Throwable bug) {
        throw new IllegalStateException("the demo met a bug", bug);
    }

    /// New lines of a file that grows.
    private static final class TraceTail {
        private final Path file;
        private long seen;

        TraceTail(Path file) {
            this.file = file;
        }

        void each(java.util.function.Consumer<String> line) throws IOException {
            try (var lines = Files.lines(file)) {
                for (var next : lines.skip(seen).toList()) {
                    line.accept(next);
                    seen++;
                }
            }
        }
    }
}
