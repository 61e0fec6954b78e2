package onecard.edge;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import onecard.edge.cli.Console;
import onecard.edge.cli.Exit;
import onecard.edge.crypto.Canonical;
import onecard.edge.crypto.Json;
import onecard.edge.crypto.Secrets;
import onecard.edge.demo.DemoGuests;
import onecard.edge.demo.DemoGuests.Guest;
import onecard.edge.demo.DemoGuests.Round;
import onecard.edge.simulate.BroughtLists;
import onecard.edge.simulate.Catalogue;
import onecard.edge.simulate.Enrolments;
import onecard.edge.simulate.Feed;
import onecard.edge.simulate.Host;
import onecard.edge.simulate.Issuer;
import onecard.edge.simulate.People;
import onecard.edge.simulate.Simulator;
import onecard.edge.state.StateDir;
import onecard.edge.store.journal.JournalReader;
import onecard.edge.store.journal.JournalVerify;
import onecard.edge.words.Failed;
import onecard.edge.words.Message;
import onecard.money.Fen;
import onecard.site.SiteProfile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "demo", mixinStandardHelpOptions = true)
final class DemoCommand implements Callable<Integer> {

    /// Twice this a guest: longer than the lock is open, so that each opens it anew.
    private static final Duration PAUSE = Duration.ofMillis(600);

    /// Until a loop has told of the vehicle on it: a plate that is read before waits for that.
    private static final Duration LOOP = Duration.ofMillis(100);

    /// The device is asked again so soon, once it was found to be off.
    private static final Duration OFF = Duration.ofSeconds(1);

    /// The demo's site, among our resources and in the state directory.
    private static final String FILE = "demo.yaml";

    private static final String BARRIER = "barrier-1";

    /// Of a record, what is said of it: texts, and numbers beside their names.
    private static final List<String> TOLD =
            List.of("verdict", "reason", "rule", "transition", "result", "state", "alarm", "what");

    private static final List<String> COUNTED =
            List.of("present", "expected", "on_time", "late", "walk_in");

    @Option(names = "--port", descriptionKey = "page-port")
    private int port;

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

    DemoCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws Exception {
        var directory = SimulatedRun.directory(state, FILE);
        var host = new Host(directory);
        try (var wires = SimulatedWires.embedded(mqttPort);
                var issuer = new Issuer(directory)) {
            console.tell(Message.DEMO_BROKER, wires.broker().orElseThrow());
            console.tell(Message.DEMO_STATE, directory);
            var site = written(directory, wires, issuer, host);
            var run = SimulatedRun.of(site, directory, wires, console);
            if (run.isEmpty()) {
                return Exit.FAILED;
            }
            int status = run(run.get(), directory, issuer, host);
            if (headless && state.isEmpty()) {
                forget(directory);
            }
            return status;
        }
    }

    private static Path written(Path directory, SimulatedWires wires, Issuer issuer, Host host)
            throws IOException {
        var secret = SimulatedRun.secret(directory);
        var site = directory.resolve(FILE);
        Files.writeString(
                site,
                resource(FILE)
                        .replace("MQTT_PORT", Integer.toString(wires.port()))
                        .replace("DECODE_PORT", Integer.toString(issuer.decodePort()))
                        .replace("PASS_KEY", issuer.passKey())
                        .replace("HOST_KEY", host.key())
                        .replace("VAULT_KEY", secret.toString()));
        return site;
    }

    /// Nobody was told where to look.
    private static void forget(Path directory) throws IOException {
        try (var files = Files.walk(directory)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private int run(SimulatedRun run, Path directory, Issuer issuer, Host host) throws Exception {
        var lists = new BroughtLists(directory, console.lang());
        try (var simulator = run.simulator(issuer, lists, Optional.of(true));
                var heard = simulator.feed().listen();
                var _ = run.hearing(simulator);
                var _ = headless ? (AutoCloseable) () -> {} : run.page(port, simulator)) {
            Thread.ofPlatform().daemon().name("demo-tells").start(() -> tell(heard));
            var enrolments = new Enrolments(run.profile(), directory, simulator::hold);
            boolean serves =
                    simulator.start(
                            SimulatedRun.START_SECONDS,
                            () -> {
                                bring(run.profile(), directory, host, lists);
                                enrolments.enrol(console::tell);
                            });
            if (!serves) {
                console.complain(Message.SIMULATE_OFF);
                return Exit.FAILED;
            }
            play(simulator, new DemoGuests(issuer, simulator::now), lists);
            summary(directory);
        }
        return 0;
    }

    private void bring(SiteProfile demo, Path directory, Host host, BroughtLists lists)
            throws IOException {
        console.tell(Message.DEMO_LIST, lists.bring("demo", People.csv("staff")));
        var tokens = Secrets.tokens(demo.keys(), directory);
        var accounts =
                host.accounts(
                        "accounts", resource("accounts.csv"), demo.site(), tokens, demo.timezone());
        console.tell(Message.DEMO_ACCOUNTS, lists.bring(accounts));
    }

    /// Guests come and go while they may; what becomes of them is told as it is read.
    private void play(Simulator simulator, DemoGuests guests, BroughtLists lists) throws Exception {
        long end = System.nanoTime() + Duration.ofSeconds(seconds).toNanos();
        var coming = new ArrayDeque<Guest>();
        while (seconds == 0 || System.nanoTime() + PAUSE.toNanos() * 2 < end) {
            simulator.awaitGuests();
            if (coming.isEmpty()) {
                coming.addAll(expected(guests.round(), lists));
                continue;
            }
            console.print("");
            comes(coming.remove(), simulator);
        }
        while (seconds > 0 && System.nanoTime() < end) {
            Thread.sleep(50);
        }
    }

    /// Those of a round; nobody while the device is off, for it would not know them.
    private List<Guest> expected(Round round, BroughtLists lists) throws Exception {
        try {
            for (var list : round.lists().entrySet()) {
                lists.bring(list.getKey(), list.getValue());
            }
            return round.guests();
        } catch (IOException off) {
            if (headless) {
                throw off;
            }
            Thread.sleep(OFF);
            return List.of();
        }
    }

    private void comes(Guest guest, Simulator simulator) throws Exception {
        switch (guest) {
            case Guest.WithCard(var story, var reader, var card, var tornAfter) -> {
                console.tell(Message.DEMO_CARD, story.with());
                simulator.hold(reader, Catalogue.deed(card, tornAfter));
                Thread.sleep(PAUSE);
                simulator.hold(reader, Json.Obj.EMPTY.with("do", "remove"));
                goes(simulator, "walk", simulator.pointOf(reader));
            }
            case Guest.WithCode(var story, var scanner, var code) -> {
                console.tell(Message.DEMO_CODE, story.with());
                simulator.hold(scanner, Json.Obj.EMPTY.with("do", "show").with("text", code));
                Thread.sleep(PAUSE);
                goes(simulator, "walk", simulator.pointOf(scanner));
            }
            case Guest.InCar(var story, var plate) -> {
                console.tell(Message.DEMO_PLATE, story.with());
                goes(simulator, "drive_up", BARRIER);
                Thread.sleep(LOOP);
                simulator.hold("camera", Catalogue.deed(plate, OptionalInt.empty()));
                Thread.sleep(PAUSE.minus(LOOP));
                if (!goes(simulator, "drive_through", BARRIER)) {
                    goes(simulator, "drive_off", BARRIER);
                }
            }
        }
        Thread.sleep(PAUSE);
    }

    /// Whoever was let in goes through, and nobody else.
    private static boolean goes(Simulator simulator, String deed, String point) throws IOException {
        var asked = Json.Obj.EMPTY.with("deed", deed).with("point", point);
        return simulator.play(asked).isEmpty();
    }

    // --- what is told ---

    /// On a thread of its own, until nothing more happens.
    private void tell(Feed.Listener heard) {
        try {
            while (true) {
                heard.next(Duration.ofHours(1)).map(Feed.Told::event).ifPresent(this::told);
            }
        } catch (InterruptedException _) {
            // The demo ends.
        }
    }

    private void told(Json.Obj event) {
        switch (event.text("type").orElse("")) {
            case "journal" -> event.object("event").ifPresent(this::row);
            case "line" -> line(event);
            case "mqtt" -> heard(event);
            default -> {
                // For the page.
            }
        }
    }

    private void row(Json.Obj event) {
        var data = event.object("data").orElse(Json.Obj.EMPTY);
        if (data.text("verdict").isPresent()) {
            synchronized (taps) {
                taps.merge(data.text("reason").orElse(""), 1, Integer::sum);
            }
        }
        console.tell(
                Message.DEMO_JOURNAL,
                data.number("seq").orElse(0L),
                event.text("type").orElse(""),
                gist(data));
    }

    private void line(Json.Obj change) {
        var line = change.text("line").orElse("");
        var cause = change.text("cause").orElse("");
        boolean on = change.number("level").orElse(0L) == 1;
        if (cause.equals("pull")) {
            console.tell(on ? Message.DEMO_CONTACT_ON : Message.DEMO_CONTACT_OFF, line);
        } else {
            console.tell(on ? Message.DEMO_RELAY_ON : Message.DEMO_RELAY_OFF, line, cause);
        }
    }

    private void heard(Json.Obj message) {
        published.incrementAndGet();
        var data =
                message.object("payload")
                        .flatMap(event -> event.object("data"))
                        .orElse(Json.Obj.EMPTY);
        console.tell(Message.DEMO_MQTT, message.text("topic").orElse(""), gist(data));
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

    private void summary(Path directory) throws Exception {
        try (var journal = JournalReader.open(StateDir.journal(directory)).orElseThrow()) {
            var proof =
                    journal.verify(new JournalVerify.Wanted(Optional.empty(), Optional.empty()));
            console.print("");
            console.tell(
                    Message.DEMO_SUMMARY,
                    proof.records(),
                    proof.holds() ? "ok" : "BROKEN",
                    published.get());
            synchronized (taps) {
                console.tell(
                        Message.DEMO_TAPS,
                        taps.entrySet().stream()
                                .map(reason -> reason.getKey() + " " + reason.getValue())
                                .collect(Collectors.joining(", ")));
            }
            if (!headless) {
                console.tell(Message.DEMO_TRY, directory);
            }
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
}
