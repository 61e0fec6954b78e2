package onecard.edge;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import onecard.edge.cli.Console;
import onecard.edge.cli.Exit;
import onecard.edge.cli.Sites;
import onecard.edge.crypto.Canonical;
import onecard.edge.crypto.Json;
import onecard.edge.crypto.JsonReader;
import onecard.edge.crypto.Secrets;
import onecard.edge.demo.DemoBroker;
import onecard.edge.demo.DemoGuests;
import onecard.edge.demo.DemoGuests.Guest;
import onecard.edge.demo.DemoHost;
import onecard.edge.demo.DemoWays;
import onecard.edge.state.Control;
import onecard.edge.state.ListCommands;
import onecard.edge.state.StateDir;
import onecard.edge.store.journal.JournalReader;
import onecard.edge.store.journal.JournalVerify;
import onecard.edge.uplink.Subscription;
import onecard.edge.words.Failed;
import onecard.edge.words.Message;
import onecard.hal.sim.SimPlates;
import onecard.hal.sim.SimReader;
import onecard.hal.sim.SimScanner;
import onecard.hal.sim.SimTear;
import onecard.money.Fen;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "demo", mixinStandardHelpOptions = true)
final class DemoCommand implements Callable<Integer> {

    /// Twice this a guest: longer than the lock is open, so that each opens it anew.
    private static final Duration PAUSE = Duration.ofMillis(600);

    /// Until a loop has told of the vehicle on it: a plate that is read before waits for that.
    private static final Duration LOOP = Duration.ofMillis(100);

    /// Of a record, what is said of it: texts, and numbers beside their names.
    private static final List<String> TOLD =
            List.of("verdict", "reason", "rule", "transition", "result", "state", "alarm", "what");

    private static final List<String> COUNTED =
            List.of("present", "expected", "on_time", "late", "walk_in");

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
    private final Map<String, Integer> taps = new TreeMap<>();
    private final Set<String> opened = new HashSet<>(); // since the last guest came

    DemoCommand(Console console) {
        this.console = console;
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
        var host = new DemoHost(directory);
        try (var guests = new DemoGuests(directory)) {
            Files.writeString(
                    site,
                    resource("demo.yaml")
                            .replace("MQTT_PORT", Integer.toString(port))
                            .replace("DECODE_PORT", Integer.toString(guests.decodePort()))
                            .replace("PASS_KEY", guests.passKey())
                            .replace("HOST_KEY", host.key()));
            int status = run(directory, site, port, guests, host, end);
            if (headless && state.isEmpty()) {
                forget(directory);
            }
            return status;
        }
    }

    /// Nobody was told where to look.
    private static void forget(Path directory) throws IOException {
        try (var files = Files.walk(directory)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private int run(Path directory, Path site, int port, DemoGuests guests, DemoHost host, long end)
            throws Exception {
        var profile = Sites.read(site, console);
        var held = StateDir.hold(directory);
        if (profile.isEmpty() || held.isEmpty()) {
            return Exit.FAILED;
        }
        try (var _ = new DemoBroker(port);
                var _ =
                        new Subscription(
                                "mqtt://127.0.0.1:" + port, "demo-watch", "oc/v1/#", this::heard);
                var daemon =
                        Wiring.start(
                                profile.get(), held.get(), Sites.hash(site), DemoCommand::bug)) {
            console.tell(Message.DEMO_LIST, bring(held.get(), "demo", resource("demo.csv")));
            var demo = profile.get();
            var tokens = Secrets.tokens(demo.keys(), held.get().path());
            var accounts =
                    host.accounts(resource("accounts.csv"), demo.site(), tokens, demo.timezone());
            var signed =
                    Control.ask(
                            held.get().controlSocket(),
                            ListCommands.request(accounts, console.lang()));
            console.tell(
                    Message.DEMO_ACCOUNTS,
                    signed.flatMap(done -> done.array("told"))
                            .map(it -> it.items().size())
                            .orElse(0));
            play(daemon, held.get(), guests, end);
            summary(held.get());
        }
        return 0;
    }

    /// A list by hand.
    ///
    /// @return how many entries it has
    private long bring(StateDir held, String list, String csv) throws IOException {
        var file = held.path().resolve(list + ".csv");
        Files.writeString(file, csv);
        var request = ListCommands.request(file, list, false, console.lang());
        var answer = Control.ask(held.controlSocket(), request);
        return answer.flatMap(done -> done.number("entries"))
                .orElseThrow(
                        () -> new IllegalStateException("the demo's list " + list + ": " + answer));
    }

    /// Guests come and go; what happens is read back from where it really happened: the journal,
    /// the line trace, the broker.
    private void play(Daemon daemon, StateDir held, DemoGuests guests, long end) throws Exception {
        var lines = held.path().resolve("sim");
        var ways = new DemoWays(lines);
        var trace = new TraceTail(lines.resolve("lines.trace"));
        try (var journal = JournalReader.open(held.journal()).orElseThrow()) {
            long last = journal.each(0, this::row);
            trace.each(this::line);
            var coming = new ArrayDeque<Guest>();
            while (seconds == 0 || System.nanoTime() + PAUSE.toNanos() * 2 < end) {
                if (coming.isEmpty()) {
                    var round = guests.round();
                    for (var list : round.lists().entrySet()) {
                        bring(held, list.getKey(), list.getValue());
                    }
                    coming.addAll(round.guests());
                }
                console.print("");
                opened.clear();
                comes(coming.remove(), daemon, ways);
                trace.each(this::line);
                last = journal.each(last, this::row);
                ways.go(opened, PAUSE);
                trace.each(this::line);
                last = journal.each(last, this::row);
            }
            while (seconds > 0 && System.nanoTime() < end) {
                Thread.sleep(50);
            }
            journal.each(last, this::row);
        }
    }

    private void comes(Guest guest, Daemon daemon, DemoWays ways) throws Exception {
        switch (guest) {
            case Guest.WithCard(var story, var name, var card, var tornAfter) -> {
                var reader = (SimReader) daemon.reader(name).orElseThrow();
                console.tell(Message.DEMO_CARD, story.with());
                reader.present(card, SimTear.afterCommands(tornAfter));
                Thread.sleep(PAUSE);
                reader.remove();
            }
            case Guest.WithCode(var story, var name, var code) -> {
                var scanner = (SimScanner) daemon.scanner(name).orElseThrow();
                console.tell(Message.DEMO_CODE, story.with());
                scanner.show(code);
                Thread.sleep(PAUSE);
            }
            case Guest.InCar(var story, var plate, var confidence) -> {
                var camera = (SimPlates) daemon.camera("camera").orElseThrow();
                console.tell(Message.DEMO_PLATE, story.with());
                ways.arrives();
                Thread.sleep(LOOP);
                camera.read(plate, confidence);
                Thread.sleep(PAUSE.minus(LOOP));
            }
        }
    }

    private void row(String event) {
        var parsed = JsonReader.object(event).orElse(Json.Obj.EMPTY);
        var data = parsed.object("data").orElse(Json.Obj.EMPTY);
        if (data.text("verdict").isPresent()) {
            taps.merge(data.text("reason").orElse(""), 1, Integer::sum);
        }
        console.tell(
                Message.DEMO_JOURNAL,
                data.number("seq").orElse(0L),
                parsed.text("type").orElse(""),
                gist(data));
    }

    private void line(String change) {
        var parsed = JsonReader.object(change).orElse(Json.Obj.EMPTY);
        var line = parsed.text("line").orElse("");
        var cause = parsed.text("cause").orElse("");
        boolean on = parsed.number("level").orElse(0L) == 1;
        if (cause.equals("pull")) {
            console.tell(on ? Message.DEMO_CONTACT_ON : Message.DEMO_CONTACT_OFF, line);
            return;
        }
        if (on) {
            opened.add(line);
        }
        console.tell(on ? Message.DEMO_RELAY_ON : Message.DEMO_RELAY_OFF, line, cause);
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
        for (var field : TOLD) {
            data.text(field).ifPresent(value -> gist.append(value).append(' '));
        }
        data.object("plate")
                .flatMap(plate -> plate.text("match"))
                .ifPresent(match -> gist.append(match).append(' '));
        for (var field : COUNTED) {
            data.number(field)
                    .ifPresent(many -> gist.append(field).append(' ').append(many).append(' '));
        }
        data.array("differences").ifPresent(found -> gist.append(Canonical.text(found)));
        data.array("legs")
                .ifPresent(
                        legs ->
                                legs.items().stream()
                                        .filter(Json.Obj.class::isInstance)
                                        .map(Json.Obj.class::cast)
                                        .forEach(leg -> gist.append(paid(leg)).append(' ')));
        return gist.toString().strip();
    }

    private static String paid(Json.Obj leg) {
        return leg.text("wallet").orElse("") + " " + new Fen(leg.number("amount_fen").orElse(0L));
    }

    private void summary(StateDir held) throws Exception {
        try (var journal = JournalReader.open(held.journal()).orElseThrow()) {
            var proof =
                    journal.verify(new JournalVerify.Wanted(Optional.empty(), Optional.empty()));
            console.print("");
            console.tell(
                    Message.DEMO_SUMMARY,
                    proof.records(),
                    proof.holds() ? "ok" : "BROKEN",
                    published.get());
            console.tell(
                    Message.DEMO_TAPS,
                    taps.entrySet().stream()
                            .map(reason -> reason.getKey() + " " + reason.getValue())
                            .collect(Collectors.joining(", ")));
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
